/** The words of a question, and how far a factor can be moved in it. */

export interface Amount { to: number | string; name: string }

const TIMES: readonly Amount[] = [
  { to: 2, name: 'is doubled' }, { to: 1.1, name: 'rises by a tenth' }, { to: 0.9, name: 'falls by a tenth' },
  { to: 0.5, name: 'is halved' }, { to: 0.1, name: 'falls to a tenth' },
]
const SHARES: readonly Amount[] = [0.25, 0.5, 0.75].map((to) => ({ to, name: `is ${100 * to} %` }))
const SWITCH: readonly Amount[] = [{ to: 'on', name: 'happens' }, { to: 'off', name: 'does not happen' }]

/** What is offered for a factor of a kind; nothing where only a number of its own makes sense. */
export function amountsOf(kind: string): readonly Amount[] {
  if (kind === 'event') return SWITCH
  if (kind === 'share') return SHARES
  return ['quantity', 'input'].includes(kind) ? TIMES : []
}

/** Another amount, in words and as the case writes it; null for what is no number. */
export function ownAmount(typed: string, kind: string, unit: string): Amount | null {
  const value = Number(typed.replace(',', '.'))
  if (!typed.trim() || !Number.isFinite(value)) return null
  if (kind === 'share') return { to: value / 100, name: `is ${value} %` }
  if (kind === 'quantity' || kind === 'input') return { to: value / 100, name: `is ${value} % of the present` }
  return { to: value, name: `is ${value}${unit ? ` ${unit}` : ''}` }
}

/** What the number in the field counts. */
export function measureOf(kind: string, unit: string): string {
  if (kind === 'share') return '%'
  return kind === 'quantity' || kind === 'input' ? '% of the present' : unit
}

/** A title for a question: `means` is a sentence of its own, or the title of a scenario. */
export function titleOf(means: string, known: boolean, outcome: string, higher: boolean): string {
  return `If ${known ? `“${means}”` : means}, ${outcome} ends ${higher ? 'higher' : 'lower'}`
}
