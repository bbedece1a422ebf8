// The images of FROM: variables, platforms and stages before it (moby/buildkit, frontend/dockerfile/dockerfile2llb/convert.go,
// buildMetaArgs and buildDispatchStates). Pure.

import { quote } from '../../../../kit/text/escape.ts'
import type { DockerfileFacts, ImageUse, ReadOptions, Remark } from './facts.ts'
import { isImageReference } from './image-reference.ts'
import { isPlatform, platformArguments } from './platform.ts'
import { expandWord, type Variables } from './shell-word.ts'
import { attempt, type KnownInstruction, type Stage } from './stages.ts'

/** Resolves each FROM once for each platform. `args` are those before the first FROM. */
export function resolveBases(
  args: readonly KnownInstruction[],
  stages: readonly Stage[],
  escapeToken: string,
  options: ReadOptions,
): DockerfileFacts {
  const facts = { uses: [] as ImageUse[], problems: [] as Remark[], warnings: [] as Remark[] }
  const target = stages.at(-1)?.from.stage ?? ''
  const platforms = options.platforms.length === 0 ? ['linux/amd64'] : options.platforms
  for (const platform of platforms) {
    const variables = new Map(platformArguments(platform, target))
    for (const [name, value] of options.buildArgs)
      if (variables.has(name)) variables.set(name, value)
    for (const arg of args)
      attempt(facts.problems, arg.line, () =>
        declare(arg, variables, escapeToken, options.buildArgs),
      )
    // BuildKit goes no further either.
    if (facts.problems.length > 0) continue
    const names = new Set<string>()
    for (const { from } of stages) {
      attempt(facts.problems, from.line, () => {
        readBase(from, names, expansion(escapeToken, variables), facts)
      })
      if (from.stage !== '') names.add(from.stage)
    }
  }
  return facts
}

type Expand = (word: string) => string

const expansion =
  (escapeToken: string, variables: Variables): Expand =>
  (word) =>
    expandWord(word, escapeToken, variables)

/** Sets the variables of an ARG. A build argument comes before the value in the file. */
function declare(
  { args }: KnownInstruction,
  variables: Map<string, string>,
  escapeToken: string,
  buildArgs: ReadonlyMap<string, string>,
): void {
  for (const arg of args) {
    const equals = arg.indexOf('=')
    const name = equals < 0 ? arg : arg.slice(0, equals)
    const given = buildArgs.get(name)
    if (given !== undefined) variables.set(name, given)
    else if (equals >= 0)
      variables.set(name, expandWord(arg.slice(equals + 1), escapeToken, variables))
  }
}

function readBase(
  { args, platform, line }: KnownInstruction,
  names: ReadonlySet<string>,
  expand: Expand,
  facts: { readonly uses: ImageUse[]; readonly warnings: Remark[] },
): void {
  const [written = ''] = args
  const reference = expand(written)
  const warn = (message: string): number => facts.warnings.push({ message, line })
  if (platform !== '') {
    const wanted = expand(platform)
    if (!isPlatform(wanted))
      warn(`--platform=${quote(platform)} is ${quote(wanted)}, not a platform`)
  }
  if (names.has(reference.toLowerCase()) || reference === 'scratch') return
  if (isImageReference(reference)) facts.uses.push({ reference, line })
  else if (reference === written) warn(`FROM ${quote(written)} is not the reference of an image`)
  else
    warn(
      `FROM ${quote(written)} is ${quote(reference)}, not the reference of an image; set its variables in "build-args", or give their ARG a default`,
    )
}
