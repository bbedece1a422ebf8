// The environment of this action's Python programs.

import type { Env } from '../../../../kit/git/git.ts'
import { fabricSettings } from './fabric-settings.ts'

/** An installed Fabric. */
export type Fabric = {
  /** The interpreter of its virtual environment. */
  readonly python: string
  /** The folder of this action's Python programs: `actions/fabric-deploy/python`. */
  readonly programs: string
}

/**
 * Variables that belong to this action, that change how Python or Fabric work, or that could let a host's output reach a later step.
 */
const WITHHELD =
  /^(?:ACTIONS_|PYTHON|VIRTUAL_ENV|FABRIC_|INVOKE_|TOWPATH_|PIP_|GITHUB_(?:ENV|PATH|OUTPUT|STATE|STEP_SUMMARY|TOKEN)$)/i

/** Returns the variables for a fabfile: those of the step that it may see, and those that load the guard into every Python. */
export function fabricVariables(env: Env, programs: string, knownHosts: string): Env {
  const kept = Object.entries(env).filter(([name]) => !WITHHELD.test(name))
  return {
    ...Object.fromEntries(kept),
    ...fabricSettings(env).passed,
    PYTHONPATH: `${programs}/shim`,
    PYTHONUNBUFFERED: '1',
    PYTHONUTF8: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    TOWPATH_FABRIC_KNOWN_HOSTS: knownHosts,
  }
}
