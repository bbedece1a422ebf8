// What every stage of a run needs: the fleet, the run's id, and the registry login. Pure.

import { UserError } from '../../../kit/action/user-error.ts'
import { list } from '../../../kit/text/escape.ts'
import { slug } from '../../../kit/text/slug.ts'
import type { Fleet } from './config/fleet.ts'
import type { DeployInputs } from './inputs.ts'

/** A login for the registry of the deployed images. */
export type Login = { readonly registry: string; readonly user: string; readonly password: string }

export type Job = {
  readonly fleet: Fleet
  /** The environment's name as a folder name. */
  readonly slug: string
  /** Unique to this run. */
  readonly runId: string
  readonly login: Login | undefined
  /** Containers of services that are no longer configured are removed. */
  readonly prune: boolean
  readonly action: DeployInputs['action']
}

/** The part of the job that the preflight of a host needs. */
export type PreflightJob = {
  readonly fleet: Pick<Fleet, 'environment' | 'proxy'>
} & Pick<Job, 'slug' | 'prune' | 'action'>

type LoginInputs = Pick<DeployInputs, 'action' | 'registry-user' | 'registry-password' | 'prune'>

/** Returns the job of a run. Throws a UserError (`bad-input`) if the login would have to fit several registries. */
export function jobOf(inputs: LoginInputs, fleet: Fleet, runId: string): Job {
  const { environment } = fleet
  const login = loginOf(inputs, fleet)
  const { action, prune } = inputs
  return { fleet, slug: slug(environment), runId, login, prune, action }
}

function loginOf(inputs: LoginInputs, { services, proxy }: Fleet): Login | undefined {
  const { action, 'registry-user': user, 'registry-password': password } = inputs
  const isUpgrade = action === 'upgrade-proxy'
  if (user === '' || (action !== 'deploy' && !isUpgrade)) return undefined
  const tagged = services.filter(({ takesTag }) => takesTag)
  const used = tagged.length > 0 ? tagged : services
  const registries = [...new Set(used.map(({ image }) => image.registry))]
  const [registry = '', another] = registries
  // The password must not be sent to any other registry.
  if (isUpgrade && (another !== undefined || registry !== proxy.image.registry)) return undefined
  if (another === undefined) return { registry, user, password }
  throw new UserError(
    'bad-input',
    `"registry-user" is for one registry, but the images come from ${list(registries)}`,
  )
}
