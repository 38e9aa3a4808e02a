/** The verdicts of all accounts as they are now: the chosen account at once, the others after it. */

import type { JudgeReply, LiveVerdict, Trial } from '../lib/api'
import { words, type Workbench } from '../lib/state.svelte'
import { Conveyor } from './conveyor'
import { changesOf } from './verdicts'

interface Asked { caseId: string; revision: string; account: string; trial: Trial; key: string }

const DRAWS = 1000

function nothing(trial: Trial): boolean {
  return !trial.off?.length && !Object.keys(trial.strengths ?? {}).length && !Object.keys(trial.actions ?? {}).length
}

export class Judging {
  readonly #workbench: Workbench
  /** account → its verdicts, and what they were asked for */
  replies = $state.raw<ReadonlyMap<string, { key: string; reply: JudgeReply }>>(new Map())
  fault = $state('')
  /** the account that is being run */
  running = $state<string | null>(null)
  /** milliseconds from the last request to its first answer, as a person waits for it */
  waited = $state<number | null>(null)
  #key = ''
  readonly #line: Conveyor<Asked, { reply: JudgeReply; waited: number }>

  readonly changes = $derived(changesOf([...this.replies].map(([account, { reply }]) => ({ account, verdicts: reply.verdicts }))))

  constructor(workbench: Workbench) {
    this.#workbench = workbench
    this.#line = new Conveyor(
      async (asked) => {
        this.running = asked.account
        const begun = performance.now()
        const reply = await workbench.api.judge(asked.caseId, { account: asked.account, draws: DRAWS, quick: !nothing(asked.trial), ...asked.trial })
        return { reply, waited: performance.now() - begun }
      },
      ({ reply, waited }, asked) => {
        this.#put(asked, reply)
        this.waited = waited
        void this.#finish(asked, reply)
      },
      (error) => {
        this.running = null
        this.fault = words(error)
      },
    )
  }

  verdict(account: string, contention: string): LiveVerdict | null {
    return this.replies.get(account)?.reply.verdicts.find((verdict) => verdict.contention === contention) ?? null
  }

  /** Whether an account's verdicts are those of what is tried now. */
  fresh(account: string): boolean {
    return this.replies.get(account)?.key === this.#key
  }

  ask(caseId: string, revision: string, account: string, trial: Trial): void {
    this.#key = `${caseId} ${revision} ${JSON.stringify(trial)}`
    this.#line.ask({ caseId, revision, account, trial, key: this.#key })
  }

  #put(asked: Asked, reply: JudgeReply): void {
    this.replies = new Map(this.replies).set(asked.account, { key: asked.key, reply })
    this.fault = ''
  }

  #stale(asked: Asked): boolean {
    return this.#key !== asked.key || this.#line.waiting
  }

  /** The finished numbers of the account, then the other accounts, until something newer is asked. */
  async #finish(asked: Asked, first: JudgeReply): Promise<void> {
    const others = (this.#workbench.view?.accounts ?? []).map((account) => account.id).filter((id) => id !== asked.account)
    const wanted = [...(first.final ? [] : [asked.account]), ...others.filter((id) => !this.fresh(id))]
    try {
      for (const account of wanted) {
        if (this.#stale(asked)) return
        this.running = account
        const reply = await this.#workbench.api.judge(asked.caseId, { account, draws: DRAWS, ...asked.trial })
        if (this.#stale(asked)) return
        this.#put({ ...asked, account }, reply)
      }
    } catch (error) {
      if (!this.#stale(asked)) this.fault = words(error)
    }
    if (!this.#stale(asked)) this.running = null
  }
}
