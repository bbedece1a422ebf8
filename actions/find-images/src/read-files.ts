// Reads Dockerfiles with their ignore files. What is wrong with one does not hide what is wrong with another.

import { quote } from '../../../kit/text/escape.ts'
import type { Checkout } from './checkout/checkout.ts'
import { readDockerfile } from './dockerfile/read-dockerfile.ts'
import { type IgnoreFile, parseIgnoreFile } from './ignore-file/parse-ignore-file.ts'
import type { FindInputs } from './inputs.ts'
import { nameValues } from './plan/name-template.ts'
import { contextOf, fromWorkspace, type Places } from './plan/places.ts'
import type { FindProblem } from './plan/problem.ts'
import type { DockerfileInCheckout } from './plan.ts'

/** A message about a line of a file; `file` is from the workspace. */
export type FileWarning = Required<Pick<FindProblem, 'message' | 'file' | 'line'>>

export type ReadFile = DockerfileInCheckout & {
  readonly problems: readonly FindProblem[]
  readonly warnings: readonly FileWarning[]
}

type Reading = {
  readonly inputs: Pick<FindInputs, 'context' | 'build-args' | 'platforms'>
  readonly places: Places
  /** What `{directory}` is for a Dockerfile at the top of `path`. */
  readonly top: string
  /** All paths that git tracks. */
  readonly tracked: ReadonlySet<string>
}

type Checked<T> = { readonly value: T; readonly problems: readonly FindProblem[] }

/** Returns what each Dockerfile says. Paths are from the repository's top. */
export async function readFiles(
  paths: readonly string[],
  checkout: Checkout,
  reading: Reading,
): Promise<ReadFile[]> {
  const ignoreFiles = new Map<string, Checked<IgnoreFile['letsIn']>>()
  const ignoreFile = async (path: string): Promise<Checked<IgnoreFile['letsIn']>> => {
    const known = ignoreFiles.get(path)
    // Several Dockerfiles may have one ignore file; its problems are shown once.
    if (known) return { ...known, problems: [] }
    const read = await readIgnoreFile(path, checkout, reading.places)
    ignoreFiles.set(path, read)
    return read
  }
  const files: ReadFile[] = []
  for (const path of paths) files.push(await readFile(path, checkout, reading, ignoreFile))
  return files
}

async function readFile(
  path: string,
  checkout: Checkout,
  { inputs, places, top, tracked }: Reading,
  ignoreFile: (path: string) => Promise<Checked<IgnoreFile['letsIn']>>,
): Promise<ReadFile> {
  const file = fromWorkspace(places, path)
  const context = contextOf(places.prefix, inputs.context, path)
  const exists = (candidate: string): boolean =>
    tracked.has(candidate) && checkout.linkedPaths(candidate) !== undefined
  const { folder, links } = filesOf(context, checkout)
  const candidates = [`${path}.dockerignore`, `${folder}.dockerignore`]
  const found = candidates.findIndex(exists)
  const [used] = candidates.slice(found)
  const ignored = found < 0 || used === undefined ? undefined : await ignoreFile(used)
  const looked = found < 0 ? candidates : candidates.slice(0, found + 1)
  const { uses, problems, warnings } = readImages(path, file, checkout, inputs)
  return {
    file,
    values: nameValues(path.slice(places.prefix.length), top),
    dockerfile: path,
    dockerfileLinks: checkout.linkedPaths(path) ?? [],
    ignoreFiles: looked.flatMap((one) => [one, ...(exists(one) ? linksOf(checkout, one) : [])]),
    context: folder,
    contextLinks: links,
    writtenContext: context,
    letsIn: ignored?.value ?? (() => true),
    uses,
    problems: [...problems, ...(ignored?.problems ?? [])],
    warnings,
  }
}

/** Returns the folder that a context is, and the links that lead to it; both as it is written if it is elsewhere. */
function filesOf(
  context: string,
  checkout: Checkout,
): { folder: string; links: readonly string[] } {
  const { end = context, links = [] } = checkout.follow(context) ?? {}
  return { folder: end === '' ? '' : end.replace(/\/?$/, '/'), links }
}

const linksOf = (checkout: Checkout, path: string): readonly string[] =>
  checkout.linkedPaths(path) ?? []

function readImages(
  path: string,
  file: string,
  checkout: Checkout,
  inputs: Reading['inputs'],
): Pick<ReadFile, 'uses' | 'problems' | 'warnings'> {
  const read = checkout.read(path)
  if ('problem' in read) {
    const message = `${quote(file)}: ${read.problem}`
    const problem = { reason: 'dockerfile-unreadable' as const, message, file }
    return { uses: [], problems: [problem], warnings: [] }
  }
  const { uses, problems, warnings } = readDockerfile(read.text, {
    buildArgs: inputs['build-args'].values,
    platforms: inputs.platforms.list,
  })
  const located = ({ message, line }: { message: string; line: number }): FileWarning => ({
    message: `${quote(file)}, line ${line}: ${message}`,
    file,
    line,
  })
  return {
    uses,
    problems: problems.map((one) => ({ reason: 'dockerfile-invalid' as const, ...located(one) })),
    warnings: warnings.map(located),
  }
}

async function readIgnoreFile(
  path: string,
  checkout: Checkout,
  places: Places,
): Promise<Checked<IgnoreFile['letsIn']>> {
  const file = fromWorkspace(places, path)
  const reason = 'ignore-file-invalid' as const
  const read = checkout.read(path)
  if ('problem' in read) {
    const message = `${quote(file)}: ${read.problem}`
    return { value: () => true, problems: [{ reason, message, file }] }
  }
  const parsed = await parseIgnoreFile(read.text)
  return {
    value: (inside, isFolder) => parsed.letsIn(inside, isFolder),
    problems: parsed.problems.map(({ message, line }) => ({
      reason,
      message: `${quote(file)}, line ${line}: ${message}`,
      file,
      line,
    })),
  }
}
