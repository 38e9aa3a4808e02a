/** What the keys of the text do. */

import type { TextState } from './text.svelte'

type Act = (pane: TextState, event: KeyboardEvent) => unknown

export const ACTIONS: Record<string, Act> = {
  word: (pane, event) => pane.step(event.key === 'ArrowRight' ? 1 : -1, event.shiftKey),
  sentence: (pane, event) => pane.walk(event.key === 'ArrowDown' || event.key === '.' ? 1 : -1, event.shiftKey),
  whole: (pane) => pane.selectSentence(),
  claim: (pane) => (pane.current && !pane.range ? (pane.editing = { kind: 'change', claim: pane.current.id }) : pane.startClaim()),
  proposal: (pane, event) => pane.afterNames(() => pane.go(event.key === 'n' ? 1 : -1, pane.proposals)),
  go: (pane, event) => pane.go(event.key === 'j' ? 1 : -1, pane.claims),
  accept: (pane) => pane.decide('accepted'),
  reject: (pane) => pane.decide('rejected'),
  edit: (pane) => change(pane),
  cause: (pane) => change(pane, 'cause'),
  effect: (pane) => change(pane, 'effect'),
  further: (pane) => pane.further(),
  flip: (pane) => pane.flip(),
  comment: (pane) => pane.current && !pane.workbench.readOnly && (pane.editing = { kind: 'comment', claim: pane.current.id }),
  switch: (pane) => pane.current && pane.workbench.toggle(pane.current.id),
  end: (pane, event) => pane.moveEdge('end', event.key === ']' ? 1 : -1),
  start: (pane, event) => pane.moveEdge('start', event.key === '}' ? 1 : -1),
  same: (pane, event) => pane.current && (pane.naming = event.key === 'm' ? pane.current.cause : pane.current.effect),
  remove: (pane) => pane.remove(),
  propose: (pane) => pane.propose(),
  names: (pane) => pane.openNames(),
  document: (pane, event) => pane.workbench.turn(event.key === 'd' ? 1 : -1),
  find: () => document.getElementById('find-words')?.focus(),
  undo: (pane) => pane.workbench.undo(),
}

function change(pane: TextState, only?: 'cause' | 'effect'): void {
  if (pane.current && !pane.workbench.readOnly) pane.editing = { kind: 'change', claim: pane.current.id, only }
}

/** Tab goes through several claims on the same words, and leaves the text otherwise. */
export function cycle(pane: TextState): boolean {
  const index = pane.here.findIndex((claim) => claim.id === pane.current?.id)
  if (pane.here.length < 2 || index < 0 || index === pane.here.length - 1) return false
  pane.show(pane.here[index + 1])
  return true
}
