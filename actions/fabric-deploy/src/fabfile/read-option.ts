// Reads an option after a task in the input `tasks`. Pure.

import { quote } from '../../../../kit/text/escape.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { replacementFor } from './fabric1-options.ts'
import { optionsOf } from './parameter-values.ts'
import type { TaskCall } from './task-call.ts'

/** Reads an option of Fabric 3: `--docker-tag x`, `--docker-tag=x`, `-d x`, `-dx`, `-fv`, `--no-force`. */
export function readOption(word: string, rest: string[], call: TaskCall): Refusal | undefined {
  if (word === '--') return optionRefusal(word)
  const [, name = '', , value] = /^(--[^=]+|-[^-=])(=(.*))?$/s.exec(word) ?? []
  if (call.paramTurnedOffBy(name) && value === undefined) return call.turnOff(name)
  const param = call.paramOfFlag(name)
  if (!param) return readJoinedOption(word, rest, call)
  if (value !== undefined) return call.set(param, value)
  if (param.kind === 'bool' || param.isCounted || param.optional) return call.turnOn(param)
  const next = rest.shift()
  if (next === undefined || optionsOf(call.task).has(next)) {
    return refusal('bad-value', `${quote(word)} of ${quote(call.task.name)} has no value`)
  }
  return call.set(param, next)
}

/** Reads `-dx` and `-fv`: an option of one letter with its value, or with further options. */
function readJoinedOption(word: string, rest: string[], call: TaskCall): Refusal | undefined {
  const [, short = '', more = ''] = /^(-[^-])(.+)$/s.exec(word) ?? []
  const param = call.paramOfFlag(short)
  if (param) {
    const isFlag = param.kind === 'bool' || param.isCounted
    rest.unshift(isFlag ? `-${more}` : `${short}=${more}`)
    return isFlag ? call.turnOn(param) : undefined
  }
  return replacementFor(word) === undefined
    ? call.unknownParameter(word.replace(/^-+/, '').split('=')[0] ?? '')
    : optionRefusal(word)
}

/** Returns the refusal of an option that is not a task's, with what to use instead. */
export function optionRefusal(word: string): Refusal {
  const instead =
    replacementFor(word) ?? 'options of Fabric itself are not accepted; give tasks and parameters'
  return refusal(
    'fabric-1-option',
    word === '--'
      ? '"--" with a command is not accepted: only tasks of the fabfile are run'
      : `${quote(word)}: ${instead}`,
  )
}
