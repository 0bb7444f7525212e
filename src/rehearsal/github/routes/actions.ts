// Runs of workflows. They are read here; the people of a world begin and end them.
import { jsonAnswer } from '../../http/answer.js'
import type { WorldResponse } from '../../http/handler.js'
import type { Ask, Route } from '../ask.js'
import { notFound } from '../refusal.js'
import { workflowRunShape } from '../shapes/workflow-run.js'

const getRun = async (ask: Ask): Promise<WorldResponse> => jsonAnswer(200, await workflowRunShape(ask, ask.repo.runs.get(Number(ask.param('run_id'))) ?? notFound()))

export const actionRoutes: readonly Route[] = [
  { method: 'GET', path: '/repos/{owner}/{repo}/actions/runs/{run_id}', operation: 'actions/get-workflow-run', needs: [{ actions: 'read' }], handle: getRun },
]
