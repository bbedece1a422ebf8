// Compares zappa-update on a small Django project with plain `zappa update` and `zappa manage`: real Zappa, with moto as AWS.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Aws, startAws } from '../fakes/aws/aws.ts'
import { deployed } from '../fakes/zappa-project/deployed.ts'
import { djangoProject, type Project, UNUSED } from '../fakes/zappa-project/project.ts'
import { zappa } from '../fakes/zappa-project/zappa-command.ts'
import { runBundle } from '../rehearsal/action-runner.ts'
import { ROOT } from '../scripts/actions.ts'
import { ZAPPA } from '../scripts/python-pins.ts'
import { median } from './medians.ts'

const ROUNDS = 5

export type ZappaTimes = {
  /** Seconds that the whole action takes. */
  readonly action: number
  /** Seconds from the action's start until it starts Zappa. */
  readonly begun: number
  /** Seconds that both commands take. */
  readonly bare: number
}

/** Measures an update with a migration, with the virtual environment in the tool cache. */
export async function zappaTimes(): Promise<ZappaTimes> {
  const root = mkdtempSync(join(tmpdir(), 'towpath-bench-'))
  await using aws = await startAws()
  try {
    const project = djangoProject(join(root, 'project'), { dev: { exclude: UNUSED } })
    writeFileSync(
      join(project.folder, 'requirements.txt'),
      ['zappa==0.63.0', ...ZAPPA, ''].join('\n'),
    )
    await deployed(aws, project)
    const env = { ...aws.environment, RUNNER_TOOL_CACHE: join(root, 'tools') }
    // The first run makes the virtual environment, from the package index.
    const open = { ...env, HTTPS_PROXY: '', HTTP_PROXY: '' }
    await byAction(project, open)
    const times: ZappaTimes[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      times.push({ ...(await byAction(project, env)), bare: await byHand(aws, project) })
    }
    const middle = (name: keyof ZappaTimes): number => median(times.map((one) => one[name]))
    return { action: middle('action'), begun: middle('begun'), bare: middle('bare') }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

async function byAction(
  { folder }: Project,
  env: Readonly<Record<string, string>>,
): Promise<Omit<ZappaTimes, 'bare'>> {
  const began = performance.now()
  const since = (): number => (performance.now() - began) / 1000
  let begun = Number.NaN
  const { success, raw } = await runBundle({
    action: join(ROOT, 'actions/zappa-update'),
    workspace: folder,
    inputs: { stage: 'dev' },
    env,
    onLine(line) {
      if (line === 'zappa update dev') begun = since()
    },
  })
  if (!success) throw new Error(`the update failed:\n${raw}`)
  return { action: since(), begun }
}

async function byHand(aws: Aws, project: Project): Promise<number> {
  const commands = [
    ['update', 'dev'],
    ['manage', 'dev', 'migrate --noinput'],
  ]
  let seconds = 0
  for (const command of commands) {
    const said = await zappa(aws, project, command)
    if (said.code !== 0) throw new Error(`zappa ${command.join(' ')}:\n${said.out}${said.err}`)
    seconds += said.seconds
  }
  return seconds
}
