// Makes assets/echarts.js from motore.mjs, and the licences of what is in it.
import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = path.dirname(fileURLToPath(import.meta.url))
const fromHere = createRequire(import.meta.url)
// Some packages do not let their package.json be asked for, so the folder is cut out of a path.
const folder = (require, name) => require.resolve(name).match(new RegExp(`.*[/\\\\]${name}(?=[/\\\\])`))[0]
const charts = folder(fromHere, 'echarts')
const read = (...parts) => fs.readFileSync(path.join(...parts), 'utf8').replace(/\r\n/g, '\n').trim()
const versionOf = folder => JSON.parse(read(folder, 'package.json')).version

// Where the packages are that end up in the file, by name: ECharts brings the other two.
const fromCharts = createRequire(path.join(charts, 'package.json'))
const packages = { echarts: charts, zrender: folder(fromCharts, 'zrender'), tslib: folder(fromCharts, 'tslib') }

// What is changed in ECharts. A text that is not found exactly once stops the build, so
// that a new version cannot lose a change silently.
const changes = [
  // Tooltips drawn as text have one size, one font and no styles of ours: they get those
  // of the option.
  { file: /TooltipRichContent\.js$/,
    from: 'rich: markupStyleCreator.richTextStyles,',
    to: "rich: Object.assign({}, textStyleModel.get('rich'), markupStyleCreator.richTextStyles), font: textStyleModel.getFont()," },
  // Exporting linked charts writes markup; nothing here exports.
  { file: /echarts[/\\]lib[/\\]core[/\\]echarts\.js$/,
    from: 'zr_1.painter.getSvgRoot().innerHTML = content_1;',
    to: 'throw new Error("charts are not exported");' },
]

// Tooltips as HTML, the only part that would make markup from data, are left out.
const without = /TooltipHTMLContent\.js$/
const noHTML = 'export default function () { throw new Error("tooltips are text: renderMode richText") }'

// What our content security policy refuses, or what could turn a text into markup.
const refused = [/\beval\(/, /\bnew Function\b/, /\bFunction\("/, /insertAdjacentHTML/, /document\.write/,
  /innerHTML\s*=(?!=)\s*(?!""|null)/, /setAttribute\("style"/, /createElement\("style"/]

// engine gives the files under assets by their path.
export async function engine() {
  const done = new Set()
  const once = (text, change) => {
    if (text.split(change.from).length !== 2) throw new Error(`echarts: not found once: ${change.from}`)
    done.add(change)
    return text.replace(change.from, () => change.to)
  }
  const changed = { name: 'changed', setup(bundler) {
    bundler.onLoad({ filter: without }, () => (done.add(without), { contents: noHTML }))
    for (const change of changes) {
      bundler.onLoad({ filter: change.file }, ({ path: file }) => ({ contents: once(fs.readFileSync(file, 'utf8'), change) }))
    }
  } }
  const { outputFiles: [file], metafile } = await build({
    absWorkingDir: here, entryPoints: ['motore.mjs'], plugins: [changed],
    bundle: true, write: false, metafile: true, minify: true, legalComments: 'none', charset: 'utf8',
    format: 'iife', globalName: 'echarts', target: ['chrome100', 'firefox100', 'safari15'],
    define: { 'process.env.NODE_ENV': '"production"' }, banner: { js: banner() },
  })
  const lost = [without, ...changes].filter(change => !done.has(change))
  if (lost.length) throw new Error(`echarts: the file is not there any more: ${lost.map(change => change.file ?? change)}`)
  const inside = new Set(Object.keys(metafile.inputs).map(input => input.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]).filter(Boolean))
  const unnamed = [...inside].filter(name => !packages[name])
  if (unnamed.length) throw new Error(`echarts: no licence is shipped for ${unnamed}`)
  for (const pattern of refused) if (pattern.test(file.text)) throw new Error(`echarts: the pages refuse ${pattern}`)
  return new Map([['echarts.js', Buffer.from(file.contents)], ...licences()])
}

// tools/ was called strumenti/: the banner says tools/ from the next version on, as in assets.mjs.
function banner() {
  return `/*! Apache ECharts ${versionOf(charts)}, trimmed to bars and lines and changed (tooltips are text only) by strumenti/echarts.mjs: do not edit.
 * Copyright 2017-2026 The Apache Software Foundation; Apache-2.0, with NOTICE and the licence of d3: licenze/echarts.txt
 * zrender ${versionOf(packages.zrender)}, Copyright (c) 2017, Baidu Inc.; BSD-3-Clause: licenze/zrender.txt
 * tslib ${versionOf(packages.tslib)}, Copyright (c) Microsoft Corporation; 0BSD: licenze/tslib.txt */`
}

function licences() {
  const rule = `\n\n${'-'.repeat(70)}\n\n`
  return [
    ['licenze/echarts.txt', [`Apache ECharts ${versionOf(charts)}\nApache License 2.0\n\necharts.js is made from it: what this site does not use is left out, and tooltips\nare drawn as text only, with the fonts of the page.`,
      `NOTICE\n\n${read(charts, 'NOTICE')}`, `LICENSE\n\n${read(charts, 'LICENSE')}`, `licenses/LICENSE-d3\n\n${read(charts, 'licenses/LICENSE-d3')}`].join(rule)],
    ['licenze/zrender.txt', `zrender ${versionOf(packages.zrender)}\n\n${read(packages.zrender, 'LICENSE')}`],
    ['licenze/tslib.txt', `tslib ${versionOf(packages.tslib)}\nBSD Zero Clause License\n\n${read(packages.tslib, 'LICENSE.txt')}`],
  ].map(([name, text]) => [name, Buffer.from(text + '\n')])
}
