// Runs of workflows.
import { expect } from '@jest/globals'
import { contract, type Contract } from '../contract.js'

export const actionContracts: readonly Contract[] = [
  contract('W-ACT-01', async (stage) => {
    stage.person().workflowRun({ id: 4711 })
    expect((await stage.api.get('./actions/runs/4711')).body).toMatchObject({ id: 4711, run_attempt: 1, status: 'in_progress' })
    stage.person().workflowRun({ id: 4711, attempt: 2, status: 'queued' })
    expect((await stage.api.get('./actions/runs/4711')).body).toMatchObject({ run_attempt: 2, status: 'queued', previous_attempt_url: expect.stringMatching(/attempts\/1$/) })
  }),
  contract('W-ACT-02', async (stage) => {
    stage.person().workflowRun({ id: 4711, conclusion: 'cancelled' })
    expect((await stage.api.get('./actions/runs/4711')).body).toMatchObject({ status: 'in_progress', conclusion: null })
    stage.person().endWorkflowRuns()
    expect((await stage.api.get('./actions/runs/4711')).body).toMatchObject({ status: 'completed', conclusion: 'cancelled' })
  }),
]
