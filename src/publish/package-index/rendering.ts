// Whether the description of a distribution renders. PyPI refuses an upload whose reStructuredText has as much as a warning, and takes any
// text as Markdown or plain. It asks readme_renderer, so this asks the same, in whatever Python of this machine has it; docutils has no
// equal in JavaScript, and a look-alike would refuse what the index takes.
import { oneOf, type Metadata } from '../../core/distribution/metadata.js'
import { withoutControls } from '../../core/plain-text.js'
import type { Exec } from '../../ports/exec.js'

/** `unknown`: nothing here could tell. `why` of what is broken goes after "would refuse FILE:". */
export type Rendering = { readonly is: 'rendered' } | { readonly is: 'unknown' | 'broken'; readonly why: string }

/** Without isolation (-I) a module of the folder, or of PYTHONPATH, would run beside the secrets of the job. */
const script = `
import io, sys
try:
    from readme_renderer import rst
except Exception:
    sys.exit(3)
said = io.StringIO()
if rst.render(sys.stdin.buffer.read().decode("utf-8"), stream=said) is None:
    print(said.getvalue())
    sys.exit(4)
`
/** docutils reads settings of the machine, of the user's home and of the folder it runs in, and these go before those of readme_renderer: an index has none. */
const noSettings = { DOCUTILSCONFIG: '' }
const candidates = ['python3', '/usr/bin/python3', '/usr/local/bin/python3', 'python']

/** One collection per run: both distributions have one text, and each is asked about several times. */
const ofRuns = new WeakMap<Exec, Map<string, Promise<Rendering>>>()

const typeOf = (metadata: Metadata): string | undefined => oneOf(metadata, 'Description-Content-Type')?.trim() || undefined

/** No type says reStructuredText: that is what an index takes a text for. */
const isMarkup = (metadata: Metadata): boolean => /^text\/x-rst\b/i.test(typeOf(metadata) ?? 'text/x-rst')

export const renderingOf = async (metadata: Metadata, exec: Exec, cwd: string): Promise<Rendering> => {
  const { description } = metadata
  if (description.trim() === '' || !isMarkup(metadata)) return { is: 'rendered' }
  const known = ofRuns.get(exec) ?? new Map<string, Promise<Rendering>>()
  ofRuns.set(exec, known)
  const rendering = known.get(description) ?? ask(metadata, exec, cwd)
  known.set(description, rendering)
  rendering.catch(() => known.delete(description))
  return rendering
}

const ask = async (metadata: Metadata, exec: Exec, cwd: string): Promise<Rendering> => {
  let trouble: string | undefined
  for (const name of candidates) {
    const tool = await exec.find(name)
    if (tool === undefined) continue
    const { code, stdout, stderr } = await exec.run({ tool, args: ['-I', '-c', script], cwd, env: noSettings, stdin: metadata.description, show: false })
    if (code === 0) return { is: 'rendered' }
    if (code === 4) return { is: 'broken', why: faultOf(metadata, sentenceOf(stdout)) }
    // A text that the renderer breaks down on is refused by nobody yet: the index may run another one.
    if (code !== 3) trouble ??= `${tool} ended with ${code} (${withoutControls(stderr).trim().split('\n').at(-1) ?? ''})`
  }
  return { is: 'unknown', why: trouble ?? 'no Python here has readme_renderer (`python3 -m pip install readme-renderer`)' }
}

const faultOf = (metadata: Metadata, sentence: string): string =>
  `its description does not render as reStructuredText (${sentence})${typeOf(metadata) === undefined ? ', which an index takes it for, as it has no Description-Content-Type' : ''}`

/** docutils says `<string>:5: (WARNING/2) Title underline too short.`, and quotes the place below it. */
const sentenceOf = (said: string): string => {
  const [first = ''] = withoutControls(said).trim().split('\n')
  const [, line, what] = /^<\w+>:(\d*): \(\w+\/\d\) (.*)$/.exec(first) ?? []
  const sentence = line === undefined ? first.trim() || 'it renders to nothing' : `${line === '' ? '' : `line ${line}: `}${what ?? ''}`
  return sentence.replace(/\.$/, '')
}
