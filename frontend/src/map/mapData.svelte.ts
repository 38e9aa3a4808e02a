/** The map that is shown: of the account, or only what bears on the contention. */

import type { Workbench } from '../lib/state.svelte'
import { words } from '../lib/state.svelte'
import type { MapView } from '../lib/api'
import { graphOf, graphOfClaims, type Graph } from './graph'
import { ALL, filtered, type Filter } from './filter'

/** links above which the map opens with what bears on the contention only */
export const LARGE = 60

export class MapData {
  readonly #workbench: Workbench
  whole = $state.raw<MapView | null>(null)
  part = $state.raw<MapView | null>(null)
  fault = $state('')
  /** what the map that is here was asked for */
  asked = $state.raw<{ account: string | null; contention: string | null }>({ account: null, contention: null })
  /** whether the first answer has come */
  ready = $state(false)
  /** null: by the size of the map */
  chosen = $state<'whole' | 'part' | null>(null)
  filter = $state.raw<Filter>(ALL)
  #number = 0
  /** graphs of the maps that are here: the layout of each is kept with it */
  readonly #graphs = new WeakMap<MapView, Graph>()

  readonly scope = $derived.by((): 'whole' | 'part' => {
    if (!this.#workbench.contention || !this.part) return 'whole'
    return this.chosen ?? ((this.whole?.edges.length ?? 0) > LARGE ? 'part' : 'whole')
  })
  readonly view = $derived(this.scope === 'part' ? this.part : this.whole)
  readonly fromClaims = $derived(this.whole === null)
  readonly unfiltered = $derived.by((): Graph =>
    this.view ? this.#graphOf(this.view) : graphOfClaims(this.#workbench.claims, this.#workbench.factorsById),
  )
  readonly graph = $derived(filtered(this.unfiltered, this.filter))
  readonly ends = $derived(this.scope === 'part' && this.part ? [...this.part.levers, ...this.part.outcomes] : [])
  /** links of which nothing is left while the claims that are off are off */
  readonly off = $derived(
    new Set(
      this.graph.edges
        .filter((edge) => edge.claims.length + edge.assumptions.length > 0)
        .filter((edge) => [...edge.claims, ...edge.assumptions].every((claim) => this.#workbench.off.has(claim)))
        .map((edge) => edge.id),
    ),
  )

  constructor(workbench: Workbench) {
    this.#workbench = workbench
  }

  #graphOf(view: MapView): Graph {
    const graph = this.#graphs.get(view) ?? graphOf(view)
    this.#graphs.set(view, graph)
    return graph
  }

  /** Asks for the map again; only the latest answer counts. */
  async load(caseId: string, account: string | null, contention: string | null): Promise<void> {
    this.#number += 1
    const number = this.#number
    try {
      const [whole, part] = await Promise.all([
        account ? this.#workbench.api.map(caseId, { account }) : null,
        account && contention ? this.#workbench.api.map(caseId, { account, contention }) : null,
      ])
      if (number !== this.#number) return
      this.asked = { account, contention }
      this.whole = whole
      this.part = part
      this.fault = ''
      this.ready = true
    } catch (error) {
      if (number !== this.#number) return
      this.whole = null
      this.part = null
      this.fault = words(error)
      this.ready = true
    }
  }
}
