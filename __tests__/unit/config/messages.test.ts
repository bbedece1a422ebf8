import { expect, test } from '@jest/globals'
import { inputSource, readTowpath } from '../../../kit/config/read.ts'

/** Returns the reader's messages; none if it accepts the configuration. */
function messagesFor(text: string): string[] {
  try {
    readTowpath(inputSource('x', text))
    return []
  } catch (error) {
    return (error as Error).message.split('\n').map((line) => line.replace('x input:', ''))
  }
}

const route = (rest: string): string => `routes:\n  - on: push\n${rest}`

test.each([
  [
    'braces without quotes',
    'routes:\n  - { on: push, environment: review-{number} }\n',
    '2:30: invalid YAML: a string that contains "{" must be in quotes: \'review-{number}\'',
  ],
  [
    'a placeholder without quotes',
    route('    environment: {number}\n'),
    "3:18: expected a string, got a map; write '{number}' in quotes to make it a string",
  ],
  [
    'a star in brackets',
    route('    branches: [*]\n    environment: x\n'),
    '3:16: invalid YAML: a string that starts with "*" must be in quotes',
  ],
  [
    'a star',
    route('    environment: x\n    branches: *-a\n'),
    '4:15: "*-a" is a YAML alias without an anchor; a string that starts with "*" must be in quotes: \'*-a\'',
  ],
  [
    'an exclamation mark',
    route('    environment: x\n    branches: [a, !b]\n'),
    '4:19: "!b" is a YAML tag; a string that starts with "!" must be in quotes: \'!b\'',
  ],
  [
    'a regular expression',
    route('    branches: ["v\\d+"]\n    environment: x\n'),
    '3:18: invalid YAML: Invalid escape sequence \\d in double quotes; in single quotes a backslash is itself',
  ],
  [
    'a number sign',
    route('    branches: [a, #1-b]\n    environment: x\n'),
    '3:15: invalid YAML: the "[" that opens here is not closed by a "]"; " #" starts a comment; put such a string in quotes',
  ],
  [
    'no space after a colon',
    'routes:\n  - on:push\n    environment: x\n',
    '2:5: invalid YAML: a space is missing after the colon: "on: push"',
  ],
  [
    'a second colon',
    route('    environment: prod: eu\n'),
    '3:18: invalid YAML: a string that contains ": " must be in quotes',
  ],
  [
    'keys below a value',
    route('    environment: a\n      url: b\n'),
    '3:18: invalid YAML: this key has both a value and keys below it; it can have only one of them',
  ],
  [
    'wrong indentation',
    route('   environment: x\n'),
    '3:4: invalid YAML: the indentation of this line does not match any line above',
  ],
  [
    'tabs',
    'routes:\n\t- on: push\n\t  environment: x\n',
    '2:1: invalid YAML: this line is indented with a tab; YAML allows only spaces',
  ],
  [
    'an open single quote',
    route("    branches: ['v*]\n    environment: x\n"),
    "3:16: invalid YAML: the quote ' that opens here is never closed",
  ],
  [
    'an open double quote',
    route('    environment: "x\nenvironments: {}\n'),
    '3:18: invalid YAML: the quote " that opens here is never closed',
  ],
  [
    'an open bracket',
    route('    branches: [v\n    environment: x\n'),
    '3:15: invalid YAML: the "[" that opens here is not closed by a "]"',
  ],
  [
    'an open brace',
    'routes:\n  - { on: push, environment: x\n',
    '2:5: invalid YAML: the "{" that opens here is not closed by a "}"',
  ],
  [
    'a missing comma',
    'routes:\n  - { on: push environment: x }\n',
    '2:11: invalid YAML: a comma is missing: commas separate the keys between "{" and "}"',
  ],
  [
    'a merge key',
    'routes:\n  - &a { on: push, environment: x }\n  - { on: push, environment: x, <<: *a }\n',
    '3:33: "<<" is not a key of a route; merge keys are not supported; an alias can replace a whole value',
  ],
  [
    'a list for one name',
    route('    environment: [a, b]\n'),
    '3:18: "environment" is one name; write "environments" for several',
  ],
  [
    'one name for a list',
    route('    environments: a\n'),
    '3:19: expected a list, got the string "a"; write [a]',
  ],
  [
    'forks: true',
    route('    environment: x\n    forks: true\n'),
    '4:12: "true" is not a setting for forks; there are: deny, allow',
  ],
  [
    "a workflow's on",
    'routes:\n  - on: { push: { branches: [a] } }\n    environment: x\n',
    '2:9: expected the name of an event; write its filters next to "on", not below it',
  ],
  [
    'a map of routes',
    'routes:\n  staging: { on: push }\n',
    '2:3: expected a list, got a map; each entry of a list starts with "- "',
  ],
  [
    'an open quote before other quotes',
    route('    environment: "x\nenvironments:\n  x: { url: "https://a.example" }\n'),
    '3:18: invalid YAML: the quote " that opens here is never closed',
  ],
  [
    'an open quote before an apostrophe',
    route("    environment: 'x\n# don't do it\n"),
    "3:18: invalid YAML: the quote ' that opens here is never closed",
  ],
  [
    'a missing comma in a list',
    route("    branches: ['a' 'b']\n"),
    '3:20: invalid YAML: a comma is missing before this',
  ],
  [
    'a missing comma after braces in quotes',
    "routes:\n  - { on: pull_request, environment: 'review-{number}' name: 'x' }\n",
    '2:56: invalid YAML: a comma is missing before this',
  ],
  [
    'an open bracket before one in quotes',
    route('    branches: [a, "[", b\n    environment: x\n'),
    '3:15: invalid YAML: the "[" that opens here is not closed by a "]"',
  ],
  [
    'an exclamation mark before brackets',
    route('    environment: x\n    branches: !v[0-9]+\n'),
    `4:15: "!v[0-9]+" is a YAML tag; a string that starts with "!" must be in quotes: '!v[0-9]+'`,
  ],
  [
    'an ampersand',
    route('    environment: x\n    branches: &\n'),
    '4:15: invalid YAML: a string that starts with "&" must be in quotes',
  ],
  [
    'a shortened key',
    route('    environment: x\n    env: x\n'),
    '4:5: "env" is not a key of a route; did you mean "environment"?',
  ],
])('%s: one message, at the position of the mistake', (_, text, message) => {
  expect(messagesFor(text)).toEqual([message])
})

