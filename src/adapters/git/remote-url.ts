// Addresses of remotes: without credentials for display, and relative ones of submodules made absolute. Pure.

/** `https://user:token@host/x` loses what is before the `@`; `git@host:x` keeps its user, which is no secret. */
export const withoutCredentials = (url: string): string => {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(url)) return url
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1')
}

/** As git does it: `../x` beside the remote, `./x` below it. Undefined when there is no remote to start from. */
export const resolveSubmoduleUrl = (url: string, origin: string | undefined): string | undefined => {
  if (!/^\.\.?\//.test(url)) return url
  if (origin === undefined) return undefined
  let base = origin.replace(/\/+$/, '')
  let rest = url
  while (/^\.\.?\//.test(rest)) {
    if (rest.startsWith('../')) base = base.replace(/[/:][^/:]*$/, '')
    rest = rest.replace(/^\.\.?\//, '')
  }
  return `${base}/${rest}`
}

/** `https` anywhere; plain `http` only on this machine, for the rehearsal. Never ssh, git, ext or a local path. */
export const isFetchable = (url: string): boolean => {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
}
