// Runs inspect.sh on one host.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { headerLines } from '../config/header-lines.ts'
import type { Service } from '../config/service.ts'
import type { Job } from '../job.ts'
import { factsOf, firstRecord, type HostFacts } from './facts.ts'
import type { Session } from './session.ts'

/** Runs inspect.sh on a host. */
export async function inspectHost(session: Session, job: Job): Promise<HostFacts> {
  const { fleet, slug, runId, login } = job
  const also = alsoInspected(session.host.services, job).join(' ')
  // An upgrade of the proxy touches no service.
  const services = job.action === 'upgrade-proxy' ? [] : session.host.services
  const files = [...new Set(services.map(({ envFile }) => envFile).filter((path) => path !== ''))]
  const pages = services.flatMap(({ name, check }) =>
    check.kind === 'http' ? [name, String(check.port), check.path, headerLines(check)] : [],
  )
  const registry = login ? [login.registry, login.user] : ['', '']
  const args = [slug, runId, fleet.environment, also, ...registry, String(files.length), ...files]
  const { code, stdout, stderr } = await session.run('inspect', [...args, ...pages], {
    input: login?.password ?? '',
  })
  // One of them is the script's first record. An account with a command of its own may run that instead, and succeed.
  const hasRun = firstRecord(stdout, 'http-client', 'problem').length > 0
  if (code === 0 && hasRun) return factsOf(stdout)
  const lastLine = (stderr.trim() || stdout.trim()).split('\n').at(-1) ?? ''
  throw new UserError(
    'no-shell',
    `${session.host.name} can't run a shell script (exit code ${code}): ${quote(lastLine)}; is the user's login shell a shell (getent passwd), and is the key without "command=" in ~/.ssh/authorized_keys?`,
  )
}

/** What is inspected only if a service of the host, or the action, needs it: each takes time. */
function alsoInspected(services: readonly Service[], { action }: Job): string[] {
  const isUpgrade = action === 'upgrade-proxy'
  const isProxied = services.some(({ proxy }) => proxy !== undefined)
  return [
    ...(isProxied || isUpgrade || action === 'status' ? ['proxy'] : []),
    ...(isProxied || isUpgrade ? ['ports'] : []),
    ...(services.some(({ options }) => options.networks.length > 0) ? ['networks'] : []),
  ]
}
