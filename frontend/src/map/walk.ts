/** The keyboard's way through the map: from a factor onto a link, and along it to the next factor. */

import type { MapEdge } from '../lib/api'
import { nameOf } from '../lib/signs'
import type { Graph } from './graph'

export interface Place {
  factor: string
  /** the link that is considered, and from which side of `factor` */
  edge: string | null
  side: 'into' | 'out'
}

export function at(factor: string): Place {
  return { factor, edge: null, side: 'out' }
}

function fan(graph: Graph, place: Place): readonly MapEdge[] {
  return (place.side === 'out' ? graph.out : graph.into).get(place.factor) ?? []
}

function onto(graph: Graph, place: Place, side: 'into' | 'out'): Place {
  const first = (side === 'out' ? graph.out : graph.into).get(place.factor)?.[0]
  return first ? { factor: place.factor, edge: first.id, side } : place
}

function along(graph: Graph, place: Place, towards: 'into' | 'out'): Place {
  const edge = graph.edgeOf.get(place.edge ?? '')
  if (!edge) return at(place.factor)
  return at(towards === 'out' ? edge.effect : edge.cause)
}

function beside(graph: Graph, place: Place, by: number): Place {
  if (place.edge) {
    const links = fan(graph, place)
    const index = links.findIndex((edge) => edge.id === place.edge)
    const next = links[(index + by + links.length) % links.length]
    return next ? { ...place, edge: next.id } : place
  }
  const names = graph.nodes.map((node) => node.id)
  const next = names[(names.indexOf(place.factor) + by + names.length) % names.length]
  return next === undefined ? place : at(next)
}

/** Where a key leads; the same place where it leads nowhere. */
export function step(graph: Graph, place: Place, key: string): Place {
  switch (key) {
    case 'ArrowRight': return place.edge ? along(graph, place, 'out') : onto(graph, place, 'out')
    case 'ArrowLeft': return place.edge ? along(graph, place, 'into') : onto(graph, place, 'into')
    case 'ArrowDown': return beside(graph, place, 1)
    case 'ArrowUp': return beside(graph, place, -1)
    case 'Escape': return at(place.factor)
    default: return place
  }
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

/** What is said about a link besides its sign, for eyes and for screen readers. */
export function remarks(edge: MapEdge): string[] {
  const said: string[] = []
  if (edge.kind === 'dependency') said.push('used in an expression, or a gate')
  if (edge.kind === 'denial') said.push('denied')
  else if (edge.denied) said.push('also denied')
  if (edge.assumption) said.push('an assumption: no text states it')
  if (edge.conflict) said.push('the account contradicts itself')
  if (edge.delay) said.push('with a delay')
  if (edge.conditional) said.push('only under a condition')
  if (edge.transient) said.push('short-lived')
  if (edge.necessary) said.push('necessary')
  return said
}

export function linkWords(graph: Graph, edge: MapEdge): string {
  const title = (id: string): string => graph.nodeOf.get(id)?.title ?? id
  const verb = edge.kind === 'dependency' ? 'goes into' : nameOf(edge.sign)
  return [`${title(edge.cause)} ${verb} ${title(edge.effect)}`, ...remarks(edge)].join(', ')
}

/** The place in words. */
export function placeWords(graph: Graph, place: Place): string {
  const edge = graph.edgeOf.get(place.edge ?? '')
  if (!edge) {
    const causes = graph.into.get(place.factor)?.length ?? 0
    const effects = graph.out.get(place.factor)?.length ?? 0
    return `${graph.nodeOf.get(place.factor)?.title ?? ''}. ${count(causes, 'cause')}, ${count(effects, 'effect')}.`
  }
  const links = fan(graph, place)
  const number = links.findIndex((one) => one.id === edge.id) + 1
  return `${linkWords(graph, edge)}. ${number} of ${count(links.length, place.side === 'out' ? 'effect' : 'cause')}; ${count(edge.claims.length, 'claim')}.`
}
