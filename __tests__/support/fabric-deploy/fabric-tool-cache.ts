// A tool cache of the runner that has Fabric already: the first test that needs it installs it, the others share it.
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../../scripts/actions.ts'

const FOLDER = join(ROOT, '.tools/fabric-tool-cache')

/** Returns the folder of the cache. Only one process at a time installs into it. */
export function fabricToolCache(): string {
  mkdirSync(FOLDER, { recursive: true })
  const program = join(import.meta.dirname, 'install-fabric.ts')
  const command = [join(FOLDER, 'lock'), process.execPath, program]
  const env = { ...process.env, RUNNER_TOOL_CACHE: FOLDER, RUNNER_TEMP: FOLDER }
  const { status, stderr } = spawnSync('flock', command, { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`Fabric could not be installed: ${stderr}`)
  return FOLDER
}
