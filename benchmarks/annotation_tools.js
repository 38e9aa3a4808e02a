// Where the selectors of an export lead in a browser's document, by the libraries that tools use.
// node annotation_tools.js FOLDER LIBRARY < [{text, selectors}, …]; prints the words of each.
const path = require("path");
const [folder, library] = process.argv.slice(2);
const load = (name) => require(path.join(path.resolve(folder), "node_modules", name));
const { JSDOM } = load("jsdom");

const ofType = (selectors, type) => selectors.find((each) => each.type === type);

async function words(text, selectors) {
  const dom = new JSDOM("<body></body>");
  for (const name of ["document", "Node", "NodeFilter", "Range", "Text"]) {
    globalThis[name] = name === "document" ? dom.window.document : dom.window[name];
  }
  document.body.appendChild(document.createElement("p")).textContent = text;
  document.body.appendChild(document.createElement("p")).textContent = "The page goes on.";
  const position = ofType(selectors, "TextPositionSelector");
  const quote = ofType(selectors, "TextQuoteSelector");
  if (library === "dom-anchor") {
    const range = load("dom-anchor-text-position").toRange(document.body, position);
    const quoted = load("dom-anchor-text-quote").toRange(document.body, quote);
    return [range.toString(), quoted ? quoted.toString() : null];
  }
  const entry = path.join(path.resolve(folder), "node_modules/@apache-annotator/dom/lib/index.js");
  const annotator = await import(entry);
  const found = [];
  for (const [make, selector] of [
    [annotator.createTextPositionSelectorMatcher, position],
    [annotator.createTextQuoteSelectorMatcher, quote],
  ]) {
    let first = null;
    for await (const range of make(selector)(document.body)) {
      first = first ?? range.toString();
    }
    found.push(first);
  }
  return found;
}

(async () => {
  let input = "";
  for await (const chunk of process.stdin) input += chunk;
  const answers = [];
  for (const { text, selectors } of JSON.parse(input)) answers.push(await words(text, selectors));
  console.log(JSON.stringify(answers));
})();
