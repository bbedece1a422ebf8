import { describe, expect, test } from '@jest/globals'
import { planned, UNIQUE } from '../../support/trigger/trigger-run.ts'

const refusal = (inputs: Readonly<Record<string, string>>): [string, string] => {
  try {
    planned(inputs)
  } catch (error) {
    const { reason, message } = error as Error & { readonly reason: string }
    return [reason, message]
  }
  return ['', '']
}

const many = (count: number): string =>
  Array.from({ length: count }, (_, at) => `k${at}=v`).join('\n')
const EVENT = { 'event-type': 'deploy', workflow: 'deploy.yml', correlation: 'id' }
const URL = { url: 'https://example.org/hook' }

describe('the three ways', () => {
  const at = { repository: { owner: 'acme', name: 'shop' } }

  test('a workflow; its path is a name as well, an empty ref is none', () => {
    const workflow = '.github/workflows/deploy.yml'
    expect(planned({ workflow, ref: ' ', inputs: 'a=1\nb=x=y' })).toEqual({
      ...{ way: 'workflow', ...at, workflow: 'deploy.yml', ref: undefined },
      ...{ inputs: { a: '1', b: 'x=y' }, correlation: undefined },
    })
  })

  test('an event; the types of its payload are kept', () => {
    const payload = '{"n": 1, "list": [true, null]}'
    expect(planned({ ...EVENT, payload, repository: 'octo/other.repo' })).toEqual({
      ...{ way: 'event', repository: { owner: 'octo', name: 'other.repo' }, type: 'deploy' },
      ...{ payload: { n: 1, list: [true, null], id: UNIQUE } },
      ...{ workflow: 'deploy.yml', correlation: UNIQUE },
    })
    expect(planned({ 'event-type': 'deploy', wait: 'false' })).toMatchObject({ payload: undefined })
  })

  test('a webhook needs no token', () => {
    expect(planned({ ...URL, token: '' })).toMatchObject({ way: 'webhook' })
  })
})

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['nothing', {}, 'Nothing to start'],
  [
    'url and workflow',
    { ...URL, workflow: 'a.yml' },
    '"workflow" can\u2019t be combined with "url"',
  ],
  [
    'url and what is of GitHub',
    { ...URL, ref: 'x', repository: 'a/b', correlation: 'c', inputs: 'a=b', 'event-type': 'e' },
    '"event-type", "repository", "ref", "inputs" and "correlation" can\u2019t be combined with "url"',
  ],
  [
    'headers without url',
    { workflow: 'a.yml', headers: 'A: b', secret: 'x' },
    '"headers" and "secret"',
  ],
  ['inputs of an event', { ...EVENT, inputs: 'a=b' }, 'use "payload"'],
  ['a ref of an event', { ...EVENT, ref: 'x' }, 'runs on the default branch'],
  ['the payload of a workflow', { workflow: 'a.yml', payload: 'a=b' }, 'a workflow gets "inputs"'],
  ['a correlation twice', { ...EVENT, payload: 'id=5' }, '"payload" sets "id"'],
  ['an event without workflow', { ...EVENT, workflow: '' }, '"workflow" is needed'],
  ['no token', { workflow: 'a.yml', token: '' }, '"token" is empty'],
  ['no repository', { workflow: 'a.yml', repository: '../x' }, 'OWNER/NAME, got "../x"'],
  ['a workflow elsewhere', { workflow: '../../user' }, 'file name or id'],
  ['a workflow of dots', { workflow: '..' }, 'file name or id'],
  ['a long event-type', { 'event-type': 'x'.repeat(101) }, 'at most 100 characters'],
  ['a fast poll', { workflow: 'a.yml', poll: '99ms' }, 'a duration from 100ms'],
  [
    '25 inputs and the correlation',
    { workflow: 'a.yml', correlation: 'c', inputs: many(25) },
    '26 keys',
  ],
  ['10 keys and the correlation', { ...EVENT, payload: many(10) }, '11 keys'],
])('invalid-input: %s', (_, inputs, words) => {
  const [reason, message] = refusal(inputs)
  expect(reason).toBe('invalid-input')
  expect(message).toContain(words)
})

test('all problems at once', () => {
  const [, message] = refusal({ ...EVENT, ref: 'x', inputs: 'a=b', secret: 'y', payload: 'id=1' })
  expect(message.split('\n')).toHaveLength(4)
})

test('an event that is waited for needs a correlation; nothing is started', () => {
  for (const workflow of ['', 'deploy.yml'])
    expect(refusal({ 'event-type': 'deploy', workflow })).toEqual([
      'correlation-missing',
      expect.stringContaining('nothing was started'),
    ])
})

test('http is only for the runner itself', () => {
  expect(refusal({ url: 'http://example.org/x' })[0]).toBe('insecure-url')
  expect(planned({ url: 'http://127.0.0.1:1/x' })).toMatchObject({ way: 'webhook' })
})
