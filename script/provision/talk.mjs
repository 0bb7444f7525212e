// What set-up says and asks, and the one rule on what it may change outside its cache folder. All of it on stderr: stdout is for settings.
import { createInterface } from 'node:readline/promises'

export const say = (line) => process.stderr.write(`setup: ${line}\n`)

/** Something that set-up may not or cannot provide, with the command a person would run. */
export class Missing extends Error {
  constructor(what, command) {
    super(`missing: ${what}\n  to provide it: ${command}`)
    this.what = what
    this.command = command
  }
}

/** A person can be asked only where both ends are a terminal, and CI is never a person. */
export const personPresent = (env = process.env, input = process.stdin, output = process.stderr) =>
  Boolean(input.isTTY && output.isTTY) && !inCi(env)

export const inCi = (env = process.env) => Boolean(env.CI) && env.CI !== 'false' && env.CI !== '0'

/** Packages and engines need root. Without it, or with a person who says no, the answer is what to run by hand. */
export async function allow({ action, what, command, root = process.getuid?.() === 0, person = personPresent(), ask = askPerson }) {
  if (!root) throw new Missing(what, `sudo ${command}`)
  if (person && !(await ask(`${action}\n  (${command}) Go on? [y/N] `))) throw new Missing(`${what} (not installed: you said no)`, command)
  say(`${action} (${command})`)
}

// One question at a time, though several provisions may want to ask.
let turn = Promise.resolve()
function askPerson(question) {
  const answer = turn.then(async () => {
    const dialogue = createInterface({ input: process.stdin, output: process.stderr })
    try {
      return /^y(es)?$/i.test((await dialogue.question(`setup: ${question}`)).trim())
    } finally {
      dialogue.close()
    }
  })
  turn = answer.then(() => undefined, () => undefined)
  return answer
}
