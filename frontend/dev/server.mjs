// Answers the API from memory for developing the pages: node dev/server.mjs, then npm run dev.
import { createServer } from 'node:http'
import { claims, documents, factors, texts, view } from './case.mjs'

let revision = 1
const done = []
const undone = []
const watching = new Set()
const snapshot = () => JSON.stringify({ claims, factors })
const restore = (kept) => {
  const was = JSON.parse(kept)
  claims.splice(0, claims.length, ...was.claims)
  factors.splice(0, factors.length, ...was.factors)
}
const changed = () => {
  revision += 1
  for (const reply of watching) reply.write(`event: changed\ndata: ${JSON.stringify({ revision: String(revision), paths: [] })}\n\n`)
}
const step = (name, work) => {
  const before = snapshot()
  const result = work()
  done.push({ name, at: new Date().toISOString(), kept: before })
  undone.length = 0
  changed()
  return result
}
const ranges = (text, pattern) => [...text.matchAll(pattern)].map((found) => [found.index, found.index + found[0].length])
const uses = (id) => claims.filter((claim) => claim.cause === id || claim.effect === id).length

function chosen(choice, created) {
  if (choice.factor) return choice.factor
  const id = choice.new.toLowerCase().replace(/\W+/g, '_')
  factors.push({ id, title: choice.new, unit: '', kind: 'quantity', group: '', note: '', claims: 0, uses: 0, definition: '', mergedInto: null, turned: false, line: 1, hash: 'f0' })
  created.push(id)
  return id
}

function summary() {
  return {
    ...view, revision: String(revision),
    documents: documents.map((entry) => ({
      ...entry,
      claims: claims.filter((claim) => claim.document === entry.id && claim.status === 'accepted').length,
      proposed: claims.filter((claim) => claim.document === entry.id && claim.status === 'proposed').length,
    })),
    factors: factors.map((factor) => ({ ...factor, claims: uses(factor.id), uses: uses(factor.id) })),
  }
}

function documentView(id) {
  const entry = documents.find((known) => known.id === id)
  const text = texts[id] ?? null
  const sentences = ranges(text ?? '', /[^\s.][^.]*\./g).map(([start, end]) => ({ start, end, stance: 'asserted', holder: id }))
  return { ...entry, text, paragraphs: ranges(text ?? '', /[^\n]+/g), sentences }
}

function map() {
  const edges = new Map()
  for (const claim of claims.filter((known) => known.status === 'accepted')) {
    const id = `${claim.cause}>${claim.effect}>${claim.sign}`
    const edge = edges.get(id) ?? { id, cause: claim.cause, effect: claim.effect, sign: claim.sign, kind: 'link', weight: 0.4, holders: [], claims: [], assumptions: [], documents: [], denied: false, assumption: false, conflict: false, delay: false, conditional: false, transient: false, necessary: false }
    edge.claims.push(claim.id)
    if (!edge.documents.includes(claim.document)) edge.documents.push(claim.document)
    if (!edge.holders.includes(claim.holder)) edge.holders.push(claim.holder)
    edges.set(id, edge)
  }
  const named = new Set([...edges.values()].flatMap((edge) => [edge.cause, edge.effect]))
  const nodes = factors.filter((factor) => named.has(factor.id)).map((factor) => ({ id: factor.id, title: factor.title, kind: factor.kind, group: '', x: null, y: null, placed: false }))
  return { revision: String(revision), account: 'all', nodes, edges: [...edges.values()], levers: [], outcomes: [], notes: [] }
}

function judge(body) {
  const off = (body.off ?? []).length
  const at = (index, without) => Math.max(0, 0.95 - 0.5 * without - 0.1 * index)
  const word = (yes) => (yes > 0.8 ? 'supported' : yes < 0.2 ? 'opposed' : 'undecided')
  const told = (yes) => ({ verdict: word(yes), way: 'follows', shares: { yes, no: 1 - yes } })
  const verdicts = view.contentions.map((contention, index) => {
    const now = told(at(index, off))
    const before = told(at(index, 0))
    return {
      ...now, contention: contention.id, cell: `${Math.round(100 * now.shares.yes)}%`, sentence: `It follows in ${Math.round(100 * now.shares.yes)} of 100 draws.`,
      sharesInWords: '', reason: null, presence: 1, moving: 1, size: null, claims: claims.map((claim) => claim.id), byDenial: false, nearThreshold: false,
      before: { ...before, words: before.verdict }, moved: off > 0, turned: now.verdict !== before.verdict, numbers: {},
    }
  })
  return { revision: String(revision), account: body.account, draws: body.draws ?? 1000, seed: 1, ms: 12, verdicts, final: true }
}

function courses(body) {
  const times = Array.from({ length: 21 }, (_, index) => 2026 + index / 4)
  const series = body.accounts.flatMap((account, a) => body.scenarios.map((scenario, s) => {
    const at = (offset) => times.map((_, index) => 100 - (a + 1) * (s + 1) * index * 0.6 + offset * index * 0.3)
    return { account, scenario, times, median: at(0), p5: at(-2), p25: at(-1), p75: at(1), p95: at(2), draws: 500 }
  }))
  return { revision: String(revision), factor: body.factor, percent: true, draws: 500, ms: 9, present: 2026, series, silent: [] }
}

