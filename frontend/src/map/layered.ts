/**
 * Layout in layers along cause and effect (Sugiyama, Tagawa and Toda, IEEE Transactions on Systems,
 * Man and Cybernetics 11, 1981): the same graph, in whatever order it comes, is laid out alike.
 */

import { closeUp } from './parts'

export interface Size { width: number; height: number }
export interface Point { x: number; y: number }
export interface Arc { id: string; cause: string; effect: string; weight: number }
export interface Drawing {
  centres: Map<string, Point>
  /** for arcs that pass layers in between, the points through which they pass */
  bends: Map<string, Point[]>
  width: number
  height: number
}
export type Direction = 'LR' | 'TB'

export interface Cell { name: string | null; layer: number; size: number; at: number; before: number[]; after: number[] }

const GAP_ALONG: Record<Direction, number> = { LR: 52, TB: 46 }
/** room between two boxes, between a box and a bend, between two bends */
const GAPS = [16, 9, 5] as const
const BEND = 2
/** more factors than this, and only the strict layout is tried, for the time it takes */
const MANY = 120
const SWEEPS = 24
/** the same for many factors, where what further ones gain cannot be seen */
const FEW_SWEEPS = 6
/** sweeps without a gain after which nothing better is expected */
const PATIENCE = 6
const PULLS = 30
const FEW_PULLS = 8

/** How much larger a drawing by steps must be to be preferred: in it some arrows run sideways. */
const WORTH = 1.3

/**
 * The layout that is larger when it fills a window of this shape (width over height): strictly along
 * the arrows, or by the least number of steps from where they begin, which is shorter where links go
 * round.
 */
export function layered(sizes: ReadonlyMap<string, Size>, arcs: readonly Arc[], shape = 1): Drawing {
  const scale = (one: Drawing): number => Math.min(shape / Math.max(one.width, 1), 1 / Math.max(one.height, 1), 1 / 300)
  const largest = (drawings: Drawing[]): Drawing => drawings.reduce((best, one) => (scale(one) > scale(best) ? one : best))
  const strict = largest(drawn(sizes, arcs, ['TB', 'LR'], false))
  if (sizes.size > MANY) return strict
  const steps = largest(drawn(sizes, arcs, ['TB', 'LR'], true))
  return scale(steps) > WORTH * scale(strict) ? steps : strict
}

export function laidOut(sizes: ReadonlyMap<string, Size>, arcs: readonly Arc[], direction: Direction, bySteps = false): Drawing {
  return drawn(sizes, arcs, [direction], bySteps)[0] as Drawing
}

/** One drawing for each direction: the layers and the order in them are the same. */
function drawn(sizes: ReadonlyMap<string, Size>, arcs: readonly Arc[], directions: readonly Direction[], bySteps: boolean): Drawing[] {
  const names = [...sizes.keys()].sort()
  const clean = arcs.filter((arc) => arc.cause !== arc.effect && sizes.has(arc.cause) && sizes.has(arc.effect))
  const sorted = [...clean].sort((one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0))
  const layerOf = bySteps ? inSteps(names, sorted) : null
  const forward = layerOf ? towardsHigher(sorted, layerOf) : withoutCycles(names, sorted)
  const { cells, layers, chains } = chained(names, forward, layerOf ?? inLayers(names, forward))
  const many = sizes.size > MANY
  reduceCrossings(cells, layers, many ? FEW_SWEEPS : SWEEPS)
  return directions.map((direction) => {
    for (const cell of cells) {
      const size = sizes.get(cell.name ?? '')
      cell.size = size ? (direction === 'TB' ? size.width : size.height) : BEND
    }
    spread(cells, layers, many ? FEW_PULLS : PULLS)
    closeUp(cells, layers, GAPS[0])
    return placed(names, sizes, cells, layers, chains, direction)
  })
}

/** The least number of steps along arcs from factors without causes, or else from the freest. */
function inSteps(names: readonly string[], arcs: readonly Arc[]): Map<string, number> {
  const steps = new Map<string, number>()
  const out = new Map<string, string[]>()
  for (const arc of arcs) out.set(arc.cause, [...(out.get(arc.cause) ?? []), arc.effect])
  const spreadFrom = (starts: readonly string[]): void => {
    for (const name of starts) steps.set(name, 0)
    const open = [...starts]
    for (let name = open.shift(); name !== undefined; name = open.shift()) {
      for (const next of out.get(name) ?? []) {
        if (steps.has(next)) continue
        steps.set(next, (steps.get(name) ?? 0) + 1)
        open.push(next)
      }
    }
  }
  const effects = new Set(arcs.map((arc) => arc.effect))
  spreadFrom(names.filter((name) => !effects.has(name)))
  const surplus = (name: string): number => arcs.filter((arc) => arc.cause === name).length - arcs.filter((arc) => arc.effect === name).length
  for (let left = names.filter((name) => !steps.has(name)); left.length; left = left.filter((name) => !steps.has(name))) {
    spreadFrom([left.reduce((best, name) => (surplus(name) > surplus(best) ? name : best))])
  }
  return steps
}

