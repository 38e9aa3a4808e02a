import { describe, expect, it, vi } from 'vitest'
import type { Course, LiveVerdict } from '../src/lib/api'
import { Conveyor } from '../src/run/conveyor'
import { areaPath, axisOf, last, linePath, spaced, stretches } from '../src/run/fan'
import { hingesOf, points, robustOf, togetherOf } from '../src/run/findings'
import { monthOf, percent, placeOf, quantity, ticks, timesAt, timesWords } from '../src/run/numbers'
import { turningPoint } from '../src/run/turning'
import { better, changesOf, told, trialWords } from '../src/run/verdicts'

describe('requests', () => {
  it('are sent one at a time, and only the latest counts', async () => {
    vi.useFakeTimers()
    const sent: number[] = []
    const got: number[] = []
    const open: (() => void)[] = []
    const line = new Conveyor<number, number>(
      (asked) => new Promise((resolve) => { sent.push(asked); open.push(() => resolve(asked)) }),
      (reply) => got.push(reply),
      () => undefined,
      10,
    )
    line.ask(1)
    line.ask(2)
    await vi.advanceTimersByTimeAsync(20)
    expect(sent).toEqual([2])
    line.ask(3)
    line.ask(4)
    expect(line.waiting).toBe(true)
    open[0]?.()
    await vi.advanceTimersByTimeAsync(20)
    expect(sent).toEqual([2, 4])
    open[1]?.()
    await vi.advanceTimersByTimeAsync(20)
    expect(got).toEqual([4])
    vi.useRealTimers()
  })
  it('tell a failure unless something newer is asked', async () => {
    vi.useFakeTimers()
    const failed: unknown[] = []
    const line = new Conveyor<number, number>((asked) => Promise.reject(new Error(String(asked))), () => undefined, (error) => failed.push(error), 0)
    line.ask(1)
    await vi.advanceTimersByTimeAsync(5)
    expect(String(failed[0])).toBe('Error: 1')
    line.ask(2)
    line.drop()
    await vi.advanceTimersByTimeAsync(5)
    expect(failed).toHaveLength(1)
    vi.useRealTimers()
  })
})

describe('numbers', () => {
  it('say 0 and 100 per cent only where it is exactly that', () => {
    expect([0, 0.001, 0.5, 0.999, 1].map(percent)).toEqual(['0 %', '<1 %', '50 %', '>99 %', '100 %'])
  })
  it('are short', () => {
    expect([0, 0.1234, 3.14159, 42.42, 1234.5, 123456, -2.5].map(quantity)).toEqual(['0', '0.123', '3.14', '42.4', '1235', '123 456', '−2.5'])
    expect(quantity(2e9)).toBe('2.0e9')
  })
  it('go from a slider to a multiplier and back', () => {
    expect([-1, 0, 1].map(timesAt)).toEqual([0.1, 1, 10])
    expect(timesAt(placeOf(2.5))).toBe(2.5)
    expect(timesWords(1)).toBe('as coded')
    expect(timesWords(0.5)).toBe('50 % of it')
  })
  it('name months of decimal years', () => {
    expect(monthOf(2025.67)).toBe('September 2025')
    expect(monthOf(2025)).toBe('January 2025')
  })
  it('mark axes at round levels', () => {
    expect(ticks(0, 100)).toEqual([0, 25, 50, 75, 100])
    expect(ticks(0.9, 1.1)).toEqual([0.9, 0.95, 1, 1.05, 1.1])
    expect(ticks(3, 3)).toEqual([3])
  })
})

const course = (more: Partial<Course> = {}): Course => ({
  account: 'a', scenario: 's', times: [0, 1, 2, 3], draws: 10,
  p5: [90, 80, 70, null], p25: [95, 90, 85, null], median: [100, 100, 100, null], p75: [105, 110, 115, null], p95: [110, 120, 130, null], ...more,
})
const frame = { left: 0, right: 300, top: 0, bottom: 100 }

describe('fans', () => {
  it('have one axis with all bands on it', () => {
    const axis = axisOf([course(), course({ p95: [110, 120, 200, 240] })])
    expect(axis?.low).toBe(0)
    expect(axis?.high).toBeGreaterThanOrEqual(240)
    expect([axis?.start, axis?.end]).toEqual([0, 3])
  })
  it('do not magnify noise', () => {
    const flat = { p5: [100, 100, 100, 100], median: [100, 100, 100, 100], p95: [100.01, 100, 100, 100] }
    const axis = axisOf([course(flat)])
    expect((axis?.high ?? 0) - (axis?.low ?? 0)).toBeGreaterThan(3)
  })
  it('are cut where there is no number', () => {
    expect(stretches([[1, null, 2, 3], [1, 1, 1, 1]], 4)).toEqual([[0, 1], [2, 4]])
    const axis = { low: 0, high: 100, start: 0, end: 3 }
    expect(linePath([0, 1, 2, 3], [0, 50, null, 100], axis, frame)).toBe('M0.0,100.0L100.0,50.0M300.0,0.0h1')
    expect(areaPath([0, 1], [0, 0], [100, 50], axis, frame)).toBe('M0.0,0.0L100.0,50.0L100.0,100.0L0.0,100.0Z')
    expect(linePath([0, 1], [Number.NaN, null], axis, frame)).toBe('')
  })
  it('say nothing where nothing is known', () => {
    const none = [null, null, null, null]
    expect(axisOf([course({ p5: none, median: none, p95: none })])).toBeNull()
    expect(axisOf([])).toBeNull()
    expect(last([1, 2, null])).toBe(2)
    expect(last([])).toBeNull()
  })
  it('keep labels apart, in their order', () => {
    expect(spaced([50, 51, 10], 12, 0, 100)).toEqual([50, 62, 10])
    expect(spaced([99, 98], 12, 0, 100)).toEqual([100, 88])
  })
})

