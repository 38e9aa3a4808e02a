import { describe, expect, it } from 'vitest'
import type { MapEdge, MapNode } from '../src/lib/api'
import { boxOf, wrapped } from '../src/map/box'
import { ALL, filtered, found } from '../src/map/filter'
import { between, graphOf } from '../src/map/graph'
import { laidOut, layered, type Arc, type Size } from '../src/map/layered'
import { badgeOf, widthOf } from '../src/map/look'
import { amid, bendsOf, thinned } from '../src/map/route'
import { at, placeWords, step } from '../src/map/walk'

const node = (id: string): MapNode => ({ id, title: `Title of ${id}`, kind: 'quantity', group: '', x: null, y: null, placed: false })
const edge = (cause: string, effect: string, more: Partial<MapEdge> = {}): MapEdge => ({
  id: `${cause}>${effect}:+`, kind: 'link', cause, effect, sign: 'raises', weight: 0.5, holders: ['ann'], claims: [`${cause}_${effect}`], assumptions: [],
  documents: ['one'], denied: false, assumption: false, conflict: false, delay: false, conditional: false, transient: false, necessary: false, ...more,
})
const graph = graphOf({
  nodes: ['a', 'b', 'c', 'd', 'e'].map(node),
  edges: [
    edge('a', 'b'), edge('b', 'c', { holders: ['bob'], documents: ['one', 'two'] }), edge('a', 'd'), edge('d', 'c', { assumption: true, holders: [] }),
    edge('c', 'a'), edge('e', 'c'), edge('b', 'e', { kind: 'denial', sign: 'none', denied: true, id: 'b>e:0' }),
  ],
})

describe('what lies between', () => {
  it('is on a way along the arrows', () => {
    expect([...between(graph, 'a', 'c')].sort()).toEqual(['a', 'b', 'c', 'd'])
    expect(between(graph, 'c', 'e').size).toBe(0)
  })
  it('does not lead over what is denied', () => {
    expect(between(graph, 'b', 'e').size).toBe(0)
  })
})

describe('filters', () => {
  it('leave the links of a holder, and the factors that they join', () => {
    const left = filtered(graph, { ...ALL, holder: 'bob' })
    expect(left.edges.map((one) => one.id)).toEqual(['b>c:+'])
    expect(left.nodes.map((one) => one.id)).toEqual(['b', 'c'])
  })
  it('count texts, not claims', () => {
    expect(filtered(graph, { ...ALL, sources: 2 }).edges.map((one) => one.id)).toEqual(['b>c:+'])
  })
  it('look for a way in what other filters leave', () => {
    const left = filtered(graph, { ...ALL, assumptions: false, between: ['a', 'c'] })
    expect(left.nodes.map((one) => one.id)).toEqual(['a', 'b', 'c'])
  })
  it('leave the graph itself alone where nothing is filtered', () => {
    expect(filtered(graph, ALL)).toBe(graph)
  })
  it('find factors by the beginnings of words', () => {
    expect(found(graph, 'tit')).toHaveLength(5)
    expect(found(graph, 'of d')).toEqual(['d'])
    expect(found(graph, ' ')).toEqual([])
  })
})

describe('boxes', () => {
  const measure = (text: string): number => 6 * text.length
  it('break titles between words', () => {
    expect(wrapped('one two three', 42, measure)).toEqual(['one two', 'three'])
    expect(wrapped('incomprehensibilities', 42, measure)).toEqual(['incomprehensibilities'])
  })
  it('have no more than four lines', () => {
    const box = boxOf('word '.repeat(40), 'stock', measure)
    expect(box.lines).toHaveLength(4)
    expect(box.lines.at(-1)).toMatch(/…$/u)
    expect(box.width).toBeGreaterThanOrEqual(Math.max(...box.lines.slice(0, 3).map(measure)))
  })
})

describe('the way through the map by keys', () => {
  it('goes onto a link, past the others, and to its end', () => {
    let place = step(graph, at('a'), 'ArrowRight')
    expect(place.edge).toBe('a>b:+')
    place = step(graph, place, 'ArrowDown')
    expect(place.edge).toBe('a>d:+')
    expect(step(graph, place, 'ArrowDown').edge).toBe('a>b:+')
    expect(step(graph, place, 'ArrowRight')).toEqual(at('d'))
    expect(step(graph, place, 'ArrowLeft')).toEqual(at('a'))
    expect(step(graph, place, 'Escape')).toEqual(at('a'))
  })
  it('goes back to causes', () => {
    const place = step(graph, at('c'), 'ArrowLeft')
    expect(place.side).toBe('into')
    expect(graph.edgeOf.get(place.edge ?? '')?.effect).toBe('c')
  })
  it('is said in words', () => {
    expect(placeWords(graph, at('c'))).toBe('Title of c. 3 causes, 1 effect.')
    const denied = { factor: 'b', edge: 'b>e:0', side: 'out' as const }
    expect(placeWords(graph, denied)).toBe('Title of b has no effect on Title of e, denied. 2 of 2 effects; 1 claim.')
  })
})