function towardsHigher(arcs: readonly Arc[], layerOf: ReadonlyMap<string, number>): Directed[] {
  return arcs.map((arc) => {
    const turned = (layerOf.get(arc.cause) ?? 0) > (layerOf.get(arc.effect) ?? 0)
    return turned ? { arc, from: arc.effect, to: arc.cause, turned } : { arc, from: arc.cause, to: arc.effect, turned }
  })
}

interface Directed { arc: Arc; from: string; to: string; turned: boolean }

/** Arcs turned so that none closes a cycle: factors in an order with few arcs against it (Eades, Lin and Smyth 1993). */
function withoutCycles(names: readonly string[], arcs: readonly Arc[]): Directed[] {
  const out = new Map(names.map((name) => [name, 0]))
  const into = new Map(names.map((name) => [name, 0]))
  const touching = new Map<string, Arc[]>(names.map((name) => [name, []]))
  const add = (counts: Map<string, number>, name: string, by: number): void => void counts.set(name, (counts.get(name) ?? 0) + by)
  for (const arc of arcs) {
    add(out, arc.cause, arc.weight)
    add(into, arc.effect, arc.weight)
    touching.get(arc.cause)?.push(arc)
    touching.get(arc.effect)?.push(arc)
  }
  const left = new Set(names)
  const first: string[] = []
  const last: string[] = []
  const take = (name: string): void => {
    left.delete(name)
    for (const arc of touching.get(name) ?? []) {
      if (arc.cause === name) add(into, arc.effect, -arc.weight)
      else add(out, arc.cause, -arc.weight)
    }
  }
  const none = (counts: Map<string, number>, name: string): boolean => (counts.get(name) ?? 0) < 1e-9
  while (left.size) {
    const ends = [...left]
    const sink = ends.find((name) => none(out, name))
    const source = ends.find((name) => none(into, name))
    const surplus = (name: string): number => (out.get(name) ?? 0) - (into.get(name) ?? 0)
    if (source !== undefined) first.push(source)
    else if (sink !== undefined) last.unshift(sink)
    else first.push(ends.reduce((best, name) => (surplus(name) > surplus(best) ? name : best)))
    take(source ?? sink ?? first[first.length - 1] ?? '')
  }
  const rank = new Map([...first, ...last].map((name, index) => [name, index]))
  return arcs.map((arc) => {
    const turned = (rank.get(arc.cause) ?? 0) > (rank.get(arc.effect) ?? 0)
    return turned ? { arc, from: arc.effect, to: arc.cause, turned } : { arc, from: arc.cause, to: arc.effect, turned }
  })
}

/** Layers by longest path, then each factor drawn towards its neighbours where its arcs leave room. */
function inLayers(names: readonly string[], arcs: readonly Directed[]): Map<string, number> {
  const before = new Map<string, Directed[]>(names.map((name) => [name, []]))
  const after = new Map<string, Directed[]>(names.map((name) => [name, []]))
  for (const arc of arcs) {
    before.get(arc.to)?.push(arc)
    after.get(arc.from)?.push(arc)
  }
  const layer = new Map<string, number>()
  const depth = (name: string): number => {
    const known = layer.get(name)
    if (known !== undefined) return known
    layer.set(name, 0)
    const found = Math.max(-1, ...(before.get(name) ?? []).map((arc) => depth(arc.from))) + 1
    layer.set(name, found)
    return found
  }
  names.forEach(depth)
  for (let round = 0; round < 8; round += 1) {
    for (const name of names) {
      const causes = (before.get(name) ?? []).map((arc) => layer.get(arc.from) ?? 0)
      const effects = (after.get(name) ?? []).map((arc) => layer.get(arc.to) ?? 0)
      if (!causes.length && !effects.length) continue
      const low = Math.max(-Infinity, ...causes) + 1
      const high = Math.min(Infinity, ...effects) - 1
      const all = [...causes, ...effects].sort((one, other) => one - other)
      const wish = !causes.length ? high : !effects.length ? low : (all[Math.floor(all.length / 2)] ?? low)
      layer.set(name, Math.max(Number.isFinite(low) ? low : 0, Math.min(high, wish)))
    }
  }
  const lowest = Math.min(0, ...layer.values())
  return new Map([...layer].map(([name, value]) => [name, value - lowest]))
}

