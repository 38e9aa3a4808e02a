/** How the map looks: the house's shapes, colours and lines, for light and for dark pages. */

import type { StylesheetJson } from 'cytoscape'
import type { MapEdge } from '../lib/api'

export interface Palette {
  paper: string
  ink: string
  soft: string
  line: string
  select: string
  selectLine: string
  raises: string
  lowers: string
  unclear: string
  mark: string
  holders: readonly string[]
  groups: readonly string[]
  noGroup: string
  box: string
  sans: string
}

const GROUPS = {
  light: ['#dbe6f7', '#dcf1dc', '#fdeecb', '#fadcdc', '#e9defa', '#d5f1f1', '#f1ead8', '#f7d9ee', '#e6efbf', '#e4e4e4', '#ffe0c2', '#cfe3d9'],
  dark: ['#26384f', '#23402a', '#4b3d1c', '#4c2a2c', '#3a2d52', '#1f4444', '#403a2c', '#48293f', '#3a431c', '#3a3c40', '#4e3720', '#2a433a'],
}

/** The colours of the page, as its style sheet has them now. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element)
  const of = (name: string): string => style.getPropertyValue(name).trim()
  const dark = document.documentElement.dataset.theme === 'dark'
  return {
    paper: of('--paper'), ink: of('--ink'), soft: of('--soft'), line: of('--line'),
    select: of('--select'), selectLine: of('--select-line'),
    raises: of('--raises'), lowers: of('--lowers'), unclear: of('--unclear'), mark: of('--mark'),
    holders: [0, 1, 2, 3, 4, 5, 6, 7].map((number) => of(`--holder-${number}`)),
    groups: dark ? GROUPS.dark : GROUPS.light,
    noGroup: dark ? '#24272d' : '#f7f7f7',
    box: dark ? '#8d929b' : '#4a4a4a',
    sans: of('--sans'),
  }
}

export const SHAPES: Record<string, string> = {
  quantity: 'round-rectangle', share: 'round-rectangle', stock: 'rectangle', event: 'polygon', equation: 'polygon', input: 'polygon',
}
/** corners, from −1 to 1 across and down */
export const CORNERS: Record<string, string> = {
  event: '-1 0 -0.84 -1 0.84 -1 1 0 0.84 1 -0.84 1',
  equation: '-0.84 -1 1 -1 0.84 1 -1 1',
  input: '-1 -1 0.84 -1 1 0 0.84 1 -1 1',
}
export const KIND_WORDS: Record<string, string> = {
  quantity: 'quantity', share: 'share', stock: 'stock', event: 'event', equation: 'computed', input: 'exogenous input',
}

const SIGN_MARKS = { raises: '+', lowers: '−', none: '0', unclear: '?' }

/** What is written beside the arrowhead: the sign, then what qualifies it. */
export function badgeOf(edge: MapEdge): string {
  if (edge.kind !== 'link') return ''
  const marks = [
    SIGN_MARKS[edge.sign],
    edge.conditional ? 'if' : '',
    edge.transient ? '~' : '',
    edge.necessary ? '!' : '',
    edge.conflict ? '≠' : '',
  ]
  return marks.filter(Boolean).join(' ')
}

/** What is written across the middle of the line; a delay is a bar there. */
export function crossOf(edge: MapEdge, off: boolean): string {
  if (off) return 'off'
  return edge.denied ? '✕' : ''
}

/** Thin if weak, thick if decisive, as in `contention map`. */
export function widthOf(edge: MapEdge): number {
  if (edge.kind === 'dependency') return 1
  if (edge.denied && edge.kind === 'denial') return 1.3
  if (edge.assumption) return 1.2
  return 1 + 2.6 * Math.min(Math.max(edge.weight, 0), 1.2)
}

/** The colour of who says it: black if several do, grey if nobody does. */
export function colourOf(edge: MapEdge, order: readonly string[], colours: Palette): string {
  if (!edge.holders.length) return colours.unclear
  if (edge.holders.length > 1) return colours.ink
  const place = order.indexOf(edge.holders[0] ?? '')
  return colours.holders[(place < 0 ? order.length : place) % colours.holders.length] ?? colours.ink
}

export function groupColours(groups: readonly string[], colours: Palette): Map<string, string> {
  const named = [...new Set(groups.filter(Boolean))]
  return new Map(named.map((group, index) => [group, colours.groups[index % colours.groups.length] ?? colours.noGroup]))
}

