// The inputs of trigger.

import {
  flag,
  type Input,
  type Inputs,
  oneOf,
  secret,
  text,
  textOf,
  trimWhitespace,
} from '../../../kit/action/inputs.ts'
import type { RepositoryName } from '../../../kit/github/api.ts'
import { duration } from '../../../kit/time/duration.ts'
import { fields } from './payload/fields.ts'
import { headerLines } from './webhook/headers-input.ts'
import { webhookUrl } from './webhook/url-input.ts'

/** A file name or an id; empty if the input is not given. The path in a repository is allowed. */
const workflow: Input<string> = (raw) => {
  const value = trimWhitespace(raw).replace(/^(?:\.\/)?\.github\/workflows\//, '')
  const isName = !/[/\\\p{Cc}]|^\.{1,2}$/u.test(value)
  return isName ? { value } : { problem: 'the file name or id of a workflow, such as deploy.yml' }
}

/** `owner/name`; undefined if the input is not given. */
const repository: Input<RepositoryName | undefined> = (raw) => {
  const value = trimWhitespace(raw)
  if (value === '') return { value: undefined }
  const name = repositoryName(value)
  return name ? { value: name } : { problem: 'a repository, OWNER/NAME' }
}

/** Returns the names in `owner/name`; undefined if it is something else. */
export function repositoryName(text: string): RepositoryName | undefined {
  const [, owner, name] = /^([\w.-]{1,100})\/([\w.-]{1,100})$/.exec(text) ?? []
  const isName = (part = '.'): boolean => !/^\.{1,2}$/.test(part)
  return owner && name && isName(owner) && isName(name) ? { owner, name } : undefined
}

export const inputs = {
  workflow,
  'event-type': textOf(/^[^\p{Cc}]{0,100}$/u, 'at most 100 characters on one line'),
  url: webhookUrl,
  repository,
  ref: textOf(/^[^\p{Cc}]*$/u, 'a branch or tag'),
  inputs: fields,
  payload: fields,
  'content-type': oneOf('application/json', 'application/x-www-form-urlencoded'),
  headers: headerLines,
  secret,
  token: secret,
  correlation: text,
  wait: flag,
  // A job ends after 5 days; timers of Node take 24 at most.
  timeout: duration('100ms', '120h'),
  poll: duration('100ms', '1h'),
  cancel: flag,
}

export type TriggerInputs = Inputs<typeof inputs>
