/** What the jobs for hinges and robustness found, read from their results. */

import { percent } from './numbers'

export interface Hinge { claim: string; words: string; overturns: boolean; matters: boolean }
/** claims that overturn the verdict together, and no fewer of them */
export interface Together { claims: string[]; without: string }
export interface Turned { choice: string; group: string; now: string }
export interface Robust { choices: number; turned: Turned[]; refused: string[]; follows: boolean; resized: number }

type Json = Record<string, unknown>

const object = (value: unknown): Json => (value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Json) : {})
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.map(object) : [])
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)

/** A change of a share in points, with its sign. */
export function points(change: number): string {
  const rounded = Math.round(100 * change)
  return rounded === 0 ? 'less than a point' : `${rounded > 0 ? '+' : '−'}${Math.abs(rounded)} points`
}

/** Hinges of one contention and account, in the order in which they were found. */
export function hingesOf(result: unknown, account: string, contention: string): Hinge[] {
  return list(object(result).hinges)
    .filter((one) => (!one.account || one.account === account) && (!one.contention || one.contention === contention))
    .map((one) => {
      const without = text(one.verdict_without)
      const share = number(one.share_without)
      const change = number(one.share_change)
      const parts = without === 'does not follow' ? [] : [share === null ? '' : percent(share), change === null ? '' : points(change)].filter(Boolean)
      const still = one.overturns !== true && change !== null && Math.abs(change) < 0.005
      return {
        claim: text(one.claim),
        words: still ? 'Without it the answer stays; its size changes.' : `Without it: ${without || 'no verdict'}${parts.length ? ` (${parts.join(', ')})` : ''}`,
        overturns: one.overturns === true,
        matters: one.matters === true,
      }
    })
    .filter((one) => one.claim !== '')
}

/** Sets of several claims that overturn the verdict of one account on one contention. */
export function togetherOf(result: unknown, account: string, contention: string): Together[] {
  return list(object(result).sets)
    .filter((one) => one.account === account && one.contention === contention)
    .flatMap((one) => list(one.overturning))
    .map((one) => ({
      claims: Array.isArray(one.claims) ? one.claims.filter((claim): claim is string => typeof claim === 'string') : [],
      without: text(one.verdict_without),
    }))
    .filter((one) => one.claims.length > 1)
}

/** Under which choices of the modeller the verdict turns. */
export function robustOf(result: unknown, account: string, contention: string): Robust {
  const whole = object(result)
  const choices = list(whole.choices)
  const row = list(whole.verdicts).find((one) => one.account === account && one.contention === contention)
  const under = object(row?.under)
  const turned = choices
    .filter((choice) => text(object(under[text(choice.id)]).state) === 'turns')
    .map((choice) => ({ choice: text(choice.title), group: text(choice.group), now: text(object(under[text(choice.id)]).verdict) }))
  const refused = list(whole.refused).map((one) => `${text(one.choice)}: ${text(one.why)}`)
  const resized = Object.values(under).filter((one) => object(one).state === 'size').length
  return { choices: Object.keys(under).length, turned, refused, follows: row !== undefined, resized }
}
