// Makes what the theme takes from others: the style sheet of Bootstrap Italia, trimmed to
// what templates and scripts use, its images as files, Titillium Web, the charts of
// ECharts, and their licences.
// The same input gives the same bytes. With --check nothing is written, and the names of
// committed files that differ are printed.
import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { transform } from 'lightningcss'
import opentype from 'opentype.js'
import postcss from 'postcss'
import { PurgeCSS } from 'purgecss'
import subsetFont from 'subset-font'
import { engine } from './echarts.mjs'

const theme = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const assets = path.join(theme, 'assets')
const bootstrap = path.dirname(createRequire(import.meta.url).resolve('bootstrap-italia/package.json'))
const version = JSON.parse(read(bootstrap, 'package.json')).version

// What stands in pages and in no template: elements that Markdown becomes, classes that
// Go writes, values that templates fill in.
const safelist = {
  tags: 'html body h1 h2 h3 h4 h5 h6 p a ul ol li dl dt dd blockquote pre code em strong b i del sup sub hr br img'
    + ' table caption thead tbody tfoot tr th td figure figcaption abbr small mark svg',
  classes: 'text-end text-center',
  values: 'page step true false date',
}

// Classes of ours whose names Bootstrap has too: its rules for them are left out.
const ours = ['figure']

// Made here, so that it says nothing of what our templates and scripts use.
const made = ['bootstrap-italia.css', 'echarts.js']

// Files that this script owns beside those that it has just made: what is left of an
// earlier run is removed.
const owned = [['img', /^bi-.*\.svg$/], ['fonts', /^titillium-web-.*\.woff2$/]]

// What is shown until Titillium Web has come, drawn as wide and as high so that no line
// moves when it comes: the names under which systems have the font, and how wide its
// letters are, in thousandths of an em. Liberation Sans and Arimo were drawn to the widths
// of Arial; Android has Roboto.
const sample = 'la provincia pubblica i dati dei progetti finanziati dal piano nazionale di ripresa e resilienza, '
  + 'con gli importi assegnati, le scadenze e lo stato di avanzamento di ogni intervento. 1.250.000,00 2025'
const letters = ' ,.abcdefghilmnopqrstuvz0125'
const arial = ['Arial', 'Liberation Sans', 'Arimo']
const roboto = ['Roboto']
const bold = name => `${name} Bold`
const fallbacks = [
  { family: 'Titillium Fallback', names: arial, weights: [400],
    widths: [278, 278, 278, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 500, 556, 556, 556, 556] },
  { family: 'Titillium Fallback', names: arial.map(bold), weights: [600, 700],
    widths: [278, 278, 278, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 500, 556, 556, 556, 556] },
  { family: 'Titillium Fallback Android', names: roboto, weights: [400],
    widths: [248, 197, 264, 544, 562, 523, 564, 530, 348, 562, 551, 243, 243, 877, 552, 570, 562, 568, 339, 516, 327, 551, 484, 496, 562, 562, 562, 562] },
  { family: 'Titillium Fallback Android', names: roboto.map(bold), weights: [600, 700],
    widths: [249, 246, 290, 535, 563, 521, 563, 540, 358, 571, 560, 265, 265, 866, 561, 564, 563, 564, 366, 514, 338, 560, 506, 509, 574, 574, 574, 574] },
]

const files = new Map() // path under assets -> Buffer
const fontFaces = await fonts()
await styles(fontFaces)
for (const [name, data] of await engine()) files.set(name, data)
licences()
process.exitCode = process.argv.includes('--check') ? check() : write()

function read(...parts) {
  return fs.readFileSync(path.join(...parts), 'utf8').replace(/^\uFEFF/, '')
}

function list(dir, pattern) {
  return fs.existsSync(dir) ? fs.readdirSync(dir).filter(name => pattern.test(name)).sort() : []
}

// Style sheet ------------------------------------------------------------------------

