// A server that takes every upload, reads it to its end and says so; `node sink.mjs [latency in ms]`. Prints its address.
import { createServer } from 'node:http'

const latency = Number(process.argv[2] ?? 0)
const server = createServer((request, response) => {
  let size = 0
  request.on('data', (part) => (size += part.length))
  request.on('end', () => setTimeout(() => response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ size })), latency))
})
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`))
