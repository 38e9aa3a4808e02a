/** How large a factor's box is: its title on up to four lines. */

export interface Box { lines: string[]; width: number; height: number }
export type Measure = (text: string) => number

const WIDTHS = [76, 92, 108, 124, 140]
const MOST_LINES = 4
export const LINE = 14
/** room between the title and the ends of the shape, by kind */
const MARGINS: Record<string, number> = { quantity: 9, share: 13, stock: 13, event: 16, equation: 16, input: 16 }

/** Words on lines no wider than `width`; a word that is wider stands alone. */
export function wrapped(title: string, width: number, measure: Measure): string[] {
  const lines: string[] = []
  for (const word of title.split(/\s+/u).filter(Boolean)) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && measure(longer) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines.length ? lines : ['']
}

export function boxOf(title: string, kind: string, measure: Measure): Box {
  let lines: string[] = []
  for (const width of WIDTHS) {
    lines = wrapped(title, width, measure)
    if (lines.length <= 3) break
  }
  if (lines.length > MOST_LINES) lines = [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1] ?? ''}…`]
  const wide = Math.max(30, ...lines.map(measure))
  return { lines, width: Math.ceil(wide) + 2 * (MARGINS[kind] ?? 9), height: LINE * lines.length + 12 }
}
