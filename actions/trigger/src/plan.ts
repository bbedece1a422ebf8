// What is to be started, from the inputs. Pure.

import { UserError } from '../../../kit/action/user-error.ts'
import type { RepositoryName } from '../../../kit/github/api.ts'
import { inputProblems } from './check-inputs.ts'
import type { TriggerInputs } from './inputs.ts'
import { repositoryName } from './inputs.ts'
import { type Fields, withField } from './payload/fields.ts'
import { clientPayloadProblems, inputsProblems } from './payload/limits.ts'
import { type WebhookInputs, webhookProblems } from './webhook/request.ts'
import { insecureUrl } from './webhook/url-input.ts'

/** A unique text, and the key under which the other end gets it. */
export type Correlation = { readonly key: string; readonly value: string }

export type WorkflowPlan = {
  readonly way: 'workflow'
  readonly repository: RepositoryName
  readonly workflow: string
  /** Undefined for the default branch. */
  readonly ref: string | undefined
  readonly inputs: Readonly<Record<string, string>>
  readonly correlation: string | undefined
}

export type EventPlan = {
  readonly way: 'event'
  readonly repository: RepositoryName
  readonly type: string
  readonly payload: Readonly<Record<string, unknown>> | undefined
  /** The workflow whose run is meant; undefined if none is named. */
  readonly workflow: string | undefined
  readonly correlation: string | undefined
}

export type WebhookPlan = { readonly way: 'webhook'; readonly webhook: WebhookInputs }

/** What the plan is made of beside the inputs. */
export type Facts = {
  /** GITHUB_REPOSITORY. */
  readonly repository: string
  /** A text that is used nowhere else. */
  readonly unique: string
}

export type Plan = WorkflowPlan | EventPlan | WebhookPlan

/** Returns the plan. Throws a UserError: `invalid-input` with all problems, `insecure-url`, `correlation-missing`. */
export function plan(inputs: TriggerInputs, facts: Facts): Plan {
  const { url } = inputs
  const repository = inputs.repository ?? repositoryName(facts.repository)
  const given = { inputs: inputs.inputs, payload: inputs.payload }
  const sent = url ? given : withCorrelation(given, inputs, facts.unique)
  const webhook = url && webhookOf(inputs, url)
  const problems = [
    ...inputProblems(inputs, repository !== undefined),
    ...(webhook ? webhookProblems(webhook) : []),
    ...(inputs['event-type'] === ''
      ? inputsProblems(sent.inputs)
      : clientPayloadProblems(sent.payload)),
  ]
  const needsCorrelation = inputs['event-type'] !== '' && inputs.wait && inputs.correlation === ''
  if (problems.length > 0) throw new UserError('invalid-input', problems.join('\n'))
  if (needsCorrelation) throw correlationMissing('A repository_dispatch never names its run')
  if (webhook) return webhookPlan(webhook)
  if (!repository) throw new Error('a plan without a repository')
  return githubPlan(inputs, sent, repository, facts)
}

type Sent = { readonly inputs: Fields; readonly payload: Fields }

function githubPlan(
  inputs: TriggerInputs,
  sent: Sent,
  repository: RepositoryName,
  { unique }: Facts,
): Plan {
  const { workflow, ref, correlation: key, 'event-type': type } = inputs
  const correlation = key === '' ? undefined : unique
  if (type === '') {
    const texts = Object.fromEntries(sent.inputs.texts)
    const where = { repository, workflow, ref: ref === '' ? undefined : ref }
    return { way: 'workflow', ...where, inputs: texts, correlation }
  }
  const payload = sent.payload.json === '' ? undefined : sent.payload.values
  const where = { repository, workflow: workflow === '' ? undefined : workflow }
  return { way: 'event', ...where, type, payload, correlation }
}

/** Adds the correlation to what the other end gets. */
function withCorrelation(sent: Sent, inputs: TriggerInputs, unique: string): Sent {
  const { correlation: key, 'event-type': type } = inputs
  if (key === '') return sent
  return type === ''
    ? { ...sent, inputs: withField(sent.inputs, key, unique) }
    : { ...sent, payload: withField(sent.payload, key, unique) }
}

const webhookOf = (inputs: TriggerInputs, url: URL): WebhookInputs => ({
  url,
  payload: inputs.payload,
  contentType: inputs['content-type'],
  headers: inputs.headers,
  secret: inputs.secret,
})

function webhookPlan(webhook: WebhookInputs): WebhookPlan {
  const refusal = insecureUrl(webhook.url)
  if (refusal) throw refusal
  return { way: 'webhook', webhook }
}

/** Returns the refusal of a start whose run could not be identified. */
export const correlationMissing = (why: string): UserError =>
  new UserError(
    'correlation-missing',
    `${why}, so that the run to wait for could not be identified; nothing was started. Give "correlation" (and "workflow"), or "wait: false"`,
  )
