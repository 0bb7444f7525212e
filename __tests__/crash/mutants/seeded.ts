// Bugs that were built in on purpose, to see that the proof finds each: the confirmations, comparisons, look-ups and pins of the
// product taken out in turn, and real bugs of other release tools built in again (`of` names where they are written down).
export interface Edit {
  readonly file: string
  /** Stands exactly once in the file, or the mutant does not fit any more and that is a failure. */
  readonly find: string
  readonly replace: string
}

export interface Mutant {
  readonly name: string
  readonly of?: string
  readonly edits: readonly Edit[]
  /** Where to look first; the whole matrix is searched when nothing is found there. */
  readonly only?: string
  /** The other proof that has to find it: two runs in any order, and time that jumps; two runs of a promotion in every order; or the matrix of another recipe. */
  readonly by?: 'random' | 'interleavings' | 'promotion' | 'rolling' | 'package'
  /** Played on every run of the tests. */
  readonly quick?: true
}

const cut = (file: string, find: string, replace = ''): readonly Edit[] => [{ file, find, replace }]

export const mutants: readonly Mutant[] = [
  // Lost answers
  { name: 'a POST whose answer was lost is sent again without a look', of: 'semantic-release: a second draft', quick: true, edits: cut('src/adapters/github/look.ts', 'const found = await readSettled(look, (value) => value !== undefined, waiting)', 'const found = (await Promise.resolve(undefined)) as T | undefined'), only: 'POST /api/v3/repos/accanto/driver/releases.*(answer is lost|carried out)' },
  { name: 'the retry repeats every request', of: 'Octokit: 502 after a POST', edits: cut('src/adapters/http/retry.ts', "if (result.kind === 'unclear' && !request.idempotent) return lost(request, result)", ''), only: 'POST /api/v3/repos/accanto/driver/releases.*(answer is lost|carried out)' },
  { name: 'an upload that broke off is not cleared away', of: 'getsentry/craft#313, mislav/hub#2648', quick: true, edits: cut('src/adapters/github/assets.ts', 'if (there) await this.remove(repository, there.id)', ''), only: 'uploads/.*assets.*body of the request is cut' },
  { name: 'an answer that is older than our own write is believed', of: 'cli/cli#6599, softprops#705', edits: cut('src/adapters/patience.ts', 'for (const pause of waiting.pauses ?? patient) {', 'for (const pause of [] as number[]) {'), only: '4 reads after each write' },
  { name: 'a tag that a lagging registry shows is believed', of: 'NVIDIA/NVSentinel#228', edits: cut('src/adapters/registry/registry.ts', '(it) => isFresh(own, placeOf(name, reference), it)', '() => true'), only: '4 reads after each write' },
  { name: 'a page of HTML is taken for an answer of the registry', quick: true, edits: cut('src/adapters/registry/session.ts', "expects: 'no page', ", ''), only: 'manifests.*a page in place of JSON' },
  { name: 'a broken download of the record is not begun again', edits: cut('src/publish/release/frozen.ts', "failure.code !== 'HTTP_BROKEN' || downloads === mostDownloads", 'downloads > 0'), only: 'storage.*body of the answer is cut' },
  { name: 'a connection that is refused ends the run', edits: cut('src/adapters/http/retry.ts', "if (error.code === 'HTTP_UNREACHABLE') return { kind: 'clear', what: bare(error), error }", "if (error.code === 'HTTP_UNREACHABLE') throw error"), only: 'connection is refused' },
  { name: 'an error of the server ends the run', of: 'softprops: no waiting; build-push-action#1194', edits: cut('src/adapters/http/retry.ts', 'status === 408 || (status >= 500 && status !== 501 && status !== 505)', 'status === 408'), only: 'answered with 50[03],' },

  // Identity
  { name: 'an asset that has the name is the asset', of: 'skip-existing by name: vaxrank#406, cocotb#5755', quick: true, edits: cut('src/publish/release/wanted.ts', 'wrong: there.filter((it) => it.held.digest !== it.wanted.digest),', 'wrong: [],'), only: 'POST /api/uploads.*killed.*fresh clone' },
  { name: 'an image that has the tag is the image', of: 'helm#9985, NVIDIA/nvcf#1226', quick: true, edits: cut('src/publish/image/image.ts', 'it.there && it.there.digest !== image.digest', 'it.there?.digest === undefined && false'), only: 'gate: other bytes' },
  { name: 'a chart that has the version is the chart', of: 'helm#10264', edits: cut('src/publish/chart/chart.ts', "if (found !== artifact.digest) return { state: 'conflict',", "if (found === '') return { state: 'conflict',"), only: 'accanto/charts/driver:1.0.0' },
  { name: 'a draft that has the tag is our draft', of: 'goreleaser: drafts by name', edits: cut('src/publish/release/situation.ts', 'releases.filter((it) => readMarker(it.body, marked))', 'releases.filter(() => true)'), only: 'somebody adds a draft' },
  { name: 'a tag is overwritten when it was taken after the look', edits: [...cut('src/publish/image/image.ts', "if (there) return fail('PUSH_CHANGED', { name: place, tag, found: there.digest, wanted: manifest.digest })", '')], only: 'accanto/driver:1.0.0' },
  { name: 'a chart is overwritten when its version was taken after the look', edits: [...cut('src/publish/chart/chart.ts', "if (there && chartIn(there) !== artifact.digest) return fail('PUSH_CHANGED',", "if (there && artifact.size < 0) return fail('PUSH_CHANGED',"), ...cut('src/publish/chart/chart.ts', '    if (there) return\n', '')], only: 'accanto/charts/driver:1.0.0' },
  { name: 'whatever lies in the draft is published with it', of: 'jdx/mise#12728: a swap between draft and publish', quick: true, edits: cut('src/publish/release/publish-release.ts', '  checkDraft(ours, compare(wanted, held, adopted), held)\n', ''), only: 'adds a file to the draft' },

  // Freezing
  { name: 'what was frozen is not looked for: every run builds anew', of: 'rebuild on re-run: helm/helm#12884, vaxrank#406', quick: true, edits: cut('src/verbs/frozen-artifacts.ts', '  const { tag, tasks } = of.plan\n', "  const { tag, tasks } = of.plan\n  if (tag.name !== '') return nothingFrozen\n"), only: 'killed.*fresh clone' },
  { name: 'a draft that GitHub has renamed is not found again', edits: cut('src/adapters/github/releases.ts', ' || (release.draft && markedTag(release.body) === tag)', ''), only: 'deletes the tag' },

  // Order
  { name: 'the release is public before its images', edits: cut('src/publish/release/publish-release.ts', "needs: ['stage:record', 'publish:image', 'publish:chart', 'publish:index', 'verify:staged', 'promote:images', 'promote:edit', 'verify:production', 'verify:release'],", "needs: ['stage:record'],"), only: 'call [1-5] .*(connection is refused)' },
  { name: 'latest points to what is not public yet', of: 'openvino, docker-hardened-images#203', edits: [...cut('src/publish/image/image.ts', "  phase: 'point',\n", "  phase: 'publish',\n"), ...cut('src/publish/image/image.ts', "needs: ['publish:image', 'publish:release'],", "needs: ['publish:image'],")], only: 'call [1-5] .*(connection is refused)' },
  { name: 'the release is made public and filled afterwards', of: 'ncipollo, rewind-community/eight_ball#50', quick: true, edits: cut('src/publish/release/stage-release.ts', 'draft: true, prerelease: task.prerelease', 'draft: false, prerelease: task.prerelease'), only: 'call [1-5] .*(connection is refused)' },
  { name: 'conflicts are found after the first write', edits: cut('src/engine/carry-out.ts', "if (probe.state === 'conflict' && task.phase !== 'follow') failed(", "if (probe.state === 'conflict' && task.id === '') failed("), only: 'gate' },
  { name: 'the gates are not asked', edits: cut('src/verbs/plan-release.ts', 'await passGates({ ...start, facts }, work, edited)', "{ told: [], trusted: { from: { branch: '', commit: '' }, gates: [], findings: [] } }"), only: 'gate' },
  { name: 'what is in the way is found in advance, and not minded', of: 'goreleaser: preflight only warns', edits: cut('src/verbs/plan-release.ts', "  failAll(findings.filter((it) => it.severity === 'error').map((it) => it.problem))\n", ''), only: 'gate' },

  // Resuming
  { name: 'a draft of ours counts as a release', of: 'cargo-dist on a stranded draft: homeboy#11954', quick: true, edits: cut('src/publish/release/publish-release.ts', "if (!ours || ours.draft) return { state: 'absent' }", "if (!ours) return { state: 'absent' }"), only: 'killed.*same disk' },
  { name: 'a draft counts as filled', of: 'cargo-dist: upload_files [] at 7/13', edits: cut('src/publish/release/stage-release.ts', "if (lacks.length > 0) return { state: 'partial', missing: lacks }", ''), only: 'POST /api/uploads.*killed' },
  { name: 'a task is not confirmed by what its destination says, and an upload that fails is none', of: 'python-semantic-release before 10.6: openedx/sample-plugin#57', edits: [...cut('src/engine/carry-out.ts', "if (after.state !== 'done') return fail('NOT_CONFIRMED',", "if (after.state !== 'done' && task.id === '') return fail('NOT_CONFIRMED',"), ...cut('src/publish/release/stage-release.ts', 'if (!ready(it)) return void (await upload(it, draft, { task, world }))', 'if (!ready(it)) return void (await upload(it, draft, { task, world }).catch(() => undefined))'), ...cut('src/publish/release/publish-release.ts', '  checkDraft(ours, compare(wanted, held, adopted), held)\n', ''), ...cut('src/engine/carry-out.ts', 'return this.keep(task, \'done\', after.outcome)', "return this.keep(task, 'done', after.state === 'done' ? after.outcome : {})")], only: 'call 5. .*adds a file to the draft' },
  { name: 'once the release is public nothing more is done', of: 'chart-releaser-action#92', edits: cut('src/publish/image/image.ts', 'if (missing.length === 0) return { state: \'done\', outcome: { where, digest: image.digest } }', "if (missing.length === 0 || (await world.github.latestRelease(world.repository)) !== undefined) return { state: 'done', outcome: { where, digest: image.digest } }"), only: '(PATCH|manifests/latest).*killed' },
  { name: 'the next version is proposed as soon as the branch has moved', edits: cut('src/follow/branch-edit/branch-edit.ts', 'const mostTries = 5', 'const mostTries = 1'), only: 'commits to the branch' },

  // The tag
  { name: 'the tag is not read again', of: 'actions/checkout#290: a tag moved during the run', quick: true, edits: cut('src/publish/pin.ts', "if (moved) fail('TAG_MOVED', moved)", ''), only: 'moves the tag to another' },

  // Limits and credentials
  { name: 'Retry-After is cut to a second', of: 'PSPublishModule#863', quick: true, edits: cut('src/adapters/http/limits.ts', "return { until: after, pool: 'all' }", "return { until: Math.min(after, now + 1000), pool: 'all' }"), only: 'Retry-After' },
  { name: 'a refusal by a limiter is a refusal', of: 'PX4-Autopilot#27838, multidict#1503', edits: cut('src/adapters/http/limits.ts', '  status === 429 || (status === 403', '  status === 418 || (status === 403'), only: '429' },
  { name: 'the token goes wherever a redirect leads', of: 'Deno CVE-2025-21620', edits: [...cut('src/adapters/http/http.ts', '  credential && hop.url.origin === credential.origin\n', '  credential\n'), ...cut('src/adapters/http/http.ts', 'if (!sameOrigin) credential = undefined', '')], only: 'call [1-5] .*(connection is refused)' },
  { name: 'secrets are not taken out of the log', of: 'goreleaser CVE-2024-23840', edits: cut('src/core/redact.ts', 'if (form.length >= shortest) known.add(form)', 'if (form.length < shortest) known.add(form)'), only: 'call 1[0-9] .*quotes the credential' },

  // The lock
  { name: 'the lock is freed by nobody but the run that took it', of: 'an unlock in `finally` that alone would heal', quick: true, edits: cut('src/engine/lock/wait-for-holder.ts', 'if (why !== undefined) {', "if (why === '') {"), only: 'killed.*same disk' },
  { name: 'the lock is taken before anybody knows whether there is something to do', edits: cut('src/engine/carry-out.ts', 'if (!enter || dryRun || !this.hasWork()) return true', 'if (!enter || dryRun) return true'), only: 'call [1-5] .*(connection is refused)' },
  { name: 'the lock stays after a failure', edits: cut('src/verbs/release.ts', '  } finally {\n    await lock.drop()\n  }', '  } finally {\n    await (ports.signal.aborted ? lock.drop() : undefined)\n  }'), only: 'answered with 40' },
  { name: 'there is no lock', of: 'softprops#705, release-drafter#1146', edits: cut('src/engine/lock/run-lock.ts', "if (this.state !== 'outside') return false\n", "if (this.state === 'outside') this.state = 'free'\n    if (this.state === 'free') return false\n"), by: 'random' },
  { name: 'a lock is taken over while its run goes on', edits: cut('src/engine/lock/wait-for-holder.ts', 'const why = await whyOver(it, seen.lock, looks % looksPerRun === 0)', "const why = (await whyOver(it, seen.lock, looks % looksPerRun === 0)) ?? 'because'"), by: 'random' },
  { name: 'a second draft of ours is made although there is one', of: 'actions/create-release#14, svenstaro#133', edits: cut('src/publish/release/stage-release.ts', 'const made = before.ours ?? (await', 'const made = (await'), only: 'POST /api/v3/repos/accanto/driver/releases.*killed' },

  // Pull requests of other repositories, tracking issues, messages
  { name: 'a pull request that is there already is a failure', by: 'promotion', edits: [...cut('src/adapters/github/pull-requests.ts', 'const isThere = answer.status === 422 && /already exists/i.test(saidBy(answer.value))', 'const isThere = answer.status === 0'), ...cut('src/adapters/github/pull-requests.ts', "      there,\n      { ...this.api.settings, pauses: patient },", '      async () => undefined,\n      { ...this.api.settings, pauses: patient },')], only: 'k8s.io/pulls.*answer is lost' },
  { name: 'a message whose answer was lost is posted again', by: 'promotion', edits: cut('src/adapters/chat/slack.ts', '      const found = await readSettled(() => this.find(channel, marker, since), (it) => it !== undefined, this.settings)\n', '      const found = await this.send(channel, { text, marker }, since)\n'), only: 'postMessage.*answer is lost' },
  { name: 'an issue whose answer was lost is opened again', quick: true, by: 'promotion', edits: cut('src/adapters/github/issues.ts', "async () => (await this.list(repository)).filter((it) => it.state === 'open' && isIt(it.body)).at(-1),", 'async () => undefined,'), only: 'propose the images.*driver/issues\\).*answer is lost' },
  { name: 'a tracking issue is opened without a look for the one of the other line', by: 'promotion', edits: cut('src/verbs/tracking-issue.ts', 'const there = chosen(it, before)', 'const there = undefined as Issue | undefined'), only: 'propose the chart.*answer is lost' },
  { name: 'each line has a promotion of its own in the branch that they share', by: 'promotion', edits: cut('src/promote/images/entry.ts', 'key: word ?? tag.name,', 'key: tag.name,'), only: 'release the chart.*answer is lost' },
  { name: 'the release does not wait for what is promoted', by: 'promotion', edits: cut('src/publish/release/publish-release.ts', "'promote:images', 'promote:edit', 'verify:production', 'verify:release'],", '],'), only: 'release the images.*answer is lost' },
  { name: 'of two issues that two runs have opened both stay', quick: true, by: 'interleavings', edits: cut('src/verbs/tracking-issue.ts', '  if (!winner) return issue\n', "  if (!winner || winner.state === 'open') return issue\n"), only: 'proposing' },

  // Names that roll, aliases, a package index, a changelog
  { name: 'the old release is deleted before the new one is public', of: 'scripts that delete the release and its tag, and make both anew', quick: true, by: 'rolling', edits: cut('src/adapters/github/releases.ts', 'await this.update(repository, old.release.id, old.fields, first)', 'await this.remove(repository, old.release.id)'), only: 'driver-releases/releases\\), killed.*same disk' },
  { name: 'something is asked between the two calls of the swap', by: 'rolling', edits: cut('src/adapters/github/releases.ts', '      return await this.update(repository, fresh.id, fresh.fields, then)', '      await this.areImmutable(repository)\n      return await this.update(repository, fresh.id, fresh.fields, then)'), only: 'driver-releases/releases\\), killed.*same disk' },
  { name: 'a name without a release is left so until everything is built anew', by: 'rolling', edits: cut('src/publish/release/mend.ts', '  if (!torn) return\n', "  if (!torn || tag.name !== '') return\n"), only: 'PATCH .*releases/.*killed.*a run of a newer commit' },
  { name: 'the old one stays as a draft', by: 'rolling', edits: cut('src/publish/release/publish-release.ts', '    await removeBehind(wanted, { task, world })\n', ''), only: 'driver-releases/releases\\), killed.*same disk' },
  { name: 'the tag of a name that rolls stays where it was', by: 'rolling', edits: cut('src/publish/release/publish-release.ts', '  await placeTag(task, world)\n', ''), only: 'driver-releases/releases\\), killed.*same disk' },
  { name: 'latest of one name moves before the other names have the image', quick: true, by: 'rolling', edits: cut('src/publish/image/image.ts', 'for (const tag of task.tags) for (const [place, manifest] of manifests) await putTag(place, tag, { manifest, world })', 'for (const [place, manifest] of manifests) for (const tag of [...task.tags, ...task.pointers]) await (task.pointers.includes(tag) ? world.registry.putManifest(parsePlace(place), manifest, tag) : putTag(place, tag, { manifest, world }))'), only: 'driver-releases/releases\\), killed.*same disk' },
  { name: 'an upload to the index whose answer was lost is sent again without a look', of: 'twine: File already exists', by: 'package', edits: cut('src/adapters/package-index/package-index.ts', '        const found = await this.lookUp(place, file)\n        if (found) return', '        const found = (await Promise.resolve(undefined)) as IndexFile | undefined\n        if (found) return'), only: 'POST /legacy/.*answer is lost' },
  { name: 'a file on the index that has the name is the file', of: 'skip-existing by name', quick: true, by: 'package', edits: [...cut('src/publish/package-index/publish-index.ts', 'return digest === file.digest ? { file, held }', 'return digest !== undefined ? { file, held }'), ...cut('src/verbs/frozen-artifacts.ts', '  const { tag, tasks } = of.plan\n', "  const { tag, tasks } = of.plan\n  if (tag.name !== '') return nothingFrozen\n")], only: 'POST /legacy/.*killed.*fresh clone' },
  { name: 'files go to the index before it is written down which ones they are', by: 'package', edits: [...cut('src/publish/package-index/publish-index.ts', "needs: ['stage:release', 'stage:image', 'stage:chart', 'stage:record', 'stage:freeze'],", 'needs: [],'), ...cut('src/publish/package-index/publish-index.ts', "  phase: 'publish',\n", "  phase: 'stage',\n")], only: 'POST /legacy/.*killed' },
  { name: 'the section goes into the changelog without a look whether it is there', by: 'package', edits: [...cut('src/core/changelog/insert-section.ts', '  if (sectionOf(there, it.version)) return { text: given }\n', ''), ...cut('src/follow/changelog/changelog.ts', '  if (sectionOf(changelog, versionIn(task))) return done(', "  if (sectionOf(changelog, versionIn(task)) && head === '') return done("), ...cut('src/engine/carry-out.ts', "if (after.state !== 'done') return fail('NOT_CONFIRMED',", "if (after.state !== 'done' && task.id === '') return fail('NOT_CONFIRMED',"), ...cut('src/engine/carry-out.ts', 'return this.keep(task, \'done\', after.outcome)', "return this.keep(task, 'done', after.state === 'done' ? after.outcome : {})")], only: 'POST /legacy/.*killed.*same disk' },
  { name: 'the changelog speaks of a release before it is public', by: 'package', edits: [...cut('src/follow/changelog/changelog.ts', "  phase: 'follow',\n", "  phase: 'publish',\n"), ...cut('src/follow/changelog/changelog.ts', "  needs: ['publish:release', 'publish:image', 'publish:chart'],\n", '  needs: [],\n')], only: 'POST /legacy/.*killed.*same disk' },
]
