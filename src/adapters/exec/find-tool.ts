// Where a program lies. Looked up here and started by its absolute path, so that the folder that is built cannot put a
// program of that name in front.
import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'

const isProgram = async (path: string): Promise<boolean> => {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES' || code === 'ELOOP') return false
    throw error
  }
}

export const findTool = async (tool: string, path: string | undefined): Promise<string | undefined> => {
  if (isAbsolute(tool)) return (await isProgram(tool)) ? tool : undefined
  if (tool.includes('/')) return undefined
  for (const folder of (path ?? '').split(delimiter)) {
    if (isAbsolute(folder) && (await isProgram(join(folder, tool)))) return join(folder, tool)
  }
  return undefined
}

const known: Readonly<Record<string, string>> = {
  docker: 'Install Docker (on Debian or Ubuntu: `apt-get install docker.io`) and start its engine, or leave the image out with `--without image`.',
  helm: 'Install Helm 3 or 4: https://helm.sh/docs/intro/install/ (in a workflow: azure/setup-helm), or leave the chart out with `--without chart`.',
  git: 'Install git 2.36 or newer (on Debian or Ubuntu: `apt-get install git`).',
  gpg: 'Install GnuPG (on Debian or Ubuntu: `apt-get install gpg`): the tag is signed with a key of GPG.',
  'ssh-keygen': 'Install OpenSSH (on Debian or Ubuntu: `apt-get install openssh-client`): the tag is signed with a key of SSH.',
  python3: 'Install Python 3 with build and setuptools (on Debian or Ubuntu: `apt-get install python3-build python3-setuptools python3-wheel`; in a workflow: actions/setup-python).',
}

export const howToGet = (tool: string): string => known[tool] ?? `Install ${tool}, or add its folder to PATH.`
