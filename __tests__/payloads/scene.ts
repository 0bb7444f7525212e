// A project with payload folders, each with a command of its own, and the whole product over it with its real steps. Only the image is
// played: what it gives differs by version.
import { steps as wired } from '../../src/wire.js'
import type { AnyStep } from '../../src/ports/step.js'
import { config, stepsOf, type Point } from '../verbs/bench.js'

const playedSteps = ['build:image', 'build:wheel', 'build:chart']

/** Every step as it is wired; what needs an engine, a Python or helm is played. */
export const realSteps = (salt = ''): readonly AnyStep[] => {
  const played = stepsOf(salt).filter((it) => playedSteps.includes(it.name))
  return wired.map((step) => played.find((it) => it.name === step.name) ?? step)
}

/** A line of a name, with its slots as YAML. */
export const lineOf = (name: string, slots: string, tag = 'v{version}'): string => `${name}:\n  tag: "${tag}"\n  scheme: free\n${slots.trimEnd().replace(/^(?=.)/gm, '  ')}\n`

export const pack = `#!/bin/sh
set -eu
mkdir -p build
printf '%s %s %s' "$SLIPWAY_VERSION" "$SLIPWAY_TAG" "$SLIPWAY_COMMIT" > build/kontain.tar.gz
`

export const kmLine = lineOf('km', `build:
  files:
    - { name: kontain, run: sh pack.sh, take: build/kontain.tar.gz }
publish:
  release: {}
`)

export const pointOf = (lines: string, tag = 'v0.9-beta', files: Readonly<Record<string, string>> = {}): Point => ({ files: { '.slipway.yaml': config(lines), 'pack.sh': pack, ...files }, tags: { [tag]: `Release ${tag}` } })

/** An archive, and an image whose pointer moves when the release has passed. */
export const verifiedLine = (verify: string): string => lineOf('km', `build:
  files:
    - { name: kontain, run: sh pack.sh, take: build/kontain.tar.gz }
  image: {}
publish:
  image: { to: docker.io/kontainapp/km, tags: ["{sha}"], pointers: [latest], always: true }
  release: {}
verify:
  release: ${verify}
`)
