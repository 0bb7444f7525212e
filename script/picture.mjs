// A run's text as a picture of a terminal: script/rehearse 2>&1 | node script/picture.mjs '$ script/rehearse' > docs/rehearsal.svg
import { readFileSync } from 'node:fs'

const letter = { width: 8.02, height: 18, size: 13.3 }
const edge = 18
const bar = 34
const colours = { text: '#d6deeb', dim: '#7f8ea3', good: '#7fd88f', bad: '#ff7b72', warn: '#e3b341', head: '#ffffff', link: '#79b8ff', paper: '#0d1420', bar: '#182234' }

/** What a piece of a line looks like; the first that fits. */
const looks = [
  [/^\$ .*$/, 'head', true],
  [/^(Build|Stage|Publish|Point|Follow)\b.*\(\d+ tasks?\)$|^(Built|Staged|Published|Pointed|Followed up|Left out:|Take it:)$/, 'head', true],
  [/^(released|resumed|already-released|incomplete)(?=: )/, 'good', true],
  [/^ +[✓=](?= )/, 'good', true],
  [/^ +✗(?= )/, 'bad', true],
  [/^ +….*$/, 'dim', false],
  [/sha256:[0-9a-f]+/, 'dim', false],
  [/https?:\/\/\S+/, 'link', false],
  [/^(setup:.*|Rehearsing .*|The wheel is built by .*)$/, 'dim', false],
]

const escape = (text) => text.replace(/[&<>]/g, (it) => `&#${it.charCodeAt(0)};`)

const piece = (text, at, [, colour, bold] = [undefined, 'text', false]) => {
  const column = at + text.length - text.trimStart().length
  return text.trim() === '' ? '' : `<tspan x="${(edge + column * letter.width).toFixed(1)}" fill="${colours[colour]}"${bold ? ' font-weight="bold"' : ''}>${escape(text.trim())}</tspan>`
}

/** Cut at everything that has a look of its own. Columns are set by x, so that they stand whatever the font's width is. */
const drawn = (line, at = 0, isStart = true) => {
  const found = looks
    .map((look) => ({ look, match: isStart || !look[0].source.startsWith('^') ? look[0].exec(line) : null }))
    .filter(({ match }) => match)
    .sort((a, b) => a.match.index - b.match.index)[0]
  if (!found) return columns(line, at)
  const { index, 0: text } = found.match
  const rest = index + text.length
  return columns(line.slice(0, index), at) + piece(text, at + index, found.look) + (rest < line.length ? drawn(line.slice(rest), at + rest, false) : '')
}

const columns = (text, at) => [...text.matchAll(/\S+(?: \S+)*/g)].map((it) => piece(it[0], at + it.index)).join('')

/** Lines longer than the picture go on below, as in a terminal. */
const wrapped = (line, width) => (line.length <= width ? [line] : [line.slice(0, width), ...wrapped(line.slice(width), width)])

const width = 120
const lines = [...process.argv.slice(2), ...readFileSync(0, 'utf8').trimEnd().split('\n')].flatMap((line) => wrapped(line, width))
const size = { width: Math.ceil(2 * edge + width * letter.width), height: bar + 2 * edge + lines.length * letter.height }
const rows = lines.map((line, at) => (line.trim() === '' ? '' : `<text y="${bar + edge + (at + 1) * letter.height - 5}">${drawn(line)}</text>`)).filter(Boolean)

process.stdout.write(`<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" role="img">
<title>A finished rehearsal in a terminal</title>
<rect width="100%" height="100%" rx="9" fill="${colours.paper}"/>
<path d="M0 ${bar}V9a9 9 0 0 1 9-9h${size.width - 18}a9 9 0 0 1 9 9v${bar - 9}z" fill="${colours.bar}"/>
${['#ff5f57', '#febc2e', '#28c840'].map((fill, at) => `<circle cx="${edge + 4 + at * 20}" cy="${bar / 2}" r="6" fill="${fill}"/>`).join('')}
<g font-family="ui-monospace, SFMono-Regular, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="${letter.size}">
${rows.join('\n')}
</g>
</svg>
`)
