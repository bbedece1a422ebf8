// Reads which images a Dockerfile builds on, as BuildKit does (moby/buildkit, frontend/dockerfile/dockerfile2llb/convert.go). Pure.

import { checkInstruction } from './check-instruction.ts'
import type { DockerfileFacts, ReadOptions, Remark } from './facts.ts'
import { parseDockerfile } from './parse-dockerfile.ts'
import { resolveBases } from './resolve-bases.ts'
import { resolveSources } from './resolve-sources.ts'
import { attempt, type KnownInstruction, splitStages } from './stages.ts'

export type { DockerfileFacts, ImageUse, ReadOptions, Remark } from './facts.ts'

/** Returns which images a Dockerfile builds on, and what is wrong with it. */
export function readDockerfile(text: string, options: ReadOptions): DockerfileFacts {
  const parsed = parseDockerfile(text)
  if ('message' in parsed) return invalid([parsed])
  const problems: Remark[] = []
  const known: KnownInstruction[] = []
  for (const instruction of parsed.instructions)
    attempt(problems, instruction.line, () => {
      known.push({ ...instruction, ...checkInstruction(instruction) })
    })
  const { args, stages, misplaced } = splitStages(known)
  if (problems.length + misplaced.length > 0) return invalid([...problems, ...misplaced])
  if (stages.length === 0)
    return invalid([{ message: 'the file has no FROM', line: args.at(-1)?.line ?? 1 }])
  const bases = resolveBases(args, stages, parsed.escapeToken, options)
  const sources = resolveSources(stages, parsed.escapeToken)
  return {
    uses: once([...bases.uses, ...sources.uses], ({ reference }) => reference),
    problems: once([...bases.problems, ...sources.problems], identity),
    warnings: once([...bases.warnings, ...sources.warnings], identity),
  }
}

const invalid = (problems: readonly Remark[]): DockerfileFacts => ({
  uses: [],
  problems: once(problems, identity),
  warnings: [],
})

const identity = ({ line, message }: Remark): string => `${line} ${message}`

/** Returns the first of each kind, by line. */
function once<T extends { line: number }>(all: readonly T[], kind: (of: T) => string): T[] {
  const firsts = new Map<string, T>()
  for (const one of all.toSorted((a, b) => a.line - b.line))
    if (!firsts.has(kind(one))) firsts.set(kind(one), one)
  return [...firsts.values()]
}
