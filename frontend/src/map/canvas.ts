/** The drawing of the map: Cytoscape with our positions, kept until somebody moves something. */

import cytoscape, { type Core, type EdgeSingular, type NodeSingular, type Position } from 'cytoscape'
import fcose from 'cytoscape-fcose'
import { boxOf, type Box, type Measure } from './box'
import type { Graph } from './graph'
import { layered, type Drawing, type Point } from './layered'
import { badgeOf, colourOf, CORNERS, crossOf, groupColours, paletteOf, sheet, SHAPES, widthOf, type Palette } from './look'
import { amid, bendsOf, thinned } from './route'

cytoscape.use(fcose)

export interface Marks {
  factor: string | null
  edges: readonly string[]
  found: readonly string[]
  ends: readonly string[]
  /** links of which every claim is switched off */
  off: ReadonlySet<string>
}
export interface Asked {
  factor: (id: string) => void
  edge: (id: string) => void
  nothing: () => void
  moved: (positions: Record<string, [number, number]>) => void
  merge: (factor: string, into: string) => void
}

const FONT = '12px'
/** Cytoscape adds a style element unless this id exists; the page's security policy allows none. */
const OWN_STYLES = '__________cytoscape_stylesheet'
/** more links than this, and they are left out while the map is dragged or zoomed */
const MANY = 450
/** change of the pane's shape from which all is laid out anew */
const RESHAPED = 1.6
/** more factors than this, and new ones are placed among those that are there */
const GROWING = 60

export class Canvas {
  readonly core: Core
  readonly #host: HTMLElement
  readonly #asked: Asked
  #graph: Graph | null = null
  #order: readonly string[] = []
  #groups: readonly string[] = []
  #bends = new Map<string, Point[]>()
  #boxes = new Map<string, Box>()
  #from: Position | null = null
  #marks: Marks | null = null
  /** whether all is shown, and nobody has looked closer since */
  #fitted = false
  /** class → elements that have it */
  #given = new Map<string, ReadonlySet<string>>()
  /** width over height when all was laid out; null once somebody has moved something */
  #shape: number | null = null
  #size = ''
  readonly #drawings = new WeakMap<Graph, { ratio: number; drawing: Drawing }>()
  readonly #measure: Measure

  constructor(host: HTMLElement, asked: Asked, readOnly: boolean) {
    this.#host = host
    this.#asked = asked
    if (!document.getElementById(OWN_STYLES)) document.head.append(Object.assign(document.createElement('meta'), { id: OWN_STYLES }))
    this.core = cytoscape({
      container: host, style: sheet(paletteOf(host)), minZoom: 0.08, maxZoom: 3,
      boxSelectionEnabled: false, selectionType: 'single', autounselectify: true, autoungrabify: readOnly,
      layout: { name: 'preset' },
    })
    const brush = document.createElement('canvas').getContext('2d')
    if (brush) brush.font = `${FONT} ${getComputedStyle(host).getPropertyValue('--sans')}`
    this.#measure = (text) => brush?.measureText(text).width ?? 6.4 * text.length
    this.#listen()
  }

