// A run's job: its fleet, its names, and its login at the registry. Pure.
import { UserError } from '../../../kit/action/user-error.ts'
import { list } from '../../../kit/text/escape.ts'
import { slug } from '../../../kit/text/slug.ts'
import type { Fleet } from './config/fleet.ts'
import type { Job } from './host/preflight.ts'
import type { DeployInputs } from './inputs.ts'

/** The job of a run. Throws a UserError (`bad-input`) for a login that would be that of several registries. */
export function jobOf(inputs: DeployInputs, fleet: Fleet, run: string): Job {
  const job = { fleet, slug: slug(fleet.environment), run }
  const [user, password] = [inputs['registry-user'], inputs['registry-password']]
  if (user === '' || inputs.action !== 'deploy') return { ...job, login: undefined }
  const tagged = fleet.services.filter(({ takesTag }) => takesTag)
  const used = tagged.length > 0 ? tagged : fleet.services
  const registries = [...new Set(used.map(({ image }) => image.registry))]
  const [registry = '', more] = registries
  if (more === undefined) return { ...job, login: { registry, user, password } }
  throw new UserError(
    'bad-input',
    `"registry-user" is for one registry, and the images are of ${list(registries)}`,
  )
}
