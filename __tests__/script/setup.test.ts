// script/setup on this very machine: what it says it provides is there and works, and a second run makes nothing.
import { beforeAll, expect, test } from '@jest/globals'
import { readdirSync } from 'node:fs'
import { cacheFolder } from '../../script/provision/cache.mjs'
import { scratch, start, tool, type Ended } from './scratch.js'

let first: Ended
const inItsShell = (command: string) => start('bash', ['-c', `eval "$1"; ${command}`, 'bash', first.stdout])

beforeAll(async () => {
  first = await start('script/setup', ['--for-tests', '--print-env'])
}, 600_000)

test('it succeeds, with settings and nothing else on standard output', () => {
  expect([first.code, first.stdout.trim().split('\n').filter((line) => !/^export [A-Z_]+='?/.test(line))]).toEqual([0, []])
})

test.each([
  ['Node 24 or newer', `node -e 'console.log(Number(process.versions.node.split(".")[0]) >= 24)'`, 'true'],
  ['Helm with OCI registries', "helm version --template '{{.Version}}' | grep -cE '^v(3\\.([89]|[1-9][0-9])|[4-9])'", '1'],
  ['a Python that builds wheels', '"$SLIPWAY_PYTHON" -m build --version | cut -d" " -f1', 'build'],
  ['an engine', "docker version --format '{{.Server.Os}}'", 'linux'],
  ['a base image that has Python and pip', 'docker run --rm --network none "$BASE_IMAGE" python3 -c "import pip; print(7)"', '7'],
  ['the base image under both names', 'test "$BASE_IMAGE" = "$SLIPWAY_BASE_IMAGE" && echo same', 'same'],
  ['a registry', 'docker-registry --version | cut -d" " -f1', 'docker-registry'],
  ['skopeo', 'skopeo --version | cut -d" " -f1', 'skopeo'],
  ['twine', 'twine --version | cut -d" " -f1 | head -n 1', 'twine'],
  ['pip', '"$SLIPWAY_PYTHON" -m pip --version | cut -d" " -f1', 'pip'],
])('it provides %s', async (_, command, answer) => {
  const { stdout, stderr } = await inItsShell(command)
  expect(stdout.trim() || stderr).toBe(answer)
})

test('a second run says one line, gives the same settings and leaves the cache alone', async () => {
  const before = readdirSync(cacheFolder() as string).sort()
  const second = await start('script/setup', ['--for-tests', '--print-env'])
  expect(second).toMatchObject({ code: 0, stdout: first.stdout, stderr: expect.stringMatching(/^setup: everything is there \([\d.]+ s\)\n$/) })
  expect(readdirSync(cacheFolder() as string).sort()).toEqual(before)
})

test('a failed set-up makes the eval of its output fail', async () => {
  const { code, stdout, stderr } = await start('script/setup', ['--print-env', '--for-test'])
  expect([code, stdout]).toEqual([1, 'false\n'])
  expect(stderr).toContain('unknown argument --for-test; there are --for-tests and --print-env')
  expect((await start('bash', ['-c', 'eval "$(script/setup --print-env --for-test)" 2>/dev/null && echo went on'])).stdout).toBe('')
})

test('without a Node that can run it, it says how to get one', async () => {
  const bin = scratch()
  tool(bin, 'node', 'exit 1')
  const { code, stdout, stderr } = await start('script/setup', ['--print-env'], { env: { PATH: `${bin}:/usr/bin:/bin` } })
  expect([code, stdout]).toEqual([1, 'false\n'])
  expect(stderr).toMatch(/Node 20 or newer is missing[^]*apt-get install -y nodejs npm/)
})
