import { describe, expect, it, vi } from 'vitest'

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
const { moved } = await import('../src/lib/layout.svelte')

describe('moved', () => {
  const shares = { text: 0.4, map: 0.4, run: 0.2 }

  it('gives one pane what the other loses', () => {
    const after = moved(['text', 'map', 'run'], shares, 0, 0.1)
    expect(after.text).toBeCloseTo(0.5)
    expect(after.map).toBeCloseTo(0.3)
    expect(after.run).toBe(0.2)
  })

  it('leaves each pane its least width', () => {
    expect(moved(['text', 'map', 'run'], shares, 0, 0.9).map).toBeCloseTo(0.15)
  })

  it('counts only open panes', () => {
    const after = moved(['text', 'run'], shares, 0, 0.5)
    expect(after.map).toBe(0.4)
    expect(after.text + after.run).toBeCloseTo(0.6)
  })
})
