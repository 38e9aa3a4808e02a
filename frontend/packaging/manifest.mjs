// Writes next to the built files: build.json (hashes of sources and built files) and LICENSES.txt.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const out = process.env.CONTENTION_STATIC ?? join(root, '../src/contention/workbench/static')
const LEFT_OUT = new Set(['node_modules', 'dev', 'tests', '.gitignore', 'README.md'])
const LIMIT = 600_000

function files(folder, base = folder) {
  return readdirSync(folder)
    .filter((name) => folder !== root || !LEFT_OUT.has(name))
    .sort()
    .flatMap((name) => {
      const path = join(folder, name)
      return statSync(path).isDirectory() ? files(path, base) : [relative(base, path).split(sep).join('/')]
    })
}

const hash = (path) => createHash('sha256').update(readFileSync(path)).digest('hex')
const hashes = (folder, names) => Object.fromEntries(names.map((name) => [name, hash(join(folder, name))]))

function licences() {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const bundled = new Set(['svelte', 'esm-env', 'clsx'])
  const wanted = Object.keys(own.dependencies ?? {})
  while (wanted.length) {
    const name = wanted.pop()
    if (bundled.has(name) && name !== 'svelte') continue
    bundled.add(name)
    wanted.push(...Object.keys(lock.packages[`node_modules/${name}`]?.dependencies ?? {}))
  }
  return [...bundled].sort().map((name) => {
    const folder = join(root, 'node_modules', name)
    const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
    if (!file && !about.license) throw new Error(`${name} states no licence`)
    const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `Licence: ${about.license}`
    return `${name} ${about.version} (${about.license ?? 'see below'})\n\n${text}\n`
  })
}

const header = 'The built files contain parts of these packages, under these licences.\n\n'
writeFileSync(join(out, 'LICENSES.txt'), header + licences().join(`\n${'-'.repeat(78)}\n\n`))
const built = files(out).filter((name) => name !== 'build.json')
const sizes = built.filter((name) => name !== 'LICENSES.txt').map((name) => {
  const bytes = readFileSync(join(out, name))
  return { gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length }
})
const total = (kind) => sizes.reduce((sum, size) => sum + size[kind], 0)
const manifest = { sources: hashes(root, files(root)), built: hashes(out, built) }
writeFileSync(join(out, 'build.json'), `${JSON.stringify(manifest, null, 1)}\n`)
console.log(`compressed: ${total('gzip')} bytes with gzip, ${total('brotli')} with brotli (limit ${LIMIT})`)
if (total('gzip') > LIMIT) process.exit(1)
