// The embedded world in a process of its own, for a side that is measured: node bench/world.mjs REPOSITORY FOLDER HOST...
// Prints one line of JSON (needs the sources compiled to out/, see compile.mjs) and ends when its input ends.
import { startRehearsal } from '../out/rehearsal/rehearsal.js'

const [clone, folder, ...hosts] = process.argv.slice(2)
const repository = { owner: 'bench', name: 'project' }
const world = await startRehearsal({ repository, clone, folder, registries: hosts })
const { api, server, registries } = world.endpoints
process.stdout.write(`${JSON.stringify({ api, server, registries, token: world.token, environment: world.environment, repository: `${repository.owner}/${repository.name}` })}\n`)
process.stdin.resume()
process.stdin.once('end', async () => {
  const unimplemented = world.unimplemented()
  await world.close()
  if (unimplemented.length > 0) throw new Error(`the world was asked for what it does not have: ${unimplemented.join(', ')}`)
  process.exit(0)
})
