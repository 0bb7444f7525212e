// Codes of the engine.
import { entry } from '../entry.js'

export const engine = {
  DESTINATION_CONFLICT: entry<{ task: string; found: string; wanted: string }>({
    kind: 'conflict',
    message: (f) => `${f.task}: the name is taken by other content. Found ${f.found}, wanted ${f.wanted}.`,
    hint: () => 'Nothing was overwritten. Release a new version, or remove what stands there if you are sure that nobody uses it, and run again.',
    sample: { task: 'Push docker.io/accanto/os-vim-driver:1.0.0', found: 'sha256:1111', wanted: 'sha256:2222' },
  }),
  NOT_CONFIRMED: entry<{ task: string; state: string; missing: string }>({
    kind: 'remote',
    message: (f) => `${f.task}: the destination took everything without an error, and still says ${f.state}${f.missing ? ` (missing: ${f.missing})` : ''}.`,
    hint: () => 'Run the same command again; it asks the destination afresh and finishes what is missing. If it stays so, the service has lost what it confirmed.',
    sample: { task: 'Upload 4 assets', state: 'partial', missing: 'a.tgz' },
  }),
  REHEARSAL_OUTSIDE: entry<{ url: string }>({
    kind: 'bug',
    message: (f) => `The rehearsal was about to ask ${f.url}, which is not part of its world.`,
    hint: () => 'Nothing was sent. Please open an issue: the world should have an answer of its own for that address.',
    sample: { url: 'https://registry-1.docker.io/v2/' },
  }),
  WORLD_UNIMPLEMENTED: entry<{ calls: string }>({
    kind: 'bug',
    message: (f) => `The rehearsal's world was asked for things that it does not know: ${f.calls}.`,
    hint: () => 'This rehearsal proves nothing about them. Please open an issue with this line.',
    sample: { calls: 'GET /repos/{owner}/{repo}/pages' },
  }),
}
