// The inputs of release.

import {
  flag,
  type Input,
  type Inputs,
  lines,
  oneOf,
  secret,
  text,
  textOf,
  trimWhitespace,
} from '../../../kit/action/inputs.ts'
import { type Person, parsePerson } from '../../../kit/git/person.ts'
import { quote } from '../../../kit/text/escape.ts'
import { duration } from '../../../kit/time/duration.ts'
import { stampLines, tagPrefix, timezone } from '../../../kit/version-history/version-inputs.ts'
import { parsePep440 } from '../../../kit/versions/pep440.ts'
import { nameProblem } from './ref-names.ts'

const version: Input<string> = (raw) => {
  const value = trimWhitespace(raw)
  const isVersion = /^[0-9A-Za-z.+!_-]+$/.test(value) && parsePep440(value) !== undefined
  return value === '' || isVersion ? { value } : { problem: 'a version such as 1.4.0 or 201704.15' }
}

const branchPattern: Input<string> = (raw) => {
  const value = trimWhitespace(raw).replace(/^refs\/heads\//, '')
  if (value.split('{version}').length !== 2) return { problem: 'a name with {version} in it, once' }
  const problem = nameProblem(value.replace('{version}', '1.0'))
  return problem === undefined ? { value } : { problem: `the name of a branch: ${problem}` }
}

/** A branch, tag or commit; `refs/heads/...` is allowed. */
const ref: Input<string> = (raw) => {
  const value = trimWhitespace(raw)
  const problem = value === '' ? 'it is empty' : nameProblem(value)
  return problem === undefined ? { value } : { problem: `a branch, tag or commit ID: ${problem}` }
}

const branchLines = lines<string>((line) => {
  const value = line.replace(/^refs\/heads\//, '')
  const problem = nameProblem(value)
  return problem === undefined
    ? { value }
    : { problem: `${quote(line)} is not the name of a branch: ${problem}` }
})

const into: Input<readonly string[]> = (raw) => {
  const read = branchLines(raw)
  if (!('value' in read)) return read
  if (read.value.length === 0) return { problems: ['it is empty; at least one branch is needed'] }
  const twice = read.value.find((name, at) => read.value.indexOf(name) !== at)
  return twice === undefined ? read : { problems: [`${quote(twice)} is listed twice`] }
}

const isInside = (path: string): boolean =>
  !/^(?:\/|[A-Za-z]:)|(?:^|[\\/])(?:\.\.|\.git)(?:[\\/]|$)|\p{Cc}/iu.test(path)

const changelog: Input<string> = (raw) => {
  const value = trimWhitespace(raw).replace(/^(?:\.\/)+/, '')
  return isInside(value) && !value.endsWith('/')
    ? { value }
    : { problem: 'the path of a file in the repository' }
}

/** A message: not empty. git would drop NUL and what follows it. */
const message: Input<string> = (raw) => {
  const value = trimWhitespace(raw.replace(/\r\n?/g, '\n'))
  return value === '' || value.includes('\0') ? { problem: 'a message' } : { value }
}

/** `Name <email>`; undefined if it is not given. */
const author: Input<Person | undefined> = (raw) => {
  const value = trimWhitespace(raw)
  const person = parsePerson(value)
  return value === '' || person ? { value: person } : { problem: 'of the form "Name <email>"' }
}

export const inputs = {
  step: oneOf('start', 'finish', 'abandon'),
  version,
  scheme: oneOf('calver', 'major', 'minor', 'patch', 'conventional'),
  timezone,
  'tag-prefix': tagPrefix,
  branch: branchPattern,
  from: ref,
  into,
  stamp: stampLines,
  changelog,
  notes: oneOf('commits', 'github', 'none'),
  'expect-sha': textOf(
    /^(?:[0-9a-f]{40}|[0-9a-f]{64})?$/,
    'a full commit ID, 40 hexadecimal digits',
  ),
  via: oneOf('push', 'pull-request'),
  'github-release': oneOf('none', 'draft', 'publish'),
  sign: oneOf('none', 'github', 'ssh'),
  'signing-key': secret,
  message,
  'merge-message': message,
  'tag-message': message,
  author,
  'keep-branch': flag,
  discard: flag,
  'dry-run': flag,
  remote: text,
  token: secret,
  timeout: duration('1s', '6h'),
}

export type ReleaseInputs = Inputs<typeof inputs>
