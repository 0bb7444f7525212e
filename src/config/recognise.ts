// No config at all: the layout of the driver projects is recognised, and a config for it is written as text, so that it can
// be shown and copied. Names are read where they stand and never derived from one another.
import { parseDocument, stringify } from 'yaml'
import { fail } from '../errors/release-error.js'

type Read = (path: string) => Promise<string>

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.')

export const recogniseLayout = async (paths: readonly string[], read: Read): Promise<string> => {
  const info = paths.filter((path) => /^[^/]+\/pkg_info\.json$/.test(path))
  const charts = paths.filter((path) => /^helm\/[^/]+\/Chart\.yaml$/.test(path))
  const [pkgInfo, chart] = [info[0], charts[0]]
  if (!paths.includes('setup.py') || pkgInfo === undefined || info.length > 1) {
    return fail('CONFIG_NOT_FOUND', { file: '.slipway.yaml', seen: info.length > 1 ? 'several pkg_info.json' : 'no pkg_info.json in a package beside setup.py' })
  }
  const chartFolder = chart === undefined || charts.length > 1 ? undefined : folderOf(chart)
  const values = chartFolder !== undefined && paths.includes(`${chartFolder}/values.yaml`) ? `${chartFolder}/values.yaml` : undefined
  const image = values === undefined ? undefined : await imageIn(values, read)
  const distribution = distributionIn(await read('setup.py')) ?? folderOf(pkgInfo)
  const hasImage = paths.includes('docker/Dockerfile')
  const hasDocs = paths.some((path) => path.startsWith('docs/'))
  const to = image !== undefined && image.includes('/') ? image : undefined
  return stringify({
    version: 1,
    lines: {
      driver: {
        tag: '{version}',
        scheme: 'pep440',
        version: {
          'written-in': [
            { file: pkgInfo, at: '/version' },
            ...(values !== undefined && image !== undefined ? [{ file: values, at: '/docker/version' }] : []),
            ...(chart !== undefined && chartFolder !== undefined ? [{ file: chart, at: ['/version', '/appVersion'], spelling: 'semver' }] : []),
          ],
          next: 'minor.dev0',
        },
        build: {
          wheel: {},
          ...(hasDocs ? { docs: { from: 'docs', name: `${distribution}-{version}-docs` } } : {}),
          ...(hasImage ? { image: { context: 'docker', wheels: 'docker/whls', ...(to === undefined ? { save: true } : {}) } } : {}),
          ...(chartFolder !== undefined ? { chart: { path: chartFolder } } : {}),
        },
        publish: {
          ...(hasImage && to !== undefined ? { image: { to } } : {}),
          release: { assets: [...(hasDocs ? ['docs'] : []), ...(chartFolder !== undefined ? ['chart'] : []), 'wheel', ...(hasImage && to === undefined ? ['image-archive'] : [])] },
        },
      },
    },
  })
}

const imageIn = async (values: string, read: Read): Promise<string | undefined> => {
  const image: unknown = parseDocument(await read(values)).getIn(['docker', 'image'])
  return typeof image === 'string' ? image : undefined
}

/** `name='os-vim-driver'` of setup.py, when it is a plain text. */
const distributionIn = (setup: string): string | undefined => /\bname\s*=\s*(['"])([A-Za-z0-9._-]+)\1/.exec(setup)?.[2]
