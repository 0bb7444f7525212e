// The proofs: programs that play thousands of ends and count what survives. `test` are the words for the short form, in script/test;
// `soak` those for the long one, in script/soak: with `count` and `batch` it is played in batches of seeds, else in one go. `replay` is
// the flag that plays one failure again, with `always` before it. Each gets `--out FILE` and writes
// {"rows": [{name, total, survived or caught}], "failures": [{name, what, replay}], "exempt": [{name, why}]}.
export const proofs = [
  { name: 'matrix', program: '__tests__/crash/matrix/main.ts', test: [], soak: { words: ['--whole', '--verbose'] }, replay: '--only' },
  { name: 'promotion', program: '__tests__/crash/matrix/main.ts', test: ['--recipe', 'promotion', '--writes', '--brief'], soak: { words: ['--recipe', 'promotion', '--verbose'] }, replay: '--only', always: ['--recipe', 'promotion'] },
  { name: 'rolling', program: '__tests__/crash/matrix/main.ts', test: ['--recipe', 'rolling', '--writes', '--near', '--brief'], soak: { words: ['--recipe', 'rolling', '--whole', '--verbose'] }, replay: '--only', always: ['--recipe', 'rolling'] },
  { name: 'package', program: '__tests__/crash/matrix/main.ts', test: ['--recipe', 'package', '--writes', '--near', '--brief'], soak: { words: ['--recipe', 'package', '--whole', '--verbose'] }, replay: '--only', always: ['--recipe', 'package'] },
  { name: 'interleavings', program: '__tests__/crash/interleavings/main.ts', test: ['--only', 'proposing|finishing', '--alone', '--late'], soak: { words: ['--verbose'] }, replay: '--only' },
  { name: 'mutants', program: '__tests__/crash/mutants/main.ts', test: ['--near'], soak: { words: ['--all'] }, replay: '--only' },
  { name: 'kills', program: '__tests__/crash/kills/main.ts', test: ['--count', '20', '--seed', '1'], soak: { words: [], count: 200, batch: 20, seeds: 'one for each batch' }, replay: '--replay', runs: 'dist' },
  { name: 'pairs', program: '__tests__/crash/pairs/main.ts', soak: { words: [] }, replay: '--replay' },
  { name: 'random', program: '__tests__/crash/random/main.ts', soak: { words: [], count: 100_000, batch: 2_000, seeds: 'one for each case' }, replay: '--replay' },
]
