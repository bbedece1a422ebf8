import { randomUUID } from 'node:crypto'
import { cacheDir, find } from '@actions/tool-cache'
import { bundledFolder, bundledText } from '../../../kit/action/bundled-files.ts'
import { readInputs } from '../../../kit/action/inputs.ts'
import { isPostStep } from '../../../kit/action/post-step.ts'
import { runAction } from '../../../kit/action/run-action.ts'
import { githubRunner } from '../../../kit/action/runner.ts'
import { fileSource } from '../../../kit/config/read.ts'
import { removeBackgroundFolder } from '../../../kit/process/background-folder.ts'
import { cancellation } from '../../../kit/process/exit-cleanup.ts'
import { openSsh } from '../../../kit/ssh/open-ssh.ts'
import { clock } from '../../../kit/time/clock.ts'
import { ownerOf } from './host/lock.ts'
import type { ScriptName } from './host/session.ts'
import { inputs as inputSchema, sshOptionsOf } from './inputs.ts'
import { deployAndReport, POST_STEP_CONTINUES, runPostStep } from './run.ts'

/** The files that each script needs, in addition to what all scripts share. */
const PARTS: Readonly<Record<ScriptName, readonly string[]>> = {
  inspect: ['http-get.sh', 'kamal-proxy.sh'],
  prepare: [],
  proxy: ['kamal-proxy.sh', 'proxy-container.sh', 'proxy-restore.sh', 'proxy-upgrade.sh'],
  before: [],
  switch: ['http-get.sh', 'kamal-proxy.sh', 'health.sh', 'switch-route.sh'],
  cleanup: ['kamal-proxy.sh'],
  lock: [],
}
const scriptTexts = new Map<ScriptName, string>()

/** Returns a script without its comments: some SSH servers close the connection on a command over 32 KB. */
function scriptText(name: ScriptName): string {
  const read = (): string =>
    bundledText('remote-scripts', ['common.sh', ...PARTS[name], `${name}.sh`])
  const text = scriptTexts.get(name) ?? read().replace(/^ *# .*\n/gm, '')
  scriptTexts.set(name, text)
  return text
}

const { env } = process
const runner = githubRunner()
const cancel = cancellation(7000, () => runner.annotate('warning', POST_STEP_CONTINUES))

void runAction(runner, async () => {
  const isPost = isPostStep(env, runner)
  const savedState = env['STATE_postState']
  if (isPost) await removeBackgroundFolder(env['STATE_sshFolder'] ?? '', env)
  if (isPost && !savedState) return
  const inputs = readInputs(inputSchema, env, runner.mask)
  const saveFolder = (path: string): void => runner.state('sshFolder', path)
  const temp = env['RUNNER_TEMP'] ?? '/tmp'
  const folder = env['GITHUB_WORKSPACE'] ?? '.'
  const ports = {
    runner,
    configFile: (path: string) => fileSource(folder, path),
    ssh: (fastLogins: boolean) =>
      openSsh({ ...sshOptionsOf(inputs), env, temp, cwd: folder, fastLogins, saveFolder }),
    script: scriptText,
    clock,
    cancel,
    fabric: {
      cache: { find, cacheDir },
      env,
      temp,
      programs: bundledFolder('python'),
      folder,
    },
    owner: ownerOf(env, new Date()),
    runId: randomUUID(),
  }
  return savedState ? runPostStep(inputs, ports, savedState) : deployAndReport(inputs, ports)
})
