// No config at all: the layout of the driver projects is recognised, and a config for it is written as text, so that it can
// be shown and copied. Names are read where they stand and never derived from one another.
import { parseDocument, stringify } from 'yaml'
import { parseImageName, printImageName } from '../core/image-name.js'
import { fail, ReleaseError } from '../errors/release-error.js'

type Read = (path: string) => Promise<string>

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.')

interface Layout {
  readonly pkgInfo: string
  readonly chart: string | undefined
  readonly values: string | undefined
  /** As values.yaml names it; without a slash it names no place to push to. */
  readonly image: string | undefined
  readonly distribution: string
  readonly hasImage: boolean
  readonly hasDocs: boolean
}

/** Which commit it is about, and whether a config lies somewhere else; asked only where there is none. */
export interface Missing {
  readonly commit?: string
  readonly elsewhere?: 'work tree' | 'HEAD'
}
type Ask = () => Promise<Missing>

const look = async (paths: readonly string[], read: Read, missing: Ask): Promise<Layout> => {
  const info = paths.filter((path) => /^[^/]+\/pkg_info\.json$/.test(path))
  const charts = paths.filter((path) => /^helm\/[^/]+\/Chart\.yaml$/.test(path)).map(folderOf)
  const [pkgInfo] = info
  if (!paths.includes('setup.py') || pkgInfo === undefined || info.length > 1) {
    return fail('CONFIG_NOT_FOUND', { file: '.slipway.yaml', seen: info.length > 1 ? 'several pkg_info.json' : 'no pkg_info.json in a package beside setup.py', ...(await missing()) })
  }
  const chart = charts.length === 1 ? charts[0] : undefined
  const values = chart !== undefined && paths.includes(`${chart}/values.yaml`) ? `${chart}/values.yaml` : undefined
  return {
    pkgInfo, chart, values,
    image: values === undefined ? undefined : await imageIn(values, read),
    distribution: distributionIn(await read('setup.py')) ?? folderOf(pkgInfo),
    hasImage: paths.includes('docker/Dockerfile'),
    hasDocs: paths.some((path) => path.startsWith('docs/')),
  }
}

const versionPart = ({ pkgInfo, values, image, chart }: Layout): unknown => ({
  'written-in': [
    { file: pkgInfo, at: '/version' },
    ...(values !== undefined && image !== undefined ? [{ file: values, at: '/docker/version' }] : []),
    ...(chart !== undefined ? [{ file: `${chart}/Chart.yaml`, at: ['/version', '/appVersion'], spelling: 'semver' }] : []),
  ],
  next: 'minor.dev0',
})

export const recogniseLayout = async (paths: readonly string[], read: Read, missing: Ask = () => Promise.resolve({})): Promise<string> => {
  const it = await look(paths, read, missing)
  const to = it.image?.includes('/') === true ? placeOf(it.image, it.values ?? '') : undefined
  const isFile = it.hasImage && to === undefined
  const build = {
    wheel: {},
    ...(it.hasDocs ? { docs: { from: 'docs', name: `${it.distribution}-{version}-docs` } } : {}),
    ...(it.hasImage ? { image: { context: 'docker', wheels: 'docker/whls', ...(isFile ? { save: true } : {}) } } : {}),
    ...(it.chart !== undefined ? { chart: { path: it.chart } } : {}),
  }
  const assets = [...(it.hasDocs ? ['docs'] : []), ...(it.chart !== undefined ? ['chart'] : []), 'wheel', ...(isFile ? ['image-archive'] : [])]
  const publish = { ...(it.hasImage && to !== undefined ? { image: { to } } : {}), release: { assets } }
  return stringify({ version: 1, lines: { driver: { tag: '{version}', scheme: 'pep440', version: versionPart(it), build, publish } } })
}

/** In values.yaml a name is written as for `docker pull`, where Docker Hub is not named; in a config it is. */
const placeOf = (image: string, file: string): string => {
  try {
    return printImageName(parseImageName(image, { familiar: true }))
  } catch (failure) {
    if (!(failure instanceof ReleaseError)) throw failure
    const [first, ...rest] = failure.problems
    throw new ReleaseError([{ ...first, place: { file } }, ...rest])
  }
}

const imageIn = async (values: string, read: Read): Promise<string | undefined> => {
  const image: unknown = parseDocument(await read(values)).getIn(['docker', 'image'])
  return typeof image === 'string' ? image : undefined
}

/** `name='os-vim-driver'` of setup.py, when it is a plain text. */
const distributionIn = (setup: string): string | undefined => /\bname\s*=\s*(['"])([A-Za-z0-9._-]+)\1/.exec(setup)?.[2]