  #listen(): void {
    const core = this.core
    core.on('tap', 'node', (event) => this.#asked.factor((event.target as NodeSingular).id()))
    core.on('tap', 'edge', (event) => this.#asked.edge((event.target as EdgeSingular).id()))
    core.on('tap', (event) => {
      if (event.target === core) this.#asked.nothing()
    })
    core.on('grab', 'node', (event) => (this.#from = { ...(event.target as NodeSingular).position() }))
    core.on('drag', 'node', (event) => this.#aim(event.target as NodeSingular))
    core.on('dragfree', 'node', (event) => this.#dropped(event.target as NodeSingular))
    core.on('scrollzoom pinchzoom dragpan', () => (this.#fitted = false))
    core.on('mouseover', 'node', (event) => this.#hover((event.target as NodeSingular).id()))
    core.on('mouseout', 'node', () => this.#hover(null))
  }

  /** The factor on whose middle another one is held. */
  #below(node: NodeSingular): NodeSingular | null {
    const at = node.position()
    const under = this.core.nodes().filter((other) => {
      if (other.id() === node.id()) return false
      const there = other.position()
      return Math.abs(there.x - at.x) < other.width() * 0.36 && Math.abs(there.y - at.y) < other.height() * 0.5
    })
    return under.length ? (under[0] as NodeSingular) : null
  }

  #aim(node: NodeSingular): void {
    const target = this.#below(node)?.id()
    this.core.nodes('.target').forEach((other) => {
      if (other.id() !== target) other.removeClass('target')
    })
    if (target !== undefined) this.core.getElementById(target).addClass('target')
  }

  #dropped(node: NodeSingular): void {
    const target = this.#below(node)
    this.core.nodes('.target').removeClass('target')
    if (target && this.#from) {
      node.position(this.#from)
      this.#asked.merge(node.id(), target.id())
    } else {
      this.#shape = null
      this.#asked.moved({ [node.id()]: rounded(node.position()) })
    }
    this.#from = null
  }

  #hover(id: string | null): void {
    if (this.#given.get('picked')?.size || this.core.edges().length > MANY) return
    this.#fade(id === null ? null : this.core.getElementById(id).closedNeighborhood())
  }

  #fade(kept: ReturnType<Core['elements']> | null): void {
    const faded = new Set<string>()
    const near = new Set<string>()
    if (kept) {
      kept.forEach((element) => void near.add(element.id()))
      for (const element of this.core.elements()) if (!near.has(element.id())) faded.add(element.id())
    }
    this.#give('faded', faded)
    this.#give('near', near)
  }

  /** Gives a class to these elements and takes it from others; most have not changed, and cost nothing. */
  #give(name: string, wanted: ReadonlySet<string>): void {
    const before = this.#given.get(name) ?? new Set<string>()
    this.core.batch(() => {
      for (const id of before) if (!wanted.has(id)) this.core.getElementById(id).removeClass(name)
      for (const id of wanted) if (!before.has(id)) this.core.getElementById(id).addClass(name)
    })
    this.#given.set(name, wanted)
  }

  /** Draws a graph. Factors that are there stay; `afresh` lays all out anew. */
  draw(graph: Graph, order: readonly string[], groups: readonly string[], afresh: boolean): void {
    const palette = paletteOf(this.#host)
    const before = new Map(this.core.nodes().map((node) => [node.id(), { ...node.position() }]))
    this.#given.clear()
    this.#graph = graph
    this.#order = order
    this.#groups = groups
    this.#boxes = new Map(graph.nodes.map((node) => [node.id, boxOf(node.title, node.kind, this.#measure)]))
    const places = this.#places(graph, afresh || this.#grows(graph, before) ? new Map<string, Position>() : before)
    this.core.batch(() => {
      this.core.elements().remove()
      this.core.add([
        ...graph.nodes.map((node) => ({ group: 'nodes' as const, data: this.#node(node.id, palette), position: places.get(node.id) ?? { x: 0, y: 0 } })),
        ...graph.edges.map((edge) => ({ group: 'edges' as const, data: this.#edge(edge.id, palette, places) })),
      ])
    })
    this.core.layout({ name: 'preset', fit: false }).run()
    const renderer = this.core as unknown as { renderer: () => { hideEdgesOnViewport: boolean } }
    renderer.renderer().hideEdgesOnViewport = graph.edges.length > MANY
    this.#settle(graph, places, before, afresh)
    if (this.#marks) this.mark(this.#marks)
  }

  /** Whether a small map that nobody has arranged has got new factors: it is laid out as it will open. */
  #grows(graph: Graph, before: ReadonlyMap<string, Position>): boolean {
    const free = this.#shape !== null && graph.nodes.every((node) => !node.placed)
    return free && graph.nodes.length <= GROWING && graph.nodes.some((node) => !before.has(node.id))
  }

  #places(graph: Graph, kept: ReadonlyMap<string, Position>): Map<string, Position> {
    const places = new Map<string, Position>()
    for (const node of graph.nodes) {
      const known = node.placed && node.x !== null && node.y !== null ? { x: node.x, y: node.y } : kept.get(node.id)
      if (known) places.set(node.id, known)
    }
    if (places.size * 2 < graph.nodes.length) {
      const drawing = this.#layered(graph)
      for (const [name, point] of drawing.centres) if (!graph.nodeOf.get(name)?.placed) places.set(name, point)
      this.#bends = drawing.bends
      this.#shape = graph.nodes.some((node) => node.placed) ? null : this.#ratio()
    }
    return places
  }

  /** Whether the pane is as large as it was when this was asked before. */
  #sized(): boolean {
    const now = `${this.#host.clientWidth} ${this.#host.clientHeight}`
    const before = this.#size
    this.#size = now
    return now === before
  }

  #ratio(): number {
    return Math.max(0.2, this.#host.clientWidth) / Math.max(1, this.#host.clientHeight)
  }

  /** Takes the new size of its pane; what nobody has moved is laid out anew if the shape is another. */
  resized(): void {
    if (this.#sized()) return
    this.core.resize()
    const change = this.#shape === null ? 1 : this.#ratio() / this.#shape
    if (this.#graph && this.core.width() > 0 && (change > RESHAPED || change < 1 / RESHAPED)) this.draw(this.#graph, this.#order, this.#groups, true)
    else if (this.#fitted && this.core.width() > 0) this.fit()
  }

  #layered(graph: Graph): Drawing {
    const ratio = this.#ratio()
    const known = this.#drawings.get(graph)
    if (known?.ratio === ratio) return known.drawing
    const sizes = new Map([...this.#boxes].map(([name, box]) => [name, { width: box.width, height: box.height }]))
    const arcs = graph.edges.map((edge) => ({ id: edge.id, cause: edge.cause, effect: edge.effect, weight: edge.kind !== 'link' ? 0.5 : edge.assumption ? 1 : 2 }))
    const drawing = layered(sizes, arcs, ratio)
    this.#drawings.set(graph, { ratio, drawing })
    return drawing
  }

  /** Places factors that have no place yet among those that do, which stay where they are. */
  #settle(graph: Graph, places: Map<string, Position>, before: ReadonlyMap<string, Position>, afresh: boolean): void {
    const homeless = graph.nodes.filter((node) => !places.has(node.id))
    if (!homeless.length) {
      if (afresh || !before.size || this.#fitted) this.fit()
      return
    }
    const fixed = [...places].map(([nodeId, position]) => ({ nodeId, position }))
    for (const node of homeless) {
      const point = amid(node.id, graph.edges, places) ?? { x: 0, y: 0 }
      this.core.getElementById(node.id).position({ x: point.x + 40, y: point.y + 60 })
    }
    const options = {
      name: 'fcose', quality: 'default', randomize: false, animate: false, fit: false, fixedNodeConstraint: fixed,
      nodeDimensionsIncludeLabels: true, idealEdgeLength: 110, nodeSeparation: 60,
    }
    this.core.layout(options as cytoscape.LayoutOptions).run()
    for (const { nodeId, position } of fixed) this.core.getElementById(nodeId).position(position)
    if (!before.size || this.#fitted) this.fit()
  }

  #node(id: string, palette: Palette): Record<string, unknown> {
    const node = this.#graph?.nodeOf.get(id)
    const box = this.#boxes.get(id)
    const kind = node?.kind ?? 'quantity'
    const fill = groupColours(this.#groups, palette).get(node?.group ?? '') ?? palette.noGroup
    return {
      id, kind, label: box?.lines.join('\n') ?? id, width: box?.width ?? 80, height: box?.height ?? 30, fill,
      shape: SHAPES[kind] ?? 'round-rectangle', corners: CORNERS[kind] ?? '-1 -1 1 -1 1 1 -1 1', radius: kind === 'share' ? (box?.height ?? 30) / 2 : 5,
    }
  }

  #edge(id: string, palette: Palette, places: ReadonlyMap<string, Point>): Record<string, unknown> {
    const edge = this.#graph?.edgeOf.get(id)
    if (!edge) return { id }
    const from = places.get(edge.cause)
    const to = places.get(edge.effect)
    // signs of arrows that end at one factor are not all as far from it
    const rank = this.#graph?.into.get(edge.effect)?.indexOf(edge) ?? 0
    const tall = ((this.#boxes.get(edge.cause)?.height ?? 40) + (this.#boxes.get(edge.effect)?.height ?? 40)) / 2
    const room = from && to ? Math.max(16, Math.hypot(to.x - from.x, to.y - from.y) - tall - 22) : 32
    const bends = from && to ? bendsOf(from, to, thinned(this.#bends.get(id) ?? [])) : null
    return {
      id, source: edge.cause, target: edge.effect, kind: edge.kind, sign: edge.sign, width: widthOf(edge),
      colour: colourOf(edge, this.#order, palette), signColour: edge.sign === 'raises' ? palette.raises : edge.sign === 'lowers' ? palette.lowers : palette.unclear,
      reach: Math.min(19 + 13 * (rank % 3), room), badge: badgeOf(edge), cross: crossOf(edge, false), assumption: edge.assumption, conflict: edge.conflict, delay: edge.delay,
      curved: bends !== null, weights: bends?.weights ?? [0.5], distances: bends?.distances ?? [0],
    }
  }

  /** Shows what is selected, found, and switched off. */
  mark(marks: Marks): void {
    this.#marks = marks
    this.#give('end', new Set(marks.ends))
    this.#give('found', new Set(marks.found))
    this.#give('picked', new Set([...marks.edges, ...(marks.factor ? [marks.factor] : [])]))
    const turned = [...marks.off, ...(this.#given.get('off') ?? [])]
    this.#give('off', marks.off)
    for (const id of turned) {
      const known = this.#graph?.edgeOf.get(id)
      if (known) this.core.getElementById(id).data('cross', crossOf(known, marks.off.has(id)))
    }
    const picked = this.core.edges('.picked')
    if (marks.factor) this.#fade(this.core.getElementById(marks.factor).closedNeighborhood())
    else if (picked.length) this.#fade(picked.union(picked.connectedNodes()))
    else this.#fade(null)
  }

  /** Brings a factor or link into view without changing the scale, unless it is too small to read. */
  reveal(id: string): void {
    const element = this.core.getElementById(id)
    if (!element.length) return
    const box = element.renderedBoundingBox()
    const inside = box.x1 > 0 && box.y1 > 0 && box.x2 < this.core.width() && box.y2 < this.core.height()
    if (this.core.zoom() >= 0.45 && inside) return
    this.#fitted = false
    if (this.core.zoom() < 0.45) this.core.zoom(0.8)
    this.core.center(element)
  }

  fit(): void {
    this.#fitted = true
    this.#sized()
    this.core.resize()
    this.core.fit(undefined, 18)
    if (this.core.zoom() > 1.15) {
      this.core.zoom(1.15)
      this.core.center()
    }
  }

  zoom(by: number): void {
    this.#fitted = false
    this.core.zoom({ level: this.core.zoom() * by, renderedPosition: { x: this.core.width() / 2, y: this.core.height() / 2 } })
  }

  positions(): Record<string, [number, number]> {
    return Object.fromEntries(this.core.nodes().map((node) => [node.id(), rounded(node.position())]))
  }

  /** Takes the colours of the page anew. */
  recolour(): void {
    const palette = paletteOf(this.#host)
    this.core.style(sheet(palette))
    this.core.batch(() => {
      for (const node of this.core.nodes()) node.data('fill', this.#node(node.id(), palette).fill)
      for (const edge of this.core.edges()) {
        const known = this.#graph?.edgeOf.get(edge.id())
        if (!known) continue
        edge.data('colour', colourOf(known, this.#order, palette))
        edge.data('signColour', known.sign === 'raises' ? palette.raises : known.sign === 'lowers' ? palette.lowers : palette.unclear)
      }
    })
  }

  destroy(): void {
    this.core.destroy()
  }
}

function rounded(point: Position): [number, number] {
  return [Math.round(point.x), Math.round(point.y)]
}
