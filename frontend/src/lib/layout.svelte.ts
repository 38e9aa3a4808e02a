/** Which panes are open and how wide they are; kept in this browser. */

import type { Pane } from './state.svelte'

export const PANES: readonly Pane[] = ['text', 'map', 'run']
const KEY = 'contention-layout'
/** share of the width below which a pane cannot be dragged */
export const LEAST = 0.15

export interface Kept { open: Pane[]; shares: Record<Pane, number> }

/** New shares after the border right of the `index`th open pane moved by `by` (a share of the width). */
export function moved(open: readonly Pane[], shares: Record<Pane, number>, index: number, by: number): Record<Pane, number> {
  const left = open[index]
  const right = open[index + 1]
  if (!left || !right) return shares
  const both = shares[left] + shares[right]
  const total = open.reduce((sum, pane) => sum + shares[pane], 0)
  const least = Math.min(LEAST * total, both / 2)
  const wide = Math.min(both - least, Math.max(least, shares[left] + by * total))
  return { ...shares, [left]: wide, [right]: both - wide }
}

class Layout {
  open = $state<Pane[]>([...PANES])
  shares = $state<Record<Pane, number>>({ text: 0.43, map: 0.31, run: 0.26 })
  /** what a narrow window shows */
  single = $state<Pane>('text')

  constructor() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Kept | null
      if (!kept) return
      const open = PANES.filter((pane) => kept.open.includes(pane))
      if (open.length && PANES.every((pane) => kept.shares[pane] > 0)) {
        this.open = open
        this.shares = kept.shares
      }
    } catch {
      // what an older version kept is not needed
    }
  }

  toggle(pane: Pane): void {
    this.single = pane
    const without = this.open.filter((other) => other !== pane)
    this.open = this.open.includes(pane)
      ? without.length ? without : this.open
      : PANES.filter((other) => other === pane || this.open.includes(other))
    this.keep()
  }

  move(index: number, by: number): void {
    this.shares = moved(this.open, this.shares, index, by)
    this.keep()
  }

  keep(): void {
    localStorage.setItem(KEY, JSON.stringify({ open: this.open, shares: this.shares }))
  }
}

export const layout = new Layout()
