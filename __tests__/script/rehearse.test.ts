// script/rehearse: a throw-away repository for the rehearsal, gone when all went well, and the outcome passed on.
import { beforeEach, expect, test } from '@jest/globals'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { lastLine, root, scratch, start, tool } from './scratch.js'

let clone = ''
const rehearsal = (program: string) => {
  mkdirSync(join(clone, 'dist/cli'), { recursive: true })
  writeFileSync(join(clone, 'dist/cli/index.js'), program)
}
const report = "const fs = require('fs'); const at = process.argv.indexOf('--repository'); console.log(JSON.stringify({ argv: process.argv.slice(2), head: fs.readFileSync(process.argv[at + 1] + '/.git/HEAD', 'utf8'), from: process.env.FROM_SETUP }))"
const run = (...argv: string[]) => start(join(clone, 'script/rehearse'), argv, { cwd: '/' })

beforeEach(() => {
  clone = join(scratch(), 'a clone')
  for (const path of ['script/rehearse', 'script/example-repository', 'examples/driver']) cpSync(join(root, path), join(clone, path), { recursive: true, verbatimSymlinks: true })
  tool(join(clone, 'script'), 'setup', 'echo "export FROM_SETUP=yes"')
})

test('the example is rehearsed from a repository of its own, which is gone afterwards', async () => {
  rehearsal(report)
  const { code, stdout, stderr } = await run('--keep', '--version', '1.0.0')
  expect([code, stderr]).toEqual([0, ''])
  const { argv, head, from } = JSON.parse(stdout) as { argv: string[]; head: string; from: string }
  expect(argv).toEqual(['rehearse', '--repository', expect.stringMatching(/\/os-vim-driver$/), '--keep', '--version', '1.0.0'])
  expect([head, from]).toEqual(['ref: refs/heads/main\n', 'yes'])
  expect(existsSync(argv[2] ?? '')).toBe(false)
})

test('a repository that is named is rehearsed instead, and left alone', async () => {
  rehearsal(report)
  const mine = join(scratch(), 'mine')
  await start(join(root, 'script/example-repository'), [mine])
  const { stdout } = await run('--repository', mine)
  expect(JSON.parse(stdout)).toMatchObject({ argv: ['rehearse', '--repository', mine] })
  expect(existsSync(join(mine, '.git'))).toBe(true)
})

test('the exit code of the rehearsal is that of the script', async () => {
  rehearsal('process.exit(30)')
  expect((await run()).code).toBe(30)
})

test('a TERM reaches the rehearsal, which may finish, and the repository stays for the command that it prints', async () => {
  const note = join(scratch(), 'note')
  rehearsal(`process.on('SIGTERM', () => setTimeout(() => { require('fs').appendFileSync(${JSON.stringify(note)}, '\\nended in order'); process.exit(7) }, 200)); require('fs').writeFileSync(${JSON.stringify(note)}, process.argv[4]); setTimeout(() => process.exit(9), 10_000)`)
  let script = 0
  const ended = start(join(clone, 'script/rehearse'), [], { onStart: (pid) => { script = pid } })
  while (!existsSync(note)) await new Promise((resolve) => setTimeout(resolve, 20))
  process.kill(script, 'SIGTERM')
  expect((await ended).code).toBe(7)
  const [repository, words] = readFileSync(note, 'utf8').split('\n')
  expect(words).toBe('ended in order')
  expect(existsSync(repository ?? '')).toBe(true)
  rmSync(dirname(repository ?? scratch()), { recursive: true, force: true })
})

test('without a bundle, or with a set-up that fails, nothing is rehearsed', async () => {
  const without = await run()
  expect([without.code, without.stderr]).toEqual([1, expect.stringContaining('npm run build')])
  rehearsal("console.log('rehearsed')")
  tool(join(clone, 'script'), 'setup', 'echo false; exit 1')
  expect(await run()).toMatchObject({ code: 1, stdout: '' })
})

test('the repository of the example has the same commit under anybody\'s git settings and umask', async () => {
  const folder = scratch()
  const make = (name: string, env: NodeJS.ProcessEnv, umask: string) =>
    start('bash', ['-c', `umask ${umask}; '${join(clone, 'script/example-repository')}' '${join(folder, name)}' && env -u GIT_DIR git -C '${join(folder, name)}' rev-parse HEAD 'HEAD^{tree}'`], { env })
  const home = join(folder, 'home')
  mkdirSync(home)
  writeFileSync(join(home, '.gitconfig'), '[core]\n\tautocrlf = true\n[commit]\n\tgpgsign = true\n[init]\n\tdefaultBranch = trunk\n[user]\n\tname = Me\n')
  const plain = await make('plain', { PATH: process.env['PATH'] }, '022')
  const odd = await make('odd', { PATH: process.env['PATH'], HOME: home, GIT_DIR: '/nowhere', GIT_AUTHOR_DATE: '2001-01-01T00:00:00Z', TZ: 'Asia/Tokyo' }, '077')
  expect(plain).toMatchObject({ code: 0, stdout: expect.stringMatching(/^[0-9a-f]{40}\n[0-9a-f]{40}\n$/) })
  expect(odd).toMatchObject({ code: 0, stdout: plain.stdout })
})

test('what work in the example leaves behind does not get into its repository', async () => {
  for (const path of ['docker/whls/stale-0.1-py3-none-any.whl', 'dist/old.whl', 'osvimdriver/__pycache__/x.pyc']) {
    mkdirSync(join(clone, 'examples/driver', path, '..'), { recursive: true })
    writeFileSync(join(clone, 'examples/driver', path), 'junk')
  }
  const made = join(scratch(), 'made')
  await start(join(clone, 'script/example-repository'), [made])
  const { stdout } = await start('git', ['-C', made, 'status', '--porcelain', '--ignored'])
  expect(stdout).toBe('')
  expect(existsSync(join(made, 'docker/whls'))).toBe(false)
  const again = await start(join(clone, 'script/example-repository'), [made])
  expect([again.code, lastLine(again.stderr)]).toEqual([1, `${made} exists already`])
})
