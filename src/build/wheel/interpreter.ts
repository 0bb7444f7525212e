// Which Python builds. The first python3 of PATH often lacks build or the backend, so several are asked what they have.
import { fail } from '../../errors/release-error.js'
import type { Exec } from '../../ports/exec.js'

export interface Interpreter {
  readonly path: string
  readonly version: string
  /** Module build is there. */
  readonly build: boolean
  readonly pip: boolean
  /** It can make the environment for an isolated build. */
  readonly venv: boolean
  /** The project's backend can be imported (for setuptools: with what it needs to make wheels). */
  readonly backend: boolean
  /** setuptools and wheel: `setup.py bdist_wheel` works. */
  readonly setuptools: boolean
}

/** `build.__main__` and not `build`: any folder of that name on the way would answer "yes". */
const probe = `
import importlib, importlib.util, json, sys
def has(*names):
    for name in names:
        try:
            importlib.import_module(name)
        except Exception:
            return False
    return True
def lies(name):
    # Neither imported nor asked for before setuptools: pip on the way makes its import fail.
    return importlib.util.find_spec(name) is not None
def bdist():
    if not has("setuptools"): return False
    import setuptools
    major = setuptools.__version__.split(".")[:2]
    return (int(major[0]), int(major[1])) >= (70, 1) or has("wheel")
backend = sys.argv[1]
own = backend.startswith("setuptools.")
print(json.dumps({"version": "%d.%d.%d" % sys.version_info[:3], "build": has("build.__main__"),
    "backend": has(backend) and (bdist() if own else True), "setuptools": bdist(),
    "pip": lies("pip"), "venv": lies("ensurepip") or lies("virtualenv")}))
`

const versions = ['3.14', '3.13', '3.12', '3.11', '3.10', '3.9'].map((it) => `python${it}`)
const candidates = ['python3', '/usr/bin/python3', '/usr/local/bin/python3', ...versions, 'python']

type Answer = Interpreter | { readonly path: string; readonly trouble: string }

/** One collection per run: what preflight was told is not asked again by the build, which waits for it half a second each time. */
const ofRuns = new WeakMap<Exec, Map<string, Promise<Answer>>>()

const askOnce = async (exec: Exec, path: string, backend: string, cwd: string): Promise<Answer> => {
  const answers = ofRuns.get(exec) ?? new Map<string, Promise<Answer>>()
  ofRuns.set(exec, answers)
  const key = JSON.stringify([path, backend])
  const answer = answers.get(key) ?? ask(exec, path, backend, cwd)
  answers.set(key, answer)
  // An interpreter that could not be asked, or has trouble, may do better next time.
  answer.then((it) => 'trouble' in it && answers.delete(key), () => answers.delete(key))
  return answer
}

/** A traceback ends with its cause; what stands in for Python (pyenv, say) begins with it, and goes on with advice. */
const causeIn = (stderr: string): string => {
  const lines = stderr.split('\n').map((it) => it.trim()).filter((it) => it !== '')
  return (lines.some((it) => it.startsWith('Traceback ')) ? lines.at(-1) : lines[0]) ?? 'it says nothing'
}

const ask = async (exec: Exec, path: string, backend: string, cwd: string): Promise<Answer> => {
  const { code, stdout, stderr } = await exec.run({ tool: path, args: ['-c', probe, backend], cwd, show: false })
  if (code !== 0) return { path, trouble: `does not run (${causeIn(stderr)})` }
  try {
    return { path, ...(JSON.parse(stdout) as Omit<Interpreter, 'path'>) }
  } catch {
    return { path, trouble: `answers ${JSON.stringify(stdout.slice(0, 60))}` }
  }
}

const lacking = (it: Interpreter, backend: string): string =>
  [it.build ? '' : 'no module build', it.backend ? '' : `no ${backend} that makes wheels`].filter((text) => text !== '').join(', ')

/** For messages: what each one that was asked has not. */
const described = (it: Answer, backend: string): string => ('trouble' in it ? `${it.path}: ${it.trouble}` : `${it.path} (${it.version}): ${lacking(it, backend)}`)

export interface Wanted {
  readonly backend: string
  /** Named by the config: then no other is asked. */
  readonly python?: string
  /** The backend lies in the project, so that no interpreter has it: module build is enough. */
  readonly ownBackend: boolean
  /** Folder without any Python file, so that nothing of the project is imported. */
  readonly cwd: string
}

/** Every interpreter that answers, the best places first; none at all is an error. */
export const findInterpreters = async (exec: Exec, wanted: Wanted): Promise<{ readonly able: readonly Interpreter[]; readonly described: readonly string[] }> => {
  const names = wanted.python === undefined ? candidates : [wanted.python]
  const paths = [...new Set((await Promise.all(names.map(async (name) => exec.find(name)))).filter((it) => it !== undefined))]
  if (paths.length === 0) return fail('PYTHON_MISSING', { tried: names.map((name) => `${name}: not there`) })
  const able: Interpreter[] = []
  const texts: string[] = []
  for (const path of paths) {
    const answer = await askOnce(exec, path, wanted.backend, wanted.cwd)
    if (!('trouble' in answer)) able.push(answer)
    texts.push(described(answer, wanted.backend))
    // The first that has everything is taken; asking the others would only take time.
    if (!('trouble' in answer) && answer.build && (answer.backend || wanted.ownBackend)) break
  }
  return { able, described: texts }
}
