// Files that no artifact should carry: they hold credentials of whoever built it. Names only; contents are not guessed at.
import { failAll, problem } from '../errors/release-error.js'

const telling = [
  /(^|\/)\.git\//,
  /(^|\/)\.env(\.(?!example$|sample$|template$|dist$)[^/]+)?$/,
  /(^|\/)(\.netrc|\.pypirc|\.npmrc|\.git-credentials|\.dockercfg)$/,
  /(^|\/)\.docker\/config\.json$/,
  /(^|\/)id_(rsa|dsa|ecdsa|ed25519)$/,
]

export const secretNames = (paths: readonly string[]): readonly string[] => paths.filter((path) => telling.some((it) => it.test(path)))

export const failOnSecrets = (paths: readonly string[], archive: string): void => {
  failAll(secretNames(paths).map((path) => problem('SECRET_PACKED', { path, archive })))
}
