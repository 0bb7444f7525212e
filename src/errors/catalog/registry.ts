// Codes of the registry client.
import { entry } from '../entry.js'

export const registry = {
  REGISTRY_DENIED: entry<{ host: string; repository: string; scope: string; who: string; answer: string }>({
    kind: 'precondition',
    message: (f) => `The registry ${f.host} does not allow ${f.scope} on ${f.repository} to ${f.who}: ${f.answer}.`,
    hint: (f) => `Give a user with that right in ${envName(f.host)}_USERNAME and ${envName(f.host)}_PASSWORD, or log in with \`docker login ${f.host}\`, and check that the repository is named rightly.`,
    sample: { host: 'docker.io', repository: 'accanto/os-vim-driver', scope: 'pull,push', who: 'the user accanto', answer: '401 UNAUTHORIZED' },
  }),
  REGISTRY_UNREACHABLE: entry<{ host: string; what: string }>({
    kind: 'remote',
    message: (f) => `The registry ${f.host} could not be asked: ${f.what}`,
    hint: (f) => `Check the name and the network (an address of your own is set by ${envName(f.host)}_URL), and run the same command again: it finishes what is missing.`,
    sample: { host: 'docker.io', what: 'GET https://registry-1.docker.io/v2/ could not be sent: getaddrinfo ENOTFOUND registry-1.docker.io.' },
  }),
  REGISTRY_DIGEST: entry<{ where: string; wanted: string; found: string }>({
    kind: 'conflict',
    message: (f) => `${f.where} should be ${f.wanted}, and the registry holds or gives ${f.found}.`,
    hint: () => 'The bytes were changed on the way or by the registry, so nothing may refer to them. Ask the registry\'s operator about caches or converters in between, then run the same command again.',
    sample: { where: 'docker.io/accanto/os-vim-driver@sha256:1111', wanted: 'sha256:1111', found: 'sha256:2222' },
  }),
  REGISTRY_REFUSED: entry<{ host: string; request: string; status: number; code: string; message: string }>({
    kind: 'remote',
    message: (f) => `The registry ${f.host} answered ${f.request} with ${f.status} ${f.code}${f.message ? `: ${f.message}` : ''}.`,
    hint: () => 'The words after the status are the registry\'s own. If they name no cause that you can mend, run the same command again later: it finishes what is missing.',
    sample: { host: 'ghcr.io', request: 'PUT /v2/accanto/driver/manifests/1.0.0', status: 400, code: 'MANIFEST_INVALID', message: 'manifest invalid' },
  }),
  REGISTRY_REALM: entry<{ host: string; realm: string; why: string }>({
    kind: 'precondition',
    message: (f) => `The registry ${f.host} sends its users to ${f.realm} for a token, and no credential was sent there: ${f.why}.`,
    hint: (f) => `A token service has to be known to belong to its registry. If this one does, say so by setting ${envName(f.host)}_URL to an address in the same domain.`,
    sample: { host: 'registry.example.com', realm: 'https://evil.example.net/token', why: 'the host belongs to somebody else' },
  }),
  REGISTRY_CREDENTIALS: entry<{ host: string; source: string; what: string }>({
    kind: 'config',
    message: (f) => `The credentials for ${f.host} in ${f.source} cannot be used: ${f.what}.`,
    hint: (f) => `Mend or remove them there; ${envName(f.host)}_USERNAME and ${envName(f.host)}_PASSWORD go before everything else.`,
    sample: { host: 'docker.io', source: '~/.docker/config.json', what: 'docker-credential-desktop is not installed' },
  }),
  REGISTRY_ENDPOINT: entry<{ host: string; url: string; what: string }>({
    kind: 'config',
    message: (f) => `The address ${f.url} for the registry ${f.host} cannot be used: ${f.what}.`,
    hint: (f) => `Mend ${envName(f.host)}_URL; it is written like https://registry.example.com.`,
    sample: { host: 'docker.io', url: 'http://mirror.example.com', what: 'passwords and bytes go over https only, except to this machine' },
  }),
  IMAGE_NAME_INVALID: entry<{ text: string; why: string }>({
    kind: 'config',
    message: (f) => `\`${f.text}\` is no image name: ${f.why}.`,
    hint: () => 'Write it as HOST/PATH, for example docker.io/accanto/os-vim-driver, with lower-case letters, digits, and single . _ - between them.',
    sample: { text: 'docker.io/Accanto/driver', why: 'upper-case letters are not allowed in the path' },
  }),
}

/** `SLIPWAY_REGISTRY_DOCKER_IO`, to which the name of a setting is appended. */
export function envName(host: string): string {
  return `SLIPWAY_REGISTRY_${host.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`
}
