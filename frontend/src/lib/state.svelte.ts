/** What the workbench knows and shows: the case, what is selected, what is tried, what was undone. */

import { SvelteMap, SvelteSet } from 'svelte/reactivity'
import {
  api, ApiError, follow, type CaseView, type Claim, type ClaimChanges, type DocumentView, type Factor, type History,
  type Session, type StepReply, type Trial,
} from './api'
import { nameOf } from './signs'
import { words } from './errors'

export { words }

export type Pane = 'text' | 'map' | 'run'
export type Connection = 'connecting' | 'live' | 'lost' | 'shut' | 'ended'

/** What all panes look at together; `from` keeps a pane from scrolling to its own selection. */
export interface Focus {
  claims: string[]
  factor: string | null
  from: Pane | null
}

export interface Notice {
  id: number
  kind: 'done' | 'fault'
  text: string
  /** offers to take the step back */
  undo: boolean
}

/** A change that met another one: both versions are kept until a person chooses. */
export interface Clash {
  claim: string
  was: Claim
  changes: ClaimChanges
  theirs: Claim | null
  message: string
  name: string
}

export class Workbench {
  readonly api = api
  session = $state.raw<Session | null>(null)
  caseId = $state<string | null>(null)
  view = $state.raw<CaseView | null>(null)
  claims = $state.raw<Claim[]>([])
  history = $state.raw<History>({ done: [], undone: [], more: 0 })
  documentId = $state<string | null>(null)
  document = $state.raw<DocumentView | null>(null)
  /** whether a document is on its way */
  reading = $state(false)
  /** a second coder, and that coder's claims */
  otherCoder = $state<string | null>(null)
  otherClaims = $state.raw<Claim[]>([])

  focus = $state.raw<Focus>({ claims: [], factor: null, from: null })
  account = $state<string | null>(null)
  contention = $state<string | null>(null)

  /** claims switched off, multipliers of strengths, values of actions: tried, never written */
  off = new SvelteSet<string>()
  strengths = new SvelteMap<string, number>()
  actions = new SvelteMap<string, number>()

  connection = $state<Connection>('connecting')
  notices = $state.raw<Notice[]>([])
  clash = $state.raw<Clash | null>(null)
  busy = $state(0)
  failure = $state<string | null>(null)

  readonly claimsById = $derived(new Map(this.claims.map((claim) => [claim.id, claim])))
  readonly factorsById = $derived(new Map(this.view?.factors.map((factor) => [factor.id, factor]) ?? []))
  readonly holdersById = $derived(new Map(this.view?.holders.map((holder) => [holder.id, holder]) ?? []))
  readonly holderColours = $derived(
    new Map(this.view?.holders.map((holder, index) => [holder.id, `var(--holder-${index % 8})`]) ?? []),
  )
  readonly readOnly = $derived(this.session?.readOnly ?? true)
  readonly faults = $derived(this.view?.problems.filter((problem) => problem.severity === 'error') ?? [])
  /** the trial as a request carries it; empty where nothing is tried */
  readonly trial = $derived.by((): Trial => ({
    off: [...this.off],
    strengths: Object.fromEntries(this.strengths),
    actions: Object.fromEntries(this.actions),
  }))
  readonly trying = $derived(this.off.size + this.strengths.size + this.actions.size > 0)

  #unfollow: (() => void) | null = null
  #noticeId = 0
  #refreshing: Promise<void> | null = null
  #again = false
  /** claims as edits left them since the case began to be read, which is then already out of date */
  readonly #placed = new Map<string, Claim>()
  /** edits wait for each other: keys come faster than answers */
  #line: Promise<unknown> = Promise.resolve()
  /** hash of a claim before an edit of this window → after it, as long as edits are waiting */
  readonly #rewritten = new Map<string, string>()

  /** factors to choose from: not merged into others, and not left over from proposals that were rejected */
  readonly factors = $derived(this.view?.factors.filter((factor) => !factor.mergedInto && !leftOver(factor)) ?? [])

  factorTitle(id: string): string {
    return this.factorsById.get(id)?.title ?? id
  }

  holderTitle(id: string): string {
    return this.holdersById.get(id)?.title ?? id
  }

  factor(id: string): Factor | null {
    return this.factorsById.get(id) ?? null
  }

  async start(): Promise<void> {
    try {
      this.session = await api.session()
      this.failure = null
    } catch (error) {
      this.failure = words(error)
      return
    }
    const wanted = new URLSearchParams(location.hash.slice(1)).get('case')
    const cases = this.session.cases
    const first = cases.find((entry) => entry.id === wanted) ?? (cases.length === 1 ? cases[0] : undefined)
    if (first) await this.open(first.id)
  }