function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state / 2147483648
  }
}

function generated(factors: number, links: number, seed = 1): { sizes: Map<string, Size>; arcs: Arc[] } {
  const next = random(seed)
  const sizes = new Map(Array.from({ length: factors }, (_, index) => [`f${index}`, { width: 80 + 70 * next(), height: 30 + 30 * next() }]))
  const arcs = Array.from({ length: links }, (_, index) => {
    const from = Math.floor(next() * factors)
    const to = Math.floor(next() * factors)
    return { id: `${index}`, cause: `f${from}`, effect: `f${to}`, weight: 1 }
  })
  return { sizes, arcs }
}

describe('layers', () => {
  const overlap = (sizes: ReadonlyMap<string, Size>, centres: ReadonlyMap<string, { x: number; y: number }>): boolean => {
    const boxes = [...centres].map(([name, point]) => ({ ...point, ...(sizes.get(name) as Size) }))
    return boxes.some((one, index) => boxes.slice(index + 1).some((other) =>
      Math.abs(one.x - other.x) < (one.width + other.width) / 2 && Math.abs(one.y - other.y) < (one.height + other.height) / 2))
  }
  it('lead along the arrows where nothing goes round', () => {
    const { sizes } = generated(30, 0)
    const next = random(4)
    const arcs = Array.from({ length: 60 }, (_, index) => {
      const from = Math.floor(next() * 29)
      return { id: `${index}`, cause: `f${from}`, effect: `f${from + 1 + Math.floor(next() * (29 - from))}`, weight: 1 }
    })
    const { centres } = laidOut(sizes, arcs, 'TB')
    for (const arc of arcs) expect(centres.get(arc.effect)?.y).toBeGreaterThan(centres.get(arc.cause)?.y ?? 0)
  })
  it.each(['TB', 'LR'] as const)('keep boxes apart (%s)', (direction) => {
    const { sizes, arcs } = generated(60, 130)
    const { centres, width, height } = laidOut(sizes, arcs, direction)
    expect(centres.size).toBe(60)
    expect(overlap(sizes, centres)).toBe(false)
    for (const [name, point] of centres) {
      const size = sizes.get(name) as Size
      expect(point.x - size.width / 2).toBeGreaterThanOrEqual(-1e-6)
      expect(point.y - size.height / 2).toBeGreaterThanOrEqual(-1e-6)
      expect(point.x + size.width / 2).toBeLessThanOrEqual(width + 1e-6)
      expect(point.y + size.height / 2).toBeLessThanOrEqual(height + 1e-6)
    }
  })
  it('do not depend on the order of factors and links', () => {
    const { sizes, arcs } = generated(40, 90)
    const turned = new Map([...sizes].reverse())
    const one = layered(sizes, arcs, 0.6)
    const other = layered(turned, [...arcs].reverse(), 0.6)
    for (const [name, point] of one.centres) expect(other.centres.get(name)).toEqual(point)
  })
  it('take loops, links to oneself and links to what is not there', () => {
    const sizes = new Map(['a', 'b', 'c'].map((name) => [name, { width: 80, height: 30 }]))
    const arc = (cause: string, effect: string): Arc => ({ id: `${cause}${effect}`, cause, effect, weight: 1 })
    const { centres } = layered(sizes, [arc('a', 'b'), arc('b', 'c'), arc('c', 'a'), arc('a', 'a'), arc('a', 'x')])
    expect([...centres.values()].every((point) => Number.isFinite(point.x) && Number.isFinite(point.y))).toBe(true)
    expect(overlap(sizes, centres)).toBe(false)
  })
  it('give long links points in every layer that they pass', () => {
    const sizes = new Map(['a', 'b', 'c', 'd'].map((name) => [name, { width: 80, height: 30 }]))
    const arc = (cause: string, effect: string): Arc => ({ id: `${cause}${effect}`, cause, effect, weight: 1 })
    const { bends, centres } = laidOut(sizes, [arc('a', 'b'), arc('b', 'c'), arc('c', 'd'), arc('a', 'd')], 'TB')
    const points = bends.get('ad') ?? []
    const edges = ['b', 'c'].flatMap((name) => [-15, 15].map((by) => (centres.get(name)?.y ?? 0) + by))
    expect(points.map((point) => point.y)).toEqual(edges)
  })
  it('leave no gap before a part of the map that nothing joins to the rest', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'y', 'z']
    const sizes = new Map(names.map((name) => [name, { width: 80, height: 30 }]))
    const arc = (cause: string, effect: string): Arc => ({ id: `${cause}${effect}`, cause, effect, weight: 1 })
    const arcs = [...['b', 'c', 'd', 'e', 'f'].map((name) => arc('a', name)), arc('b', 'g'), arc('y', 'z')]
    const { centres } = laidOut(sizes, arcs, 'TB')
    const lone = centres.get('z')?.x ?? 0
    const beside = ['b', 'c', 'd', 'e', 'f'].map((name) => Math.abs((centres.get(name)?.x ?? 0) - lone))
    expect(Math.min(...beside)).toBeCloseTo(96)
  })
  it('place nothing without complaint', () => {
    expect(layered(new Map(), []).centres.size).toBe(0)
  })
})

