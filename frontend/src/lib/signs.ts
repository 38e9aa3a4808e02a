/** Signs, stances and strengths as they are shown and typed. */

import type { Claim, Condition, Sign, Stance } from './types'

export const SIGNS: readonly { sign: Sign; key: string; mark: string; name: string }[] = [
  { sign: 'raises', key: '+', mark: '▲', name: 'raises' },
  { sign: 'lowers', key: '-', mark: '▼', name: 'lowers' },
  { sign: 'none', key: '0', mark: '○', name: 'has no effect on' },
  { sign: 'unclear', key: '?', mark: '?', name: 'changes' },
]
export const STANCES: readonly { stance: Stance; means: string }[] = [
  { stance: 'asserted', means: 'the author says it' },
  { stance: 'hedged', means: 'the author says it may be so' },
  { stance: 'conceded', means: 'the author grants it to the other side' },
  { stance: 'negated', means: 'the author says there is no such effect' },
  { stance: 'reported', means: 'the author reports that somebody says it' },
  { stance: 'rejected', means: 'the author reports it and rejects it' },
]

export function signOf(key: string): Sign | null {
  return SIGNS.find((entry) => entry.key === key)?.sign ?? null
}

export function markOf(sign: Sign): string {
  return SIGNS.find((entry) => entry.sign === sign)?.mark ?? '?'
}

export function nameOf(sign: Sign): string {
  return SIGNS.find((entry) => entry.sign === sign)?.name ?? sign
}

/** The other sign; what has no direction stays. */
export function flipped(sign: Sign): Sign {
  return sign === 'raises' ? 'lowers' : sign === 'lowers' ? 'raises' : sign
}

/** A claim in words, as a screen reader says it. */
export function spoken(claim: Pick<Claim, 'cause' | 'effect' | 'sign'>, title: (id: string) => string): string {
  return `${title(claim.cause)} ${nameOf(claim.sign)} ${title(claim.effect)}`
}

/** A condition in words. */
export function conditionWords(condition: Condition, title: (id: string) => string): string {
  const { is, below, above } = condition
  const what = is ? `is ${is}` : below != null ? `is below ${below}` : `is above ${above ?? '?'}`
  return `${title(condition.factor)} ${what}`
}
