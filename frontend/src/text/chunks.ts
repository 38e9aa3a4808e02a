/** A document in chunks, so that only those near the window need to be laid out. */

import type { Span } from '../lib/types'

export interface Block {
  /** index of the paragraph */
  paragraph: number
  start: number
  end: number
  /** whether it goes on within the paragraph of the block before */
  goesOn: boolean
}
export interface Chunk { start: number; end: number; blocks: Block[] }

const CHUNK = 6_000
const BLOCK = 12_000

function blocksOf(text: string, [start, end]: Span, paragraph: number): Block[] {
  const found: Block[] = []
  let from = start
  while (end - from > BLOCK) {
    const space = text.lastIndexOf(' ', from + BLOCK)
    const to = space > from ? space + 1 : from + BLOCK
    found.push({ paragraph, start: from, end: to, goesOn: from > start })
    from = to
  }
  found.push({ paragraph, start: from, end, goesOn: from > start })
  return found
}

export function chunksOf(text: string, paragraphs: readonly Span[]): Chunk[] {
  const chunks: Chunk[] = []
  let open: Chunk | null = null
  for (const [index, range] of paragraphs.entries()) {
    for (const block of blocksOf(text, range, index)) {
      if (!open || block.end - open.start > CHUNK) {
        open = { start: block.start, end: block.end, blocks: [] }
        chunks.push(open)
      }
      open.blocks.push(block)
      open.end = block.end
    }
  }
  return chunks
}

/** A first guess of a chunk's height in pixels, until it has been laid out. */
export function guessedHeight(chunk: Chunk, width: number): number {
  const perLine = Math.max(20, width / 8)
  return chunk.blocks.reduce((sum, block) => sum + 14 + 32 * Math.ceil((block.end - block.start) / perLine), 0)
}
