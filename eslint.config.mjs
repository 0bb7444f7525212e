// The layering of docs/architecture.md as lint: imports go down only, the outside world is touched in adapters, the
// rehearsal and the doors, and files stay small. __tests__/architecture.test.ts checks cycles and room-to-room imports.
import tseslint from 'typescript-eslint'

const outside = ['fs', 'fs/promises', 'child_process', 'http', 'https', 'net', 'os'].flatMap((name) => [
  { name: `node:${name}`, message: 'Only adapters/, rehearsal/ and the doors touch the outside world. Ask a port.' },
  { name, message: 'Use a port; and built-ins are imported as node:*.' },
])
const outsideLibraries = [
  { group: ['@actions/*', '@octokit/*'], message: 'Only adapters/ and the doors use these.' },
]
const size = {
  'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
}

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'coverage/**', 'out/**', 'bench/results/**', 'examples/**', '.tools/**', 'schema/**'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.test.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...size,
      complexity: ['error', 16],
      'max-params': ['error', 4],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'No default exports: one name for one thing.' }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/adapters/**', 'src/rehearsal/**', 'src/action.ts', 'src/post.ts', 'src/cli.ts', 'src/cli/**'],
    rules: {
      'no-restricted-imports': ['error', { paths: outside, patterns: outsideLibraries }],
      'no-restricted-globals': ['error', 'fetch', 'setTimeout', 'setInterval'],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Environment is read in the doors and adapters.' },
        { object: 'Date', property: 'now', message: 'Time comes from the clock port.' },
      ],
    },
  },
  {
    files: ['__tests__/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': ['error', 400],
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'No default exports.' },
        { selector: "MemberExpression[object.name='jest'][property.name='mock']", message: 'Fakes that behave, not mocks.' },
        { selector: "MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|only|todo)$/]", message: 'No skipped or focused tests.' },
      ],
    },
  },
)
