/** What the text pane holds besides the case: the caret by words, the marked range, the open editor. */

import type { Claim, ClaimChanges, Factor, Span } from '../lib/types'
import { finished } from '../lib/api'
import { words, type Workbench } from '../lib/state.svelte'
import { flipped } from '../lib/signs'
import { dragged, found, indexAt, partsOf, recut, sentenceAt, wholeWords, wordAt, wordBeyond } from './words'

export type Editing = { kind: 'new' } | { kind: 'change'; claim: string; only?: 'cause' | 'effect' } | { kind: 'comment'; claim: string }
export type Shown = 'decided' | 'proposed' | 'all'

export class TextState {
  /** the marked range: from the word where marking began to the word of the caret */
  from = $state.raw<Span | null>(null)
  caret = $state.raw<Span | null>(null)
  editing = $state.raw<Editing | null>(null)
  /** an edge under way */
  cut = $state.raw<{ claim: string; span: Span } | null>(null)
  rejectedShown = $state(false)
  /** the claim that was shown when a further one was begun, to which a person comes back */
  #before: string | null = null
  /** the claim that was made last: its card leaves room for the next words */
  made = $state<string | null>(null)
  /** whether the claim that is shown was clicked in the text */
  clicked = $state(false)
  /** a factor of the selected claim that is renamed, or merged into another */
  naming = $state<string | null>(null)
  /** what to do once the names of the proposals are settled; null while their list is closed */
  settling = $state.raw<(() => void) | null>(null)
  /** names that a person put off */
  #later: ReadonlySet<string> = new Set()
  /** how far the reader has come; empty where it does not read */
  reading = $state('')
  /** where the text should be scrolled to next */
  wanted = $state.raw<{ at: number; focus: boolean } | null>(null)

  constructor(readonly workbench: Workbench) {}

