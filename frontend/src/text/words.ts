/** Words and sentences as places in a text; positions count UTF-16 units and ranges are half-open. */

import type { SentenceView, Span } from '../lib/types'

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’.,:/-][\p{L}\p{N}\p{M}]+)*%?/gu

/** The words of a part of a text. */
export function wordsOf(text: string, start = 0, end = text.length): Span[] {
  return [...text.slice(start, end).matchAll(WORD)].map((found) => [
    start + found.index, start + found.index + found[0].length,
  ])
}

const REACH = 400

/** The word at a place, or the next one after it, or the last one before it. */
export function wordAt(text: string, at: number): Span | null {
  const words = wordsOf(text, Math.max(0, at - REACH), Math.min(text.length, at + REACH))
  return words.find(([start, end]) => (start <= at && at < end) || start >= at) ?? words.at(-1) ?? null
}

/** The word after (`by` 1) or before (`by` -1) a place, skipping what is between words. */
export function wordBeyond(text: string, at: number, by: 1 | -1): Span | null {
  const from = by > 0 ? at : Math.max(0, at - REACH)
  const to = by > 0 ? Math.min(text.length, at + REACH) : at
  const words = wordsOf(text, from, to)
  return (by > 0 ? words[0] : words.at(-1)) ?? null
}

/** A range grown to whole words, or null where it holds none. */
export function wholeWords(text: string, start: number, end: number): Span | null {
  const [from, to] = start <= end ? [start, end] : [end, start]
  const near = wordsOf(text, Math.max(0, from - REACH), Math.min(text.length, to + REACH))
  const touched = near.filter((word) => word[0] < to && word[1] > from)
  const first = touched[0]
  const last = touched.at(-1)
  return first && last ? [first[0], last[1]] : null
}

/** Index of the last range that starts at or before a place; -1 before the first. */
export function indexAt(ranges: readonly { start: number }[], at: number): number {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ranges[middle]!.start <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** The sentence in which a place is, or the last one before it. */
export function sentenceAt(sentences: readonly SentenceView[], at: number): SentenceView | null {
  return sentences[Math.max(0, indexAt(sentences, at))] ?? null
}

/** The parts of a sentence between its commas and conjunctions; none where it has only one. */
export function partsOf(text: string, sentence: { start: number; end: number }): Span[] {
  const said = text.slice(sentence.start, sentence.end)
  const cuts = [...said.matchAll(/[,;:()—–]+\s*(?:(?:and|but|or|so|because|while)\s)?|\s(?:and|but|because|while|so that)\s/giu)]
  const starts = [0, ...cuts.map((cut) => cut.index + cut[0].length)]
  const ends = [...cuts.map((cut) => cut.index), said.length]
  const parts = starts.map((start, at) => wholeWords(text, sentence.start + start, sentence.start + ends[at]!))
  const found = parts.filter((part) => part !== null)
  return found.length > 1 ? found : []
}

/** New ends of a mark after one of them went a word further out or in; null where it cannot. */
export function recut(text: string, span: Span, edge: 'start' | 'end', by: 1 | -1): Span | null {
  const words = wordsOf(text, span[0], span[1])
  if (edge === 'end') {
    const end = by > 0 ? wordBeyond(text, span[1], 1)?.[1] : words.at(-2)?.[1]
    return end === undefined ? null : [span[0], end]
  }
  const start = by < 0 ? wordBeyond(text, span[0], -1)?.[0] : words[1]?.[0]
  return start === undefined ? null : [start, span[1]]
}

/** New ends of a mark after an edge was dragged to a place; words stay whole and at least one is left. */
export function dragged(text: string, span: Span, edge: 'start' | 'end', to: number): Span {
  // the right half of a word's last letter is nearer to what follows, but still in the word
  const before = to > 0 ? wordAt(text, to - 1) : null
  const word = before && before[0] < to ? before : wordAt(text, to)
  if (!word) return span
  if (edge === 'start') return word[0] < span[1] ? [word[0], span[1]] : span
  return word[1] > span[0] ? [span[0], word[1]] : span
}

/** Where words occur next after (`by` 1) or before a place, going round at the ends; null if nowhere. */
export function found(text: string, query: string, from: number, by: 1 | -1): number | null {
  if (!query) return null
  const lower = text.toLowerCase()
  // a few letters change their length in lower case, and with it every place behind them
  const [where, what] = lower.length === text.length ? [lower, query.toLowerCase()] : [text, query]
  const next = by > 0 ? where.indexOf(what, from) : from > 0 ? where.lastIndexOf(what, from - 1) : -1
  const at = next >= 0 ? next : by > 0 ? where.indexOf(what) : where.lastIndexOf(what)
  return at < 0 ? null : at
}