interface Chained { cells: Cell[]; layers: number[][]; chains: { arc: Directed; cells: number[] }[] }

function chained(names: readonly string[], arcs: readonly Directed[], layerOf: ReadonlyMap<string, number>): Chained {
  const cells: Cell[] = names.map((name) => ({ name, layer: layerOf.get(name) ?? 0, size: 0, at: 0, before: [], after: [] }))
  const indexOf = new Map(names.map((name, index) => [name, index]))
  const chains = arcs.map((arc) => {
    const first = indexOf.get(arc.from) ?? 0
    const last = indexOf.get(arc.to) ?? 0
    if (cells[first]?.layer === cells[last]?.layer) return { arc, cells: [first, last] }
    const chain = [first]
    for (let layer = (cells[first]?.layer ?? 0) + 1; layer < (cells[last]?.layer ?? 0); layer += 1) {
      chain.push(cells.length)
      cells.push({ name: null, layer, size: BEND, at: 0, before: [], after: [] })
    }
    chain.push(last)
    for (let index = 1; index < chain.length; index += 1) {
      const one = chain[index - 1] ?? 0
      const other = chain[index] ?? 0
      cells[one]?.after.push(other)
      cells[other]?.before.push(one)
    }
    return { arc, cells: chain }
  })
  const layers: number[][] = []
  cells.forEach((cell, index) => (layers[cell.layer] ??= []).push(index))
  for (let layer = 0; layer < layers.length; layer += 1) layers[layer] ??= []
  return { cells, layers, chains }
}

function crossings(cells: readonly Cell[], layers: readonly number[][]): number {
  let total = 0
  const order = new Int32Array(cells.length)
  for (const layer of layers) layer.forEach((cell, index) => (order[cell] = index))
  for (const layer of layers) {
    const ends: number[] = []
    for (const cell of layer) {
      const after = cells[cell]!.after
      if (after.length === 1) ends.push(order[after[0]!]!)
      else ends.push(...after.map((next) => order[next]!).sort((a, b) => a - b))
    }
    total += inversions(ends)
  }
  return total
}

/** Pairs out of order, counted with a tree of sums. */
function inversions(values: readonly number[]): number {
  const size = values.reduce((most, value) => Math.max(most, value), 0) + 2
  const tree = new Int32Array(size + 1)
  let found = 0
  values.forEach((value, seen) => {
    let lower = 0
    for (let index = value + 1; index > 0; index -= index & -index) lower += tree[index] ?? 0
    found += seen - lower
    for (let index = value + 1; index <= size; index += index & -index) tree[index] = (tree[index] ?? 0) + 1
  })
  return found
}

function reduceCrossings(cells: readonly Cell[], layers: number[][], sweeps: number): void {
  const order = new Int32Array(cells.length)
  const wish = new Float64Array(cells.length)
  const number = (layer: readonly number[]): void => layer.forEach((cell, index) => (order[cell] = index))
  layers.forEach(number)
  let best = layers.map((layer) => [...layer])
  let least = crossings(cells, layers)
  let idle = 0
  for (let sweep = 0; sweep < sweeps && least > 0 && idle < PATIENCE; sweep += 1) {
    const down = sweep % 2 === 0
    for (const layer of down ? layers : [...layers].reverse()) {
      for (const cell of layer) {
        const beside = down ? cells[cell]!.before : cells[cell]!.after
        let sum = 0
        for (const other of beside) sum += order[other]!
        wish[cell] = beside.length ? sum / beside.length : order[cell]!
      }
      layer.sort((one, other) => wish[one]! - wish[other]! || order[one]! - order[other]!)
      number(layer)
    }
    const now = crossings(cells, layers)
    if (now < least) {
      least = now
      best = layers.map((layer) => [...layer])
      idle = 0
    } else idle += 1
  }
  best.forEach((layer, index) => (layers[index] = layer))
}

/** Places across: each cell towards its neighbours, never past the cell beside it. */
function spread(cells: readonly Cell[], layers: readonly number[][], pulls: number): void {
  for (const layer of layers) {
    const row = layer.map((index) => cells[index] as Cell)
    const places = apart(row)
    const middle = (places.at(-1) ?? 0) / 2
    row.forEach((cell, index) => (cell.at = (places[index] ?? 0) - middle))
  }
  for (let pull = 0; pull < pulls; pull += 1) {
    const down = pull % 2 === 0
    for (const layer of down ? layers : [...layers].reverse()) {
      const wishes = layer.map((index) => {
        const cell = cells[index] as Cell
        const beside = pull < pulls - 4 ? (down ? cell.before : cell.after) : [...cell.before, ...cell.after]
        if (beside.length === 1) return (cells[beside[0]!] as Cell).at
        return beside.length ? median(beside.map((other) => (cells[other] as Cell).at)) : cell.at
      })
      settle(layer.map((index) => cells[index] as Cell), wishes)
    }
  }
}

