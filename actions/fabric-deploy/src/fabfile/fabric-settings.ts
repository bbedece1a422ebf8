// Fabric's settings in the variables of the step: which of them Fabric gets. Pure.

import type { Env } from '../../../../kit/git/git.ts'

/**
 * Settings that say how a command runs. The others would change what this action answers for: which hosts there are, whose key logs in,
 * how long a command may take, which fabfile is loaded, and that a command that failed (`warn`) or was not run (`dry`) counts as a failure.
 */
const PASSED =
  /^(?:SUDO_(?:PASSWORD|USER|PROMPT)|RUN_(?:SHELL|PTY|ENCODING|ECHO|ECHO_FORMAT)|INLINE_SSH_ENV)$/

/** https://docs.fabfile.org/en/stable/concepts/configuration.html and https://docs.pyinvoke.org/en/stable/concepts/configuration.html. */
const WITHHELD =
  /^(?:RUN|SUDO|TASKS|TIMEOUTS|AUTHENTICATION|CONNECT_KWARGS|RUNNERS)_|^(?:FORWARD_AGENT|GATEWAY|LOAD_SSH_CONFIGS|PORT|SSH_CONFIG_PATH|USER|RUNTIME_CONFIG)$/

export type FabricSettings = {
  /** The variables that Fabric gets: it reads only `FABRIC_*`, so those of Invoke get that name too. */
  readonly passed: Env
  /** The names of those that it does not get. */
  readonly withheld: readonly string[]
  readonly secrets: readonly string[]
}

/** Returns Fabric's settings among the variables of the step. */
export function fabricSettings(env: Env): FabricSettings {
  const settings = Object.entries(env).flatMap(([name, value]) => {
    const [, setting] = /^(?:FABRIC|INVOKE)_(.+)$/.exec(name) ?? []
    return setting !== undefined && value ? [{ name, setting, value }] : []
  })
  const passed = settings.filter(({ setting }) => PASSED.test(setting))
  const others = settings.filter((one) => !passed.includes(one))
  const asFabric = passed.map(({ setting, value }) => [`FABRIC_${setting}`, value] as const)
  return {
    // What is set as FABRIC_* itself comes last and counts.
    passed: Object.fromEntries([...asFabric, ...passed.map(({ name, value }) => [name, value])]),
    withheld: others.filter(({ setting }) => WITHHELD.test(setting)).map(({ name }) => name),
    secrets: passed.flatMap(({ setting, value }) => (setting === 'SUDO_PASSWORD' ? [value] : [])),
  }
}