  readonly text = $derived.by(() => this.workbench.document?.text ?? '')
  readonly range = $derived.by((): Span | null => {
    if (!this.from || !this.caret) return null
    return [Math.min(this.from[0], this.caret[0]), Math.max(this.from[1], this.caret[1])]
  })
  readonly claims = $derived.by(() =>
    this.workbench.claims
      .filter((claim) => claim.document === this.workbench.documentId && claim.start !== null)
      .filter((claim) => claim.status !== 'rejected' || this.rejectedShown)
      .map((claim) => (claim.id === this.cut?.claim ? { ...claim, start: this.cut.span[0], end: this.cut.span[1] } : claim))
      .sort((a, b) => a.start! - b.start! || b.end! - a.end!),
  )
  /** proposals that were decided on a moment ago, and are being written */
  #deciding = $state.raw<ReadonlySet<string>>(new Set())
  readonly proposals = $derived(this.claims.filter((claim) => claim.status === 'proposed' && !this.#deciding.has(claim.id)))
  /** factors of the proposals here whose names nobody has settled */
  readonly unsettled = $derived.by(() => {
    const ends = new Set(this.proposals.flatMap((claim) => [claim.cause, claim.effect]))
    return [...ends].filter((id) => awaitsName(this.workbench.factor(id)))
  })
  readonly current = $derived.by((): Claim | null => {
    const first = this.workbench.focus.claims[0]
    return this.claims.find((claim) => claim.id === first) ?? null
  })
  readonly sentence = $derived.by(() => {
    const sentences = this.workbench.document?.sentences ?? []
    return this.caret && sentences.length ? sentenceAt(sentences, this.caret[0]) : null
  })
  /** claims that share words with the selected one, itself among them */
  readonly here = $derived.by(() => (this.current ? this.#around(this.current) : []))

  #around(claim: Claim): Claim[] {
    return this.claims.filter((other) => other.start! < claim.end! && other.end! > claim.start!)
  }

  /** Marks the next (`by` 1) or previous place where words occur, whatever their case; false if nowhere. */
  find(query: string, by: 1 | -1 = 1): boolean {
    const at = found(this.text, query, this.range ? this.range[by > 0 ? 1 : 0] : (this.current?.start ?? 0), by)
    if (at === null || !this.mark(at, at + query.length)) return false
    this.workbench.select({}, 'text')
    this.wanted = { at, focus: false }
    return true
  }

  reset(): void {
    this.from = this.caret = this.editing = this.cut = this.naming = this.settling = this.#before = null
  }

  place(word: Span | null, extend = false): void {
    if (!word) return
    this.caret = word
    if (!extend || !this.from) this.from = word
    if (!extend) this.workbench.select({}, 'text')
    this.wanted = { at: word[0], focus: false }
  }

  /** Moves the caret by one word. */
  step(by: 1 | -1, extend: boolean): void {
    if (!this.caret) this.place(wordAt(this.text, this.current?.start ?? 0))
    else this.place(wordBeyond(this.text, by > 0 ? this.caret[1] : this.caret[0], by), extend)
  }

  /** Moves the caret by one sentence; extended, to the sentence's last word. */
  walk(by: 1 | -1, extend: boolean): void {
    const sentences = this.workbench.document?.sentences ?? []
    const at = this.caret?.[0] ?? this.current?.start ?? null
    if (at === null) return this.place(wordAt(this.text, sentences[0]?.start ?? 0))
    const index = indexAt(sentences, at)
    if (extend) {
      const sentence = sentences[by > 0 && this.caret![1] >= lastWordEnd(this.text, sentences[index]!) ? index + 1 : index + Math.min(by, 0)]
      if (!sentence) return
      const word = by > 0 ? wordBeyond(this.text, sentence.end, -1) : wordAt(this.text, sentence.start)
      return this.place(word, true)
    }
    const next = sentences[Math.max(0, index + by)]
    if (next) this.place(wordAt(this.text, next.start))
  }

  /** Marks the sentence; if it is marked, one after the other of its parts. */
  selectSentence(): void {
    if (this.current) this.#into(this.current)
    const sentence = this.sentence
    if (!sentence) return
    const ways: Span[] = [[sentence.start, sentence.end], ...partsOf(this.text, sentence)]
    const spans = ways.map(([start, end]) => wholeWords(this.text, start, end))
    const [start, end] = this.range ?? [-1, -1]
    const now = spans.findIndex((span) => span && span[0] === start && span[1] === end)
    const next = spans[(now + 1) % spans.length]
    if (next) this.mark(...next)
  }

  /** From a claim that is shown to its first word. */
  #into(claim: Claim): void {
    this.workbench.select({}, 'text')
    this.from = this.caret = wordAt(this.text, claim.start!)
  }

  /** A further claim in the sentence of the one that is shown, or of the marked words. */
  further(): void {
    if (this.workbench.readOnly) return
    const claim = this.current
    if (claim) this.#into(claim)
    this.startClaim()
    this.#before = claim?.id ?? null
  }

  /** Closes the editor: back to the claim from which it was opened, or to a place in the text. */
  leave(at: number): void {
    const before = this.workbench.claimsById.get(this.#before ?? '')
    this.editing = this.#before = null
    if (before) this.show(before, true)
    else this.wanted = { at, focus: true }
  }

  /** Shows a claim that was just made, unless a person was at another one. */
  placeMade(claim: Claim, at: number): void {
    const back = this.#before
    this.reset()
    this.#before = back
    if (!back) {
      this.workbench.select({ claims: [claim.id] }, 'text')
      this.made = claim.id
    }
    this.leave(at)
  }

  /** Marks a range that was selected with the mouse; true if it holds a word. */
  mark(start: number, end: number): boolean {
    const span = wholeWords(this.text, start, end)
    if (!span) return false
    this.from = wordAt(this.text, span[0])
    this.caret = wordBeyond(this.text, span[1], -1)
    return true
  }

  startClaim(): void {
    if (this.workbench.readOnly || !this.caret) return
    const one = this.from === this.caret
    if (one) this.selectSentence()
    this.editing = { kind: 'new' }
  }

  show(claim: Claim | undefined, focus = false): void {
    if (!claim) return
    this.clicked = false
    this.editing = this.naming = this.made = null
    this.from = this.caret = null
    this.workbench.select({ claims: [claim.id] }, 'text')
    this.wanted = { at: claim.start!, focus }
  }

  /** To the next claim, or the next proposal, in the order of the text. */
  go(by: 1 | -1, among: readonly Claim[]): void {
    const at = this.current?.start ?? this.caret?.[0] ?? (by > 0 ? -1 : Infinity)
    const index = this.current ? among.findIndex((claim) => claim.id === this.current!.id) : -1
    if (index >= 0) return this.show(among[(index + by + among.length) % among.length])
    const ahead = by > 0 ? among.find((claim) => claim.start! >= at) : among.findLast((claim) => claim.start! <= at)
    this.show(ahead ?? (by > 0 ? among[0] : among.at(-1)))
  }

  async change(claim: Claim, changes: ClaimChanges, name: string): Promise<boolean> {
    return this.workbench.changeClaim(claim, changes, name)
  }

  /** Accepts or rejects, with what was typed in the editor, and goes on to the next proposal. */
  async decide(status: 'accepted' | 'rejected', typed: ClaimChanges | null = null): Promise<boolean> {
    const claim = this.current
    if (!claim || this.workbench.readOnly || claim.status === status || this.#deciding.has(claim.id)) return false
    const index = this.proposals.findIndex((other) => other.id === claim.id)
    const next = this.proposals[index + 1] ?? this.proposals[0]
    const onward = (): void => {
      if (index >= 0 && next && next.id !== claim.id) this.show(next, true)
    }
    // what was typed stays open until it is written; a bare decision does not wait
    if (!typed) onward()
    this.#deciding = new Set([...this.#deciding, claim.id])
    const done = await this.change(claim, { ...typed, status }, status === 'accepted' ? 'Accepted' : 'Rejected')
    this.#deciding = new Set([...this.#deciding].filter((id) => id !== claim.id))
    if (done && typed) onward()
    if (!done && !typed) this.show(this.workbench.claimsById.get(claim.id))
    return done
  }

  /** Has the reader propose claims, and goes to the first of them. */
  async propose(): Promise<void> {
    const { caseId, documentId, api } = this.workbench
    if (!caseId || !documentId || !this.text || this.reading || this.workbench.readOnly) return
    this.reading = 'Reading …'
    try {
      const job = await api.read(caseId, documentId)
      await finished(job.id, (now) => (this.reading = now.total ? `Reading … ${Math.round((100 * now.done) / now.total)} %` : 'Reading …'))
      await this.workbench.refresh()
      if (documentId !== this.workbench.documentId) return
      const count = this.proposals.length
      this.workbench.say(count ? `${count} proposals: a accepts, r rejects, e edits, n goes to the next` : 'The reader found no further claim in this text')
      if (!this.editing && count) this.afterNames(() => this.show(this.proposals[0], true))
    } catch (error) {
      this.workbench.say(words(error), 'fault')
    } finally {
      this.reading = ''
    }
  }

  /** Opens the names of the proposals; `then` follows once they are settled or put off. */
  openNames(then: () => void = () => undefined): void {
    if (this.proposals.length) this.settling = then
  }

  /** Has names settled before claims, unless they are settled or were put off. */
  afterNames(then: () => void): void {
    if (this.workbench.readOnly || this.unsettled.every((id) => this.#later.has(id))) then()
    else this.openNames(then)
  }

  /** Closes the names; those that are not settled are put off until the page is loaded again. */
  leaveNames(goOn: boolean): void {
    const then = this.settling
    this.#later = new Set([...this.#later, ...this.unsettled])
    this.settling = null
    if (goOn) then?.()
  }

  async flip(): Promise<void> {
    const claim = this.current
    if (claim) await this.change(claim, { sign: flipped(claim.sign) }, 'Sign reversed')
  }

  /** Moves an edge of the selected claim by one word and writes it. */
  async moveEdge(edge: 'start' | 'end', by: 1 | -1): Promise<void> {
    const claim = this.current
    if (!claim || this.workbench.readOnly) return
    const span = recut(this.text, [claim.start!, claim.end!], edge, by)
    if (span) await this.writeCut(claim, span)
  }

  drag(claim: Claim, edge: 'start' | 'end', to: number): void {
    const span = this.cut?.claim === claim.id ? this.cut.span : ([claim.start!, claim.end!] as Span)
    this.cut = { claim: claim.id, span: dragged(this.text, span, edge, to) }
  }

  async drop(claim: Claim): Promise<void> {
    const cut = this.cut
    const known = this.workbench.claimsById.get(claim.id)
    if (cut && known && (cut.span[0] !== known.start || cut.span[1] !== known.end)) await this.writeCut(known, cut.span)
    this.cut = null
  }

  async writeCut(claim: Claim, span: Span): Promise<void> {
    await this.change(claim, { start: span[0], end: span[1] }, 'Words of the claim changed')
  }

  async remove(): Promise<void> {
    const claim = this.current
    if (!claim || this.workbench.readOnly) return
    await this.workbench.edit('Claim removed', (id) => this.workbench.api.deleteClaim(id, claim.id, this.workbench.hashOf(claim)))
    this.workbench.select({}, 'text')
  }
}

/** Whether a reader gave a factor its name, and nobody has settled it. */
function awaitsName(factor: Factor | null): boolean {
  return factor !== null && factor.note.startsWith('proposed by ') && !factor.namedBy && !factor.mergedInto
}

function lastWordEnd(text: string, sentence: { start: number; end: number }): number {
  return wordBeyond(text, sentence.end, -1)?.[1] ?? sentence.end
}