async function styles(fontFaces) {
  const root = postcss.parse(read(bootstrap, 'dist/css/bootstrap-italia.min.css'))
  root.walkComments(comment => comment.remove())
  root.walkAtRules('font-face', rule => rule.remove())
  root.walkAtRules('charset', rule => rule.remove())
  root.walkDecls('--bootstrap-italia-version', decl => decl.remove())
  const [purged] = await new PurgeCSS().purge({
    content: [{ raw: JSON.stringify(used()), extension: 'used' }],
    extractors: [{ extensions: ['used'], extractor: JSON.parse }],
    css: [{ raw: root.toString() }],
    keyframes: true,
  })
  const kept = postcss.parse(purged.css)
  dropUnusedVariables(kept)
  dropEmpty(kept)
  fontFamilies(kept)
  imagesToFiles(kept)
  const { code } = transform({
    filename: 'bootstrap-italia.css',
    code: Buffer.from(fontFaces + kept.toString()),
    minify: true,
    targets: { chrome: 100 << 16, firefox: 100 << 16, safari: 15 << 16 },
  })
  const css = postcss.parse(code.toString())
  coloursToProperties(css)
  // The official validator reads the version as a property of body, between double quotes.
  const marker = `body{--bootstrap-italia-version:"${version}"}`
  // tools/ was called strumenti/: the banner says tools/ from the next version on, since the name alone is not worth
  // a new digest of the style sheet on every page of every site.
  files.set('bootstrap-italia.css', Buffer.from(`/*! Bootstrap Italia ${version}, trimmed to what this theme uses by strumenti/assets.mjs: do not edit.
 * Copyright (c) 2022, the contributors of Bootstrap Italia; BSD-3-Clause: licenze/bootstrap-italia.txt
 * From Bootstrap v5.2.3, Copyright 2011-2022 The Bootstrap Authors; MIT, same file
 * Titillium Web, Copyright (c) 2009-2011 Accademia di Belle Arti di Urbino; OFL-1.1: licenze/titillium-web.txt */
${marker}${css}
`))
}

