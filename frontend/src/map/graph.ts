/** The map as a graph: what causes a factor, what it causes, and what is on the way between two. */

import type { Claim, Factor, MapEdge, MapNode, MapView } from '../lib/api'

export interface Graph {
  nodes: readonly MapNode[]
  edges: readonly MapEdge[]
  nodeOf: ReadonlyMap<string, MapNode>
  edgeOf: ReadonlyMap<string, MapEdge>
  /** edges into and out of a factor, those of an account's claims first */
  into: ReadonlyMap<string, readonly MapEdge[]>
  out: ReadonlyMap<string, readonly MapEdge[]>
}

const ORDER = { link: 0, denial: 1, dependency: 2 }

function byKind(one: MapEdge, other: MapEdge): number {
  return ORDER[one.kind] - ORDER[other.kind] || other.weight - one.weight || (one.id < other.id ? -1 : 1)
}

export function graphOf(view: Pick<MapView, 'nodes' | 'edges'>): Graph {
  const nodeOf = new Map(view.nodes.map((node) => [node.id, node]))
  const edges = view.edges.filter((edge) => nodeOf.has(edge.cause) && nodeOf.has(edge.effect))
  const into = new Map<string, MapEdge[]>()
  const out = new Map<string, MapEdge[]>()
  for (const edge of [...edges].sort(byKind)) {
    out.set(edge.cause, [...(out.get(edge.cause) ?? []), edge])
    into.set(edge.effect, [...(into.get(edge.effect) ?? []), edge])
  }
  return { nodes: view.nodes, edges, nodeOf, edgeOf: new Map(edges.map((edge) => [edge.id, edge])), into, out }
}

/** Factors that can be reached along (or against) the arrows of links and dependencies. */
function reached(graph: Graph, from: Iterable<string>, backwards: boolean): Set<string> {
  const found = new Set(from)
  const open = [...found]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const edge of (backwards ? graph.into : graph.out).get(name) ?? []) {
      const next = backwards ? edge.cause : edge.effect
      if (edge.kind !== 'denial' && !found.has(next)) {
        found.add(next)
        open.push(next)
      }
    }
  }
  return found
}

/** Factors on any way from one factor to another, with both ends; empty if there is none. */
export function between(graph: Graph, from: string, to: string): Set<string> {
  const forward = reached(graph, [from], false)
  if (!forward.has(to)) return new Set()
  const back = reached(graph, [to], true)
  return new Set([...forward].filter((name) => back.has(name)))
}

/** What the claims alone say, while there is no account to draw or the case has faults. */
export function graphOfClaims(claims: readonly Claim[], factors: ReadonlyMap<string, Factor>): Graph {
  const edges = new Map<string, MapEdge>()
  const names = new Set<string>()
  for (const claim of claims) {
    if (claim.status !== 'accepted') continue
    names.add(claim.cause).add(claim.effect)
    const denied = claim.stance === 'negated' || claim.sign === 'none'
    const id = `${claim.cause}>${claim.effect}:${denied ? 'none' : claim.sign}`
    const known = edges.get(id)
    edges.set(id, {
      id,
      kind: denied ? 'denial' : 'link',
      cause: claim.cause,
      effect: claim.effect,
      sign: denied ? 'none' : claim.sign,
      weight: 0.5,
      holders: [...new Set([...(known?.holders ?? []), claim.holder])],
      claims: [...(known?.claims ?? []), claim.id],
      assumptions: [],
      documents: [...new Set([...(known?.documents ?? []), claim.document])],
      denied,
      assumption: false,
      conflict: false,
      delay: known?.delay ?? claim.delay !== null,
      conditional: claim.condition !== null,
      transient: false,
      necessary: false,
    })
  }
  const nodes = [...names].sort().map((id): MapNode => {
    const factor = factors.get(id)
    return { id, title: factor?.title ?? id, kind: factor?.kind ?? 'quantity', group: factor?.group ?? '', x: null, y: null, placed: false }
  })
  return graphOf({ nodes, edges: [...edges.values()] })
}
