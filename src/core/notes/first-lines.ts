// The text of a release as a report shows it: its first lines, without the marks that only Slipway reads.
const mostLines = 20

export const firstLines = (body: string): string => {
  const lines = body.replaceAll('\r\n', '\n').split('\n').filter((it) => !/^<!-- \/?slipway.*-->$/.test(it)).join('\n').trim().split('\n')
  const left = lines.length - mostLines
  return left <= 0 ? lines.join('\n') : [...lines.slice(0, mostLines - 1), `… and ${left + 1} more lines`].join('\n')
}
