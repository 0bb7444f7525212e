// The ordered list of steps, and ports joined to their adapters. Delete a step's folder and its line here: the rest compiles.
import { buildChart } from './build/chart/chart.js'
import { buildDocs } from './build/docs/docs.js'
import { buildFiles } from './build/files/files.js'
import { buildImage } from './build/image/image.js'
import { buildWheel } from './build/wheel/wheel.js'
import { announceHook } from './follow/announce-hook/announce-hook.js'
import { announceSlack } from './follow/announce/announce.js'
import { followChangelog } from './follow/changelog/changelog.js'
import { followIssue } from './follow/issue/issue.js'
import { nextVersion } from './follow/next-version/next-version.js'
import { verifyStaged } from './promote/canary/verify-staged.js'
import { followRollout, promoteEdit } from './promote/edit/promote-edit.js'
import { promoteImages } from './promote/image-list/promote-images.js'
import { publishChart, stageChart } from './publish/chart/chart.js'
import { stageFreeze } from './publish/freeze/freeze.js'
import { pointImage, publishImage } from './publish/image/image.js'
import { stageImage } from './publish/image/stage-image.js'
import { publishIndex } from './publish/package-index/publish-index.js'
import { pointPointer } from './publish/pointer/pointer.js'
import { publishRelease } from './publish/release/publish-release.js'
import { stageRecord } from './publish/release/stage-record.js'
import { stageRelease } from './publish/release/stage-release.js'
import type { AnyStep } from './ports/step.js'
import { verifyDraft, verifyPublished } from './verify/release/verify-release.js'
import { verifyProduction } from './verify/production/verify-production.js'

export const steps: readonly AnyStep[] = [
  buildWheel, // a Python wheel (and sdist) from the export
  buildDocs, // the docs folder as a .tgz under a new root
  buildFiles, // what any command of the project leaves behind
  buildImage, // an image with exactly this wheel inside, as an OCI layout
  buildChart, // a Helm chart, the same bytes on every build
  stageImage, // blobs and manifest by digest: there, and found by nobody
  stageChart, // likewise
  stageRelease, // a draft with every asset, each digest read back
  stageRecord, // slipway.json, the last asset: from here on the bytes are frozen
  stageFreeze, // the same for a line without a release on GitHub, as a ref
  publishIndex, // wheel and sdist on a package index: names that are given once and for ever
  publishImage, // version tags
  publishChart, // the chart's version tag
  verifyStaged, // a canary on what is staged: when it fails nothing is proposed
  promoteImages, // digests into the image list of another repository, by a pull request; waits until people have merged it
  verifyProduction, // what was promoted is there, with its digest, platforms and signature
  promoteEdit, // one value of any file of another repository, likewise by a pull request, when the release is to wait for it
  verifyDraft, // the draft's assets, and commands of the project on them: when they fail it stays a draft
  publishRelease, // the draft becomes public, after everything that it speaks of
  verifyPublished, // the same on what anybody downloads, before pointers move
  pointImage, // latest, last
  pointPointer, // files and git tags by which people find the newest release, after everything else
  followChangelog, // the section of the changelog on the branch
  nextVersion, // the next development version on the branch
  followRollout, // the same when the release is out: what runs it takes it up
  announceSlack, // one message in a channel, exactly once
  announceHook, // the same to a webhook, at most once
  followIssue, // the tracking issue says how far all this is
]
