// The images that a line publishes, by the names in its config.
import type { LineConfig } from './config.js'

export const imagesOf = (line: Pick<LineConfig, 'slots'>): readonly string[] =>
  (line.slots['publish.image'] ?? []).flatMap((it) => (typeof it['to'] === 'string' ? [it['to']] : []))