describe('bends', () => {
  it('are measured along and across the line between the ends', () => {
    expect(bendsOf({ x: 0, y: 0 }, { x: 100, y: 0 }, [{ x: 50, y: 20 }])).toEqual({ weights: [0.5], distances: [20] })
    expect(bendsOf({ x: 0, y: 0 }, { x: 0, y: 100 }, [{ x: 20, y: 50 }])).toEqual({ weights: [0.5], distances: [-20] })
  })
  it('are left out where the line is straight or has no direction', () => {
    expect(bendsOf({ x: 0, y: 0 }, { x: 100, y: 0 }, [{ x: 50, y: 1 }])).toBeNull()
    expect(bendsOf({ x: 3, y: 3 }, { x: 3, y: 3 }, [{ x: 50, y: 20 }])).toBeNull()
  })
  it('drop points on the way', () => {
    expect(thinned([{ x: 0, y: 0 }, { x: 10, y: 0.5 }, { x: 20, y: 0 }, { x: 30, y: 40 }])).toHaveLength(3)
  })
})

it('puts a new factor amid its neighbours', () => {
  const known = new Map([['a', { x: 0, y: 0 }], ['b', { x: 10, y: 20 }]])
  expect(amid('n', [{ cause: 'a', effect: 'n' }, { cause: 'n', effect: 'b' }], known)).toEqual({ x: 5, y: 10 })
  expect(amid('n', [], known)).toBeNull()
})

it('writes signs and what qualifies them', () => {
  expect(badgeOf(edge('a', 'b', { sign: 'lowers', conditional: true, conflict: true }))).toBe('− if ≠')
  expect(badgeOf(edge('a', 'b', { kind: 'denial' }))).toBe('')
  expect(widthOf(edge('a', 'b', { weight: 1 }))).toBeGreaterThan(widthOf(edge('a', 'b', { weight: 0.2 })))
  expect(widthOf(edge('a', 'b', { weight: 9 }))).toBeLessThan(5)
})

describe('layers by steps', () => {
  const sizes = new Map('abcdefgh'.split('').map((name) => [name, { width: 80, height: 30 }]))
  const arc = (cause: string, effect: string): Arc => ({ id: `${cause}${effect}`, cause, effect, weight: 1 })
  const chain = 'bcdefgh'.split('').flatMap((name, index, all) => [arc('a', name), ...(index ? [arc(all[index - 1] ?? '', name)] : [])])
  it('need fewer layers where everything is near the beginning', () => {
    const strict = laidOut(sizes, chain, 'TB')
    const steps = laidOut(sizes, chain, 'TB', true)
    expect(new Set([...strict.centres.values()].map((point) => point.y)).size).toBe(8)
    expect(new Set([...steps.centres.values()].map((point) => point.y)).size).toBe(2)
  })
  it('lead arrows within a layer past what is between their ends', () => {
    const { bends, centres } = laidOut(sizes, [...chain, arc('b', 'h')], 'TB', true)
    const row = centres.get('b')?.y ?? 0
    const order = [...centres].filter(([, point]) => point.y === row).sort((one, other) => one[1].x - other[1].x).map(([name]) => name)
    for (const one of chain.filter((link) => link.cause !== 'a')) {
      const apart = Math.abs(order.indexOf(one.cause) - order.indexOf(one.effect))
      expect(bends.has(one.id)).toBe(apart > 1)
    }
  })
  it('take a circle that nothing leads into', () => {
    const { centres } = laidOut(sizes, [arc('a', 'b'), arc('b', 'c'), arc('c', 'a')], 'LR', true)
    expect([...centres.values()].every((point) => Number.isFinite(point.x + point.y))).toBe(true)
  })
})
