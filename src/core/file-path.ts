// A path of a file below the root of the repository, as configs and files of others name it. Never above it, and never in .git: what it
// names is read, and some of it is written.
export const filePathShape = /^(?!\/|[A-Za-z]:)(?!(?:.*\/)?\.\.?(?:\/|$))(?!(?:.*\/)?\.git(?:\/|$))[^\\\u0000-\u001f]+$/

export const isFilePath = (text: string): boolean => filePathShape.test(text)
