import { describe, expect, it } from 'vitest'
import { matchScore, mention, phrases, sameName } from '../src/lib/search'
import { compared } from '../src/files/compared'

describe('matchScore', () => {
  it('takes beginnings of words in any order, without accents', () => {
    expect(matchScore('pass bus', 'Bus passengers')).toBeGreaterThan(0)
    expect(matchScore('menages', 'Ménages')).toBeGreaterThan(0)
    expect(matchScore('assengers', 'Bus passengers')).toBe(0)
  })
  it('puts a whole word before a beginning', () => {
    expect(matchScore('rent', 'Rent')).toBeGreaterThan(matchScore('rent', 'Rental agencies'))
  })
})

it('finds titles in marked words, in other numbers too', () => {
  expect(mention('Bus passengers', 'fewer passengers on the bus')?.share).toBe(1)
  expect(mention('Town debt', 'the debts of the town')?.share).toBe(1)
  expect(mention('Housing', 'the ferry')).toBeNull()
})

it('knows the same name in another case and number', () => {
  expect(sameName('The rents', 'Rent')).toBe(true)
  expect(sameName('Rent', 'Rent cap')).toBe(false)
  expect(sameName('', '')).toBe(false)
})

it('compares texts by lines', () => {
  const lines = compared('a\nb\nc\nd', 'a\nB\nc\nd\ne')
  expect(lines.map((line) => `${line.kind[0]}${line.text}`)).toEqual(['ca', 'rb', 'aB', 'cc', 'cd', 'ae'])
  expect(compared('a', 'a').every((line) => line.kind === 'context')).toBe(true)
})

describe('phrases', () => {
  const words = 'Larger ships increase the traffic of lorries, and a higher local tax drives firms away.'
  it('offers names from the words that begin like what is typed, up to a comma', () => {
    expect(phrases(words, 'tr')).toEqual(['Traffic', 'Traffic of lorries'])
    expect(phrases(words, 'lo')).toEqual(['Lorries', 'Local', 'Local tax', 'Local tax drives', 'Local tax drives firms'])
    expect(phrases(words, 'local t')).toEqual(['Local tax', 'Local tax drives', 'Local tax drives firms'])
  })
  it('offers nothing for small words, and for nothing', () => {
    expect(phrases(words, 'the')).toEqual([])
    expect(phrases(words, ' ')).toEqual([])
  })
})
