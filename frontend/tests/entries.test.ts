import { describe, expect, it } from 'vitest'
import { contentionLines, freeId, inserted, itemIndent, keyIndent, scenarioLines } from '../src/ask/entries'

const SCENARIOS = `## What is done.
scenarios:
  as_it_is:
    title: Everything goes on as it is
    actions:
#       - set: repairs
demands:
  - id: d
`

describe('inserted', () => {
  it('puts an entry after the last of its key, and leaves all other lines', () => {
    const after = inserted(SCENARIOS, 'scenarios', scenarioLines('cap', 'A "cap"', { factor: 'rent', to: 2 }))
    expect(after).toBe(SCENARIOS.replace('#       - set: repairs\n', '#       - set: repairs\n  cap:\n    title: "A \\"cap\\""\n    actions:\n      - {set: rent, to: 2, at: present}\n'))
  })
  it('fills an empty list, and adds a key that is not there', () => {
    expect(inserted('contentions: []\n', 'contentions', ['  - id: a'])).toBe('contentions:\n  - id: a\n')
    expect(inserted('# nothing', 'contentions', ['  - id: a'])).toBe('# nothing\ncontentions:\n  - id: a\n')
  })
  it('goes after lines that are commented out, and before comments on what follows', () => {
    expect(inserted('contentions:\n#   - id: b\n', 'contentions', ['  - id: a'])).toBe('contentions:\n#   - id: b\n  - id: a\n')
    expect(inserted('a:\n  b: 1\n# about c\nc: 2\n', 'a', ['  d: 1'])).toBe('a:\n  b: 1\n  d: 1\n# about c\nc: 2\n')
  })
})

it('follows the indentation of the file', () => {
  expect(itemIndent('contentions:\n- id: a\n', 'contentions')).toBe('')
  expect(itemIndent('contentions:\n    - id: a\n', 'contentions')).toBe('    ')
  expect(itemIndent('contentions:\n#   - id: a\n', 'contentions')).toBe('  ')
  expect(keyIndent('scenarios:\n    a:\n', 'scenarios')).toBe('    ')
})

it('quotes titles, so that nothing in them becomes YAML', () => {
  const lines = contentionLines('a', 'x: [evil]\n- y', { factor: 'f', scenario: 's', baseline: 'b', higher: false }, null)
  expect(lines[1]).toBe('    title: "x: [evil]\\n- y"')
  expect(lines[2]).toBe('    test: final(f @ s) < final(f @ b)')
})

it('makes ids that are free and start with a letter', () => {
  expect(freeId('2 Läden öffnen!', [])).toBe('laden_offnen')
  expect(freeId('Rents', ['rents', 'rents_2'])).toBe('rents_3')
  expect(freeId('日本', [])).toBe('question')
})