const routes = [
  ['GET', /^\/session$/, () => ({ version: 'fixture', readOnly: false, coder: 'you', cases: [{ id: view.id, title: view.title, problems: 0 }] })],
  ['GET', /^\/cases\/[^/]+$/, summary],
  ['GET', /\/documents\/([^/]+)$/, ([id]) => documentView(id)],
  ['PUT', /\/documents\/([^/]+)\/text$/, ([id], body, raw) => step('Text attached', () => { texts[id] = raw; documents.find((entry) => entry.id === id).hasText = true; return {} })],
  ['GET', /\/claims$/, (_, __, ___, query) => ({ revision: String(revision), claims: query.get('coder_of') ? claims.slice(0, 3).map((claim) => ({ ...claim, coder: query.get('coder_of') })) : claims })],
  ['POST', /\/claims$/, (_, body) => step('Claim added', () => {
    const created = []
    const claim = { id: `c${revision}`, strength: null, delay: null, condition: null, drafted: true, status: 'accepted', coder: 'you', paraphrase: '', note: '', comments: [], confidence: null, path: `claims/${body.document}.yaml`, line: 9, ...body, cause: chosen(body.cause, created), effect: chosen(body.effect, created), hash: `h${revision}` }
    claims.push(claim)
    return { claim, revision: String(revision + 1), created }
  })],
  ['PATCH', /\/claims\/([^/]+)$/, ([id], body) => {
    const claim = claims.find((known) => known.id === id)
    if (claim.hash !== body.hash) return { status: 409, error: { code: 'clash', message: 'The claim has changed since it was read.', claim } }
    return step('Claim changed', () => {
      const { comment, cause, effect, ...plain } = body.changes
      Object.assign(claim, plain)
      if (cause) claim.cause = chosen(cause, [])
      if (effect) claim.effect = chosen(effect, [])
      if (comment) claim.comments.push({ by: 'you', at: new Date().toISOString(), text: comment })
      claim.hash = `h${revision}`
      return { claim: structuredClone(claim), revision: String(revision + 1) }
    })
  }],
  ['DELETE', /\/claims\/([^/]+)$/, ([id]) => step('Claim removed', () => { claims.splice(claims.findIndex((known) => known.id === id), 1); return {} })],
  ['POST', /\/undo$/, () => { const last = done.pop(); if (last) { undone.push({ ...last, kept: snapshot() }); restore(last.kept); changed() } return { revision: String(revision), name: last?.name ?? '', paths: [] } }],
  ['POST', /\/redo$/, () => { const last = undone.pop(); if (last) { done.push({ ...last, kept: snapshot() }); restore(last.kept); changed() } return { revision: String(revision), name: last?.name ?? '', paths: [] } }],
  ['GET', /\/history$/, () => ({ done: done.map(({ name, at }) => ({ name, at })), undone: undone.map(({ name, at }) => ({ name, at })) })],
  ['GET', /\/map$/, map],
  ['PUT', /\/map\/positions$/, () => ({})],
  ['POST', /\/judge$/, (_, body) => judge(body)],
  ['POST', /\/courses$/, (_, body) => courses(body)],
  ['GET', /\/git$/, () => ({ repository: true, branch: 'main', changed: [{ path: 'claims/owners.yaml', state: 'modified' }], staged: [] })],
  ['GET', /\/git\/diff$/, () => ({ lines: [{ kind: 'context', old: 1, new: 1, text: 'claims:' }, { kind: 'removed', old: 2, new: null, text: '    sign: raises' }, { kind: 'added', old: null, new: 2, text: '    sign: lowers' }] })],
  ['POST', /\/git\/commit$/, () => ({})],
  ['GET', /\/files$/, () => ({ files: ['case.yaml', 'claims/owners.yaml'].map((path) => ({ path, size: 40, editable: true })) })],
  ['GET', /\/files\/(.+)$/, ([path]) => ({ text: `# ${path}\ntitle: A cap on rents\n`, hash: 'f1', problems: [] })],
  ['PUT', /\/files\/(.+)$/, (_, body) => ({ text: body.text, hash: 'f2', problems: [] })],
  ['GET', /\/agreement$/, (_, __, ___, query) => ({ coder: 'you', other: query.get('other'), document: query.get('document'), claims: [5, 3], shared: 3, f1: 0.75, words: 0.7, fields: [{ field: 'sign', scale: 'nominal', pairs: 9, agreement: 0.9, alpha: 0.82, kappa: 0.8 }], differences: [], only: [[], []] })],
]

createServer((request, reply) => {
  const url = new URL(request.url, 'http://localhost')
  const path = url.pathname.replace(/^\/api/, '')
  if (path === '/events') {
    reply.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': here\n\n')
    watching.add(reply)
    request.on('close', () => watching.delete(reply))
    return
  }
  let raw = ''
  request.on('data', (part) => (raw += part)).on('end', () => {
    const route = routes.find(([method, pattern]) => method === request.method && pattern.test(path))
    let body = null
    try { body = JSON.parse(raw) } catch { /* a file */ }
    const found = route ? route[2](path.match(route[1]).slice(1).map(decodeURIComponent), body, raw, url.searchParams) : null
    const answer = found ?? { status: 404, error: { code: 'absent', message: `The fixture does not answer ${request.method} ${path}.` } }
    reply.writeHead(answer.error ? answer.status : 200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer))
  })
}).listen(8765, '127.0.0.1', () => console.log('fixture API at http://127.0.0.1:8765'))
