// What the inputs ask for, where they do not go together. Pure.
import { UserError } from '../../../kit/action/user-error.ts'
import type { Service } from './config/service.ts'
import type { DeployInputs } from './inputs.ts'

const wrong = (message: string): UserError => new UserError('bad-input', message)

/** Throws a UserError (`bad-input`) for inputs that contradict each other. */
export function assertInputs(inputs: DeployInputs): void {
  if (inputs.environment === '') throw wrong('"environment" must be given')
  if ((inputs['registry-user'] === '') !== (inputs['registry-password'] === ''))
    throw wrong('"registry-user" and "registry-password" are given together, or none of them')
  if (inputs.tasks.trim() !== '') assertForTasks(inputs)
  if (inputs.prune && inputs.hosts.length > 0)
    throw wrong('"prune" goes by the configured hosts; it can not be given together with "hosts"')
}

/** What is for services would be left out without a word. */
function assertForTasks(inputs: DeployInputs): void {
  const { action, tag, prune } = inputs
  const odd = [
    ...(action === 'deploy' ? [] : [`"action: ${action}"`]),
    ...(tag === '' ? [] : ['"tag" (write it into the tasks: deploy docker_tag=...)']),
    ...(prune ? ['"prune"'] : []),
    ...(inputs['registry-user'] === '' ? [] : ['"registry-user"']),
  ]
  if (odd.length > 0) throw wrong(`With "tasks" these can't be given: ${odd.join(', ')}`)
}

/** Throws a UserError (`bad-input`) where nothing can be deployed; `label` names the configuration. */
export function assertServices(
  { action, tag }: DeployInputs,
  services: readonly Service[],
  label: string,
): void {
  if (action !== 'deploy' && action !== 'rollback') return
  if (services.length === 0)
    throw wrong(`${label} has no "services", and there are no "tasks": nothing to deploy`)
  if (action === 'deploy' && tag === '' && services.some(({ takesTag }) => takesTag))
    throw wrong('"tag" must be given: services have images without a tag of their own')
}
