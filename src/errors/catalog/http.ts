// Codes of the HTTP adapter. Facts carry URLs without their query: signed URLs and upload sessions are secrets in it.
import { entry } from '../entry.js'

type Call = { method: string; url: string }
const call: Call = { method: 'POST', url: 'https://api.github.com/repos/accanto/driver/releases' }

export const http = {
  HTTP_UNREACHABLE: entry<Call & { what: string; unresolved?: string }>({
    kind: 'remote',
    message: (f) => `${f.method} ${f.url} could not be sent: ${f.what}.`,
    hint: (f) =>
      f.unresolved === undefined
        ? 'Nothing arrived there, so nothing changed. Check the address, the network and the proxy (HTTPS_PROXY, NO_PROXY), and run the same command again.'
        : 'The name of the host is known to nobody who was asked, so nothing arrived. Look whether this machine has a network, whether it needs a proxy (HTTPS_PROXY, NO_PROXY), and whether the name is right. `slipway rehearse` needs no network.',
    facts: ({ what, unresolved }) => ({ what, ...(unresolved === undefined ? {} : { unresolved }) }),
    sample: { ...call, what: 'connect ECONNREFUSED 127.0.0.1:443' },
  }),
  HTTP_TLS: entry<Call & { what: string }>({
    kind: 'precondition',
    message: (f) => `${f.method} ${f.url} was not sent, as the server's certificate cannot be trusted: ${f.what}.`,
    hint: () => 'If the server uses a certificate authority of your own, name its file in NODE_EXTRA_CA_CERTS. Certificate checks cannot be switched off.',
    sample: { ...call, what: 'self-signed certificate' },
  }),
  HTTP_BROKEN: entry<Call & { what: string }>({
    kind: 'remote',
    message: (f) => `The answer to ${f.method} ${f.url} did not come through: ${f.what}.`,
    hint: () => 'Run the same command again: it looks up what is there and goes on from it.',
    facts: ({ what }) => ({ what: `the answer did not come through (${what})` }),
    sample: { ...call, what: 'the connection was closed after 120 of 600 bytes' },
  }),
  HTTP_ANSWER_LOST: entry<Call & { what: string }>({
    kind: 'remote',
    message: (f) => `Nobody knows whether ${f.method} ${f.url} was carried out: ${f.what}. It was not sent a second time.`,
    hint: () => 'Run the same command again: it looks up what is there and goes on from it.',
    sample: { ...call, what: 'it was answered with 502' },
  }),
  HTTP_NOT_JSON: entry<Call & { status: number; start: string }>({
    kind: 'remote',
    message: (f) => `${f.method} ${f.url} was answered with ${f.status}, but not with JSON. The answer begins with: ${f.start}`,
    hint: () => 'This is mostly the error page of a proxy or of an outage. Look at the service\'s status page and run the same command again.',
    facts: ({ status }) => ({ what: `it was answered with ${status}, but not with JSON` }),
    sample: { ...call, status: 200, start: '<!DOCTYPE html>' },
  }),
  HTTP_TOO_LARGE: entry<Call & { limit: number }>({
    kind: 'remote',
    message: (f) => `The answer to ${f.method} ${f.url} is larger than ${f.limit} bytes, which no right answer is.`,
    hint: () => 'Check that the address belongs to the service it should.',
    sample: { ...call, limit: 16777216 },
  }),
  HTTP_REDIRECT_REFUSED: entry<Call & { to: string; why: string }>({
    kind: 'remote',
    message: (f) => `${f.method} ${f.url} was redirected to ${f.to}, and that was not followed: ${f.why}.`,
    hint: () => 'If the service has moved, put its new address into the configuration; else ask its operator what the redirect is for.',
    sample: { ...call, to: 'http://example.com/', why: 'it leads from https to http' },
  }),
  HTTP_FILE_CHANGED: entry<Call & { file: string; wanted: number; found: number }>({
    kind: 'precondition',
    message: (f) => `${f.file} was to be sent by ${f.method} ${f.url} with ${f.wanted} bytes, and only ${f.found} could be read from it.`,
    hint: () => 'Something changed the file during the run. Run again with nothing else writing there.',
    sample: { ...call, file: 'out/docs.tgz', wanted: 1000, found: 900 },
  }),
  RETRIES_SPENT: entry<Call & { what: string; minutes: number }>({
    kind: 'remote',
    message: (f) => `${f.method} ${f.url} failed (${f.what}) and is not sent again: this run has lost ${f.minutes} minutes to failing requests by now.`,
    hint: () => 'The service fails too often to release there. Look at its status page and run the same command later: it finishes what is missing.',
    sample: { ...call, method: 'GET', what: 'it was answered with 502', minutes: 15 },
  }),
  RATE_LIMITED: entry<{ service: string; until: string; seconds: number; why: string }>({
    kind: 'remote',
    message: (f) => `${f.service} takes this request no sooner than ${f.until}: ${f.why}. That is ${f.seconds} seconds away, and this run may not wait so long.`,
    hint: (f) => `Run the same command after ${f.until}: it finishes what is missing. Or let it wait longer: --max-wait 2h.`,
    facts: (f) => f,
    sample: { service: 'https://api.github.com', until: '2026-01-01T12:00:00Z', seconds: 2400, why: 'it takes 500 creations an hour' },
  }),
}
