import { describe, expect, it } from 'vitest'
import { dragged, found, partsOf, recut, sentenceAt, wholeWords, wordAt, wordBeyond, wordsOf } from '../src/text/words'

const TEXT = 'A rent-cap lowers the owners’ return by 3.5%. Rents 😀 rise.'
const word = (span: readonly [number, number] | null): string => (span ? TEXT.slice(...span) : '')
const at = (part: string): [number, number] => [TEXT.indexOf(part), TEXT.indexOf(part) + part.length]

describe('wordsOf', () => {
  it('keeps hyphens, numbers and shares in one word, and leaves signs out', () => {
    expect(wordsOf(TEXT).map(word)).toEqual(['A', 'rent-cap', 'lowers', 'the', 'owners', 'return', 'by', '3.5%', 'Rents', 'rise'])
  })
  it('counts UTF-16 units: the sign before the last word takes two', () => {
    expect(wordsOf(TEXT).at(-1)![0]).toBe(TEXT.length - 5)
  })
  it('reads letters with marks and other scripts', () => {
    expect(wordsOf('Mietpreis\u0308e растут').length).toBe(2)
  })
})

describe('walking by words', () => {
  it('finds the word at a place, or the next one', () => {
    expect(word(wordAt(TEXT, at('cap')[0]))).toBe('rent-cap')
    expect(word(wordAt(TEXT, at(' lowers')[0]))).toBe('lowers')
    expect(word(wordAt(TEXT, TEXT.length))).toBe('rise')
  })
  it('goes on and back, and stops at the ends', () => {
    expect(word(wordBeyond(TEXT, at('rent-cap')[1], 1))).toBe('lowers')
    expect(word(wordBeyond(TEXT, at('rent-cap')[0], -1))).toBe('A')
    expect(wordBeyond(TEXT, 0, -1)).toBeNull()
    expect(wordBeyond(TEXT, TEXT.length, 1)).toBeNull()
  })
})

describe('wholeWords', () => {
  it('grows a range to the words that it touches, whichever way it was drawn', () => {
    expect(word(wholeWords(TEXT, at('wers')[0], at('own')[1]))).toBe('lowers the owners')
    expect(word(wholeWords(TEXT, at('own')[1], at('wers')[0]))).toBe('lowers the owners')
  })
  it('is null where there is no word', () => {
    expect(wholeWords(TEXT, at('😀')[0], at('😀')[1])).toBeNull()
    expect(word(wholeWords(TEXT, 5, 5))).toBe("rent-cap")
  })
})

describe('cutting again', () => {
  it('moves an edge by one word and leaves at least one', () => {
    expect(word(recut(TEXT, at('lowers the'), 'end', 1))).toBe('lowers the owners')
    expect(word(recut(TEXT, at('lowers the'), 'end', -1))).toBe('lowers')
    expect(recut(TEXT, at('lowers'), 'end', -1)).toBeNull()
    expect(word(recut(TEXT, at('lowers the'), 'start', -1))).toBe('rent-cap lowers the')
    expect(word(recut(TEXT, at('lowers the'), 'start', 1))).toBe('the')
  })
  it('follows a dragged edge by whole words and never turns a mark round', () => {
    expect(word(dragged(TEXT, at('lowers the'), 'end', at('return')[0] + 2))).toBe('lowers the owners’ return')
    expect(word(dragged(TEXT, at('lowers the'), 'end', at('owners')[1]))).toBe('lowers the owners')
    expect(word(dragged(TEXT, at('lowers the'), 'start', at('lowers')[1]))).toBe('lowers the')
    expect(word(dragged(TEXT, at('lowers the'), 'start', at('Rents')[0]))).toBe('lowers the')
  })
})

it('finds the sentence of a place', () => {
  const sentences = [{ start: 0, end: 46, stance: 'asserted' as const, holder: null }, { start: 47, end: 61, stance: 'hedged' as const, holder: null }]
  expect(sentenceAt(sentences, 10)?.start).toBe(0)
  expect(sentenceAt(sentences, 46)?.start).toBe(0)
  expect(sentenceAt(sentences, 50)?.stance).toBe('hedged')
})

it('finds words in any case, forward and back, and goes round', () => {
  const text = 'Rents rise. Then rents fall.'
  expect(found(text, 'RENTS', 0, 1)).toBe(0)
  expect(found(text, 'rents', 5, 1)).toBe(17)
  expect(found(text, 'rents', 22, 1)).toBe(0)
  expect(found(text, 'rents', 17, -1)).toBe(0)
  expect(found(text, 'rents', 0, -1)).toBe(17)
  expect(found(text, 'fares', 0, 1)).toBeNull()
  expect(found('İ rents', 'rents', 0, 1)).toBe(2)
})

describe('partsOf', () => {
  it('cuts a sentence at its commas and conjunctions', () => {
    const text = 'Lower costs attract new firms, and new firms create jobs because they hire.'
    const parts = partsOf(text, { start: 0, end: text.length })
    expect(parts.map(([start, end]) => text.slice(start, end))).toEqual(['Lower costs attract new firms', 'new firms create jobs', 'they hire'])
  })
  it('leaves a sentence whole that has one part', () => {
    expect(partsOf(TEXT, { start: 0, end: 45 })).toEqual([])
  })
})
