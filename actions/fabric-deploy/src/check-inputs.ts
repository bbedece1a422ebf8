// Checks which inputs go together. Pure.

import { type Problem, UserError } from '../../../kit/action/user-error.ts'
import { quote } from '../../../kit/text/escape.ts'
import type { Fleet } from './config/fleet.ts'
import type { Service } from './config/service.ts'
import type { DeployInputs } from './inputs.ts'

const badInput = (message: string): UserError => new UserError('bad-input', message)

/** Throws a UserError (`bad-input`) for inputs that contradict each other. */
export function assertInputs(inputs: DeployInputs): void {
  if (inputs.environment === '') throw badInput('"environment" must be given')
  if ((inputs['registry-user'] === '') !== (inputs['registry-password'] === ''))
    throw badInput('give both "registry-user" and "registry-password", or neither')
  const runsTasks = inputs.tasks.trim() !== ''
  if (!runsTasks && inputs.requirements !== '')
    throw badInput('"requirements" are packages for the fabfile: give "tasks" too')
  if (runsTasks) assertForTasks(inputs)
  else if (inputs.action === 'upgrade-proxy') assertForUpgrade(inputs)
  if (inputs.prune && inputs.hosts.length > 0)
    throw badInput(
      '"prune" can\'t be combined with "hosts": it removes what is not configured for a host',
    )
}

/** Inputs that are for services only would be ignored silently. */
function assertForTasks(inputs: DeployInputs): void {
  const { action, tag, prune } = inputs
  const forServices = [
    ...(action === 'deploy' ? [] : [`"action: ${action}"`]),
    ...(tag === '' ? [] : ['"tag" (write it into the tasks: deploy docker_tag=...)']),
    ...(prune ? ['"prune"'] : []),
    ...(inputs['registry-user'] === '' ? [] : ['"registry-user"']),
  ]
  if (forServices.length > 0)
    throw badInput(`"tasks" can't be combined with ${forServices.join(', ')}`)
}

/** With inputs of a deployment, it would look as if there was one. */
function assertForUpgrade({ tag, prune }: DeployInputs): void {
  const forDeployments = [...(tag === '' ? [] : ['"tag"']), ...(prune ? ['"prune"'] : [])]
  if (forDeployments.length > 0)
    throw badInput(
      `"action: upgrade-proxy" replaces the proxy alone, and can't be combined with ${forDeployments.join(' and ')}`,
    )
}

/** Throws a UserError (`bad-input`) if there is nothing to deploy; `label` names the configuration. */
export function assertServices(
  { action, tag }: Pick<DeployInputs, 'action' | 'tag'>,
  services: readonly Service[],
  label: string,
): void {
  if (action !== 'deploy' && action !== 'rollback') return
  if (services.length === 0)
    throw badInput(`${label} has no "services", and there are no "tasks": nothing to deploy`)
  if (action === 'deploy' && tag === '' && services.some(({ takesTag }) => takesTag))
    throw badInput('"tag" must be given: services have images without a tag of their own')
}

/** Returns what is wrong if the inputs for logins don't fit the environment. */
export function wayInProblem(
  inputs: Pick<DeployInputs, 'gateway-key' | 'proxy-command'>,
  { environment, gateway, gatewayAt }: Pick<Fleet, 'environment' | 'gateway' | 'gatewayAt'>,
): Problem | undefined {
  if (gateway && inputs['proxy-command']) {
    const message =
      '"gateway" can\'t be combined with the input "proxy-command", which is another way to reach the hosts; remove one'
    return gatewayAt ? { message, at: gatewayAt } : { message }
  }
  if (gateway || inputs['gateway-key'] === '') return undefined
  const where = `the environment ${quote(environment)} has no "gateway"`
  return { message: `the input "gateway-key" is given, but ${where}` }
}
