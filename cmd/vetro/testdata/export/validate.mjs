// Reads the open data of a site with the libraries that their readers use, and prints
// what is wrong, a line for each fault.
//
//   node validate.mjs SITE QUADS
//
// SITE is a finished site, QUADS the N-Quads that another library made of
// catalogo.jsonld. Run npm ci --ignore-scripts here first.
import { createRequire } from 'node:module'
import { readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'

const [site, quads] = process.argv.slice(2)
const need = createRequire(import.meta.url)
const fault = (...words) => console.log(words.join(' ').trim())
const read = name => readFileSync(join(site, name), 'utf8')

// The Data Package: its profile, then every row against its schema, keys between tables
// included.
async function dataPackage() {
  const { Package } = need('datapackage')
  const dir = join(site, 'dati')
  const pack = await Package.load(join(dir, 'datapackage.json'), { basePath: dir })
  for (const e of pack.errors) fault('datapackage.json:', e.message)
  let rows = 0
  for (const r of pack.resources) {
    try {
      rows += (await r.read({ relations: true })).length
    } catch (e) {
      for (const one of e.errors?.length ? e.errors : [e]) fault(r.name + ':', one.message)
    }
  }
  return `${pack.resources.length} tables, ${rows} rows`
}

// The catalogue says the same in both its forms.
function catalog() {
  const { Parser, Writer } = need('n3')
  const lines = (text, format) => {
    const out = new Set()
    for (const q of new Parser({ format }).parse(text)) out.add(new Writer().quadToString(q.subject, q.predicate, q.object, q.graph))
    return out
  }
  const turtle = lines(read('dati/catalogo.ttl'), 'text/turtle')
  const json = lines(readFileSync(quads, 'utf8'), 'N-Quads')
  for (const t of turtle) if (!json.has(t)) fault('only in catalogo.ttl:', t)
  for (const t of json) if (!turtle.has(t)) fault('only in catalogo.jsonld:', t)
  return `${turtle.size} statements`
}

const seen = [await dataPackage()]
if (existsSync(join(site, 'dati/catalogo.ttl'))) seen.push(catalog())
console.error(seen.join(', '))
