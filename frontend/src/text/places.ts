/** From places in the page to places in the text, and back. Segments carry `data-start`. */

function segmentOf(node: Node): HTMLElement | null {
  const element = node instanceof HTMLElement ? node : node.parentElement
  return element?.closest<HTMLElement>('[data-start]') ?? null
}

function lengthOf(segment: HTMLElement): number {
  return segment.firstChild?.nodeValue?.length ?? 0
}

/** The place in the text of a place in the page; null outside the text. */
export function textPlace(node: Node, offset: number): number | null {
  const segment = segmentOf(node)
  if (segment) {
    const start = Number(segment.dataset.start)
    if (node.nodeType === Node.TEXT_NODE) return start + offset
    return offset === 0 ? start : start + lengthOf(segment)
  }
  if (!(node instanceof HTMLElement)) return null
  const next = node.childNodes[offset]
  if (next instanceof HTMLElement) {
    const inside = next.matches('[data-start]') ? next : next.querySelector<HTMLElement>('[data-start]')
    if (inside) return Number(inside.dataset.start)
  }
  const before = node.querySelectorAll<HTMLElement>('[data-start]')
  const last = before[before.length - 1]
  return last ? Number(last.dataset.start) + lengthOf(last) : null
}

/** The place in the page of a place in the text, among the segments that are laid out. */
export function pagePlace(root: HTMLElement, at: number): { node: Node; offset: number } | null {
  let best: HTMLElement | null = null
  for (const segment of root.querySelectorAll<HTMLElement>('[data-start]')) {
    const start = Number(segment.dataset.start)
    if (start > at) break
    best = segment
  }
  const node = best?.firstChild
  if (!best || !node) return null
  return { node, offset: Math.min(at - Number(best.dataset.start), lengthOf(best)) }
}

/** The place in the text under a point of the window. */
export function placeUnder(x: number, y: number): number | null {
  type WithRange = Document & { caretRangeFromPoint?: (x: number, y: number) => Range | null }
  if ('caretPositionFromPoint' in document) {
    const caret = document.caretPositionFromPoint(x, y)
    return caret ? textPlace(caret.offsetNode, caret.offset) : null
  }
  const range = (document as WithRange).caretRangeFromPoint?.(x, y)
  return range ? textPlace(range.startContainer, range.startOffset) : null
}
