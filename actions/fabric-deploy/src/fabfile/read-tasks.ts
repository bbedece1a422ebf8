// Reads the input `tasks`: installs Fabric, lists the tasks of the fabfile, and translates the input for them.

import type { Runner } from '../../../../kit/action/runner.ts'
import { UserError } from '../../../../kit/action/user-error.ts'
import { list } from '../../../../kit/text/escape.ts'
import type { DeployInputs } from '../inputs.ts'
import type { FabricSetup } from './fabric-setup.ts'
import type { Fabric } from './python-environment.ts'
import { readFabfile } from './read-fabfile.ts'
import { splitWords } from './split-words.ts'
import { type Translated, translate } from './translate.ts'
import { fabricVirtualenv } from './virtualenv.ts'

/** The tasks to run, and the Fabric to run them with. */
export type Tasks = { readonly translated: Translated; readonly fabric: Fabric }

/** Returns the tasks to run, and the Fabric to run them with. Throws a UserError. */
export async function readTasks(
  inputs: Pick<DeployInputs, 'tasks' | 'fabfile' | 'fabric-version' | 'requirements'>,
  { runner, fabric: setup }: { readonly runner: Runner; readonly fabric: FabricSetup },
): Promise<Tasks> {
  const words = splitWords(inputs.tasks)
  if ('problem' in words) throw new UserError(words.reason, words.problem)
  const log = (line: string): void => runner.log(line)
  const warn = (message: string): void => runner.annotate('warning', message)
  const version = inputs['fabric-version']
  const { requirements } = inputs
  const options = { ...setup, requirements, log, warn, mask: runner.mask }
  const python = await fabricVirtualenv(version, options)
  const fabric = { python, programs: setup.programs }
  const { path, tasks } = await readFabfile(fabric, { ...setup, fabfile: inputs.fabfile })
  const translated = translate(words, tasks)
  if ('problem' in translated) throw new UserError(translated.reason, translated.problem)
  assertSameHosts(translated)
  for (const note of translated.notes) log(note)
  log(`The fabfile is ${path}`)
  return { translated, fabric }
}

/** Otherwise Fabric would find out halfway that one of the tasks has no host. */
function assertSameHosts({ called }: Translated): void {
  const withHosts = called.filter(({ hosts }) => hosts !== null && hosts.length > 0)
  if (withHosts.length === 0 || withHosts.length === called.length) return
  const others = called.filter((task) => !withHosts.includes(task))
  throw new UserError(
    'no-hosts',
    `${list(withHosts.map(({ name }) => name))} have hosts of their own, and ${list(others.map(({ name }) => name))} have none: call them in separate steps`,
  )
}
