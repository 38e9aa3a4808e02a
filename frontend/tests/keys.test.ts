import { describe, expect, it } from 'vitest'
import { actionOf, EVERYWHERE, GROUPS, MAP, printed, RUN, TEXT } from '../src/lib/keys'
import { ACTIONS } from '../src/text/keyActions'

const press = (key: string, rest = {}) => ({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...rest })

describe('actionOf', () => {
  it('finds an action by key, with Ctrl or ⌘ alike', () => {
    expect(actionOf(press('a'), TEXT)).toBe('accept')
    expect(actionOf(press('z', { ctrlKey: true }), EVERYWHERE)).toBe('undo')
    expect(actionOf(press('Z', { metaKey: true, shiftKey: true }), EVERYWHERE)).toBe('redo')
  })
  it('leaves the browser its own keys', () => {
    expect(actionOf(press('r', { ctrlKey: true }), TEXT)).toBeNull()
    expect(actionOf(press('ArrowLeft', { altKey: true }), TEXT)).toBeNull()
  })
})

it('has no key twice in one group', () => {
  for (const { keys: group } of GROUPS) {
    const keys = group.flatMap((entry) => entry.keys)
    expect(new Set(keys).size).toBe(keys.length)
  }
})

it('has no key in a pane that means something else everywhere, but for Escape', () => {
  const everywhere = new Set(EVERYWHERE.flatMap((entry) => entry.keys))
  const double = [TEXT, MAP, RUN].flatMap((group) => group.flatMap((entry) => entry.keys)).filter((key) => everywhere.has(key))
  expect(double).toEqual(['Escape'])
})

it('does what it lists: every key of the text has its action', () => {
  const listed = TEXT.map((entry) => entry.action).filter((action) => action !== 'cycle')
  expect(listed.sort()).toEqual(Object.keys(ACTIONS).sort())
})

it('prints keys as they are on a keyboard', () => {
  expect(printed('Mod+Shift+z')).toEqual(['Ctrl', 'Shift', 'z'])
  expect(printed('+')).toEqual(['+'])
})
