// Everything that script/test runs besides the tests. A check is a command that ends with 0 when all is well; add yours here.
const node = process.execPath

export const checks = [
  { name: 'lint', command: [node, 'node_modules/eslint/bin/eslint.js', '.'] },
  { name: 'types', command: [node, 'node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.test.json'] },
  { name: 'dist is what this source builds', command: [node, 'script/checks/dist.mjs'] },
]
