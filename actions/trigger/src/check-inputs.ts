// Inputs that are valid by themselves, but not together. Pure.

import { list, quote } from '../../../kit/text/escape.ts'
import type { TriggerInputs } from './inputs.ts'

/** Returns sentences about all that is wrong. */
export function inputProblems(inputs: TriggerInputs, isRepositoryKnown: boolean): string[] {
  const { workflow, 'event-type': type, url, token } = inputs
  if (workflow === '' && type === '' && !url)
    return ['Nothing to start: give "workflow", "event-type" or "url"']
  if (url) {
    const others = givenOf(inputs, OF_GITHUB)
    return others.length > 0 ? [`${list(others)} can\u2019t be combined with "url"`] : []
  }
  return [
    ...misplaced(inputs),
    ...correlationProblems(inputs),
    ...(token === '' ? ['"token" is empty; GitHub\u2019s API needs one'] : []),
    ...(isRepositoryKnown
      ? []
      : ['"repository" is needed: GITHUB_REPOSITORY does not name this one']),
  ]
}

type Given = Readonly<Record<string, (inputs: TriggerInputs) => boolean>>

const OF_GITHUB: Given = {
  workflow: ({ workflow }) => workflow !== '',
  'event-type': (inputs) => inputs['event-type'] !== '',
  repository: ({ repository }) => repository !== undefined,
  ref: ({ ref }) => ref !== '',
  inputs: ({ inputs }) => inputs.json !== '',
  correlation: ({ correlation }) => correlation !== '',
}

const OF_WEBHOOK: Given = {
  'content-type': (inputs) => inputs['content-type'] !== 'application/json',
  headers: ({ headers }) => headers.length > 0,
  secret: ({ secret }) => secret !== '',
}

const givenOf = (inputs: TriggerInputs, given: Given): string[] =>
  Object.keys(given).filter((name) => given[name]?.(inputs))

function misplaced(inputs: TriggerInputs): string[] {
  const isEvent = inputs['event-type'] !== ''
  const ofWebhook = givenOf(inputs, OF_WEBHOOK)
  return [
    ...(ofWebhook.length > 0 ? [`${list(ofWebhook)} can only be used with "url"`] : []),
    ...(isEvent && inputs.inputs.json !== ''
      ? ['"inputs" are those of a workflow_dispatch; with "event-type", use "payload"']
      : []),
    ...(isEvent && inputs.ref !== ''
      ? [
          '"ref" can\u2019t be used with "event-type": a repository_dispatch runs on the default branch',
        ]
      : []),
    ...(!isEvent && inputs.payload.json !== ''
      ? ['"payload" can only be used with "event-type" or "url"; a workflow gets "inputs"']
      : []),
  ]
}

function correlationProblems(inputs: TriggerInputs): string[] {
  const { workflow, correlation: key, wait, 'event-type': type } = inputs
  const isEvent = type !== ''
  const { texts } = isEvent ? inputs.payload : inputs.inputs
  return [
    ...(key !== '' && texts.has(key)
      ? [
          `"${isEvent ? 'payload' : 'inputs'}" sets ${quote(key)}, which "correlation" names; remove it from one of the two`,
        ]
      : []),
    ...(isEvent && wait && workflow === '' && key !== ''
      ? ['"workflow" is needed with "event-type" to wait for its run; or give "wait: false"']
      : []),
  ]
}