test('a mistake does not hide the mistakes in the rest of the file', () => {
  const text = 'routes:\n  - { on: pushh, branches: [*, "v\\d"], environmment: @x }\n'
  expect(messagesFor(text).map((line) => line.split(':')[1])).toEqual([
    '5',
    '11',
    '29',
    '34',
    '40',
    '54',
  ])
})

test('a mistake in an anchored value is reported once; after the limit of aliases, nothing else is reported', () => {
  const entry = '  - { on: push, branches: *b, environment: x }\n'
  expect(
    messagesFor(`routes:\n  - { on: push, branches: &b ['+'], environment: x }\n${entry}${entry}`),
  ).toHaveLength(1)
  const many = `routes:\n  - { on: &o push, branches: &b [a], environment: x }\n${entry.replace('push', '*o').repeat(60)}`
  expect(messagesFor(many)).toEqual([expect.stringContaining('more than 100 aliases')])
})

test.each(['[', '{a: ', '- ', '-  ', '? ', '  ', "a: [']',"])(
  '%j repeated thousands of times is a mistake, not a crash',
  (piece) => {
    const stairs = Array.from({ length: 3000 }, (_, index) => `${' '.repeat(index)}a:`).join('\n')
    const messages = messagesFor(piece === '  ' ? stairs : piece.repeat(20_000))
    expect(messages.length).toBeGreaterThan(0)
    expect(messages.length).toBeLessThan(5)
    expect(messages.join()).not.toMatch(/stack|Invalid regular/i)
  },
)

test('brackets in comments and quotes do not count, however many there are', () => {
  const comments = '# [\n'.repeat(300)
  const patterns = Array.from({ length: 150 }, (_, index) => `'a${index}\\[b'`).join(', ')
  expect(
    messagesFor(`${comments}routes:\n  - { on: push, branches: [${patterns}], environment: x }\n`),
  ).toEqual([])
})

test('no suggestion for a word that is unlike every key', () => {
  expect(messagesFor(route('    environment: x\n    if: x\n'))).toEqual([
    expect.stringContaining('"if" is not a key of a route; its keys are: name, on,'),
  ])
})
