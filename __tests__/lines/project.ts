// A project with two release lines in the shape of the DRA example driver: `v*` is the image, `chart/*` the chart, one config.
import { config, type Point } from '../verbs/bench.js'

export const chartFolder = 'deployments/helm/driver'

export const twoLines = (more: { readonly image?: string; readonly chart?: string; readonly release?: string } = {}): string => config(`image:
  tag: "v{version}"
  version:
    written-in:
      - { file: ${chartFolder}/Chart.yaml, at: /appVersion, prefix: v }
  build:
    image: {}
  publish:
    image: { to: docker.io/accanto/driver, tags: ["v{version}"], pointers: [latest] }
    release: { ${more.release ?? ''} }
${more.image ?? ''}chart:
  tag: "chart/{version}"
  path: ${chartFolder}
  build:
    chart: { path: ${chartFolder} }
  publish:
    chart: { to: oci://ghcr.io/accanto/charts }
${more.chart ?? ''}`)

export const chartFiles = (appVersion: string, repository = 'docker.io/accanto/driver'): Readonly<Record<string, string>> => ({
  [`${chartFolder}/Chart.yaml`]: `apiVersion: v2\nname: driver\nversion: 0.0.0-dev\nappVersion: "v${appVersion}"\n`,
  [`${chartFolder}/values.yaml`]: `image:\n  repository: ${repository}\n  # Default is the appVersion.\n  tag: ""\n`,
})

export const point = (appVersion: string, tags: readonly string[], more: Readonly<Record<string, string>> = {}): Point => ({
  files: { '.slipway.yaml': twoLines(), ...chartFiles(appVersion), ...more },
  tags: Object.fromEntries(tags.map((it) => [it, `Release ${it}\n\n- by hand`])),
})
