// The stages of a Dockerfile: each FROM with what follows it. Pure.

import { quote } from '../../../../kit/text/escape.ts'
import type { CheckedInstruction } from './check-instruction.ts'
import type { Remark } from './facts.ts'
import { Invalid } from './invalid.ts'
import type { PlacedInstruction } from './parse-dockerfile.ts'

/** An instruction with what it names. */
export type KnownInstruction = PlacedInstruction & CheckedInstruction

export type Stage = { readonly from: KnownInstruction; readonly body: readonly KnownInstruction[] }

export type Stages = {
  /** Those before the first FROM, all of them ARG. */
  readonly args: readonly KnownInstruction[]
  readonly stages: readonly Stage[]
  /** Instructions before the first FROM that are not ARG: the first of them. */
  readonly misplaced: readonly Remark[]
}

/** Splits the instructions at each FROM. */
export function splitStages(instructions: readonly KnownInstruction[]): Stages {
  const first = instructions.findIndex(({ keyword }) => keyword === 'from')
  const before = first < 0 ? instructions : instructions.slice(0, first)
  const stages: { from: KnownInstruction; body: KnownInstruction[] }[] = []
  for (const instruction of instructions.slice(before.length))
    if (instruction.keyword === 'from') stages.push({ from: instruction, body: [] })
    else stages.at(-1)?.body.push(instruction)
  // One remark: the others have the same cause.
  const other = before.find(({ keyword }) => keyword !== 'arg')
  const misplaced = other === undefined ? [] : [{ message: early(other), line: other.line }]
  return { args: before, stages, misplaced }
}

const early = ({ keyword }: KnownInstruction): string =>
  `${quote(keyword.toUpperCase())} stands before the first FROM, where only ARG may`

/** Calls a function. What BuildKit refuses in it is added to the problems. */
export function attempt(problems: Remark[], line: number, read: () => void): void {
  try {
    read()
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    problems.push({ message: error.message, line })
  }
}
