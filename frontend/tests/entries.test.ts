import { expect, it } from 'vitest'
import { amountsOf, measureOf, ownAmount, titleOf } from '../src/ask/entries'

it('offers what fits the kind of a factor', () => {
  expect(amountsOf('event').map((one) => one.to)).toEqual(['on', 'off'])
  expect(amountsOf('quantity')[0]).toEqual({ to: 2, name: 'is doubled' })
  expect(amountsOf('stock')).toEqual([])
})

it('takes numbers of its own in the measure that it shows', () => {
  expect(ownAmount('150', 'quantity', '')).toEqual({ to: 1.5, name: 'is 150 % of the present' })
  expect(ownAmount('12,5', 'share', '')).toEqual({ to: 0.125, name: 'is 12.5 %' })
  expect(ownAmount('40', 'stock', 'houses')).toEqual({ to: 40, name: 'is 40 houses' })
  expect(ownAmount('much', 'quantity', '')).toBeNull()
  expect(measureOf('stock', 'houses')).toBe('houses')
})

it('says a question in a sentence', () => {
  expect(titleOf('Fare is halved', false, 'Passengers', true)).toBe('If Fare is halved, Passengers ends higher')
  expect(titleOf('Five crowns', true, 'Cars', false)).toBe('If “Five crowns”, Cars ends lower')
})
