// Translates the words of the input `tasks`, which may be Fabric 1's, into arguments for Fabric 3. Pure.

import { list, quote } from '../../../../kit/text/escape.ts'
import { joinShellWords } from '../../../../kit/text/shell-words.ts'
import { suggestion } from '../../../../kit/text/suggest.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { FABRIC1_HOST_PARAMETERS, HOSTS_REPLACEMENT } from './fabric1-options.ts'
import { optionRefusal, readOption } from './read-option.ts'
import { TaskCall } from './task-call.ts'
import type { TaskInfo } from './task-info.ts'

export type Translated = {
  /** The arguments for Fabric 3: the tasks with their parameters. */
  readonly args: readonly string[]
  /** The tasks that are called, in order. */
  readonly called: readonly TaskInfo[]
  /** What was translated, for the log. */
  readonly notes: readonly string[]
}

/** Translates the words. Refuses what it does not understand: it drops nothing and guesses nothing. */
export function translate(
  words: readonly string[],
  tasks: readonly TaskInfo[],
): Translated | Refusal {
  const startsWithFab = words[0] === 'fab' && !taskNamed('fab', tasks)
  const given = startsWithFab ? words.slice(1) : words
  const calls: TaskCall[] = []
  const rest = [...given]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const problem = readWord(word, rest, calls, tasks)
    if (problem) return problem
  }
  if (calls.length === 0) return refusal('no-tasks', `"tasks" calls no task; ${available(tasks)}`)
  const args: string[] = []
  for (const call of calls) {
    const result = call.arguments(tasks)
    if ('problem' in result) return result
    args.push(...result)
  }
  const isTranslated = given.join('\0') !== args.join('\0')
  const notes = [
    ...(startsWithFab ? ['Removed the word "fab"'] : []),
    ...(isTranslated
      ? [
          `Translated for Fabric 3: ${quote(joinShellWords(given))} -> ${quote(joinShellWords(args))}`,
        ]
      : []),
  ]
  return { args, called: calls.map((call) => call.task), notes }
}

/** Reads one word, and takes the value that belongs to it from the words after it. */
function readWord(
  word: string,
  rest: string[],
  calls: TaskCall[],
  tasks: readonly TaskInfo[],
): Refusal | undefined {
  const call = calls.at(-1)
  if (word.startsWith('-')) return call ? readOption(word, rest, call) : optionRefusal(word)
  const [, name = '', parameters] = /^([^:=]*):(.*)$/s.exec(word) ?? []
  const task = taskNamed(parameters === undefined ? word : name, tasks)
  if (task) {
    const newCall = new TaskCall(task)
    calls.push(newCall)
    return parameters === undefined ? undefined : readFabric1Parameters(newCall, parameters)
  }
  if (parameters !== undefined && !isParameter(call, word)) return unknownTask(name, tasks)
  const [, key, value = ''] = /^([^=]*)=(.*)$/s.exec(word) ?? []
  if (key !== undefined) return setNamed(call, key, value, word)
  const missing = call?.firstMissing()
  if (call && missing) return call.set(missing, word)
  if (call?.paramNamed(word)) {
    return refusal(
      'bad-tasks',
      `${quote(word)} is a parameter of ${quote(call.task.name)}, without a value; write ${word}=VALUE`,
    )
  }
  return unknownTask(word, tasks)
}

const isParameter = (call: TaskCall | undefined, word: string): boolean =>
  call !== undefined && (/^[\w-]+=/.test(word) || call.firstMissing() !== undefined)

function setNamed(
  call: TaskCall | undefined,
  key: string,
  value: string,
  word: string,
): Refusal | undefined {
  if (!call) {
    return refusal(
      'bad-tasks',
      `${quote(word)} comes before the first task; a parameter follows its task: deploy ${word}`,
    )
  }
  const param = call.paramNamed(key)
  if (!param && FABRIC1_HOST_PARAMETERS.includes(key)) {
    return refusal(
      'fabric-1-option',
      `${quote(`${key}=`)} chose hosts in Fabric 1; ${HOSTS_REPLACEMENT}`,
    )
  }
  if (!param) return call.unknownParameter(key)
  if (value === '') {
    return refusal(
      'bad-value',
      `${quote(`${key}=`)} of ${quote(call.task.name)} has no value; for an empty one, write --${param.name}=''`,
    )
  }
  return call.set(param, value)
}

/** Reads `docker_tag=x,force=1` of `deploy:docker_tag=x,force=1`; values without a name go to the first parameters, in order. */
function readFabric1Parameters(call: TaskCall, parameters: string): Refusal | undefined {
  // As Fabric 1 does: a backslash keeps a comma.
  const parts = parameters.split(/(?<!\\),/).map((part) => part.replaceAll('\\,', ','))
  let position = 0
  for (const part of parts) {
    if (part === '') {
      const word = quote(`${call.task.name}:${parameters}`)
      return refusal('bad-tasks', `${word} has an empty parameter`)
    }
    const [, key, value = ''] = /^([^=]*)=(.*)$/s.exec(part) ?? []
    const problem =
      key === undefined ? call.setAt(position, part) : setNamed(call, key, value, part)
    if (problem) return problem
    if (key === undefined) position += 1
  }
  return undefined
}

function unknownTask(word: string, tasks: readonly TaskInfo[]): Refusal {
  const names = tasks.flatMap(({ name, aliases }) => [name, ...aliases])
  const hint = suggestion(word, names, 'there are')
  return refusal('unknown-task', `the fabfile has no task ${quote(word)}${hint}`)
}

/** Finds a task by its name, by an alias, or by its name in Fabric 1, with `_` for `-`. */
function taskNamed(word: string, tasks: readonly TaskInfo[]): TaskInfo | undefined {
  const find = (name: string): TaskInfo | undefined =>
    tasks.find((one) => one.name === name || one.aliases.includes(name))
  return find(word) ?? find(word.replaceAll('_', '-'))
}

const available = (tasks: readonly TaskInfo[]): string =>
  tasks.length === 0 ? 'the fabfile has none' : `there are ${list(tasks.map((one) => one.name))}`
