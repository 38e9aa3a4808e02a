/** Bends of an arrow as Cytoscape wants them: measured along and across the line between its ends. */

import type { Point } from './layered'

export interface Bends { weights: number[]; distances: number[] }

/** Null where the ends are too close for a direction, or the arrow is straight. */
export function bendsOf(from: Point, to: Point, points: readonly Point[]): Bends | null {
  const along = { x: to.x - from.x, y: to.y - from.y }
  const square = along.x ** 2 + along.y ** 2
  if (square < 1 || !points.length) return null
  const length = Math.sqrt(square)
  const weights = points.map((one) => ((one.x - from.x) * along.x + (one.y - from.y) * along.y) / square)
  const distances = points.map((one) => ((one.y - from.y) * along.x - (one.x - from.x) * along.y) / length)
  return distances.every((one) => Math.abs(one) < 2) ? null : { weights, distances }
}

/** The first and last of many points, and those between at which the line turns by more than `least` pixels. */
export function thinned(points: readonly Point[], least = 6): Point[] {
  return points.filter((point, index) => {
    const before = points[index - 1]
    const after = points[index + 1]
    if (!before || !after) return true
    const long = Math.hypot(after.x - before.x, after.y - before.y) || 1
    const off = Math.abs((point.x - before.x) * (after.y - before.y) - (point.y - before.y) * (after.x - before.x)) / long
    return off > least
  })
}

/** Where a factor without a place goes first: amid those of its neighbours that have one. */
export function amid(name: string, links: readonly { cause: string; effect: string }[], known: ReadonlyMap<string, Point>): Point | null {
  const beside = links
    .filter((link) => link.cause === name || link.effect === name)
    .map((link) => known.get(link.cause === name ? link.effect : link.cause))
    .filter((point): point is Point => point !== undefined)
  if (!beside.length) return null
  return {
    x: beside.reduce((sum, point) => sum + point.x, 0) / beside.length,
    y: beside.reduce((sum, point) => sum + point.y, 0) / beside.length,
  }
}
