// Tests run the TypeScript sources through swc (types are checked by `npm run types`).
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' }, sourceMaps: 'inline' }] },
  // Half of the time goes by in waiting for git, docker and helm. Left alone, Jest would take one core of two.
  maxWorkers: '100%',
  testTimeout: 120_000,
}