// used gives the elements, classes and attributes that stand in templates and scripts.
// Only attributes are read, so that a word of prose keeps no rule. In a template an action
// that prints a value makes the word around it ours: state-{{.Class}} names no class of
// Bootstrap, while those in {{if}}…{{end}} count as written.
function used() {
  const found = { tags: new Set(), classes: new Set(), ids: new Set(), names: new Set(), values: new Set() }
  const add = (set, words) => words.split(/\s+/).filter(word => word && !word.includes('\0')).forEach(word => found[set].add(word))
  for (const [set, words] of Object.entries(safelist)) add(set, words)
  const markup = text => {
    for (const [, tag, rest] of text.matchAll(/<([a-z][a-z0-9]*)((?:[^"<>]|"[^"]*")*)>/g)) {
      add('tags', tag)
      for (const [, name, value = ''] of rest.matchAll(/([a-zA-Z][a-zA-Z-]*)(?:="([^"]*)")?/g)) {
        add('names', name)
        add('values', value)
        if (name === 'class') add('classes', value)
        if (name === 'id') add('ids', value)
      }
    }
  }
  for (const dir of ['', 'parts']) {
    for (const name of list(path.join(theme, dir), /\.html$/)) {
      markup(read(theme, dir, name)
        .replace(/\{\{-?\s*\/\*[^]*?\*\/\s*-?\}\}/g, '')
        .replace(/\{\{-?\s*(?:if|else|end|with|range|block|define|break|continue)\b[^]*?\}\}/g, ' ')
        .replace(/\{\{[^]*?\}\}/g, '\0'))
    }
  }
  for (const name of list(assets, /\.js$/).filter(name => !made.includes(name))) {
    const script = read(assets, name).replace(/\$\{[^}]*\}/g, '\0')
    markup(script)
    const strings = text => [...text.matchAll(/"([^"\n]*)"|'([^'\n]*)'|`([^`]*)`/g)].map(m => m[1] ?? m[2] ?? m[3])
    for (const [, args] of script.matchAll(/classList\.\w+\(([^)]*)\)/g)) strings(args).forEach(s => add('classes', s))
    for (const [, value] of script.matchAll(/\bclass(?:Name)?["']?\s*(?:\+?=(?!=)|:|,)\s*([^;,)}\n]*)/g)) strings(value).forEach(s => add('classes', s))
    for (const [, tag] of script.matchAll(/createElement(?:NS)?\([^)]*["'](\w+)["']\)/g)) add('tags', tag)
    for (const [, name, value = ''] of script.matchAll(/[sS]etAttribute\(\s*["']([a-z-]+)["'](?:\s*,\s*["']([^"']*)["'])?/g)) {
      add('names', name)
      add('values', value)
    }
  }
  ours.forEach(name => found.classes.delete(name))
  found.classes.forEach(name => found.values.add(name))
  const sorted = set => [...found[set]].sort()
  return { tags: sorted('tags'), classes: sorted('classes'), ids: sorted('ids'), undetermined: [],
    attributes: { names: sorted('names'), values: sorted('values') } }
}

// A custom property is used if a rule that stays, or vetro.css or a script, reads it;
// what reads it may itself be the value of one that is not.
function dropUnusedVariables(root) {
  const reads = text => [...text.matchAll(/var\(\s*(--[\w-]+)/g)].map(m => m[1])
  const ours = [...list(assets, /\.(css|js)$/).filter(name => !made.includes(name))].flatMap(name => reads(read(assets, name)))
  for (let dropped = true; dropped;) {
    dropped = false
    const live = new Set(ours)
    root.walkDecls(decl => reads(decl.value).forEach(name => live.add(name)))
    root.walkDecls(/^--/, decl => {
      if (live.has(decl.prop)) return
      decl.remove()
      dropped = true
    })
  }
}

// Titillium Web is followed by its stand-ins. Lora is not served: cards and callouts are
// in the font of the page instead.
function fontFamilies(root) {
  const families = [...new Set(fallbacks.map(f => `"${f.family}"`))].join()
  root.walkDecls(decl => { decl.value = decl.value.replace(/"Titillium Web",/, `"Titillium Web",${families},`) })
  root.walkDecls('font-family', decl => { if (decl.value.includes('Lora')) decl.remove() })
}

// Bootstrap Italia's colours are constants, written by Sass into each rule. Here each is
// read from a property of :root with the same value, one for what lies below (ground) and
// one for what is drawn on it (ink), so that vetro.css makes the dark page by giving those
// few another value. Shadows, translucent colours and print stay as they are.
function coloursToProperties(root) {
  const properties = new Map()
  root.walkDecls(decl => {
    if (decl.parent.parent.params === 'print' || decl.parent.name === 'font-face') return
    if (/shadow/.test(decl.prop) && !/inset/.test(decl.value)) return
    const role = /(^|-)(bg|background)/.test(decl.prop) ? 'ground' : 'ink'
    decl.value = decl.value.replace(/#([0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-f])/g, (colour, hex) => {
      const name = `--bi-${role}-${hex}`
      properties.set(name, colour)
      return `var(${name})`
    })
  })
  const all = [...properties].sort(([a], [b]) => a < b ? -1 : 1).map(([name, colour]) => `${name}:${colour}`)
  root.prepend(postcss.parse(`:root{${all.join(';')}}`).first)
}

function dropEmpty(root) {
  root.walkRules(rule => { if (rule.nodes.length === 0) rule.remove() })
  for (let dropped = true; dropped;) {
    dropped = false
    root.walkAtRules(rule => {
      if (rule.nodes?.length !== 0) return
      rule.remove()
      dropped = true
    })
  }
}

// The content security policy of our pages refuses data: addresses. An image is named
// after the first class, or element, that shows it.
function imagesToFiles(root) {
  const names = new Map()
  root.walkDecls(decl => {
    decl.value = decl.value.replace(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^)]*))\s*\)/g, (whole, double, single, bare) => {
      const url = double ?? single ?? bare
      const image = /^data:image\/svg\+xml(?:;charset=[\w-]+)?(;base64)?,(.*)$/s.exec(url)
      if (!image) throw new Error(`bootstrap-italia: what is ${url.slice(0, 80)}?`)
      const svg = image[1] ? Buffer.from(image[2], 'base64').toString() : decodeURIComponent(image[2].replace(/%(?![0-9a-f]{2})/gi, '%25'))
      if (!names.has(svg)) {
        const classes = decl.parent.selector.split(',')[0].match(/\.[\w-]+/g) ?? ['.' + decl.parent.selector.match(/[a-z]+/)[0]]
        const base = 'bi-' + classes.at(-1).slice(1)
        const taken = [...names.values()]
        let name = base
        for (let n = 2; taken.includes(name); n++) name = `${base}-${n}`
        names.set(svg, name)
        files.set(`img/${name}.svg`, Buffer.from(svg.trim() + '\n'))
      }
      return `url(img/${names.get(svg)}.svg)`
    })
  })
}

// Fonts ------------------------------------------------------------------------------

// fonts makes the files and gives the @font-face rules. Each weight comes in two files: a
// page fetches the second, the rest of Latin Extended-A, only if it has such a letter.
async function fonts() {
  const source = path.join(bootstrap, 'dist/fonts/Titillium_Web')
  const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
  // ISO 8859-1, the letters of Slovene and Croatian, ligatures, dashes, quotes, dots, euro, minus.
  const latin = [...range(0x20, 0x7e), ...range(0xa0, 0xff), ...range(0x2000, 0x206f), ...[...'ČčĆćĐđŠšŽžıŒœŸˆ˜€™−'].map(c => c.codePointAt(0))]
  const extended = [...range(0x100, 0x17f), ...range(0x218, 0x21b)].filter(c => !latin.includes(c))
  let css = ''
  for (const [weight, name] of [[400, 'regular'], [600, '600'], [700, '700']]) {
    const ttf = fs.readFileSync(path.join(source, `titillium-web-v10-latin-ext_latin-${name}.ttf`))
    const font = opentype.parse(new Uint8Array(ttf).buffer)
    for (const [suffix, points] of [['', latin], ['-ext', extended]]) {
      const there = points.filter(c => font.charToGlyphIndex(String.fromCodePoint(c)))
      const file = `fonts/titillium-web-${weight}${suffix}.woff2`
      files.set(file, await subsetFont(ttf, String.fromCodePoint(...there), { targetFormat: 'woff2', noHinting: true,
        keepFeatures: ['kern', 'liga', 'mark', 'mkmk', 'ccmp', 'locl'] }))
      css += `@font-face{font-family:"Titillium Web";font-weight:${weight};font-style:normal;font-display:swap;src:url(${file}) format("woff2");unicode-range:${unicodeRange(there)}}`
    }
    css += fallbackRules(font, weight)
  }
  return css
}

function unicodeRange(points) {
  const hex = c => c.toString(16).toUpperCase()
  const runs = []
  for (const c of [...points].sort((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last && c === last[1] + 1) last[1] = c
    else runs.push([c, c])
  }
  return runs.map(([from, to]) => from === to ? `U+${hex(from)}` : `U+${hex(from)}-${hex(to)}`).join()
}

// fallbackRules gives the stand-ins of a weight, with the height and the width of font.
function fallbackRules(font, weight) {
  const percent = share => (share * 100).toFixed(2) + '%'
  const width = [...sample].reduce((sum, c) => sum + font.charToGlyph(c).advanceWidth / font.unitsPerEm, 0)
  return fallbacks.filter(f => f.weights.includes(weight)).map(({ family, names, widths }) => {
    const size = width / [...sample].reduce((sum, c) => sum + widths[letters.indexOf(c)] / 1000, 0)
    const { ascender, descender, lineGap } = font.tables.hhea
    const height = units => percent(units / font.unitsPerEm / size)
    return `@font-face{font-family:"${family}";font-weight:${weight};src:${names.map(name => `local("${name}")`).join()};size-adjust:${percent(size)};`
      + `ascent-override:${height(ascender)};descent-override:${height(-descender)};line-gap-override:${height(lineGap)}}`
  }).join('')
}

// Licences ---------------------------------------------------------------------------

function licences() {
  const mit = read(theme, 'tools/bootstrap-mit.txt')
  files.set('licenze/bootstrap-italia.txt', Buffer.from(`Bootstrap Italia ${version}\nBSD 3-Clause License\n\n${read(bootstrap, 'LICENSE').trim()}\n\n`
    + `----------------------------------------------------------------------\n\nIt is derived from Bootstrap v5.2.3:\n\n${mit}`))
  files.set('licenze/titillium-web.txt', Buffer.from(read(bootstrap, 'dist/fonts/Titillium_Web/OFL.txt').replace(/\r\n/g, '\n').trim() + '\n'))
}

// The end ----------------------------------------------------------------------------

function surplus() {
  return owned.flatMap(([dir, pattern]) => list(path.join(assets, dir), pattern).map(name => `${dir}/${name}`)).filter(name => !files.has(name))
}

function check() {
  const differs = ([name, data]) => !fs.existsSync(path.join(assets, name)) || !fs.readFileSync(path.join(assets, name)).equals(data)
  const stale = [...[...files].filter(differs).map(([name]) => name), ...surplus()]
  for (const name of stale) console.log(`assets/${name}`)
  return stale.length ? 1 : 0
}

function write() {
  for (const name of surplus()) fs.rmSync(path.join(assets, name))
  for (const [name, data] of files) {
    fs.mkdirSync(path.dirname(path.join(assets, name)), { recursive: true })
    fs.writeFileSync(path.join(assets, name), data)
    console.log(`${String(data.length).padStart(7)} raw ${String(gzipSync(data, { level: 9 }).length).padStart(6)} gzip  assets/${name}`)
  }
  const css = list(assets, /\.css$/).map(name => gzipSync(fs.readFileSync(path.join(assets, name)), { level: 9 }).length)
  console.log(`all style sheets: ${css.reduce((sum, n) => sum + n, 0)} bytes gzipped`)
  return 0
}
