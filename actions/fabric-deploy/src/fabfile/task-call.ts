// A call of a task with its parameters.

import { list, quote } from '../../../../kit/text/escape.ts'
import { nearest } from '../../../../kit/text/suggest.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { argumentFor, flagOf } from './parameter-values.ts'
import type { Param, TaskInfo } from './task-info.ts'

export class TaskCall {
  readonly task: TaskInfo
  readonly #arguments = new Map<Param, string[]>()

  constructor(task: TaskInfo) {
    this.task = task
  }

  /** Finds a parameter by its name, in the spelling of the fabfile or of Fabric 3. */
  paramNamed(name: string): Param | undefined {
    const dashed = name.replaceAll('_', '-')
    return this.task.params.find((one) => one.attribute === name || one.name === dashed)
  }

  /** Finds a parameter by one of its options. */
  paramOfFlag(flag: string): Param | undefined {
    return this.task.params.find((one) => one.flags.includes(flag))
  }

  /** Finds the parameter that `--no-name` turns off. */
  paramTurnedOffBy(flag: string): Param | undefined {
    return this.task.params.find((one) => one.isOnByDefault && flag === `--no-${one.name}`)
  }

  firstMissing(): Param | undefined {
    return this.task.params.find((one) => one.required && !this.#arguments.has(one))
  }

  setAt(position: number, value: string): Refusal | undefined {
    const param = this.task.params[position]
    if (param) return this.set(param, value)
    return refusal(
      'unknown-parameter',
      `${quote(value)} is one parameter too many for ${quote(this.task.name)}; ${this.#itsParameters()}`,
    )
  }

  set(param: Param, value: string): Refusal | undefined {
    const made = argumentFor(this.task, param, value)
    if ('problem' in made) return refusal('bad-value', made.problem)
    return this.#add(param, made.argument === undefined ? [] : [made.argument])
  }

  turnOn(param: Param): Refusal | undefined {
    return this.#add(param, param.isOnByDefault ? [] : [flagOf(param)])
  }

  turnOff(flag: string): Refusal | undefined {
    const param = this.paramTurnedOffBy(flag)
    return param && this.#add(param, [flag])
  }

  unknownParameter(name: string): Refusal {
    const near = nearest(
      name.replaceAll('_', '-'),
      this.task.params.map((one) => one.name),
    )
    const hint = near === undefined ? '' : `; did you mean ${quote(this.#attribute(near))}?`
    return refusal(
      'unknown-parameter',
      `the task ${quote(this.task.name)} has no parameter ${quote(name)}${hint}; ${this.#itsParameters()}`,
    )
  }

  /** Returns the arguments for Fabric, those of required parameters first. */
  arguments(tasks: readonly TaskInfo[]): readonly string[] | Refusal {
    const missing = this.firstMissing()
    if (missing) {
      return refusal(
        'missing-parameter',
        `the task ${quote(this.task.name)} needs ${quote(missing.attribute)}: write ${missing.attribute}=VALUE after it`,
      )
    }
    const names = new Set(tasks.flatMap(({ name, aliases }) => [name, ...aliases]))
    for (const [param, words] of this.#arguments) {
      const value = words[0]?.slice(flagOf(param).length + 1) ?? ''
      if (param.optional && names.has(value)) {
        return refusal(
          'bad-value',
          `${quote(value)} can't be the value of ${quote(param.name)}: Fabric takes it for a task`,
        )
      }
    }
    const ordered = [...this.#arguments].sort(([a], [b]) => Number(b.required) - Number(a.required))
    return [this.task.name, ...ordered.flatMap(([, words]) => words)]
  }

  #add(param: Param, words: readonly string[]): Refusal | undefined {
    const earlier = this.#arguments.get(param)
    if (earlier && param.kind !== 'list' && !param.isCounted) {
      const name = quote(param.attribute)
      return refusal('bad-tasks', `${name} of ${quote(this.task.name)} is given twice`)
    }
    this.#arguments.set(param, [...(earlier ?? []), ...words])
    return undefined
  }

  #attribute(name: string): string {
    return this.task.params.find((one) => one.name === name)?.attribute ?? name
  }

  #itsParameters(): string {
    const names = this.task.params.map((one) => one.attribute)
    return names.length === 0 ? 'it has no parameters' : `it has ${list(names)}`
  }
}
