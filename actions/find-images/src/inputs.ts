// The inputs of find-images.

import { posix } from 'node:path'
import {
  type Input,
  type Inputs,
  integer,
  lines,
  secret,
  text,
  trimWhitespace,
} from '../../../kit/action/inputs.ts'
import { parseImageName } from '../../../kit/docker/image-reference.ts'
import type { Pattern } from '../../../kit/patterns/parse.ts'
import { readPathPattern } from '../../../kit/patterns/path-filter.ts'
import { quote } from '../../../kit/text/escape.ts'
import { parseBuildArgs } from './build-args.ts'
import { type NameTemplate, parseNameTemplate } from './plan/name-template.ts'
import { OWN_FOLDER } from './plan/places.ts'

const path: Input<string> = (raw) => {
  const value = trimWhitespace(raw)
  return /^\.\.(?:\/|$)/.test(posix.normalize(value))
    ? { problem: 'a folder below the workspace' }
    : { value }
}

const patterns: Input<readonly Pattern[]> = lines((line) => {
  const pattern = readPathPattern(line)
  return 'problem' in pattern
    ? { problem: `${quote(line)} is not a pattern: ${pattern.problem}` }
    : { value: pattern }
})

const namespace: Input<{ readonly name: string; readonly lowered: boolean }> = (raw) => {
  const value = trimWhitespace(raw)
  if (value === '') return { value: { name: '', lowered: false } }
  const read = parseImageName(`${value}/x`)
  return 'problem' in read
    ? { problem: 'a namespace of images, such as acme or registry.example.org/acme' }
    : { value: { name: read.name.slice(0, -'/x'.length), lowered: read.lowered } }
}

const name: Input<NameTemplate> = (raw) => {
  const read = parseNameTemplate(trimWhitespace(raw))
  if ('problem' in read) return { problems: [read.problem] }
  return read.text === '' ? { problem: 'a name, such as {directory}' } : { value: read }
}

const context: Input<string> = (raw) => {
  const value = trimWhitespace(raw)
  if (value === OWN_FOLDER) return { value }
  const isInside = value !== '' && !posix.isAbsolute(value) && !value.includes('\0')
  const folder = posix.normalize(value)
  return isInside && !/^\.\.(?:\/|$)/.test(folder) && !/[{}]/.test(value)
    ? { value: folder }
    : { problem: '{directory}, or a folder below "path"' }
}

const platforms: Input<{ readonly text: string; readonly list: readonly string[] }> = (raw) => {
  const value = trimWhitespace(raw)
  const list = value
    .split(/[\r\n,]/)
    .map(trimWhitespace)
    .filter(Boolean)
  const odd = list.filter((one) => !/^[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+){0,2}$/.test(one))
  return odd.length === 0
    ? { value: { text: value, list } }
    : { problems: odd.map((one) => `${quote(one)} is not a platform, such as linux/amd64`) }
}

const buildArgs: Input<{ readonly text: string; readonly values: ReadonlyMap<string, string> }> = (
  raw,
) => {
  const value = trimWhitespace(raw)
  return { value: { text: value, values: parseBuildArgs(value) } }
}

export const inputs = {
  path,
  patterns,
  exclude: patterns,
  namespace,
  name,
  context,
  // The plan checks them: an invalid tag has a reason of its own.
  tags: lines((line) => ({ value: line })),
  'build-args': buildArgs,
  platforms,
  'changed-since': text,
  'max-levels': integer(0, 9999),
  token: secret,
}

export type FindInputs = Inputs<typeof inputs>
