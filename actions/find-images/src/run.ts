// Reads the Dockerfiles of a checkout, plans, and sets the outputs.

import type { Runner } from '../../../kit/action/runner.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import { isTag } from '../../../kit/docker/image-reference.ts'
import { quote } from '../../../kit/text/escape.ts'
import type { Checkout } from './checkout/checkout.ts'
import type { FindInputs } from './inputs.ts'
import { outputsOf } from './outputs.ts'
import { picker } from './pick-files.ts'
import type { Places } from './plan/places.ts'
import { errorOf, type FindProblem } from './plan/problem.ts'
import { type Comparison, plan } from './plan.ts'
import { type ReadFile, readFiles } from './read-files.ts'
import type { Reason } from './reasons.ts'
import { report } from './report.ts'

export type Ports = {
  readonly runner: Runner
  readonly checkout: Checkout
  /** The input `path`, from the workspace. */
  readonly folder: string
  /** Returns the repository's name without its owner, or an empty string. `isNested`: its top is not the workspace. */
  readonly repositoryName: (isNested: boolean) => Promise<string>
}

/** Finds the images. Throws a UserError with everything that is wrong. */
export async function run(inputs: FindInputs, ports: Ports): Promise<void> {
  const { runner, checkout, folder } = ports
  const tracked = await checkout.tracked()
  const places = { prefix: checkout.prefix, folder }
  const comparing = compare(inputs['changed-since'], checkout)
  const files = await dockerfiles(inputs, ports, places, tracked)
  const { comparison, problems: failed } = await comparing
  const tags = [...new Set(inputs.tags)]
  const {
    plan: planned,
    problems,
    lowered,
  } = plan(
    {
      name: inputs.name,
      namespace: inputs.namespace.name,
      tags,
      'build-args': inputs['build-args'].text,
      platforms: inputs.platforms.text,
      'max-levels': inputs['max-levels'],
    },
    places,
    files,
    comparison,
  )
  for (const { message, file, line } of files.flatMap(({ warnings }) => warnings))
    runner.annotate('warning', message, file, { line, column: 1 })
  const all = [
    ...wrongTags(tags),
    ...files.flatMap((file) => file.problems),
    ...problems,
    ...failed,
  ]
  if (all.length > 0 || !planned) throw errorOf(all)
  report(runner, inputs, planned, { lowered, comparison })
  runner.outputs(outputsOf(planned))
}

async function dockerfiles(
  inputs: FindInputs,
  { checkout, repositoryName }: Ports,
  places: Places,
  tracked: Awaited<ReturnType<Checkout['tracked']>>,
): Promise<ReadFile[]> {
  const isPicked = picker(inputs.patterns, inputs.exclude)
  const { prefix } = places
  const paths = tracked.flatMap(({ path, mode }) => {
    const isBlob =
      mode !== '160000' && path.startsWith(prefix) && isPicked(path.slice(prefix.length))
    return isBlob && (mode !== '120000' || checkout.linkedPaths(path)) ? [path] : []
  })
  const isAtTop = paths.some((path) => !path.slice(prefix.length).includes('/'))
  const top = isAtTop ? await topName(checkout, places, repositoryName) : ''
  const all = new Set(tracked.map(({ path }) => path))
  return readFiles(paths, checkout, { inputs, places, top, tracked: all })
}

/** Returns what the directory is called that `path` is. */
async function topName(
  { prefix, folderName }: Checkout,
  { folder }: Places,
  repositoryName: Ports['repositoryName'],
): Promise<string> {
  if (prefix !== '') return prefix.split('/').at(-2) ?? ''
  return (await repositoryName(folder !== '.')) || folderName
}

/** Compares with the commit. A remote that does not answer is one problem of several. */
async function compare(
  ref: string,
  checkout: Checkout,
): Promise<{ comparison?: Comparison; problems: readonly FindProblem[] }> {
  if (/^0*$/.test(ref)) return { comparison: { kind: 'all' }, problems: [] }
  try {
    return { comparison: await checkout.changedSince(ref), problems: [] }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    // The adapter's errors have reasons of this action.
    const problem = { reason: error.reason as Reason, message: error.message }
    return { problems: [problem] }
  }
}

const wrongTags = (tags: readonly string[]): FindProblem[] =>
  tags
    .filter((tag) => !isTag(tag))
    .map((tag) => ({
      reason: 'invalid-tag',
      message: `"tags": ${quote(tag)} is not a valid tag; give bare tags, such as the output "tags" of docker-tag without "images"`,
    }))
