// Holds the Atom feeds and the sitemaps of a site to their schemas, by libxml2, and prints
// what is wrong, a line for each fault. To standard error goes how many it has seen.
//
//   node schemas.mjs SITE
//
// Run npm ci --ignore-scripts here first.
import { createRequire } from 'node:module'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const { validateXML } = createRequire(import.meta.url)('xmllint-wasm')
const site = process.argv[2]
const names = readdirSync(site, { recursive: true }).map(name => name.replaceAll('\\', '/')).sort()
const of = name => ({ fileName: name.replaceAll('/', '~'), contents: readFileSync(join(site, name), 'utf8') })
const schema = name => readFileSync(join(import.meta.dirname, name), 'utf8')

// hold has all files read at once: to start the library takes longer than to read one.
async function hold(files, options) {
  if (!files.length) return
  const { valid, errors, rawOutput } = await validateXML({ xml: files, ...options, initialMemoryPages: 1024, maxMemoryPages: 16384 })
  for (const e of errors) console.log((e.rawMessage ?? e.message).replaceAll('~', '/'))
  if (!valid && !errors.length) console.log(rawOutput)
}

const feeds = names.filter(name => /(^|[./])feed\.xml$/.test(name)).map(of)
const maps = names.filter(name => /^sitemap[^/]*\.xml$/.test(name)).map(of)
const lists = maps.filter(map => map.contents.includes('<sitemapindex'))
const sets = maps.filter(map => !lists.includes(map))
await hold(feeds, { schema: [schema('atom.rng')], extension: 'relaxng' })
await hold(sets, { schema: [schema('node_modules/sitemap/schema/sitemap.xsd')] })
await hold(lists, { schema: [schema('siteindex.xsd')] })
console.error(`${feeds.length} feeds, ${sets.length} sitemaps, ${lists.length} lists of sitemaps`)
