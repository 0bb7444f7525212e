// Uploads files with Slipway's HTTP client, four side by side, as the release step does: node upload-files.mjs URL FILE …
import { statSync } from 'node:fs'
import { createHttp } from '../out/adapters/http/http.js'
import { nodeTransport } from '../out/adapters/http/node-transport.js'

const [url, ...files] = process.argv.slice(2)
const { transport, close } = nodeTransport(process.env)
const http = createHttp(transport)
const queue = [...files]
const worker = async () => {
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const answer = await http.send({ method: 'POST', url, body: { path, size: statSync(path).size }, purpose: 'write', idempotent: false })
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status}`)
  }
}
await Promise.all([worker(), worker(), worker(), worker()])
close()
