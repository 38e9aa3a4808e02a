/** The steps of the guided first case; each knows from the state of the case whether it is done. */

import type { Workbench } from '../lib/state.svelte'
import { ui } from '../lib/ui.svelte'

export interface GuideStep {
  title: string
  text: string
  /** what to press, for those who use keys */
  keys: string
  done: (workbench: Workbench) => boolean
}

const first = (workbench: Workbench): string => workbench.view?.documents[0]?.id ?? ''
const of = (workbench: Workbench, document: string, status: string): number =>
  workbench.claims.filter((claim) => claim.document === document && claim.status === status).length
const accepted = (workbench: Workbench): number => workbench.claims.filter((claim) => claim.status === 'accepted').length

export const STEPS: readonly GuideStep[] = [
  {
    title: 'Mark a sentence that says what causes what',
    text: 'In “Let the ferry be free”, drag over: A lower fare brings more passengers to the island.',
    keys: '1 goes to the text, ↓ to the next sentence, s marks it, Enter starts a claim',
    done: (workbench) => ui.editing || accepted(workbench) > 0,
  },
  {
    title: 'Say what it claims',
    text: 'Cause: type Fare and choose “New factor”. Sign: a lower fare, more passengers, so Fare lowers Passengers: ▼. Effect: Passengers. Then “Make claim”. The words get a line below them, and the map its first arrow.',
    keys: 'fare Enter − passengers Enter Enter',
    done: (workbench) => accepted(workbench) > 0,
  },
  {
    title: 'Let the reader propose the rest of this text',
    text: 'Press “Propose claims” above the text. What is proposed is dotted, and counts for nothing before you accept it.',
    keys: 'Tab to the button, Enter',
    done: (workbench) => of(workbench, first(workbench), 'proposed') > 0 || of(workbench, first(workbench), 'accepted') > 2,
  },
  {
    title: 'Decide on each proposal',
    text: 'Accept what the text says, reject what it does not, edit what is nearly right: who says it, and whether the author agrees. The last paragraph is worth a second look: the harbour office’s claim is reported, not made.',
    keys: 'n next proposal, a accept, r reject, e edit, f reverse the sign, u undo',
    done: (workbench) => of(workbench, first(workbench), 'proposed') === 0 && of(workbench, first(workbench), 'accepted') > 2,
  },
  {
    title: 'Now the other side',
    text: 'Choose “Somebody has to pay” above the text. Propose and decide again.',
    keys: 'the same keys',
    done: (workbench) => {
      const other = workbench.view?.documents[1]?.id
      return Boolean(other) && of(workbench, other!, 'proposed') === 0 && of(workbench, other!, 'accepted') > 1
    },
  },
  {
    title: 'One thing, one factor',
    text: 'If one quantity got two names, such as “Debt” and “Town’s debt”, open a claim, press the name of the factor, and say what it is the same as; or drag one onto the other in the map. Undo takes it back. If no name is double, press “Skip”.',
    keys: 'in the claim: Tab to the factor',
    done: (workbench) => Boolean(workbench.view?.factors.some((factor) => factor.mergedInto)),
  },
  {
    title: 'Ask what the dispute is about',
    text: 'Press “Ask” at the top: if Fare falls to a tenth, then Passengers ends higher. Both accounts are put to the same question.',
    keys: 'q',
    done: (workbench) => (workbench.view?.contentions.length ?? 0) > 0,
  },
  {
    title: 'Look at the verdict, and take a sentence away',
    text: 'In the pane Run, press a cell: the answer of that account, in a sentence. Then switch a claim off, there or in the text: what falls is shown at once. Nothing is written by that.',
    keys: '3 goes to the run; 1 back to the text, j to a claim, x switches it off and on',
    done: (workbench) => workbench.off.size > 0,
  },
]

/** The first step that is neither done nor skipped; the number of steps where all are. */
export function current(workbench: Workbench, skipped: ReadonlySet<number>): number {
  const index = STEPS.findIndex((step, number) => !skipped.has(number) && !step.done(workbench))
  return index < 0 ? STEPS.length : index
}
