// Compares a fresh build with the shipped files: node packaging/compare.mjs FRESH SHIPPED
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const [fresh, shipped] = process.argv.slice(2).map((folder) => JSON.parse(readFileSync(join(folder, 'build.json'), 'utf8')))
const different = ['sources', 'built'].flatMap((part) => {
  const names = new Set([...Object.keys(fresh[part]), ...Object.keys(shipped[part])])
  return [...names].filter((name) => fresh[part][name] !== shipped[part][name]).map((name) => `${part}: ${name}`)
})
if (different.length) {
  console.error(`The shipped files are not what the sources build; run make frontend:\n${different.join('\n')}`)
  process.exit(1)
}
console.log('The shipped files are what the sources build.')
