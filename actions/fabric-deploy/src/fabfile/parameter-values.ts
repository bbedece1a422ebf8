// A value for a task's parameter, as a word that Fabric 3 takes for nothing else. Pure.
import { quote } from '../../../../kit/text/escape.ts'
import type { Param, TaskInfo } from './task-info.ts'

export type Word = { readonly word: string | undefined } | { readonly problem: string }

const YES = new Set(['1', 'true', 'yes', 'on', 'y', 't'])
const NO = new Set(['0', 'false', 'no', 'off', 'n', 'f'])
const NUMBERS: Readonly<Record<string, RegExp>> = {
  int: /^[+-]?\d+$/,
  float: /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/,
}

/** How Fabric 3 names a parameter: `--docker-tag`, and `-t` for one of a single letter. */
export function flagOf({ flags, name }: Param): string {
  return flags[0] ?? `--${name}`
}

/** The word; none where the value is what Fabric has by itself. */
export function wordFor(task: TaskInfo, param: Param, value: string): Word {
  if (param.kind === 'bool' && !param.optional) return flagFor(param, value)
  if (param.counts) return countFor(param, value)
  const problem = problemWith(param, value)
  if (problem !== undefined) return { problem }
  // Also behind a "=", Fabric takes a word that is one of the task's options for that option.
  if (optionsOf(task).has(value) || (param.optional && value.startsWith('-'))) {
    const text = `${quote(value)} can't be the value of ${quote(param.name)}: Fabric takes it for an option of ${quote(task.name)}`
    return { problem: text }
  }
  return { word: `${flagOf(param)}=${value}` }
}

/** All options of a task, with those that turn a flag off. */
export function optionsOf(task: TaskInfo): ReadonlySet<string> {
  const off = task.params.filter((one) => one.on).map((one) => `--no-${one.name}`)
  return new Set([...task.params.flatMap((one) => one.flags), ...off])
}

function flagFor(param: Param, value: string): Word {
  const { name, on } = param
  const low = value.toLowerCase()
  if (YES.has(low)) return { word: on ? undefined : flagOf(param) }
  if (NO.has(low)) return { word: on ? `--no-${name}` : undefined }
  return {
    problem: `${quote(name)} is a flag: it is 1 or 0, true or false, yes or no; it is ${quote(value)}`,
  }
}

function countFor({ name }: Param, value: string): Word {
  if (!/^\d{1,2}$/.test(value)) return { problem: `${quote(name)} is counted: give a number` }
  return { problem: `${quote(name)} is counted; write --${name} ${value} times` }
}

function problemWith({ name, kind }: Param, value: string): string | undefined {
  const number = NUMBERS[kind]
  if (number && !number.test(value)) {
    return `${quote(name)} is ${kind === 'int' ? 'a whole number' : 'a number'}; it is ${quote(value)}`
  }
  if (!number && kind !== 'str' && kind !== 'list' && kind !== 'bool') {
    return `${quote(name)} has a ${quote(kind)} as its default, which Fabric can't read from a command line`
  }
  return undefined
}