/** The style sheet of the canvas; sizes and colours of single elements are in their data. */
export function sheet(colours: Palette): StylesheetJson {
  const badge = {
    'font-size': 11, 'font-weight': 'bold', 'text-background-color': colours.paper, 'text-background-opacity': 1,
    'text-background-padding': '2px', 'text-background-shape': 'round-rectangle', 'text-border-opacity': 1, 'text-border-width': 1,
  }
  return [
    { selector: 'node', style: {
      shape: 'data(shape)', width: 'data(width)', height: 'data(height)', 'background-color': 'data(fill)',
      'border-width': 1, 'border-color': colours.box, label: 'data(label)', color: colours.ink, 'font-family': colours.sans,
      'font-size': 12, 'line-height': 1.15, 'text-wrap': 'wrap', 'text-max-width': '400px', 'text-valign': 'center', 'text-halign': 'center',
      'min-zoomed-font-size': 5, 'overlay-opacity': 0, 'corner-radius': 'data(radius)',
    } },
    { selector: 'node[shape = "polygon"]', style: { 'shape-polygon-points': 'data(corners)' } },
    { selector: 'node[kind = "stock"]', style: { 'border-style': 'double', 'border-width': 4 } },
    { selector: 'node.end', style: { 'border-width': 3, 'border-color': colours.ink, 'border-style': 'solid' } },
    { selector: 'edge', style: {
      'curve-style': 'bezier', 'control-point-step-size': 28, width: 'data(width)', 'line-color': 'data(colour)', 'line-style': 'solid',
      'target-arrow-shape': 'triangle', 'target-arrow-color': 'data(signColour)', 'arrow-scale': 1.05, 'overlay-opacity': 0,
      'target-label': 'data(badge)', 'target-text-offset': 'data(reach)', color: 'data(signColour)', 'text-border-color': 'data(signColour)',
      label: 'data(cross)', 'text-rotation': 'autorotate', 'source-text-rotation': 'none', 'target-text-rotation': 'none',
      'font-family': colours.sans, 'min-zoomed-font-size': 7, ...badge,
    } },
    { selector: 'edge[?curved]', style: {
      'curve-style': 'round-segments', 'segment-weights': 'data(weights)', 'segment-distances': 'data(distances)', 'segment-radii': 14, 'edge-distances': 'node-position',
    } },
    { selector: 'edge[sign = "lowers"]', style: { 'target-arrow-fill': 'hollow' } },
    { selector: 'edge[sign = "unclear"]', style: { 'target-arrow-shape': 'vee' } },
    { selector: 'edge[kind = "denial"]', style: { 'target-arrow-shape': 'none', 'line-style': 'dashed', 'line-dash-pattern': [2, 3] } },
    { selector: 'edge[kind = "dependency"]', style: { 'target-arrow-shape': 'vee', 'line-style': 'dashed', 'line-dash-pattern': [1.5, 3], 'arrow-scale': 0.7 } },
    { selector: 'edge[?assumption]', style: { 'line-style': 'dashed', 'line-dash-pattern': [6, 4] } },
    { selector: 'edge[?delay]', style: { 'mid-target-arrow-shape': 'tee', 'mid-target-arrow-color': 'data(colour)' } },
    { selector: 'edge[?conflict]', style: { 'text-border-width': 2.5 } },
    { selector: 'edge.off', style: { 'line-style': 'dashed', 'line-dash-pattern': [2, 5], 'line-opacity': 0.45, width: 1, 'target-label': '' } },
    { selector: '.faded', style: { opacity: 0.24 } },
    { selector: 'edge.near', style: { 'z-index': 20 } },
    { selector: 'node.found', style: { 'border-width': 3, 'border-color': colours.mark, 'border-style': 'solid' } },
    { selector: 'node.picked', style: { 'border-width': 3, 'border-color': colours.selectLine, 'border-style': 'solid' } },
    { selector: 'node.target', style: { 'border-width': 4, 'border-color': colours.mark, 'border-style': 'dashed' } },
    { selector: 'edge.picked', style: { 'underlay-color': colours.selectLine, 'underlay-opacity': 0.28, 'underlay-padding': 5, 'z-index': 30 } },
  ] as unknown as StylesheetJson
}
