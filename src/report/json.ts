// The report as JSON for other programs: sorted as it stands, no secrets, local paths left out.
import type { Report } from '../core/report.js'

export const renderJson = (report: Report): string =>
  `${JSON.stringify({ schema: 1, ...report }, (key, value: unknown) => (key === 'path' || key === 'text' ? undefined : value), 2)}\n`
