// git:*, and what git's own client starts.
import { type Call, Fail, mark } from './call.ts'
import { type Command, command } from './command.ts'
import { fromImage } from './from-image.ts'
import { deployBranchOf, gitHook, gitProgram } from './git.ts'
import { type Entries, report } from './report.ts'
import type { App } from './state.ts'

export const gitCommands: Readonly<Record<string, Command>> = {
  'git-receive-pack': { run: (call, args) => gitProgram(call, ['git-receive-pack', ...args]) },
  'git-upload-pack': { run: (call, args) => gitProgram(call, ['git-upload-pack', ...args]) },
  'git-hook': command((call, [name]) => gitHook(call, name ?? '')),
  'git:report': command((call, args) => report(call, 'git', args, (app) => entries(call, app)), {
    since: 'gitSet',
  }),
  'git:set': command(set, { since: 'gitSet' }),
  'git:from-image': command(fromImage, { since: 'fromImage' }),
}

function set(call: Call, [name, property, value = '']: readonly string[]): void {
  const app = call.app(name)
  const known = ['deploy-branch', 'keep-git-dir', 'rev-env-var', 'source-image']
  if (property === undefined) throw new Fail([mark('No property specified')])
  if (!known.includes(property)) {
    throw new Fail([mark(`Invalid property specified, valid properties: ${known.join(', ')}`)])
  }
  call.out(value === '' ? `=====> Unsetting ${property}` : `=====> Setting ${property} to ${value}`)
  if (property === 'deploy-branch')
    call.store.change(app.name, (state) => {
      state.deployBranch = value
    })
}

function entries(call: Call, app: App): Entries {
  const branch = deployBranchOf(call, app)
  // The word that git prints for what it can't resolve: the HEAD of the repository stays master.
  const sha = () => call.git(app.name, ['rev-parse', '--short', '--verify', 'HEAD']) ?? 'HEAD'
  const updated = () =>
    call.git(app.name, ['log', '-1', '--format=%ct', `refs/heads/${branch}`]) ?? ''
  if (!call.has('computedBranch')) {
    return [
      ['deploy-branch', branch],
      ['global-deploy-branch', 'master'],
      ['keep-git-dir', 'false'],
      ['rev-env-var', 'GIT_REV'],
      ['sha', sha],
      ...(call.has('fromImage') ? ([['source-image', app.sourceImage]] as const) : []),
      ['last-updated-at', updated],
    ]
  }
  return [
    ['computed-archive-max-files', '10000'],
    ['computed-archive-max-size', '1073741824'],
    ['computed-deploy-branch', branch],
    ['computed-keep-git-dir', 'false'],
    ['deploy-branch', app.deployBranch],
    ['global-deploy-branch', 'master'],
    ['global-keep-git-dir', 'false'],
    ['keep-git-dir', ''],
    ['last-updated-at', updated],
    ['rev-env-var', 'GIT_REV'],
    ['sha', sha],
    ['source-image', app.sourceImage],
  ]
}
