/** Verdicts in marks and words. */

import type { LiveVerdict, Trial, Verdict } from '../lib/api'
import { percent } from './numbers'

export const MARKS: Record<Verdict, { mark: string; key: string; means: string }> = {
  supported: { mark: '▲', key: 'yes', means: 'it follows' },
  opposed: { mark: '▼', key: 'no', means: 'the reverse follows' },
  undecided: { mark: '◆', key: 'open', means: 'it stays open' },
  'does not follow': { mark: '○', key: 'none', means: 'the account cannot tell' },
  'true by construction': { mark: '≡', key: 'built', means: 'it is built in' },
}

export const PRELIMINARY = 'preliminary'

interface Told { key: string; final: boolean; draws: number }

/** Whether an answer takes the place of one that is held: to something else, or not from fewer draws. */
export function better(now: Told, held: Told | undefined): boolean {
  return !held || held.key !== now.key || now.final || (!held.final && now.draws >= held.draws)
}

/** A verdict with its share, in a few words. */
export function told(verdict: LiveVerdict): string {
  return withShare(verdict.verdict, verdict.shares, verdict.byDenial)
}

function withShare(word: string, shares: LiveVerdict['shares'], byDenial = false): string {
  if (byDenial) return `${word}, by denial`
  if (word === 'supported' && shares.yes !== null) return `${word}, ${percent(shares.yes)}`
  if (word === 'opposed' && shares.no !== null) return `${word}, ${percent(shares.no)}`
  if (word === 'undecided' && shares.yes !== null && shares.no !== null) return `${word}, ${percent(shares.yes)} to ${percent(shares.no)}`
  return word
}

export interface Change {
  contention: string
  account: string
  kind: 'turned' | 'moved'
  now: string
  was: string
  /** whether the finished numbers are still to come */
  early: boolean
}

/** What a trial changes, turned answers first. */
export function changesOf(replies: Iterable<{ account: string; verdicts: readonly { verdict: LiveVerdict; final: boolean }[] }>): Change[] {
  const found: Change[] = []
  for (const { account, verdicts } of replies) {
    for (const { verdict, final } of verdicts) {
      if (!verdict.turned && !verdict.moved) continue
      const was = withShare(verdict.before.verdict, verdict.before.shares)
      found.push({ contention: verdict.contention, account, kind: verdict.turned ? 'turned' : 'moved', now: told(verdict), was, early: !final })
    }
  }
  return [...found.filter((one) => one.kind === 'turned'), ...found.filter((one) => one.kind === 'moved')]
}

/** What is tried, in words. */
export function trialWords(trial: Trial): string {
  const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
  const off = trial.off?.length ?? 0
  const strengths = Object.keys(trial.strengths ?? {}).length
  const actions = Object.keys(trial.actions ?? {}).length
  return [
    off ? `${counted(off, 'claim')} off` : '',
    strengths ? `${counted(strengths, 'strength')} moved` : '',
    actions ? `${counted(actions, 'action')} moved` : '',
  ].filter(Boolean).join(', ')
}
