import { randomUUID } from 'node:crypto'
import { githubClient } from '../../../kit/action/github-client.ts'
import { readInputs } from '../../../kit/action/inputs.ts'
import { redactingRunner } from '../../../kit/action/redacting-runner.ts'
import { runAction } from '../../../kit/action/run-action.ts'
import { githubRunner } from '../../../kit/action/runner.ts'
import { cancellation } from '../../../kit/process/exit-cleanup.ts'
import { clock } from '../../../kit/time/clock.ts'
import { restWorkflows } from './adapters/rest-workflows.ts'
import { inputs as inputSchema } from './inputs.ts'
import type { Ports } from './ports.ts'
import { run } from './run.ts'
import { webhookSender } from './webhook/send.ts'

const { env } = process
const redacting = redactingRunner(githubRunner())
const { runner } = redacting

/** The runner sends its second signal 7.5 seconds after the first: milliseconds. */
const GRACE = 6800

const cancelled = cancellation(GRACE, () =>
  runner.annotate('warning', 'The step was cancelled before it was known what was started'),
)

const workflows: Ports['workflows'] = async (repository, { token, poll, onPause }) => {
  const apiUrl = env['GITHUB_API_URL'] || 'https://api.github.com'
  // Each request has a signal of its own.
  const { signal } = new AbortController()
  const client = await githubClient({ apiUrl, token, signal, badAddress: 'invalid-input' })
  return restWorkflows(client, repository, {
    clock,
    random: Math.random,
    poll,
    onPause: ({ message }, pause) =>
      onPause(`${message}; the next attempt is in ${Math.ceil(pause / 1000)} s`),
  })
}

/**
 * How long an open connection may keep this process alive after the end: milliseconds. fetch has no way to end a TLS handshake that gets no
 * answer. The exit code is still process.exitCode.
 */
const LINGERING = 200

await runAction(runner, () =>
  run(readInputs(inputSchema, env, runner.mask, 'invalid-input'), {
    redacting,
    clock,
    date: () => new Date(),
    after: (milliseconds) => AbortSignal.timeout(milliseconds),
    cancelled,
    repository: env['GITHUB_REPOSITORY'] ?? '',
    unique: () => `towpath-${randomUUID()}`,
    sendWebhook: webhookSender(),
    workflows,
  }),
)
setTimeout(() => process.exit(), LINGERING).unref()
