/** Parts of a drawing that nothing joins to each other. */

import type { Cell } from './layered'

/** For each cell the number of its part. */
function partsOf(cells: readonly Cell[]): Int32Array {
  const part = new Int32Array(cells.length).fill(-1)
  cells.forEach((_, first) => {
    if (part[first] !== -1) return
    part[first] = first
    const found = [first]
    for (const index of found) {
      for (const other of [...cells[index]!.before, ...cells[index]!.after]) {
        if (part[other] === -1) found.push(other)
        part[other] = first
      }
    }
  })
  return part
}

/** Moves each part to the left until something of another part is beside it, the leftmost first. */
export function closeUp(cells: readonly Cell[], layers: readonly number[][], gap: number): void {
  const part = partsOf(cells)
  const members = new Map<number, number[]>()
  cells.forEach((_, index) => void (members.get(part[index]!)?.push(index) ?? members.set(part[index]!, [index])))
  if (members.size < 2) return
  const left = (index: number): number => cells[index]!.at - cells[index]!.size / 2
  const edge = (found: readonly number[]): number => found.reduce((least, index) => Math.min(least, left(index)), Infinity)
  const parts = [...members.values()].sort((one, other) => edge(one) - edge(other))
  for (const found of parts) {
    let room = Infinity
    for (const layer of layers) {
      layer.forEach((index, at) => {
        const beside = layer[at - 1]
        if (beside === undefined || part[index] !== part[found[0]!] || part[beside] === part[index]) return
        room = Math.min(room, left(index) - cells[beside]!.at - cells[beside]!.size / 2 - gap)
      })
    }
    if (room > 0 && room < Infinity) for (const index of found) cells[index]!.at -= room
  }
}
