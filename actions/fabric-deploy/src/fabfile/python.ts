// How the Python programs of this action are started.
import type { Env } from '../../../../kit/git/git.ts'

/** What Fabric runs with. */
export type Fabric = {
  /** The python of the virtual environment that has it. */
  readonly python: string
  /** The folder of this action's Python programs: `actions/fabric-deploy/fabric`. */
  readonly programs: string
}

/** What is the action's own, what would lead Python or Fabric elsewhere, and what a host's output could reach a later step with. */
const WITHHELD =
  /^(?:INPUT_|ACTIONS_|PYTHON|VIRTUAL_ENV|FABRIC_|INVOKE_|TOWPATH_|PIP_|GITHUB_(?:ENV|PATH|OUTPUT|STATE|STEP_SUMMARY|TOKEN)$)/i

/** The variables for a fabfile: those of the step, but for what is not its business. Host keys are enforced in every Python. */
export function variablesFor(env: Env, programs: string, knownHosts: string): Env {
  const kept = Object.entries(env).filter(([name]) => !WITHHELD.test(name))
  return {
    ...Object.fromEntries(kept),
    PYTHONPATH: `${programs}/shim`,
    PYTHONUNBUFFERED: '1',
    PYTHONUTF8: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    TOWPATH_FABRIC_KNOWN_HOSTS: knownHosts,
  }
}
