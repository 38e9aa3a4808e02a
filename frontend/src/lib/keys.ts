/** Every key of the workbench, in one table: what `?` shows and what the panes do come from here. */

export interface Key {
  /** as KeyboardEvent.key has them; `Mod+` is Ctrl or ⌘ */
  keys: readonly string[]
  action: string
  what: string
}
export interface KeyGroup { title: string; keys: readonly Key[] }

const key = (keys: string, action: string, what: string): Key => ({ keys: keys.split(' '), action, what })

export const EVERYWHERE: readonly Key[] = [
  key('?', 'help', 'this list'),
  key('1 2 3', 'pane', 'to the text, the map, the run'),
  key('Mod+z', 'undo', 'take back the last change to the files'),
  key('Mod+Shift+z Mod+y', 'redo', 'make it again'),
  key('g', 'git', 'what has changed since the last commit'),
  key('p', 'files', 'faults and files of the case'),
  key('q', 'ask', 'ask a question of the case'),
  key('b', 'brief', 'the page for a person who decides'),
  key('Escape', 'close', 'close what is open'),
]

export const TEXT: readonly Key[] = [
  key('ArrowRight ArrowLeft', 'word', 'next, previous word; with Shift marks words'),
  key('ArrowDown ArrowUp . ,', 'sentence', 'next, previous sentence; arrows with Shift mark it'),
  key('s', 'whole', 'mark the whole sentence; again: its parts, one after the other'),
  key('Enter', 'claim', 'make a claim of the marked words, or of the sentence'),
  key('n N', 'proposal', 'next, previous proposal'),
  key('j k', 'go', 'next, previous claim'),
  key('Tab', 'cycle', 'the next of several claims on the same words'),
  key('a', 'accept', 'accept, and on to the next proposal'),
  key('r', 'reject', 'reject, and on to the next proposal'),
  key('e', 'edit', 'change the claim'),
  key('C', 'cause', 'another cause; Enter on it saves'),
  key('E', 'effect', 'another effect; Enter on it saves'),
  key('+', 'further', 'a further claim in this sentence'),
  key('f', 'flip', 'reverse its sign'),
  key('c', 'comment', 'comment on it'),
  key('x', 'switch', 'switch it off or on in the run; nothing is written'),
  key('[ ]', 'end', 'its last word: one less, one more'),
  key('{ }', 'start', 'its first word: one more, one less'),
  key('m M', 'same', 'its cause, its effect: rename it, or say that it is the same as another factor'),
  key('Delete', 'remove', 'remove a claim that you made'),
  key('P', 'propose', 'have the reader propose claims'),
  key('v', 'names', 'the names that the proposals use'),
  key('d D', 'document', 'next, previous document'),
  key('/', 'find', 'find words in the text'),
  key('u', 'undo', 'undo'),
]

export const EDITOR: readonly Key[] = [
  key('+ - 0 ?', 'sign', 'with the sign in focus: raises, lowers, no effect, unclear'),
  key('ArrowDown ArrowUp', 'option', 'next, previous factor of the list'),
  key('Enter', 'take', 'take the factor; on the button, save'),
  key('Mod+Enter', 'save', 'save from anywhere'),
  key('Escape', 'cancel', 'leave without saving'),
]

export const VOCABULARY: readonly Key[] = [
  key('ArrowDown ArrowUp', 'name', 'next, previous name'),
  key('t', 'rename', 'another wording for the name'),
  key('m M', 'join', 'the same as another name; the opposite of another name'),
  key('a', 'accept', 'leave all names as they are now, and on to the first proposal'),
  key('u', 'undo', 'take back the last change of the names'),
  key('Escape', 'later', 'leave what is typed; else close, and ask again another time'),
]

export const MAP: readonly Key[] = [
  key('ArrowRight ArrowLeft', 'onto', 'onto an effect or a cause of the factor; again: to its other end'),
  key('ArrowDown ArrowUp', 'beside', 'the next link of the factor; without a link, the next factor'),
  key('Escape', 'back', 'back to the factor; again: nothing is selected'),
  key('Enter', 'card', 'into what is told below about the factor or link; Esc leads back'),
  key('m', 'merge', 'merge the factor into another'),
  key('+ -', 'zoom', 'closer, further away'),
  key('0', 'fit', 'all of the map'),
]

export const RUN: readonly Key[] = [
  key('ArrowRight ArrowLeft', 'account', 'next, previous account'),
  key('ArrowDown ArrowUp', 'contention', 'next, previous contention'),
  key('h', 'hinges', 'find the hinges of the answer'),
  key('o', 'others', 'try other choices'),
  key('0', 'back', 'put back all that is tried'),
]

export const GROUPS: readonly KeyGroup[] = [
  { title: 'In the text', keys: TEXT },
  { title: 'While a claim is edited', keys: EDITOR },
  { title: 'In the names of the proposals', keys: VOCABULARY },
  { title: 'In the map', keys: MAP },
  { title: 'In the run', keys: RUN },
  { title: 'Everywhere', keys: EVERYWHERE },
]

export interface Pressed { key: string; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean; altKey: boolean }

function asWritten(event: Pressed): string {
  const mod = event.ctrlKey || event.metaKey
  if (!mod) return event.key
  return `Mod+${event.shiftKey ? 'Shift+' : ''}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`
}

/** The action of a pressed key in a group, or null; what a browser uses with Alt is left to it. */
export function actionOf(event: Pressed, group: readonly Key[]): string | null {
  if (event.altKey) return null
  const written = asWritten(event)
  return group.find((entry) => entry.keys.includes(written))?.action ?? null
}

const NAMES: Record<string, string> = {
  ArrowRight: '→', ArrowLeft: '←', ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc', Delete: 'Del', Enter: 'Enter ⏎', Tab: 'Tab ↹',
}

/** A key as it is printed on a keyboard. */
export function printed(written: string): string[] {
  return written.split(/\+(?=.)/u).map((part) => (part === 'Mod' ? 'Ctrl' : (NAMES[part] ?? (part.length === 1 ? part : part))))
}

/** Whether keys typed into an element are text and not commands. */
export function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
}
