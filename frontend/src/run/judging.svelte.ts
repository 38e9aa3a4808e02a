/** The verdicts of all accounts as they are now: the chosen account at once, the others after it.
 *
 * What is tried is answered first for the contention in question, then preliminarily for those in view and for all,
 * from the first draws; the finished numbers follow. */

import { RANK, type JudgeReply, type JudgeRequest, type LiveVerdict, type Trial } from '../lib/api'
import { words, type Workbench } from '../lib/state.svelte'
import { Conveyor } from './conveyor'
import { better, changesOf, PRELIMINARY } from './verdicts'

interface Asked { caseId: string; revision: string; account: string; contention: string | null; trial: Trial; key: string }
interface Held { key: string; verdict: LiveVerdict; final: boolean; draws: number }

const DRAWS = 1000
/** milliseconds without a new wish after which the other accounts are run */
const REST = 900
/** milliseconds within which all contentions are likely to be finished: then no preliminary numbers are asked for */
const SOON = 250

export class Judging {
  readonly #workbench: Workbench
  /** account → contention → its verdict, and what it was asked for */
  held = $state.raw<ReadonlyMap<string, ReadonlyMap<string, Held>>>(new Map())
  fault = $state('')
  /** the account that is being run */
  running = $state<string | null>(null)
  /** the contentions whose rows are in view */
  inView: () => readonly string[] = () => []
  /** milliseconds from the last request to its first answer */
  waited = $state<number | null>(null)
  #key = $state('')
  readonly #line: Conveyor<Asked, { reply: JudgeReply; waited: number }>

  /** what the trial changes, as far as it has been run */
  readonly changes = $derived.by(() => {
    const fresh = [...this.held].map(([account, cells]) => ({
      account, verdicts: [...cells.values()].filter((one) => one.key === this.#key),
    }))
    return changesOf(fresh)
  })

  constructor(workbench: Workbench) {
    this.#workbench = workbench
    this.#line = new Conveyor(
      async (asked) => {
        this.running = asked.account
        const begun = performance.now()
        const some = asked.contention ? { contentions: [asked.contention], quick: true } : {}
        const reply = await workbench.api.judge(asked.caseId, { account: asked.account, draws: DRAWS, ...some, ...asked.trial })
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
      0,
    )
  }

  verdict(account: string, contention: string): LiveVerdict | null {
    return this.held.get(account)?.get(contention)?.verdict ?? null
  }

  /** Whether a verdict is that of what is tried now. */
  fresh(account: string, contention: string): boolean {
    return this.held.get(account)?.get(contention)?.key === this.#key
  }

  /** What is still preliminary about a verdict of what is tried now; empty for a finished one. */
  preliminary(account: string, contention: string): string {
    const held = this.held.get(account)?.get(contention)
    if (!held || held.final || held.key !== this.#key) return ''
    return `${PRELIMINARY}: ${held.draws < DRAWS ? `the first ${held.draws} of ${DRAWS.toLocaleString('en')} draws` : 'in longer steps'}`
  }

  /** Whether all verdicts of an account are those of what is tried now, and finished. */
  whole(account: string): boolean {
    return (this.#workbench.view?.contentions ?? []).every((one) => this.fresh(account, one.id) && !this.preliminary(account, one.id))
  }

  ask(caseId: string, revision: string, account: string, contention: string | null, trial: Trial): void {
    this.#key = `${caseId} ${revision} ${JSON.stringify(trial)}`
    this.#line.ask({ caseId, revision, account, contention, trial, key: this.#key })
  }

  #put(asked: Asked, reply: JudgeReply): void {
    const cells = new Map(this.held.get(asked.account))
    for (const verdict of reply.verdicts) {
      const now = { key: asked.key, verdict, final: reply.final, draws: reply.draws }
      if (better(now, cells.get(verdict.contention))) cells.set(verdict.contention, now)
    }
    this.held = new Map(this.held).set(asked.account, cells)
    this.fault = ''
  }

  #stale(asked: Asked): boolean {
    return this.#key !== asked.key || this.#line.waiting
  }

  /** The contentions in view, all, the finished numbers, then the other accounts, until something newer is asked. */
  async #finish(asked: Asked, first: JudgeReply): Promise<void> {
    const contentions = this.#workbench.view?.contentions.length ?? 0
    const early = this.#workbench.trying && contentions * first.ms > SOON
    const others = (this.#workbench.view?.accounts ?? []).map((one) => one.id).filter((id) => id !== asked.account)
    try {
      const here = this.inView().filter((id) => !this.fresh(asked.account, id))
      if (here.length && here.length + 1 < contentions) await this.#more(asked, asked.account, early, RANK.next, here)
      if (early && first.verdicts.length < contentions) await this.#more(asked, asked.account, true, RANK.next)
      if (!first.final || first.verdicts.length < contentions) await this.#more(asked, asked.account, false, RANK.next)
      if (!this.#stale(asked)) this.running = null
      await new Promise((resolve) => setTimeout(resolve, REST))
      for (const account of others) if (!this.#stale(asked) && !this.whole(account)) await this.#more(asked, account, false, RANK.later)
    } catch (error) {
      if (!this.#stale(asked)) this.fault = words(error)
    }
    if (!this.#stale(asked)) this.running = null
  }

  /** Some contentions of an account, or all. */
  async #more(asked: Asked, account: string, preview: boolean, rank: JudgeRequest['rank'], contentions: readonly string[] = []): Promise<void> {
    if (this.#stale(asked)) return
    this.running = account
    const reply = await this.#workbench.api.judge(asked.caseId, { account, draws: DRAWS, preview, rank, contentions: [...contentions], ...asked.trial })
    if (!this.#stale(asked)) this.#put({ ...asked, account }, reply)
  }
}
