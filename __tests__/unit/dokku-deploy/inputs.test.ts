import { describe, expect, test } from '@jest/globals'
import { inputs } from '../../../actions/dokku-deploy/src/inputs.ts'
import { readInputs } from '../../../kit/action/inputs.ts'
import { keyValueLines } from '../../../kit/action/key-value-lines.ts'

const values = (text: string) => {
  const read = keyValueLines(text)
  if ('value' in read) return Object.fromEntries(read.value)
  return 'problems' in read ? read.problems : read.problem
}

describe('the lines of config', () => {
  test.each([
    ['A=b', { A: 'b' }],
    ['A=', { A: '' }],
    ['A=b=c', { A: 'b=c' }],
    ['  A=b  ', { A: 'b  ' }],
    ['A= "x" #y', { A: ' "x" #y' }],
    ['# A=b\r\nB=c\r\n\r\n', { B: 'c' }],
    ['_a1=$(id) `id` \\n %41', { _a1: '$(id) `id` \\n %41' }],
    ['', {}],
  ])('%j', (text, expected) => {
    expect(values(text)).toEqual(expected)
  })

  test.each(['s3cret', '1A=s3cret', 'A-B=s3cret', 'A B=s3cret', 'export A=s3cret', '=s3cret'])(
    '%j is refused without showing its value',
    (text) => {
      const message = JSON.stringify(values(`OK=1\n${text}`))
      expect(message).toContain('line 2')
      expect(message).not.toContain('s3cret')
    },
  )

  test('a repeated variable is refused without showing its values', () => {
    const message = JSON.stringify(values('A=s3cret\nA=s3cret2'))
    expect(message).toContain('twice')
    expect(message).not.toContain('s3cret')
  })

  test('an invalid input is masked as a whole, and no problem shows it', () => {
    const masks: string[] = []
    const env = { INPUT_CONFIG: 'A=s3cret\nnonsense s3cret' }
    let message = ''
    try {
      readInputs(inputs, env, (value) => masks.push(value))
    } catch (error) {
      message = String(error)
    }
    expect(masks).toEqual(['A=s3cret\nnonsense s3cret'])
    expect(message).toContain('line 2')
    expect(message).not.toContain('s3cret')
  })
})

const readInput = (name: keyof typeof inputs, raw: string) => {
  const read = inputs[name](raw)
  return 'value' in read ? read.value : 'refused'
}

describe('the other inputs', () => {
  test.each([
    ['app', 'shop', 'shop'],
    ['app', 'shop_2.old-x', 'shop_2.old-x'],
    ['app', 'Shop', 'refused'],
    ['app', '-f', 'refused'],
    ['app', '--force', 'refused'],
    ['app', 'a b', 'refused'],
    ['app', 'a;id', 'refused'],
    ['app', '', 'refused'],
    ['app', '../other', 'refused'],
    ['ref', 'HEAD', 'HEAD'],
    ['ref', '', 'refused'],
    ['ref', '--all', 'refused'],
    ['directory', '', ''],
    ['directory', './server/', 'server'],
    ['directory', '.', ''],
    ['directory', '../x', 'refused'],
    ['directory', '/srv', 'refused'],
    ['directory', 'a\\b', 'refused'],
  ] as const)('%s: %j is %j', (name, raw, expected) => {
    expect(readInput(name, raw)).toBe(expected)
  })

  test('the error about an invalid smoke says that it can be none', () => {
    expect(inputs.smoke('off')).toEqual({ problem: expect.stringMatching(/, or none$/) })
  })

  test.each([
    ['', undefined],
    ['/', { url: '/', status: undefined, text: '' }],
    ['/healthz?x=1', { url: '/healthz?x=1', status: undefined, text: '' }],
    ['https://example.org/', { url: 'https://example.org/', status: undefined, text: '' }],
    ['url: /\nstatus: 204', { url: '/', status: 204, text: '' }],
    ['url: /\ntext: "hello: x"', { url: '/', status: undefined, text: 'hello: x' }],
    ['//example.org/x', 'refused'],
    ['healthz', 'refused'],
    ['ftp://example.org/', 'refused'],
    ['http://', 'refused'],
    ['/a b', 'refused'],
    ['url: healthz', 'refused'],
    ['url: /\nstatus: 99', 'refused'],
    ['url: /\nstatus: ok', 'refused'],
    ['url: /\nstats: 200', 'refused'],
    ['status: 200', 'refused'],
    ['- /', 'refused'],
    ['url: [', 'refused'],
    [' none\n', 'none'],
    ['None', 'refused'],
  ])('smoke: %j', (raw, expected) => {
    expect(readInput('smoke', raw)).toEqual(expected)
  })
})
