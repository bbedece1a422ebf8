// The images of COPY --from and RUN --mount=from (moby/buildkit, frontend/dockerfile/dockerfile2llb/convert.go, toCommand and
// initOnBuildTriggers; convert_runmount.go, detectRunMount). Pure.

import { quote } from '../../../../kit/text/escape.ts'
import { checkInstruction } from './check-instruction.ts'
import type { DockerfileFacts, ImageUse, Remark } from './facts.ts'
import { isImageReference } from './image-reference.ts'
import { Invalid } from './invalid.ts'
import { expandWord, type Variables } from './shell-word.ts'
import { circularLine, type StageSource } from './stage-cycles.ts'
import { attempt, type Stage } from './stages.ts'

const NONE: Variables = new Map()

/** Returns the images that are copied and mounted. A stage of that name comes first, wherever it stands. */
export function resolveSources(stages: readonly Stage[], escapeToken: string): DockerfileFacts {
  const names = new Map(stages.map(({ from }, index) => [from.stage, index]))
  const facts = { uses: [] as ImageUse[], problems: [] as Remark[], warnings: [] as Remark[] }
  // BuildKit makes a stage of every other source too, and an index may mean one of these.
  let count = stages.length
  /** Returns the stage that is meant, if it is one. */
  const readSource = (keyword: string, from: string, line: number): number | undefined => {
    if (keyword === 'copy') {
      checkCopied(from, escapeToken)
      if (isIndex(from)) return indexIn(count, from)
    }
    const stage = names.get(from.toLowerCase())
    if (stage !== undefined) return stage
    count += 1
    if (from === 'scratch') return undefined
    if (isImageReference(from)) facts.uses.push({ reference: from, line })
    else facts.warnings.push({ message: `${quote(from)} is not the reference of an image`, line })
    return undefined
  }
  const sources = stages.map(({ body }) => {
    const own: StageSource[] = []
    for (const { keyword, from, line } of body)
      attempt(facts.problems, line, () => {
        const found = from.map((source) => readSource(keyword, source, line))
        for (const stage of found) if (stage !== undefined) own.push({ stage, line })
      })
    return own
  })
  const line = circularLine(sources)
  if (line !== undefined)
    facts.problems.push({ message: 'stages copy from each other in a circle', line })
  for (const { trigger, line } of inherited(stages))
    attempt(facts.problems, line, () => {
      for (const from of checkInstruction(trigger).from) readSource(trigger.keyword, from, line)
    })
  return facts
}

/** Throws Invalid for what is not a plain name. */
function checkCopied(from: string, escapeToken: string): void {
  if (expandWord(from, escapeToken, NONE) !== from)
    throw new Invalid(
      `--from=${quote(from)} takes no variables; name a stage for it with FROM and AS`,
    )
}

/** What Go's strconv.Atoi reads. */
const isIndex = (text: string): boolean => /^[+-]?[0-9]{1,18}$/.test(text)

function indexIn(count: number, from: string): number {
  const index = Number(from)
  if (index < 0 || index >= count)
    throw new Invalid(`--from=${from}: the file has no stage of that number`)
  return index
}

/** Returns the instructions of ONBUILD in each stage that others build on, at the line of the first of these. */
function inherited(stages: readonly Stage[]) {
  const bases = new Map<string, Stage>()
  return stages.flatMap((stage) => {
    const { args, line, stage: own } = stage.from
    const name = (args[0] ?? '').toLowerCase()
    const triggers = bases.get(name)?.body ?? []
    bases.delete(name)
    if (own !== '') bases.set(own, stage)
    return triggers.flatMap(({ trigger }) => (trigger === undefined ? [] : [{ trigger, line }]))
  })
}
