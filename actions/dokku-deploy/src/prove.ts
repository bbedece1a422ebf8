// The proof that the app runs and answers.
import { described } from '../../../kit/dokku/containers.ts'
import { proveRunning, proveServing } from '../../../kit/dokku/proof.ts'
import { UserError } from '../../../kit/errors.ts'
import { quote } from '../../../kit/safe-text.ts'
import type { Job } from './job.ts'

/** Proves it, and writes down what serves. Throws a UserError (`not-running`, `restarting`, `not-serving`, `smoke-failed`). */
export async function prove({ inputs: { app, smoke }, place, ports, result }: Job): Promise<void> {
  const { clock, get, cancel: signal, log } = ports
  const asking = { clock, get, signal }
  const { containers, trouble } = await proveRunning(place.dokku, app, asking)
  result.serves = described(containers)
  const wrong = trouble ?? (await proveServing(result, smoke, asking, log))
  if (wrong) throw new UserError(wrong.reason, `${quote(app)}: ${wrong.sentence}`)
}
