/** Geometry of fan charts: quantiles over time as areas and lines, cut where there is no number. */

import type { Course } from '../lib/api'

export interface Frame { left: number; right: number; top: number; bottom: number }
export interface Axis { low: number; high: number; start: number; end: number }
type Values = readonly (number | null)[]

const known = (value: number | null | undefined): value is number => value !== null && value !== undefined && Number.isFinite(value)

/** least height of an axis relative to its values, so that noise is not magnified */
const LEAST_SPAN = 0.04

/** One axis for all courses: their 90 % bands with some air, down to zero where that is near. */
export function axisOf(courses: readonly Course[]): Axis | null {
  const values = courses.flatMap((course) => [...course.p5, ...course.p95, ...course.median]).filter(known)
  const times = courses.flatMap((course) => course.times)
  if (!values.length || !times.length) return null
  let low = Math.min(...values)
  let high = Math.max(...values)
  const least = LEAST_SPAN * Math.max(Math.abs(low), Math.abs(high), 1e-9)
  if (high - low < least) [low, high] = [(low + high - least) / 2, (low + high + least) / 2]
  const air = 0.06 * (high - low)
  low = low >= 0 && low < 0.35 * high ? 0 : low - air
  return { low, high: high + air, start: Math.min(...times), end: Math.max(...times) }
}

export function scaleX(axis: Axis, frame: Frame, time: number): number {
  return frame.left + ((time - axis.start) / (axis.end - axis.start || 1)) * (frame.right - frame.left)
}

export function scaleY(axis: Axis, frame: Frame, value: number): number {
  return frame.bottom - ((value - axis.low) / (axis.high - axis.low || 1)) * (frame.bottom - frame.top)
}

const point = (x: number, y: number): string => `${x.toFixed(1)},${y.toFixed(1)}`

/** Runs of times at which every one of several rows has a number. */
export function stretches(rows: readonly Values[], length: number): [number, number][] {
  const found: [number, number][] = []
  let start = -1
  for (let index = 0; index <= length; index += 1) {
    const there = index < length && rows.every((row) => known(row[index]))
    if (there && start < 0) start = index
    if (!there && start >= 0) {
      found.push([start, index])
      start = -1
    }
  }
  return found
}

export function linePath(times: readonly number[], values: Values, axis: Axis, frame: Frame): string {
  return stretches([values], times.length)
    .map(([from, to]) => {
      const points = times.slice(from, to).map((time, index) => point(scaleX(axis, frame, time), scaleY(axis, frame, values[from + index] ?? 0)))
      return points.length > 1 ? `M${points.join('L')}` : `M${points[0]}h1`
    })
    .join('')
}

export function areaPath(times: readonly number[], low: Values, high: Values, axis: Axis, frame: Frame): string {
  return stretches([low, high], times.length)
    .map(([from, to]) => {
      const at = (row: Values, index: number): string => point(scaleX(axis, frame, times[index] ?? 0), scaleY(axis, frame, row[index] ?? 0))
      const there = Array.from({ length: to - from }, (_, index) => at(high, from + index))
      const back = Array.from({ length: to - from }, (_, index) => at(low, to - 1 - index))
      return `M${[...there, ...back].join('L')}Z`
    })
    .join('')
}

/** The last number of a row. */
export function last(values: Values): number | null {
  for (let index = values.length - 1; index >= 0; index -= 1) {
    const value = values[index]
    if (known(value)) return value
  }
  return null
}

/** Places for labels at the right, at least `apart` from each other, as near as can be to their lines. */
export function spaced(places: readonly number[], apart: number, low: number, high: number): number[] {
  const order = places.map((place, index) => ({ place, index })).sort((one, other) => one.place - other.place)
  const result = new Array<number>(places.length).fill(0)
  let edge = low
  for (const one of order) {
    one.place = Math.max(one.place, edge)
    edge = one.place + apart
  }
  let bound = high
  for (const one of [...order].reverse()) {
    one.place = Math.min(one.place, bound)
    bound = one.place - apart
    result[one.index] = one.place
  }
  return result
}
