// Platforms of images: `linux/amd64`, `linux/arm/v7`. Engines write some variants out and leave others off; what means the same machine
// is the same here.

export const platformPattern = /^[a-z0-9]+\/[a-z0-9_]+(\/[a-z0-9]+)?$/

/** What is meant when there is no variant. */
const usual: Readonly<Record<string, string>> = { arm64: 'v8', arm: 'v7', amd64: 'v1' }

/** The shortest way to say it: `linux/arm64/v8` is `linux/arm64`. */
export const normalPlatform = (text: string): string => {
  const [os = '', architecture = '', variant] = text.split('/')
  return [os, architecture, ...(variant === undefined || variant === usual[architecture] ? [] : [variant])].join('/')
}

export interface OciPlatform {
  readonly architecture: string
  readonly os: string
  readonly variant?: string
}

/** As it stands in an index. 32-bit Arm is told apart by its variant alone, so there it is always written. */
export const ociPlatform = (text: string): OciPlatform => {
  const [os = '', architecture = '', variant] = text.split('/')
  const said = variant ?? (architecture === 'arm' ? usual['arm'] : undefined)
  return { architecture, os, ...(said === undefined ? {} : { variant: said }) }
}

/** GitHub's own runners: others are named by the config, or emulate. */
const hosted: Readonly<Record<string, string>> = { 'linux/amd64': 'ubuntu-latest', 'linux/arm64': 'ubuntu-24.04-arm' }

export const hostedRunner = (platform: string): { readonly runner: string; readonly emulated: boolean } => {
  const runner = hosted[platform]
  return runner === undefined ? { runner: 'ubuntu-latest', emulated: true } : { runner, emulated: false }
}
