// A chat-completions server around one local model file, for measuring `--reader llm`:
//
//     npm install node-llama-cpp@3.21.1 && node llm_server.mjs MODEL.gguf [PORT]
//
// Listens on the loopback address alone and answers one request at a time. It holds the model to
// `response_format`, knows `max_tokens`, and says `length` if an answer was cut off.

import { createServer } from "node:http";
import { getLlama, LlamaChatSession } from "node-llama-cpp";

const [file, port = "8080"] = process.argv.slice(2);
const LARGEST_REQUEST = 1_000_000;
const llama = await getLlama({ gpu: false, build: "never" });
const model = await llama.loadModel({ modelPath: file });
const context = await model.createContext({ contextSize: 8192, threads: 1 });
const sequence = context.getSequence();
let last = Promise.resolve();

function grammarFor(format) {
  if (format?.type === "json_schema") {
    return llama.createGrammarForJsonSchema(format.json_schema.schema);
  }
  return format?.type === "json_object" ? llama.getGrammarFor("json") : undefined;
}

async function complete({ messages, response_format, max_tokens, temperature }) {
  const grammar = await grammarFor(response_format);
  const system = messages.find((each) => each.role === "system");
  const asked = messages.filter((each) => each.role !== "system").map((each) => each.content);
  const session = new LlamaChatSession({
    contextSequence: sequence, systemPrompt: system?.content ?? "",
  });
  const answer = await session.promptWithMeta(asked.join("\n\n"), {
    grammar, maxTokens: max_tokens ?? 2048, temperature: temperature ?? 0,
  });
  session.dispose({ disposeSequence: false });
  const cut = answer.stopReason === "maxTokens";
  return {
    object: "chat.completion",
    choices: [{
      index: 0,
      message: { role: "assistant", content: answer.responseText },
      finish_reason: cut ? "length" : "stop",
    }],
  };
}

async function bodyOf(request) {
  let text = "";
  for await (const chunk of request) {
    text += chunk;
    if (text.length > LARGEST_REQUEST) throw new RangeError("the request is too large");
  }
  return JSON.parse(text);
}

createServer(async (request, response) => {
  const send = (status, content) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(content));
  };
  if (request.method !== "POST" || request.url !== "/v1/chat/completions") {
    return send(404, { error: { message: "only POST /v1/chat/completions" } });
  }
  try {
    const body = await bodyOf(request);
    const mine = last.then(() => complete(body));
    last = mine.catch(() => undefined);
    send(200, await mine);
  } catch (error) {
    console.error(error);
    send(400, { error: { message: String(error.message ?? error) } });
  }
}).listen(Number(port), "127.0.0.1", () => console.log(`ready on port ${port}`));
