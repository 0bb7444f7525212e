// Starts tools: argv only, no shell, nothing on their stdin. A tool that is not there is an answer (code 127), not an exception.
import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'

/** @returns {Promise<{code: number, stdout: string, stderr: string}>} code 124 means that the time limit ended it */
export function run(command, argv, { cwd = '/', env = process.env, limit = 0, stdoutTo } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, argv, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const text = { stdout: '', stderr: '' }
    let code = 127
    const timer = limit > 0 ? setTimeout(() => { code = 124; child.kill('SIGKILL') }, limit) : undefined
    if (stdoutTo) child.stdout.pipe(createWriteStream(stdoutTo))
    else child.stdout.on('data', (chunk) => { text.stdout += chunk })
    child.stderr.on('data', (chunk) => { text.stderr += chunk })
    child.on('error', (cause) => { text.stderr += cause.message })
    child.on('close', (status) => {
      clearTimeout(timer)
      resolve({ code: code === 124 ? code : (status ?? 128), ...text })
    })
  })
}

/** For a tool that must succeed: its first and last words are the error. npm says the cause first and its usage last, others the other way. */
export async function must(command, argv, options = {}) {
  const done = await run(command, argv, options)
  if (done.code === 0) return done
  const lines = `${done.stdout}\n${done.stderr}`.trim().split('\n')
  const words = (lines.length > 24 ? [...lines.slice(0, 12), '…', ...lines.slice(-12)] : lines).join('\n')
  throw new Error(`${command} ${argv[0] ?? ''} ended with ${done.code}${options.limit && done.code === 124 ? ' (time limit)' : ''}:\n${words}`)
}
