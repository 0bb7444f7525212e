// Door 3: the Action's post step, which the runner takes after the main one however that ended. It drops the lock of a run that could
// not do so itself; where there is none, nothing is loaded.
const left = process.env['STATE_lock'] ?? ''

if (left !== '') {
  const { dropLeftLock } = await import('./cli/drop-left-lock.js')
  await dropLeftLock(left, process.env)
}

export {}
