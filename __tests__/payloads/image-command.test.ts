// An image that a command makes in the engine, instead of a Dockerfile. With the real engine.
import { afterAll, describe, expect, jest, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { buildImage } from '../../src/build/image/image.js'
import type { JsonObject } from '../../src/core/json.js'
import { codeOf } from '../adapters/codes.js'
import { filesIn } from '../build/image-parts.js'
import { build, makeProject, only, planOf } from '../build/project.js'

jest.setTimeout(120_000)

const name = `slipway-test-runenv-${process.pid}`
afterAll(() => {
  try {
    execFileSync('docker', ['rmi', '--force', name, `${name}:1.0.0`], { stdio: 'ignore' })
  } catch {
    // It was never made.
  }
})

const make = `set -eu
env | grep -E '^(GITHUB_TOKEN|INPUT_)' && exit 7
test "$SLIPWAY_COMMIT" = "$(git rev-parse HEAD)"
printf '%s %s' "$SLIPWAY_VERSION" "$SLIPWAY_TAG" > said
printf 'FROM scratch\\nCOPY said /said\\n' | docker build -q -t "$1" -f - .
`
const files = { 'payload/python/make.sh': make }
const entry = (more: JsonObject = {}): JsonObject => ({ name: 'python', path: 'payload/python', run: ['sh', 'make.sh', name], take: name, ...more })

describe('an image from a command', () => {
  test('is taken from the engine by its name, as an OCI layout', async () => {
    const project = await makeProject(files, { environment: { ...process.env, GITHUB_TOKEN: 'ghs_secret', INPUT_TOKEN: 'ghs_secret', DOCKER_BUILDKIT: '0' } })
    const image = only(await build(buildImage, entry(), project))
    expect([image.kind, image.name, await filesIn(image.path)]).toEqual(['image', 'python', ['said']])
    const tagged = only(await build(buildImage, entry({ run: ['sh', 'make.sh', `${name}:1.0.0`], take: `${name}:{version}` }), project))
    expect(tagged.digest).toBe(image.digest)
  })

  test('that it did not make is none, also when one of that name was there before', async () => {
    const project = await makeProject(files)
    expect(await codeOf(build(buildImage, entry({ run: 'true', take: `${name}-none` }), project))).toBe('IMAGE_NOT_MADE')
    expect(await codeOf(build(buildImage, entry({ run: 'true' }), project))).toBe('IMAGE_NOT_MADE')
    expect(await codeOf(build(buildImage, entry({ run: 'false' }), project))).toBe('TOOL_FAILED')
  })

  test.each<[string, JsonObject, string]>([
    ['no name to take it by', { take: undefined as never }, 'CONFIG_INVALID'],
    ['what is of a Dockerfile', { labels: { a: 'b' } }, 'CONFIG_INVALID'],
    ['several platforms', { platforms: ['linux/amd64'] }, 'CONFIG_INVALID'],
    ['a name that is none', { take: 'A B' }, 'IMAGE_NAME_INVALID'],
    ['a folder outside', { path: '../x' }, 'CONFIG_INVALID'],
  ])('with %s is refused by the plan', async (_, more, code) => {
    const project = await makeProject(files)
    const { take, ...rest } = entry(more)
    expect(await codeOf(planOf(buildImage, { ...rest, ...(take === undefined ? {} : { take }) }, project))).toBe(code)
  })

  test('a name to take without a command is refused', async () => {
    expect(await codeOf(planOf(buildImage, { name: 'python', take: name }, await makeProject(files)))).toBe('CONFIG_INVALID')
  })
})