  async open(id: string): Promise<void> {
    this.close()
    this.caseId = id
    await this.refresh()
    if (!this.view) return
    const documents = this.view.documents
    const wanted = new URLSearchParams(location.hash.slice(1)).get('document')
    const shown = documents.find((entry) => entry.id === wanted) ?? documents.find((entry) => entry.hasText) ?? documents[0]
    if (shown) await this.show(shown.id)
    this.#unfollow = follow(id, {
      changed: (event) => {
        this.connection = 'live'
        if (event.revision !== this.view?.revision) void this.refresh()
      },
      job: () => undefined,
      bye: () => (this.connection = 'ended'),
      open: () => {
        this.connection = 'live' // what the files are now follows as `changed`
      },
      lost: () => {
        if (this.connection === 'live' || this.connection === 'connecting') this.connection = 'lost'
      },
      shut: () => (this.connection = 'shut'),
    })
  }

  close(): void {
    this.#unfollow?.()
    this.#unfollow = null
    this.caseId = null
    this.view = null
    this.account = null
    this.claims = []
    this.document = null
    this.documentId = null
    this.otherCoder = null
    this.otherClaims = []
    this.clearTrial()
    this.focus = { claims: [], factor: null, from: null }
  }

  /** Reads again what the case now says; calls while it is reading are joined into one. */
  async refresh(): Promise<void> {
    if (!this.caseId) return
    this.#again = true
    this.#refreshing ??= this.#reload().finally(() => (this.#refreshing = null))
    return this.#refreshing
  }

  async #reload(): Promise<void> {
    try {
      while (this.#again && this.caseId) {
        this.#again = false
        await this.#load(this.caseId)
      }
    } catch (error) {
      this.#tell(error)
    }
  }

  async #load(id: string): Promise<void> {
    this.#placed.clear()
    const [view, claims, history] = await Promise.all([
      api.case(id), api.claims(id), api.history(id).catch(() => ({ done: [], undone: [], more: 0 })),
    ])
    if (id !== this.caseId) return
    if (this.connection === 'lost') this.connection = 'live'
    const changed = this.view?.revision !== view.revision
    this.view = view
    const placed = new Map(this.#placed)
    this.claims = claims.map((claim) => placed.get(claim.id) ?? claim)
    for (const claim of this.claims) placed.delete(claim.id)
    if (placed.size) this.claims = [...this.claims, ...placed.values()]
    this.history = history
    if (!view.accounts.some((entry) => entry.id === this.account)) this.account = view.accounts[0]?.id ?? null
    const there = view.documents.some((entry) => entry.id === this.documentId)
    if (changed && this.documentId && there) {
      const document = await api.document(id, this.documentId)
      if (document.id === this.documentId && !sameText(document, this.document)) this.document = document
    } else if (this.#unfollow && !there && view.documents[0]) {
      // the case could not be read when it was opened, or the document was taken out of it
      await this.show((view.documents.find((entry) => entry.hasText) ?? view.documents[0]).id)
    }
    if (this.otherCoder) this.otherClaims = await api.claims(id, this.otherCoder)
  }

  async show(documentId: string): Promise<void> {
    if (!this.caseId) return
    this.documentId = documentId
    if (this.document?.id !== documentId) this.document = null
    this.reading = true
    location.replace(`#${new URLSearchParams({ case: this.caseId, document: documentId })}`)
    try {
      const document = await api.document(this.caseId, documentId)
      if (this.documentId === documentId) this.document = document
    } catch (error) {
      this.#tell(error)
    } finally {
      if (this.documentId === documentId) this.reading = false
    }
  }

  /** Shows a document that a person chose, and in the other panes the account of its author. */
  async turnTo(documentId: string): Promise<void> {
    const author = this.view?.documents.find((entry) => entry.id === documentId)?.author ?? ''
    const accounts = this.view?.accounts ?? []
    if (!accounts.find((one) => one.id === this.account)?.holders.includes(author)) {
      const own = accounts.filter((one) => one.holders.includes(author)).sort((one, other) => one.holders.length - other.holders.length)
      this.account = own[0]?.id ?? this.account
    }
    await this.show(documentId)
  }

  /** To the next (`by` 1) or previous document. */
  async turn(by: 1 | -1): Promise<void> {
    const documents = this.view?.documents ?? []
    const at = documents.findIndex((entry) => entry.id === this.documentId)
    const next = documents[(at + by + documents.length) % documents.length]
    if (next && next.id !== this.documentId) await this.turnTo(next.id)
  }

  /** Selects claims or a factor for all panes, and shows the document of the first claim. */
  select(focus: Partial<Focus>, from: Pane | null = null): void {
    this.focus = { claims: focus.claims ?? [], factor: focus.factor ?? null, from }
    const first = this.claimsById.get(this.focus.claims[0] ?? '')
    if (first && from !== 'text' && first.document !== this.documentId) void this.show(first.document)
  }

  toggle(claim: string): void {
    if (!this.off.delete(claim)) this.off.add(claim)
  }

  clearTrial(): void {
    this.off.clear()
    this.strengths.clear()
    this.actions.clear()
  }

  async compareWith(coder: string | null): Promise<void> {
    this.otherCoder = coder
    try {
      this.otherClaims = coder && this.caseId ? await api.claims(this.caseId, coder) : []
    } catch (error) {
      this.#tell(error)
    }
  }

  /** Runs an edit; on success the claim is put in place at once, then the case is read again. */
  async edit<T>(name: string, work: (id: string) => Promise<T>, undo = true): Promise<T | null> {
    return this.#inLine(() => this.#edit(name, work, undo))
  }

  #inLine<T>(work: () => Promise<T>): Promise<T> {
    this.busy += 1
    const now = this.#line.then(work).finally(() => {
      this.busy -= 1
      if (!this.busy) this.#rewritten.clear()
    })
    this.#line = now.catch(() => undefined)
    return now
  }

  async #edit<T>(name: string, work: (id: string) => Promise<T>, undo: boolean): Promise<T | null> {
    if (!this.caseId) return null
    try {
      const reply = await work(this.caseId)
      this.#place(reply)
      if (name) this.say(name, 'done', undo)
      void this.refresh()
      return reply
    } catch (error) {
      this.#tell(error)
      if (error instanceof ApiError && error.clash) void this.refresh()
      return null
    }
  }

  /** Changes a claim, guarded by its hash; where it meets another change, both are kept to choose from. */
  async changeClaim(claim: Claim, changes: ClaimChanges, name: string): Promise<boolean> {
    return this.#inLine(() => this.#changeClaim(claim, changes, name))
  }

  async #changeClaim(claim: Claim, changes: ClaimChanges, name: string): Promise<boolean> {
    if (!this.caseId || this.readOnly) return false
    const id = this.caseId
    const hash = this.hashOf(claim)
    try {
      const reply = await api.changeClaim(id, claim.id, hash, changes)
      if (reply.claim.hash !== hash) this.#rewritten.set(hash, reply.claim.hash)
      this.#place(reply)
      this.say(name, 'done', true)
      void this.refresh()
      return true
    } catch (error) {
      if (error instanceof ApiError && error.clash) {
        const theirs = error.present<Claim>('claim')
        this.clash = { claim: claim.id, was: claim, changes, theirs, message: error.message, name }
        void this.refresh()
      } else this.#tell(error)
      return false
    }
  }

  /** The hash of a claim after the edits of this window that came before. */
  hashOf(claim: Claim): string {
    let hash = claim.hash
    for (let next = this.#rewritten.get(hash); next; next = this.#rewritten.get(hash)) hash = next
    return hash
  }

  #place(reply: unknown): void {
    const claim = (reply as { claim?: Claim } | undefined)?.claim
    if (!claim) return
    this.#placed.set(claim.id, claim)
    const index = this.claims.findIndex((known) => known.id === claim.id)
    this.claims = index < 0 ? [...this.claims, claim] : this.claims.with(index, claim)
  }

  async undo(): Promise<void> {
    const step = await this.edit('', (id) => this.#back(api.undo(id)))
    if (step) await this.#went('Undone', step)
  }

  async redo(): Promise<void> {
    const step = await this.edit('', (id) => this.#back(api.redo(id)))
    if (step) await this.#went('Done again', step)
  }

  /** Lines that were put back have their old hash again. */
  async #back(step: Promise<StepReply>): Promise<StepReply> {
    const done = await step
    this.#rewritten.clear()
    this.#placed.clear()
    return done
  }

  /** Says what was undone in the words of the case, and shows the claim that it was about. */
  async #went(how: string, step: StepReply): Promise<void> {
    const before = step.claim ? this.claimsById.get(step.claim) : undefined
    await this.refresh()
    const claim = (step.claim ? this.claimsById.get(step.claim) : undefined) ?? before
    const words = claim ? `“${this.factorTitle(claim.cause)} ${nameOf(claim.sign)} ${this.factorTitle(claim.effect)}”` : ''
    this.say(`${how}: ${step.claim && words ? step.name.replace(step.claim, words) : step.name}`)
    if (claim && this.claimsById.has(claim.id)) this.select({ claims: [claim.id] })
  }

  say(text: string, kind: Notice['kind'] = 'done', undo = false): void {
    this.#noticeId += 1
    const notice = { id: this.#noticeId, kind, text, undo }
    this.notices = [...this.notices.filter((known) => known.kind === 'fault').slice(-2), notice]
    if (kind === 'done') setTimeout(() => this.dismiss(notice.id), 6000)
  }

  dismiss(id: number): void {
    this.notices = this.notices.filter((notice) => notice.id !== id)
  }

  #tell(error: unknown): void {
    if (error instanceof ApiError && error.unreachable) this.connection = 'lost'
    this.say(words(error), 'fault')
  }
}

/** Whether a factor is there only because the reader proposed it, and nothing that stands names it. */
export function leftOver(factor: Factor): boolean {
  return !factor.claims && !factor.uses && factor.note.startsWith('proposed by ')
}

function sameText(one: DocumentView, other: DocumentView | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

export const workbench = new Workbench()
