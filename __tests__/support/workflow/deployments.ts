// The repository that deploys aimmo: every start that GitHub is asked for is a run of its workflow.
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { git } from '../../../fakes/git/git.ts'
import type { FakeRun } from '../../../fakes/github/actions-state.ts'
import type { FakeGitHub } from '../../../fakes/github/fake-github.ts'
import { ROOT } from '../../../scripts/actions.ts'
import { workflowWorld } from './act.ts'

export type Deployments = {
  /** What `deploy.sh` was given, one object for each run so far. */
  readonly seen: () => readonly Readonly<Record<string, string>>[]
  /** The titles of the runs. */
  readonly titles: () => readonly string[]
  /** Whether the next ones succeed. */
  works(works: boolean): void
  stop(): Promise<void>
}

type Dispatchable = {
  readonly 'run-name': string
  readonly on: { readonly workflow_dispatch: { readonly inputs: Record<string, object> } }
}

const GIVEN = ['ENVIRONMENT', 'VERSION', 'IMAGE_TAG', 'GAME_SERVER_URL']

/** Places the example's workflow in the repository of `github`. */
export function deploymentRepository(act: string, github: FakeGitHub): Deployments {
  const world = workflowWorld(act)
  const folder = dirname(world.repository)
  const [seen, broken] = [join(folder, 'seen'), join(folder, 'broken')]
  cpSync(join(ROOT, 'workflows-examples/aimmo-deployment'), world.repository, { recursive: true })
  const values = GIVEN.map((name) => `${name}=$${name};`).join('')
  const script = `#!/bin/sh\necho "${values}" >> ${seen}\n[ ! -e ${broken} ]\n`
  writeFileSync(join(world.repository, 'deploy.sh'), script, { mode: 0o755 })
  git(world.repository, 'add', '.')
  git(world.repository, 'commit', '--quiet', '--message=Deployment')
  git(world.repository, 'push', '--quiet', github.state.folder, 'master')
  const under: Promise<void>[] = []
  const deploy = async (run: FakeRun): Promise<void> => {
    const payload = { ref: 'refs/heads/master', inputs: run.given }
    const { status } = await world.begin('workflow_dispatch', { payload })
    const conclusion = status === 0 ? 'success' : 'failure'
    const steps = [{ name: 'Deploy', conclusion }]
    run.course = [
      { status: 'completed', conclusion, jobs: [{ name: 'Deploy', conclusion, steps }] },
    ]
  }
  const file = join(world.repository, '.github/workflows/deploy.yml')
  const workflow = parse(readFileSync(file, 'utf8')) as Dispatchable
  const { actions } = github.state
  actions.course = [{ status: 'queued' }, { status: 'in_progress' }]
  actions.workflows.splice(0, actions.workflows.length, {
    ...{ file: 'deploy.yml', id: 77, isDisabled: false, events: ['workflow_dispatch'] },
    inputs: workflow.on.workflow_dispatch.inputs,
    runName(given) {
      // The run is in the list once its name is known.
      queueMicrotask(() => under.push(deploy(actions.runs.at(-1) as FakeRun)))
      return workflow['run-name'].replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) =>
        String(given[name]),
      )
    },
  })
  return {
    seen: () =>
      (existsSync(seen) ? readFileSync(seen, 'utf8').trimEnd().split('\n') : []).map(fields),
    titles: () => actions.runs.map(({ title }) => title),
    works: (works) => (works ? rmSync(broken, { force: true }) : writeFileSync(broken, '')),
    async stop() {
      await Promise.all(under)
      world[Symbol.dispose]()
    },
  }
}

const fields = (line: string): Record<string, string> =>
  Object.fromEntries(
    line
      .split(';')
      .filter(Boolean)
      .map((pair) => pair.split(/=(.*)/s).slice(0, 2)),
  )
