/** Two texts by lines: what the first has alone, what the second has alone, and a little around. */

import type { DiffLine } from '../lib/types'

const AROUND = 3
const MOST = 1_500

/** Longest common subsequence of the middles; equal beginnings and ends are cut off before. */
export function compared(before: string, after: string): DiffLine[] {
  const [a, b] = [before.split('\n'), after.split('\n')]
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1
  const from = Math.max(0, head - AROUND)
  const same = (line: string, old: number, now: number): DiffLine => ({ kind: 'context', old: old + 1, new: now + 1, text: line })
  const lines = a.slice(from, head).map((line, index) => same(line, from + index, from + index))
  lines.push(...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail), head))
  for (let index = 0; index < Math.min(AROUND, tail); index += 1) {
    lines.push(same(a[a.length - tail + index]!, a.length - tail + index, b.length - tail + index))
  }
  return lines
}

function middle(a: readonly string[], b: readonly string[], head: number): DiffLine[] {
  const removed = (index: number): DiffLine => ({ kind: 'removed', old: head + index + 1, new: null, text: a[index]! })
  const added = (index: number): DiffLine => ({ kind: 'added', old: null, new: head + index + 1, text: b[index]! })
  if (a.length * b.length > MOST * MOST) return [...a.map((_, index) => removed(index)), ...b.map((_, index) => added(index))]
  const width = b.length + 1
  const longest = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] = a[i] === b[j]
        ? longest[(i + 1) * width + j + 1]! + 1
        : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!)
    }
  }
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ kind: 'context', old: head + i + 1, new: head + j + 1, text: a[i]! })
      i += 1
      j += 1
    } else if (j >= b.length || (i < a.length && longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)) lines.push(removed(i++))
    else lines.push(added(j++))
  }
  return lines
}
