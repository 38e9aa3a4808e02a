import { describe, expect, it } from 'vitest'
import { byParagraph, drawn, hardWrapped, lanes, segments, type Mark } from '../src/text/segments'
import { chunksOf } from '../src/text/chunks'

const mark = (id: string, start: number, end: number, rest: Partial<Mark> = {}): Mark => ({ id, start, end, stance: 'asserted', status: 'accepted', other: false, off: false, ...rest })

describe('lanes', () => {
  it('puts marks that overlap on different lanes and uses a lane again once it is free', () => {
    const placed = lanes([mark('a', 0, 10), mark('b', 5, 15), mark('c', 10, 20)])
    expect(placed.map((entry) => entry.lane)).toEqual([0, 1, 0])
  })
  it('keeps a second coder apart', () => {
    expect(lanes([mark('a', 0, 10), mark('b', 0, 10, { other: true })]).map((entry) => entry.lane)).toEqual([0, 0])
  })
})

describe('segments', () => {
  const placed = lanes([mark('a', 2, 8), mark('b', 5, 12)])

  it('cover the paragraph without gaps or overlaps', () => {
    const parts = segments(0, 10, placed)
    expect(parts.map((part) => [part.start, part.end, part.marks.map((entry) => entry.id).join('')])).toEqual([
      [0, 2, ''], [2, 5, 'a'], [5, 8, 'ab'], [8, 10, 'b'],
    ])
  })
  it('cut at roles too', () => {
    const parts = segments(0, 10, [], [{ name: 'pending', start: 3, end: 99 }])
    expect(parts.map((part) => part.roles.join(''))).toEqual(['', 'pending'])
  })
  it('join again to the same text for any marks', () => {
    const text = 'abcdefghijklmnopqrstuvwxyz'
    for (let seed = 1; seed < 200; seed += 1) {
      const marks = Array.from({ length: 5 }, (_, index) => {
        const start = (seed * 7 + index * 11) % 26
        return mark(`m${index}`, start, Math.min(26, start + 1 + ((seed * index) % 9)))
      }).sort((a, b) => a.start - b.start)
      const parts = segments(0, 26, lanes(marks))
      expect(parts.map((part) => text.slice(part.start, part.end)).join('')).toBe(text)
      for (const part of parts) {
        expect(part.marks.map((entry) => entry.id).sort()).toEqual(marks.filter((entry) => entry.start <= part.start && entry.end >= part.end).map((entry) => entry.id).sort())
        expect(new Set(part.marks.map((entry) => entry.lane)).size).toBe(part.marks.length)
      }
    }
  })
})

describe('drawn', () => {
  const image = (rest: Partial<Mark>): string => drawn(segments(0, 5, lanes([mark('a', 0, 5, rest)]))[0]!)!.image

  it('draws stances and proposals apart in form, not in colour alone', () => {
    const forms = (['asserted', 'hedged', 'conceded', 'negated', 'reported', 'rejected'] as const).map((stance) => image({ stance }).replace(/var\([^)]*\)/gu, 'c'))
    forms.push(image({ status: 'proposed' }).replace(/var\([^)]*\)/gu, 'c'))
    expect(new Set(forms).size).toBe(7)
  })
  it('draws nothing where there is no mark', () => {
    expect(drawn(segments(0, 5, [])[0]!)).toBeNull()
  })
})

it('gives each paragraph the marks that touch it, those over a border to both', () => {
  const found = byParagraph([mark('a', 0, 5), mark('b', 8, 14), mark('c', 12, 15)], [[0, 10], [11, 20]])
  expect(found.get(0)?.map((entry) => entry.id)).toEqual(['a', 'b'])
  expect(found.get(1)?.map((entry) => entry.id)).toEqual(['b', 'c'])
})

it('joins lines broken by hand and keeps those of a list', () => {
  expect(hardWrapped(`${'x'.repeat(70)}\n${'y'.repeat(72)}\nend`)).toBe(true)
  expect(hardWrapped('- one\n- two\n- three')).toBe(false)
})

it('cuts a long text into chunks that hold all of it, and a paragraph without end into blocks', () => {
  const text = 'word '.repeat(20_000)
  const chunks = chunksOf(text, [[0, 50_000], [50_000, text.length]])
  const blocks = chunks.flatMap((chunk) => chunk.blocks)
  expect(blocks.map((block) => text.slice(block.start, block.end)).join('')).toBe(text)
  expect(Math.max(...blocks.map((block) => block.end - block.start))).toBeLessThanOrEqual(12_000)
  expect(blocks.filter((block) => !block.goesOn).length).toBe(2)
})