function median(values: number[]): number {
  const sorted = values.sort((one, other) => one - other)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** The middles of cells put as close as they may be. */
function apart(cells: readonly Cell[]): number[] {
  const places: number[] = []
  cells.forEach((cell, index) => {
    const before = cells[index - 1]
    const bends = Number(cell.name === null) + Number(before?.name === null)
    const gap = GAPS[bends as 0 | 1 | 2]
    places.push(before ? (places[index - 1] ?? 0) + (before.size + cell.size) / 2 + gap : cell.size / 2)
  })
  return places
}

/** Least squares to the wishes with cells kept apart in their order (pool adjacent violators). */
function settle(cells: readonly Cell[], wishes: readonly number[]): void {
  const offsets = apart(cells)
  const blocks: { sum: number; weight: number; count: number }[] = []
  cells.forEach((cell, index) => {
    const weight = cell.name === null ? 2 : 1
    let block = { sum: weight * ((wishes[index] ?? 0) - (offsets[index] ?? 0)), weight, count: 1 }
    for (let last = blocks.at(-1); last && last.sum / last.weight >= block.sum / block.weight; last = blocks.at(-1)) {
      block = { sum: last.sum + block.sum, weight: last.weight + block.weight, count: last.count + block.count }
      blocks.pop()
    }
    blocks.push(block)
  })
  let index = 0
  for (const block of blocks) {
    for (let taken = 0; taken < block.count; taken += 1, index += 1) {
      const cell = cells[index]
      if (cell) cell.at = block.sum / block.weight + (offsets[index] ?? 0)
    }
  }
}

function placed(names: readonly string[], sizes: ReadonlyMap<string, Size>, cells: readonly Cell[], layers: readonly number[][], chains: Chained['chains'], direction: Direction): Drawing {
  const along = (name: string | null): number => (name === null ? 0 : (direction === 'TB' ? sizes.get(name)?.height : sizes.get(name)?.width) ?? 0)
  const thickness = (layer: readonly number[]): number => Math.max(0, ...layer.map((index) => along(cells[index]?.name ?? null)))
  let start = 0
  const middles = layers.map((layer) => {
    const thick = thickness(layer)
    const middle = start + thick / 2
    start += thick + GAP_ALONG[direction]
    return middle
  })
  const lowest = Math.min(0, ...cells.map((cell) => cell.at - cell.size / 2))
  const highest = Math.max(0, ...cells.map((cell) => cell.at + cell.size / 2))
  const point = (cell: Cell): Point => {
    const far = middles[cell.layer] ?? 0
    return direction === 'TB' ? { x: cell.at - lowest, y: far } : { x: far, y: cell.at - lowest }
  }
  /** An arrow within a layer passes below what is between its ends. */
  const sideways = (one: Cell, other: Cell): Point[] => {
    const row = layers[one.layer] ?? []
    const ends = [one, other].map((cell) => row.findIndex((index) => cells[index] === cell))
    if (Math.abs((ends[0] ?? 0) - (ends[1] ?? 0)) < 2) return []
    const below = thickness(row) / 2 + GAP_ALONG[direction] * 0.4
    const middle = point({ ...one, at: (one.at + other.at) / 2 })
    return [direction === 'TB' ? { x: middle.x, y: middle.y + 2 * below } : { x: middle.x + 2 * below, y: middle.y }]
  }
  /** An arrow passes a layer straight, from the near edge of its factors to the far one. */
  const past = (cell: Cell): Point[] => {
    const [middle, half] = [point(cell), thickness(layers[cell.layer] ?? []) / 2]
    return [-half, half].map((by) => (direction === 'TB' ? { x: middle.x, y: middle.y + by } : { x: middle.x + by, y: middle.y }))
  }
  const bends = new Map<string, Point[]>()
  for (const { arc, cells: chain } of chains) {
    const [first, last] = [cells[chain[0] ?? 0] as Cell, cells[chain.at(-1) ?? 0] as Cell]
    const points = first.layer === last.layer ? sideways(first, last) : chain.slice(1, -1).flatMap((index) => past(cells[index] as Cell))
    if (points.length) bends.set(arc.arc.id, arc.turned ? points.reverse() : points)
  }
  const long = Math.max(0, start - GAP_ALONG[direction])
  return {
    centres: new Map(names.map((name, index) => [name, point(cells[index] as Cell)])),
    bends,
    width: direction === 'TB' ? highest - lowest : long,
    height: direction === 'TB' ? long : highest - lowest,
  }
}
