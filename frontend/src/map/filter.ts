/** Which part of the map is shown. */

import type { MapEdge } from '../lib/api'
import { matchScore } from '../lib/search'
import { between, graphOf, type Graph } from './graph'

export interface Filter {
  /** a holder whose claims are shown; empty: everybody's */
  holder: string
  /** least number of documents that say it */
  sources: number
  assumptions: boolean
  /** two factors: only what leads from the one to the other */
  between: readonly [string, string] | null
}

export const ALL: Filter = { holder: '', sources: 0, assumptions: true, between: null }

export function filtering(filter: Filter): boolean {
  return filter.holder !== '' || filter.sources > 1 || !filter.assumptions || filter.between !== null
}

function shown(edge: MapEdge, filter: Filter): boolean {
  if (filter.holder && !edge.holders.includes(filter.holder)) return false
  if (filter.sources > 1 && edge.documents.length < filter.sources) return false
  return filter.assumptions || !edge.assumption
}

/** The part of a graph that a filter shows; factors without a link left are left out. */
export function filtered(graph: Graph, filter: Filter): Graph {
  if (!filtering(filter)) return graph
  let edges = graph.edges.filter((edge) => shown(edge, filter))
  if (filter.between) {
    const way = between(graphOf({ nodes: [...graph.nodes], edges }), ...filter.between)
    edges = edges.filter((edge) => way.has(edge.cause) && way.has(edge.effect))
  }
  const used = new Set(edges.flatMap((edge) => [edge.cause, edge.effect]))
  return graphOf({ nodes: graph.nodes.filter((node) => used.has(node.id)), edges })
}

/** Factors whose titles answer a query, the best first. */
export function found(graph: Graph, query: string, most = 12): string[] {
  if (!query.trim()) return []
  return graph.nodes
    .map((node) => ({ id: node.id, score: matchScore(query, node.title) }))
    .filter((one) => one.score > 0)
    .sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1))
    .slice(0, most)
    .map((one) => one.id)
}
