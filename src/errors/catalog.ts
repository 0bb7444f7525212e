// All codes, joined from one file per room. Codes are permanent: they are part of what users may match on.
import { announce } from './catalog/announce.js'
import { approvals } from './catalog/approvals.js'
import { artifacts } from './catalog/artifacts.js'
import { config } from './catalog/config.js'
import { engine } from './catalog/engine.js'
import { gate } from './catalog/gate.js'
import { general } from './catalog/general.js'
import { trigger } from './catalog/trigger.js'
import { exec } from './catalog/exec.js'
import { lock } from './catalog/lock.js'
import { git } from './catalog/git.js'
import { http } from './catalog/http.js'
import { registry } from './catalog/registry.js'
import { github } from './catalog/github.js'
import { packageIndex } from './catalog/package-index.js'
import { notes } from './catalog/notes.js'
import { promote } from './catalog/promote.js'
import { prune } from './catalog/prune.js'
import { publish } from './catalog/publish.js'
import { build } from './catalog/build.js'
import { references } from './catalog/references.js'
import { verify } from './catalog/verify.js'
import { version } from './catalog/version.js'
import type { Entry } from './entry.js'

export const catalog = { ...general, ...gate, ...approvals, ...artifacts, ...engine, ...config, ...trigger, ...exec, ...git, ...http, ...registry, ...packageIndex, ...github, ...lock, ...notes, ...promote, ...verify, ...announce, ...publish, ...prune, ...build, ...references, ...version }

export type Code = keyof typeof catalog
export type FactsOf<C extends Code> = (typeof catalog)[C] extends Entry<infer F> ? F : never
