/** Marks on a paragraph, cut into segments that do not overlap, each with the lanes of its marks. */

import type { Claim, Span, Stance, Status } from '../lib/types'

export interface Mark {
  id: string
  start: number
  end: number
  stance: Stance
  status: Status
  /** a second coder's, drawn above the line */
  other: boolean
  off: boolean
}

export interface Placed extends Mark { lane: number }

export interface Segment {
  start: number
  end: number
  marks: Placed[]
  /** names of plain ranges that cover the segment: pending, cause, effect, figure */
  roles: string[]
}

export interface Role { name: string; start: number; end: number }

export function marksOf(claims: readonly Claim[], document: string, off: ReadonlySet<string>, other = false): Mark[] {
  return claims
    .filter((claim) => claim.document === document && claim.start !== null && claim.end !== null)
    .map((claim) => ({
      id: claim.id, start: claim.start!, end: claim.end!, stance: claim.stance, status: claim.status,
      other, off: off.has(claim.id),
    }))
    .sort((a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1))
}

/** Gives each mark the lowest lane that is free where it starts; own and others' lanes are apart. */
export function lanes(marks: readonly Mark[]): Placed[] {
  const ends: Record<'own' | 'other', number[]> = { own: [], other: [] }
  return marks.map((mark) => {
    const taken = ends[mark.other ? 'other' : 'own']
    let lane = taken.findIndex((end) => end <= mark.start)
    if (lane < 0) lane = taken.length
    taken[lane] = mark.end
    return { ...mark, lane }
  })
}

/** The segments of [start, end), in order and without gaps; marks and roles outside are cut off. */
export function segments(start: number, end: number, marks: readonly Placed[], roles: readonly Role[] = []): Segment[] {
  const cuts = new Set([start, end])
  for (const range of [...marks, ...roles]) {
    if (range.start > start && range.start < end) cuts.add(range.start)
    if (range.end > start && range.end < end) cuts.add(range.end)
  }
  const places = [...cuts].sort((a, b) => a - b)
  return places.slice(0, -1).map((from, index) => ({
    start: from,
    end: places[index + 1]!,
    marks: marks.filter((mark) => mark.start <= from && mark.end > from),
    roles: roles.filter((role) => role.start <= from && role.end > from).map((role) => role.name),
  }))
}

/** Marks by the index of the paragraph that they touch; `paragraphs` ascend and do not overlap. */
export function byParagraph(marks: readonly Mark[], paragraphs: readonly Span[]): Map<number, Mark[]> {
  const found = new Map<number, Mark[]>()
  let first = 0
  for (const mark of marks) {
    while (first < paragraphs.length && paragraphs[first]![1] <= mark.start) first += 1
    for (let index = first; index < paragraphs.length && paragraphs[index]![0] < mark.end; index += 1) {
      const known = found.get(index)
      if (known) known.push(mark)
      else found.set(index, [mark])
    }
  }
  return found
}

/** Lines of a stance, apart in form as well as in colour: lengths of dash and gap in pixels. */
const DASHES: Record<Stance, readonly number[]> = {
  asserted: [], hedged: [15, 5], conceded: [16, 3, 3, 3], negated: [5, 1.5], reported: [8, 4], rejected: [4, 8],
}
export const LANE = 4
const SHOWN = 5

function line(mark: Placed): string {
  const colour = mark.other ? 'var(--ink)' : `var(--stance-${mark.stance})`
  const dashes = mark.status === 'proposed' ? [2, 3.5] : DASHES[mark.stance]
  if (!dashes.length) return `linear-gradient(${colour}, ${colour})`
  let at = 0
  const stops = dashes.map((length, index) => {
    const stop = `${index % 2 ? 'transparent' : colour} ${at}px ${at + length}px`
    at += length
    return stop
  })
  return `repeating-linear-gradient(90deg, ${stops.join(', ')})`
}

/** The CSS that draws the lines of a segment: images, their places and sizes. */
export function drawn(segment: Segment): { image: string; position: string; size: string } | null {
  const shown = segment.marks.filter((mark) => mark.lane < SHOWN)
  if (!shown.length) return null
  return {
    image: shown.map(line).join(', '),
    position: shown.map((mark) => (mark.other ? `0 ${1 + mark.lane * LANE}px` : `0 calc(100% - ${paddingOf(segment) - 5.5 - mark.lane * LANE}px)`)).join(', '),
    size: shown.map((mark) => (mark.other ? '100% 1.5px' : mark.status === 'proposed' ? '100% 2px' : '100% 2.5px')).join(', '),
  }
}

/** Room below the letters that the lines of a segment take, in pixels. */
export function paddingOf(segment: Segment): number {
  const own = segment.marks.filter((mark) => !mark.other && mark.lane < SHOWN)
  return own.length ? 3 + LANE * (1 + Math.max(...own.map((mark) => mark.lane))) : 0
}

/** Whether the lines of a paragraph were broken by hand at a width, and so may be joined. */
export function hardWrapped(text: string): boolean {
  const lines = text.split('\n')
  if (lines.length < 3) return false
  const lengths = lines.slice(0, -1).map((entry) => entry.length)
  return Math.min(...lengths) > 45 && Math.max(...lengths) < 110
}
