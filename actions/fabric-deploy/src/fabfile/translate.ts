// The words of the input `tasks`, translated from Fabric 1's way of giving parameters to the real parameters of the tasks. Pure.
import { list, quote } from '../../../../kit/text/escape.ts'
import { joinShellWords } from '../../../../kit/text/shell-words.ts'
import { suggestion } from '../../../../kit/text/suggest.ts'
import { HOST_WORDS, HOSTS_INSTEAD, instead } from './fabric1-options.ts'
import { optionsOf } from './parameter-values.ts'
import { Given } from './task-call.ts'
import { type Refusal, refusal, type TaskInfo } from './task-info.ts'

export type Translated = {
  /** For Fabric 3: the tasks with their parameters. */
  readonly args: readonly string[]
  /** The tasks that are called, in order. */
  readonly called: readonly TaskInfo[]
  /** What was written in another way than Fabric 3's, for the log. */
  readonly said: readonly string[]
}

/** Translates the words. What can't be meant is refused: nothing is dropped, and nothing is guessed. */
export function translate(
  words: readonly string[],
  tasks: readonly TaskInfo[],
): Translated | Refusal {
  const meant = words[0] === 'fab' && !taskOf('fab', tasks) ? words.slice(1) : words
  const calls: Given[] = []
  const said: string[] = []
  const rest = [...meant]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const problem = take(word, rest, calls, tasks)
    if (problem) return problem
  }
  if (calls.length === 0) return refusal('no-tasks', `"tasks" calls no task; ${there(tasks)}`)
  const args: string[] = []
  for (const call of calls) {
    const done = call.words(tasks)
    if ('problem' in done) return done
    args.push(...done)
  }
  if (words !== meant) said.push('"fab" itself is left out')
  if (meant.join('\0') !== args.join('\0')) {
    said.push(`${quote(joinShellWords(meant))} is, for Fabric 3, ${quote(joinShellWords(args))}`)
  }
  return { args, called: calls.map((call) => call.task), said }
}

/** Takes one word, and from those after it the value that belongs to it. */
function take(
  word: string,
  rest: string[],
  calls: Given[],
  tasks: readonly TaskInfo[],
): Refusal | undefined {
  const last = calls.at(-1)
  if (word.startsWith('-')) return last ? option(word, rest, last) : refused(word)
  const [, name = '', inside] = /^([^:=]*):(.*)$/s.exec(word) ?? []
  const task = taskOf(inside === undefined ? word : name, tasks)
  if (task) {
    const call = new Given(task)
    calls.push(call)
    return inside === undefined ? undefined : oldParameters(call, inside)
  }
  if (inside !== undefined && !isParameter(last, word)) return unknown(name, tasks)
  const [, key, value = ''] = /^([^=]*)=(.*)$/s.exec(word) ?? []
  if (key !== undefined) return named(last, key, value, word)
  const waiting = last?.firstMissing()
  if (last && waiting) return last.give(waiting, word)
  if (last?.param(word)) {
    const text = `${quote(word)} is a parameter of ${quote(last.task.name)}, without a value; write ${word}=VALUE`
    return refusal('bad-tasks', text)
  }
  return unknown(word, tasks)
}

const isParameter = (last: Given | undefined, word: string): boolean =>
  last !== undefined && (/^[\w-]+=/.test(word) || last.firstMissing() !== undefined)

function named(
  last: Given | undefined,
  key: string,
  value: string,
  word: string,
): Refusal | undefined {
  if (!last) {
    const text = `${quote(word)} stands before every task; a parameter follows its task: deploy ${word}`
    return refusal('bad-tasks', text)
  }
  const param = last.param(key)
  if (!param && HOST_WORDS.includes(key)) {
    return refusal(
      'fabric-1-option',
      `${quote(`${key}=`)} chose hosts in Fabric 1; ${HOSTS_INSTEAD}`,
    )
  }
  if (!param) return last.unknown(key)
  if (value === '') {
    const text = `${quote(`${key}=`)} of ${quote(last.task.name)} has no value; if an empty one is meant, write --${param.name}=''`
    return refusal('bad-value', text)
  }
  return last.give(param, value)
}

/** `docker_tag=x,force=1` of `deploy:docker_tag=x,force=1`; those without a name go to the first parameters, in order. */
function oldParameters(call: Given, inside: string): Refusal | undefined {
  // As Fabric 1 splits it: a backslash keeps a comma.
  const parts = inside.split(/(?<!\\),/).map((part) => part.replaceAll('\\,', ','))
  let position = 0
  for (const part of parts) {
    if (part === '') {
      const text = `${quote(`${call.task.name}:${inside}`)} has an empty parameter`
      return refusal('bad-tasks', text)
    }
    const [, key, value = ''] = /^([^=]*)=(.*)$/s.exec(part) ?? []
    const problem = key === undefined ? call.giveAt(position, part) : named(call, key, value, part)
    if (key === undefined) position += 1
    if (problem) return problem
  }
  return undefined
}

/** Fabric 3's own way: `--docker-tag x`, `--docker-tag=x`, `-d x`, `-dx`, `-fv`, `--no-force`. */
function option(word: string, rest: string[], call: Given): Refusal | undefined {
  if (word === '--') return refused(word)
  const [, name = '', , value] = /^(--[^=]+|-[^-=])(=(.*))?$/s.exec(word) ?? []
  if (call.off(name) && value === undefined) return call.turnOff(name)
  const param = call.flagged(name)
  if (!param) {
    const [, short = '', more = ''] = /^(-[^-])(.+)$/s.exec(word) ?? []
    const first = call.flagged(short)
    if (first) {
      const isFlag = first.kind === 'bool' || first.counts
      rest.unshift(isFlag ? `-${more}` : `${short}=${more}`)
      return isFlag ? call.turnOn(first) : undefined
    }
    const known = instead(word)
    return isOld(word)
      ? refusal('fabric-1-option', `${quote(word)}: ${known}`)
      : call.unknown(word.replace(/^-+/, '').split('=')[0] ?? '')
  }
  if (value !== undefined) return call.give(param, value)
  if ((param.kind === 'bool' && !param.optional) || param.counts) return call.turnOn(param)
  if (param.optional) return call.turnOn(param)
  const next = rest.shift()
  if (next === undefined || optionsOf(call.task).has(next)) {
    return refusal('bad-value', `${quote(word)} of ${quote(call.task.name)} has no value`)
  }
  return call.give(param, next)
}

const isOld = (word: string): boolean => !instead(word).startsWith('options of Fabric itself')

const refused = (word: string): Refusal =>
  refusal(
    'fabric-1-option',
    word === '--'
      ? '"--" and a command: only tasks of the fabfile are run'
      : `${quote(word)}: ${instead(word)}`,
  )

function unknown(word: string, tasks: readonly TaskInfo[]): Refusal {
  const names = tasks.flatMap(({ name, aliases }) => [name, ...aliases])
  const hint = suggestion(word, names, 'there are')
  return refusal('unknown-task', `the fabfile has no task ${quote(word)}${hint}`)
}

/** A task by its name, by one of its aliases, or as Fabric 1 called it, with `_` for `-`. */
function taskOf(word: string, tasks: readonly TaskInfo[]): TaskInfo | undefined {
  const named = (name: string): TaskInfo | undefined =>
    tasks.find((one) => one.name === name || one.aliases.includes(name))
  return named(word) ?? named(word.replaceAll('_', '-'))
}

const there = (tasks: readonly TaskInfo[]): string =>
  tasks.length === 0 ? 'the fabfile has none' : `there are ${list(tasks.map((one) => one.name))}`
