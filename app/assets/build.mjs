/**
 * Build app/static/vendor: the stylesheet in both directions of writing, the map, and our own
 * small files, each under a name that holds its content's hash, each with a .gz beside it.
 *
 * manifest.json maps plain names to hashed ones; world.json keeps its name, because templates
 * and prints read it from disk. The same inputs give the same bytes.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import rtlcss from 'rtlcss'
import * as sass from 'sass'
import { drawWorld } from './map.mjs'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const STATIC = join(HERE, '../static')
const VENDOR = join(STATIC, 'vendor')
const CENTROIDS = join(HERE, '../../config/facts/centroids.csv')
const HASH_LENGTH = 12

function stylesheet() {
  const { css } = sass.compile(join(HERE, 'scss/main.scss'), {
    loadPaths: [join(HERE, 'node_modules')],
    style: 'compressed',
    quietDeps: true,
    charset: false
  })
  return css
}

function ownFiles() {
  const names = readdirSync(STATIC).filter((name) => ['.js', '.svg'].includes(extname(name)))
  return names.sort().map((name) => [name, readFileSync(join(STATIC, name), 'utf8')])
}

function silhouette({ width, height, land }) {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">` +
    `<path id="land" d="${land}"/></svg>\n`
  )
}

function hashed(name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, HASH_LENGTH)
  return `${name.slice(0, -extname(name).length)}-${hash}${extname(name)}`
}

function build() {
  const css = stylesheet()
  const world = drawWorld(CENTROIDS)
  const files = [
    ['main.css', css],
    ['main.rtl.css', rtlcss.process(css)],
    ['world.svg', silhouette(world)],
    ...ownFiles()
  ]
  const manifest = Object.fromEntries(files.map(([name, content]) => [name, hashed(name, content)]))
  return [
    ...files.map(([name, content]) => [manifest[name], content]),
    ['world.json', JSON.stringify(world)],
    ['manifest.json', JSON.stringify(manifest, null, 2) + '\n']
  ]
}

/** Write everything into a folder beside, and put it in place at the end: never half a build. */
function put(files) {
  const fresh = `${VENDOR}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })
  for (const [name, content] of files) {
    writeFileSync(join(fresh, name), content)
    if (extname(name) !== '.json') {
      writeFileSync(join(fresh, `${name}.gz`), gzipSync(content, { level: 9 }))
    }
  }
  rmSync(VENDOR, { recursive: true, force: true })
  renameSync(fresh, VENDOR)
}

const files = build()
put(files)
const kilobytes = Math.round(files.reduce((sum, [, content]) => sum + content.length, 0) / 1000)
console.log(`Built ${files.length} files for the pages (${kilobytes} kB) into app/static/vendor.`)
