// An invented case for developing the pages without the Python server.
const owners = `A cap on rents is a promise that the city cannot keep. A rent cap lowers the return on new housing. When the return on new housing falls, construction falls too. Less construction raises rents.

Tenants say that a rent cap reduces displacement. That may be so for a year or two. But a city that stops building is a city where nobody can move in.`
const tenants = `Rents have doubled in eight years. High rents increase displacement, and displacement weakens the schools.

A rent cap lowers rents at once. Owners claim that a rent cap reduces construction. But only public building increases construction in this city.`

const factor = (id, title, kind = 'quantity') => ({ id, title, unit: '', kind, group: '', note: '', claims: 0, uses: 0, definition: '', mergedInto: null, turned: false, line: 1, hash: 'f0' })
export const factors = [
  factor('rent_cap', 'Rent cap', 'input'), factor('return_on_housing', 'Return on new housing'),
  factor('construction', 'Construction'), factor('rents', 'Rents'), factor('displacement', 'Displacement'),
  factor('schools', 'Quality of schools'), factor('public_building', 'Public building', 'input'),
]
export const texts = { owners, tenants }
const quote = (document, words, rest) => {
  const start = texts[document].indexOf(words)
  if (start < 0) throw new Error(`not in the text: ${words}`)
  return {
    document, start, end: start + words.length, strength: null, delay: null, condition: null, drafted: false,
    status: 'accepted', coder: 'you', paraphrase: words, note: '', comments: [], confidence: null,
    path: `claims/${document}.yaml`, line: 3, hash: 'h0', ...rest,
  }
}
const claim = (id, document, words, cause, sign, effect, stance, holder, rest = {}) =>
  ({ id, ...quote(document, words, rest), cause, sign, effect, stance, holder })
export const claims = [
  claim('o1', 'owners', 'A rent cap lowers the return on new housing', 'rent_cap', 'lowers', 'return_on_housing', 'asserted', 'owners'),
  claim('o2', 'owners', 'When the return on new housing falls, construction falls too', 'return_on_housing', 'raises', 'construction', 'asserted', 'owners'),
  claim('o3', 'owners', 'Less construction raises rents', 'construction', 'lowers', 'rents', 'asserted', 'owners'),
  claim('o4', 'owners', 'a rent cap reduces displacement', 'rent_cap', 'lowers', 'displacement', 'conceded', 'owners'),
  claim('o5', 'owners', 'Tenants say that a rent cap reduces displacement. That may be so', 'rent_cap', 'lowers', 'displacement', 'reported', 'tenants', { status: 'proposed', confidence: 0.71 }),
  claim('t1', 'tenants', 'High rents increase displacement', 'rents', 'raises', 'displacement', 'asserted', 'tenants'),
  claim('t2', 'tenants', 'displacement weakens the schools', 'displacement', 'lowers', 'schools', 'asserted', 'tenants'),
  claim('t3', 'tenants', 'A rent cap lowers rents at once', 'rent_cap', 'lowers', 'rents', 'asserted', 'tenants'),
  claim('t4', 'tenants', 'a rent cap reduces construction', 'rent_cap', 'lowers', 'construction', 'reported', 'owners', { status: 'proposed', confidence: 0.8 }),
  claim('t5', 'tenants', 'only public building increases construction', 'public_building', 'raises', 'construction', 'hedged', 'tenants', { status: 'proposed', confidence: 0.9 }),
]
export const view = {
  id: 'rents', title: 'A cap on rents', question: 'Would a cap on rents lower them?', runs: true, coders: ['you', 'nv'], strengths: ['weak', 'strong', 'decisive'], problems: [],
  holders: [{ id: 'owners', title: "Owners' Association", colour: '#332288' }, { id: 'tenants', title: "Tenants' Union", colour: '#a8435a' }],
  accounts: [{ id: 'owners', title: 'The owners', holders: ['owners'] }, { id: 'tenants', title: 'The tenants', holders: ['tenants'] }],
  scenarios: [
    { id: 'no_cap', title: 'No cap', actions: [] },
    { id: 'cap', title: 'Rents are capped', actions: [{ id: 'cap.0', kind: 'set', claim: null, switch: false, factor: 'rent_cap', title: 'Rent cap', value: 2, unit: '', from: 2026, to: null }] },
  ],
  contentions: [
    { id: 'cap_lowers_rents', title: 'A cap leaves lower rents', kind: 'final', factor: 'rents', factors: ['rents'], scenarios: ['cap', 'no_cap'], note: '', holder: 'tenants', document: null, spans: [], test: 'final(rents @ cap) < final(rents @ no_cap)' },
    { id: 'cap_cuts_building', title: 'A cap cuts construction', kind: 'final', factor: 'construction', factors: ['construction'], scenarios: ['cap', 'no_cap'], note: '', holder: 'tenants', document: null, spans: [], test: 'final(construction @ cap) < final(construction @ no_cap)' },
  ],
  demands: [], figures: [],
}
const meta = { owners: ['Why a cap backfires', "Owners' Association", '2026-03-01'], tenants: ['Rents before returns', "Tenants' Union", '2026-03-08'] }
export const documents = Object.entries(meta).map(([id, [title, author, date]]) => ({ id, title, author, date, hasText: true, whereToGet: '', differs: false }))
documents.push({ id: 'absent', title: 'A text that is not here', author: 'Somebody', date: '2026-04-01', hasText: false, whereToGet: 'Printed in the Evening Gazette of 1 April 2026, page 3.', differs: false })
