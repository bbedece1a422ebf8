// A task that is called, with the parameters that it is given.
import { list, quote } from '../../../../kit/text/escape.ts'
import { nearest } from '../../../../kit/text/suggest.ts'
import { flagOf, wordFor } from './parameter-values.ts'
import type { Param, Refusal, TaskInfo } from './task-info.ts'

export class Given {
  readonly task: TaskInfo
  readonly #words = new Map<Param, string[]>()

  constructor(task: TaskInfo) {
    this.task = task
  }

  /** A parameter by its name, in the spelling of the fabfile or of Fabric 3. */
  param(name: string): Param | undefined {
    const dashed = name.replaceAll('_', '-')
    return this.task.params.find((one) => one.attribute === name || one.name === dashed)
  }

  flagged(flag: string): Param | undefined {
    return this.task.params.find((one) => one.flags.includes(flag))
  }

  /** The parameter that `--no-name` turns off. */
  off(flag: string): Param | undefined {
    return this.task.params.find((one) => one.on && flag === `--no-${one.name}`)
  }

  firstMissing(): Param | undefined {
    return this.task.params.find((one) => one.required && !this.#words.has(one))
  }

  giveAt(position: number, value: string): Refusal | undefined {
    const param = this.task.params[position]
    if (param) return this.give(param, value)
    const text = `${quote(value)} is one parameter more than ${quote(this.task.name)} has; ${this.#has()}`
    return { reason: 'unknown-parameter', problem: text }
  }

  give(param: Param, value: string): Refusal | undefined {
    const made = wordFor(this.task, param, value)
    if ('problem' in made) return { reason: 'bad-value', problem: made.problem }
    return this.#add(param, made.word === undefined ? [] : [made.word])
  }

  turnOn(param: Param): Refusal | undefined {
    return this.#add(param, param.on ? [] : [flagOf(param)])
  }

  turnOff(flag: string): Refusal | undefined {
    const param = this.off(flag)
    return param && this.#add(param, [flag])
  }

  unknown(name: string): Refusal {
    const near = nearest(
      name.replaceAll('_', '-'),
      this.task.params.map((one) => one.name),
    )
    const hint = near === undefined ? '' : `; did you mean ${quote(this.#attribute(near))}?`
    const text = `the task ${quote(this.task.name)} has no parameter ${quote(name)}${hint}; ${this.#has()}`
    return { reason: 'unknown-parameter', problem: text }
  }

  /** The words for Fabric, those that it can't do without first. */
  words(tasks: readonly TaskInfo[]): readonly string[] | Refusal {
    const missing = this.firstMissing()
    if (missing) {
      const text = `the task ${quote(this.task.name)} needs ${quote(missing.attribute)}: write ${missing.attribute}=VALUE after it`
      return { reason: 'missing-parameter', problem: text }
    }
    const names = new Set(tasks.flatMap(({ name, aliases }) => [name, ...aliases]))
    for (const [param, words] of this.#words) {
      const value = words[0]?.slice(flagOf(param).length + 1) ?? ''
      if (param.optional && names.has(value)) {
        const text = `${quote(value)} can't be the value of ${quote(param.name)}: Fabric takes it for a task`
        return { reason: 'bad-value', problem: text }
      }
    }
    const given = [...this.#words].sort(([a], [b]) => Number(b.required) - Number(a.required))
    return [this.task.name, ...given.flatMap(([, words]) => words)]
  }

  #add(param: Param, words: readonly string[]): Refusal | undefined {
    const before = this.#words.get(param)
    if (before && param.kind !== 'list' && !param.counts) {
      const text = `${quote(param.attribute)} of ${quote(this.task.name)} is given twice`
      return { reason: 'bad-tasks', problem: text }
    }
    this.#words.set(param, [...(before ?? []), ...words])
    return undefined
  }

  #attribute(name: string): string {
    return this.task.params.find((one) => one.name === name)?.attribute ?? name
  }

  #has(): string {
    const names = this.task.params.map((one) => one.attribute)
    return names.length === 0 ? 'it has no parameters' : `it has ${list(names)}`
  }
}
