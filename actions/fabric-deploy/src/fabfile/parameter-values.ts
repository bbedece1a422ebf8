// A value of a task's parameter as one argument that Fabric 3 can't mistake for anything else. Pure.

import { quote } from '../../../../kit/text/escape.ts'
import type { Param, TaskInfo } from './task-info.ts'

/** An argument; undefined if the value is the default, which needs none. */
export type Argument = { readonly argument: string | undefined } | { readonly problem: string }

const YES = new Set(['1', 'true', 'yes', 'on', 'y', 't'])
const NO = new Set(['0', 'false', 'no', 'off', 'n', 'f'])
const NUMBERS: Readonly<Record<string, RegExp>> = {
  int: /^[+-]?\d+$/,
  float: /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/,
}

/** Returns Fabric 3's option for a parameter: `--docker-tag`, or `-t` for a name of one letter. */
export function flagOf({ flags, name }: Param): string {
  return flags[0] ?? `--${name}`
}

/** Returns the argument that gives a parameter a value. */
export function argumentFor(task: TaskInfo, param: Param, value: string): Argument {
  if (param.kind === 'bool' && !param.optional) return flagArgument(param, value)
  if (param.isCounted) return { problem: countProblem(param, value) }
  const problem = typeProblem(param, value)
  if (problem !== undefined) return { problem }
  // Even after "=", Fabric takes a value that is one of the task's options for that option.
  if (optionsOf(task).has(value) || (param.optional && value.startsWith('-'))) {
    return {
      problem: `${quote(value)} can't be the value of ${quote(param.name)}: Fabric takes it for an option of ${quote(task.name)}`,
    }
  }
  return { argument: `${flagOf(param)}=${value}` }
}

/** Returns all options of a task, with those that turn a flag off. */
export function optionsOf(task: TaskInfo): ReadonlySet<string> {
  const turningOff = task.params.filter((one) => one.isOnByDefault).map((one) => `--no-${one.name}`)
  return new Set([...task.params.flatMap((one) => one.flags), ...turningOff])
}

function flagArgument(param: Param, value: string): Argument {
  const { name, isOnByDefault } = param
  const lower = value.toLowerCase()
  if (YES.has(lower)) return { argument: isOnByDefault ? undefined : flagOf(param) }
  if (NO.has(lower)) return { argument: isOnByDefault ? `--no-${name}` : undefined }
  return {
    problem: `${quote(name)} is a flag: use 1 or 0, true or false, yes or no, not ${quote(value)}`,
  }
}

function countProblem({ name }: Param, value: string): string {
  if (!/^\d{1,2}$/.test(value)) return `${quote(name)} is counted: give a number`
  return `${quote(name)} is counted; write --${name} ${value} times`
}

function typeProblem({ name, kind }: Param, value: string): string | undefined {
  const number = NUMBERS[kind]
  if (number && !number.test(value)) {
    return `${quote(name)} must be ${kind === 'int' ? 'a whole number' : 'a number'}, not ${quote(value)}`
  }
  if (!number && kind !== 'str' && kind !== 'list' && kind !== 'bool') {
    return `${quote(name)} has a ${quote(kind)} as its default, which Fabric can't read from a command line`
  }
  return undefined
}