const verdict = (more: Partial<LiveVerdict> = {}): LiveVerdict => ({
  contention: 'c', verdict: 'supported', way: 'follows', cell: '98%', shares: { yes: 0.98, no: 0.02 }, sentence: '', sharesInWords: '', reason: null,
  presence: 1, moving: 1, size: null, claims: [], byDenial: false, nearThreshold: false,
  before: { verdict: 'supported', way: 'follows', shares: { yes: 0.98, no: 0.02 }, words: 'supported (98 %)' }, moved: false, turned: false, numbers: {}, ...more,
})

describe('what changes', () => {
  it('is told with what it was, turned answers first', () => {
    const replies = [
      { account: 'one', verdicts: [verdict({ contention: 'stays' }), verdict({ contention: 'moves', moved: true, shares: { yes: 0.9, no: 0.1 } })].map((one) => ({ verdict: one, final: true })) },
      { account: 'two', verdicts: [{ verdict: verdict({ contention: 'falls', turned: true, verdict: 'does not follow', shares: { yes: null, no: null } }), final: false }] },
    ]
    expect(changesOf(replies)).toEqual([
      { contention: 'falls', account: 'two', kind: 'turned', now: 'does not follow', was: 'supported, 98 %', early: true },
      { contention: 'moves', account: 'one', kind: 'moved', now: 'supported, 90 %', was: 'supported, 98 %', early: false },
    ])
  })
  it('has both shares where it stays open, and says a denial', () => {
    expect(told(verdict({ verdict: 'undecided', shares: { yes: 0.6, no: 0.4 } }))).toBe('undecided, 60 % to 40 %')
    expect(told(verdict({ verdict: 'opposed', byDenial: true }))).toBe('opposed, by denial')
  })
  it('is never told by fewer draws than before', () => {
    const [first, all, done] = [{ key: 'a', final: false, draws: 256 }, { key: 'a', final: false, draws: 1000 }, { key: 'a', final: true, draws: 1000 }]
    expect([better(first, undefined), better(all, first), better(done, all)]).toEqual([true, true, true])
    expect([better(first, all), better(first, done), better(all, done)]).toEqual([false, false, false])
    expect(better({ ...first, key: 'b' }, done)).toBe(true)
  })
  it('counts what is tried', () => {
    expect(trialWords({ off: ['a', 'b'], strengths: { a: 2 }, actions: {} })).toBe('2 claims off, 1 strength moved')
  })
})

describe('where an answer turns', () => {
  it('is found on both sides of where it is', async () => {
    const asked: number[] = []
    const found = await turningPoint(0, 10, 5, (value) => {
      asked.push(value)
      return Promise.resolve(value < 2 ? 'opposed' : value > 8.5 ? 'undecided' : 'supported')
    })
    expect(found.base).toBe('supported')
    expect(found.turns.map((turn) => [turn.up, turn.verdict])).toEqual([[false, 'opposed'], [true, 'undecided']])
    expect(found.turns[0]?.at).toBeCloseTo(2, 0)
    expect(found.turns[0]?.at).toBeLessThan(2)
    expect(found.turns[1]?.at).toBeGreaterThan(8.5)
    expect(asked.length).toBeLessThanOrEqual(17)
  })
  it('is nowhere where it never turns', async () => {
    expect(await turningPoint(0, 1, 1, () => Promise.resolve('supported'))).toEqual({ base: 'supported', turns: [] })
  })
})

describe('results of longer runs', () => {
  it('are read, and what is not as expected is left out', () => {
    const result = { hinges: [
      { claim: 'x', account: 'a', contention: 'c', verdict_without: 'does not follow', share_without: null, share_change: -0.98, matters: true, overturns: true },
      { claim: 'y', account: 'b', contention: 'c' },
      'nonsense',
    ] }
    expect(hingesOf(result, 'a', 'c')).toEqual([{ claim: 'x', words: 'Without it: does not follow', overturns: true, matters: true }])
    expect(hingesOf(null, 'a', 'c')).toEqual([])
    const open = { hinges: [{ claim: 'x', verdict_without: 'undecided', share_without: 0.6, share_change: -0.38, overturns: true }, { claim: 'z', verdict_without: 'supported', share_change: 0.001 }] }
    expect(hingesOf(open, 'a', 'c').map((one) => one.words)).toEqual(['Without it: undecided (60 %, −38 points)', 'Without it the answer stays; its size changes.'])
    const sets = { sets: [{ account: 'a', contention: 'c', overturning: [{ claims: ['x'], verdict_without: 'does not follow' }, { claims: ['y', 'z'], verdict_without: 'opposed' }] }] }
    expect(togetherOf(sets, 'a', 'c')).toEqual([{ claims: ['y', 'z'], without: 'opposed' }])
    expect(togetherOf(sets, 'b', 'c')).toEqual([])
    expect(points(0.001)).toBe('less than a point')
  })
  it('say under which choices a verdict turns', () => {
    const result = {
      choices: [{ id: 'r', title: 'Weak is weaker', group: 'readings' }, { id: 's', title: 'Half as strong', group: 'strengths' }],
      verdicts: [{ account: 'a', contention: 'c', under: { r: { state: 'turns', verdict: 'undecided' }, s: { state: 'stands', verdict: 'supported' } } }],
      refused: [{ choice: 'x', why: 'no window' }],
    }
    expect(robustOf(result, 'a', 'c')).toEqual({ choices: 2, turned: [{ choice: 'Weak is weaker', group: 'readings', now: 'undecided' }], refused: ['x: no window'], follows: true, resized: 0 })
    expect(robustOf(result, 'b', 'c').follows).toBe(false)
  })
})
