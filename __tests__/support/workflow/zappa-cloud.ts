// The surroundings of a workflow that deploys with Zappa: AWS with credentials, Python, and the virtual environment of the project's
// requirements, already in the tool cache.
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Aws } from '../../../fakes/aws/aws.ts'
import { environmentOfZappa } from '../../../fakes/zappa-project/project.ts'
import { requirementsVirtualenv } from '../../../kit/python/requirements-virtualenv.ts'
import type { WorkflowWorld } from './act.ts'
import { type StandIn, standIns } from './fake-actions.ts'

export type Cloud = {
  /** Arguments of act. */
  readonly args: readonly string[]
  /** Returns the settings file at the end of the last run's job, and the output of `git status`. */
  left(): { readonly settings: string; readonly status: string } | undefined
}

/** Python with Zappa. Its post step records the settings file after the later steps have ended. */
const setupPython = (settings: string, left: string): StandIn => ({
  inputs: { 'python-version': false, 'python-version-file': false },
  main: `const file = input('python-version-file')
if (file) fs.readFileSync(file)
fs.appendFileSync(process.env.GITHUB_PATH, ${JSON.stringify(join(environmentOfZappa(), 'bin'))} + '\\n')`,
  post: `const { execFileSync } = require('node:child_process')
const status = execFileSync('git', ['status', '--porcelain'], { encoding: 'utf8' })
const settings = fs.readFileSync(${JSON.stringify(settings)}, 'utf8')
fs.writeFileSync(${JSON.stringify(left)}, JSON.stringify({ settings, status }))`,
})

/** Sets the variables of the real action, and those that let AWS clients reach the tests' AWS. */
const credentials = ({ environment }: Aws): StandIn => ({
  inputs: { 'role-to-assume': true, 'aws-region': true },
  main: `const given = ${JSON.stringify(environment)}
for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) console.log('::add-mask::' + given[name])
const region = input('aws-region')
const all = { ...given, AWS_REGION: region, AWS_DEFAULT_REGION: region }
fs.appendFileSync(process.env.GITHUB_ENV, Object.entries(all).map((pair) => pair.join('=') + '\\n').join(''))`,
})

/** Prepares a world whose repository has a project in `directory`. `workflows`: the contents of the workflow files that run. */
export async function zappaCloud(
  world: WorkflowWorld,
  aws: Aws,
  { workflows, directory = '.' }: { workflows: readonly string[]; directory?: string },
): Promise<Cloud> {
  const home = dirname(world.repository)
  const left = join(home, 'left.json')
  await keepEnvironment(join(world.repository, directory), home)
  const args = standIns(world, workflows, {
    'actions/setup-python': setupPython(join(directory, 'zappa_settings.json'), left),
    'aws-actions/configure-aws-credentials': credentials(aws),
  })
  return {
    args: [...args, '--var=AWS_ROLE=arn:aws:iam::123456789012:role/deploy'],
    left: () => (existsSync(left) ? JSON.parse(readFileSync(left, 'utf8')) : undefined),
  }
}

/** Puts the virtual environment of the requirements into act's tool cache, as an earlier run would have done. */
async function keepEnvironment(folder: string, home: string): Promise<void> {
  const tools = join(home, '.cache/act/tool_cache')
  const kept = environmentOfZappa()
  const find = (name: string, version: string): string => {
    const place = join(tools, name, version)
    mkdirSync(place, { recursive: true })
    symlinkSync(kept, join(place, process.arch))
    writeFileSync(join(place, `${process.arch}.complete`), '')
    return kept
  }
  const { isCached } = await requirementsVirtualenv(
    { requirements: 'requirements.txt', folder, name: 'towpath-zappa' },
    {
      cache: { find, cacheDir: () => Promise.reject(new Error('the tools lack a requirement')) },
      env: { PATH: `${join(kept, 'bin')}:${process.env['PATH']}`, HOME: home },
      temp: home,
      roots: [folder],
      log: () => {},
      mask: () => {},
    },
  )
  if (!isCached) throw new Error('the tools lack a requirement')
}
