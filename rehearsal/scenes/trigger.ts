// Deployments that another repository does: one that succeeds, one that fails, and one whose step is cancelled.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { git } from '../../fakes/git/git.ts'
import { PASSWORD } from '../../fakes/git/git-server.ts'
import { type RunState, SUCCESS } from '../../fakes/github/actions-state.ts'
import { type FakeGitHub, startFakeGitHub } from '../../fakes/github/fake-github.ts'
import { ROOT } from '../../scripts/actions.ts'
import { type ActionResult, runBundle } from '../action-runner.ts'
import { deploymentResult, type SceneResult, type Stage } from '../scene-result.ts'

const QUEUED: RunState = { status: 'queued' }
const RUNNING: RunState = { status: 'in_progress' }
const FAILED: RunState = {
  ...{ status: 'completed', conclusion: 'failure' },
  jobs: [
    {
      ...{ name: 'deploy', conclusion: 'failure' },
      steps: [{ name: 'Roll out to production', conclusion: 'failure' }],
    },
  ],
}

type Scene = {
  readonly title: string
  readonly shows: string
  /** How the run goes on; its last state stays. */
  readonly course: readonly RunState[]
  /** Whether the step is cancelled when the run is in progress. */
  readonly isCancelled?: boolean
  /** The reason code, and the conclusion that the run then has. */
  readonly expected: readonly [reason: string, conclusion: string]
}

const SCENES: readonly Scene[] = [
  {
    title: '23:30  another repository deploys, and the step waits for it',
    shows: 'the run that is waited for is the one that was started',
    course: [QUEUED, RUNNING, SUCCESS],
    expected: ['succeeded', 'success'],
  },
  {
    title: '23:40  the deployment elsewhere fails',
    shows: 'the step fails as well, and names the job and the step that failed',
    course: [RUNNING, FAILED],
    expected: ['run-failure', 'failure'],
  },
  {
    title: '23:50  the step is cancelled while the deployment runs',
    shows: 'with `cancel`, the run elsewhere is cancelled too',
    course: [RUNNING],
    isCancelled: true,
    expected: ['cancelled', 'cancelled'],
  },
]

/** Scenes with a GitHub server whose repository has a workflow that deploys. */
export function triggered(folder: string): Stage {
  const root = join(folder, 'elsewhere')
  let github: FakeGitHub | undefined
  const scene = async (one: Scene): Promise<SceneResult> => {
    github ??= await startGitHub(root)
    const { actions } = github.state
    actions.course = one.course
    const started = actions.runs.length
    const action = await trigger(github, root, one.isCancelled ?? false)
    const [reason, conclusion] = one.expected
    const [run, ...others] = actions.runs.slice(started)
    const ended = run?.course.at(-1)?.conclusion ?? ''
    const ok = action.outputs['reason'] === reason && ended === conclusion && others.length === 0
    const decided = `${action.outputs['reason']}: run ${run?.id} ended with ${ended}, and was started once`
    return deploymentResult(one, action, { ok, decided, serves: '' })
  }
  return {
    scenes: SCENES.map((one) => () => scene(one)),
    stop: async () => github?.close(),
  }
}

function startGitHub(root: string): Promise<FakeGitHub> {
  const work = join(root, 'work')
  mkdirSync(work, { recursive: true })
  git(work, 'init', '--quiet', '--initial-branch=main')
  git(work, 'commit', '--quiet', '--allow-empty', '--message=First')
  git(root, 'clone', '--quiet', '--bare', 'work', 'octo/deployment.git')
  return startFakeGitHub(root, { name: 'deployment' })
}

function trigger(
  { apiUrl, serverUrl }: FakeGitHub,
  workspace: string,
  isCancelled: boolean,
): Promise<ActionResult> {
  const cancel = new AbortController()
  return runBundle({
    action: join(ROOT, 'actions/trigger'),
    inputs: {
      repository: 'octo/deployment',
      workflow: 'deploy.yml',
      inputs: 'environment=production',
      token: PASSWORD,
      poll: '100ms',
      timeout: '60s',
      cancel: 'true',
    },
    env: {
      ...{ GITHUB_API_URL: apiUrl, GITHUB_SERVER_URL: serverUrl },
      ...{ GITHUB_REPOSITORY: 'octo/game', GITHUB_RUN_ID: '1' },
    },
    workspace,
    signal: cancel.signal,
    onLine(line) {
      if (isCancelled && line.includes('in_progress')) cancel.abort()
    },
  })
}
