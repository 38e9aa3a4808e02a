/** A scenario and a contention as lines of the case's files. Strings are quoted as JSON, which YAML reads. */

/** Lines after the last entry under a top-level key; the key is added where the file lacks it. */
export function inserted(text: string, key: string, entry: readonly string[]): string {
  const lines = text.split('\n')
  const head = lines.findIndex((line) => new RegExp(`^${key}:\\s*(?:#.*|\\{\\}|\\[\\])?$`, 'u').test(line))
  if (head < 0) return `${text.replace(/\n*$/u, '\n')}${key}:\n${entry.join('\n')}\n`
  lines[head] = `${key}:`
  let last = head
  for (let index = head + 1; index < lines.length; index += 1) {
    const line = lines[index]!
    if (/^[^\s#-]/u.test(line)) break
    // lines commented out belong to the entry above them; other comments, to what follows
    if (/^[\s-]+\S/u.test(line) ? !/^\s*#/u.test(line) : /^#\s{2,}\S/u.test(line)) last = index
  }
  lines.splice(last + 1, 0, ...entry)
  return lines.join('\n')
}

/** How far the items of a list under a key are indented; two spaces where there is none yet. */
export function itemIndent(text: string, key: string): string {
  const body = text.slice(Math.max(0, text.search(new RegExp(`^${key}:`, 'mu'))))
  return /^( *)- /mu.exec(body.slice(body.indexOf('\n') + 1).replace(/^#.*$/gmu, ''))?.[1] ?? '  '
}

/** How far the keys of a mapping under a key are indented. */
export function keyIndent(text: string, key: string): string {
  const at = text.search(new RegExp(`^${key}:`, 'mu'))
  if (at < 0) return '  '
  return /^( +)[\w"']/mu.exec(text.slice(text.indexOf('\n', at) + 1))?.[1] ?? '  '
}

export interface Lever { factor: string; to: number }

export function scenarioLines(id: string, title: string, lever: Lever | null, indent = '  '): string[] {
  const more = `${indent}  `
  const head = [`${indent}${id}:`, `${more}title: ${JSON.stringify(title)}`]
  return lever ? [...head, `${more}actions:`, `${more}  - {set: ${lever.factor}, to: ${lever.to}, at: present}`] : head
}

export interface Asked { factor: string; scenario: string; baseline: string; higher: boolean }

export function testOf(asked: Asked): string {
  return `final(${asked.factor} @ ${asked.scenario}) ${asked.higher ? '>' : '<'} final(${asked.factor} @ ${asked.baseline})`
}

export function contentionLines(id: string, title: string, asked: Asked, holder: string | null, indent = '  '): string[] {
  const lines = [`${indent}- id: ${id}`, `${indent}  title: ${JSON.stringify(title)}`, `${indent}  test: ${testOf(asked)}`]
  return holder ? [...lines, `${indent}  holder: ${holder}`] : lines
}

/** An id of a title that no other has. */
export function freeId(title: string, taken: readonly string[]): string {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/gu, '_').replace(/^[^a-z]+|_+$/gu, '')
  const base = plain.slice(0, 48).replace(/_+$/u, '') || 'question'
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}_${number}`
    if (!taken.includes(id)) return id
  }
}
