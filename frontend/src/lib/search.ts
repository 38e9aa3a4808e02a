/** Search in titles by the beginnings of words, without accents and case; and closeness of words. */

export function folded(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.match(/[\p{L}\p{N}]+/gu) ?? []
}

const SMALL = new Set('a an the of on in to for and or by with from at is are be its their his her that this'.split(' '))

/** A word without the endings that make no difference to what it names. */
export function stem(word: string): string {
  return word.length > 4 ? word.replace(/(?:ies|es|s|ing|ed)$/u, '') : word.replace(/s$/u, '')
}

export function stems(text: string): string[] {
  return folded(text).filter((word) => !SMALL.has(word)).map(stem)
}

/** How well a title answers a query; 0 where a word of the query begins no word of the title. */
export function matchScore(query: string, title: string): number {
  const asked = folded(query)
  const words = folded(title)
  if (!asked.length) return 1
  let score = 1
  for (const part of asked) {
    const index = words.findIndex((word) => word.startsWith(part))
    if (index < 0) return 0
    score += words[index] === part ? 2 : 1
    if (index === 0) score += 0.5
  }
  return score / (1 + 0.05 * words.length)
}

/** Share of a title's words that occur in a text, and where the first of them does; null for none. */
export function mention(title: string, text: string): { share: number; at: number } | null {
  const wanted = stems(title)
  const there = folded(text).map(stem)
  const places = wanted.map((word) => there.indexOf(word)).filter((place) => place >= 0)
  if (!places.length) return null
  return { share: places.length / wanted.length, at: Math.min(...places) }
}

const NAMED = 4

/**
 * Names that the words of a passage offer for what was typed so far: from the first word that begins
 * with it, the word itself and what follows it, as far as four words and no farther than a comma.
 */
export function phrases(passage: string, typed: string): string[] {
  const wanted = folded(typed).join(' ')
  if (!wanted) return []
  const found = new Set<string>()
  for (const clause of passage.split(/[.,;:!?()“”"—–]/u)) {
    const parts = clause.split(/\s+/u).filter((part) => /[\p{L}\p{N}]/u.test(part))
    const begins = parts.findIndex((_, at) => !small(parts[at]!) && folded(parts.slice(at).join(' ')).join(' ').startsWith(wanted))
    if (begins < 0) continue
    for (let length = 1; length <= Math.min(NAMED, parts.length - begins); length += 1) {
      const name = parts.slice(begins, begins + length)
      if (!small(name.at(-1)!) && folded(name.join(' ')).join(' ').startsWith(wanted)) found.add(capital(name.join(' ')))
    }
  }
  return [...found]
}

const small = (word: string): boolean => SMALL.has(word.toLowerCase())
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** Whether two names are the same words but for case, endings and small words. */
export function sameName(one: string, other: string): boolean {
  const a = stems(one)
  return a.length > 0 && a.join(' ') === stems(other).join(' ')
}
