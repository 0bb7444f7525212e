// What other people do while a package is released.
import { digestOf } from '../../../src/core/digest.js'
import type { Kind } from '../matrix/kinds.js'
import { endStateOf } from '../simulation/end-state.js'
import { repository, tagName } from '../simulation/project.js'
import type { Universe } from '../simulation/universe.js'
import { changelogFile, changelogBefore, distribution } from './project.js'

const bytes = Buffer.from('something else')
const theirs = digestOf(bytes)

const held = ({ index }: Universe, fileName: string): string | undefined => index.files(distribution).find((it) => it.fileName === fileName)?.digest

/** A name is given once: whoever was there first has it, until an administrator of the index takes it away. */
const uploads = (fileName: string, type: string): Kind => ({
  name: `somebody uploads something else as ${fileName}`,
  twist: (universe) => ({ act: () => {
    if (held(universe, fileName) === undefined) universe.index.put(distribution, { fileName, version: tagName, type, bytes, digest: theirs })
  } }),
  foreign: (universe) => (held(universe, fileName) === theirs ? { files: { [fileName]: theirs } } : {}),
  stops: ['DESTINATION_CONFLICT', 'INDEX_FILE_TAKEN', 'INDEX_NAME_USED', 'INDEX_DIGEST'],
  undo: ({ index }) => {
    if (!index.files(distribution).some((it) => it.fileName === fileName && it.digest === theirs)) return
    index.delete(distribution, fileName)
    index.state.used.delete(fileName)
  },
})

const commits = (name: string, changes: (universe: Universe) => Readonly<Record<string, string>>): Kind => ({
  name,
  twist: (universe) => ({ act: async () => void (await universe.github.as('mallory', repository.owner, repository.name).commit('main', changes(universe), 'Something else')) }),
  commits: ['Something else', `Update ${changelogFile} for ${tagName}`],
})

const news = { 'NEWS.md': 'something else\n' }

/** As long as our section is not in it. */
const writes = commits('somebody writes into the changelog', (universe) => (endStateOf(universe).commits.length === 0 ? { [changelogFile]: `${changelogBefore}\nand a last word\n` } : news))

export const peopleOfPackage: readonly Kind[] = [uploads(`driver-${tagName}-py3-none-any.whl`, 'bdist_wheel'), uploads(`driver-${tagName}.tar.gz`, 'sdist'), commits('somebody commits to the branch', () => news), writes]
