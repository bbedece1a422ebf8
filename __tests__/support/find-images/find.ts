import type { Changes, Checkout } from '../../../actions/find-images/src/checkout/checkout.ts'
import { follow } from '../../../actions/find-images/src/checkout/linked-paths.ts'
import { inputs as schema } from '../../../actions/find-images/src/inputs.ts'
import type { ImageResult, Matrix } from '../../../actions/find-images/src/plan/entries.ts'
import { run } from '../../../actions/find-images/src/run.ts'
import { readInputs } from '../../../kit/action/inputs.ts'
import { type Problem, UserError } from '../../../kit/action/user-error.ts'
import { actionFile } from '../../../scripts/actions.ts'
import { recordingRunner } from '../recording-runner.ts'

/** Files by their path from the repository's top: a text, `-> path` for a link to another file, or null for a submodule. */
export type Files = Readonly<Record<string, string | null>>

export type Found = {
  readonly outputs: Readonly<Record<string, string>>
  readonly levels: readonly Matrix[]
  readonly images: readonly ImageResult[]
  readonly error?: {
    readonly reason: string
    readonly message: string
    readonly problems: readonly Problem[]
  }
  /** The runner's annotations: level, message, file, position. */
  readonly annotations: readonly (readonly unknown[])[]
  readonly summary: string
  readonly log: readonly string[]
}

export type FindOptions = {
  readonly prefix?: string
  readonly folder?: string
  readonly repository?: string
  /** What the comparison answers, or throws. */
  readonly changes?: Changes | UserError
  /** Files that can't be read. */
  readonly unreadable?: readonly string[]
}

/** Runs find-images on a checkout in memory. */
export async function find(
  files: Files,
  values: Readonly<Record<string, string>> = {},
  { folder = '.', repository = 'shop', ...options }: FindOptions = {},
): Promise<Found> {
  const { runner, calls, outputs } = recordingRunner()
  const env = Object.entries(actionFile('find-images').inputs ?? {}).map(([name, input]) => [
    `INPUT_${name.toUpperCase()}`,
    values[name] ?? input.default ?? '',
  ])
  const result = (): Found => ({
    outputs: outputs(),
    levels: JSON.parse(outputs()['levels'] ?? '[]'),
    images: JSON.parse(outputs()['json'] ?? '{"images":[]}').images,
    annotations: calls.filter(([name]) => name === 'annotate').map(([, ...rest]) => rest),
    summary: calls.flatMap(([name, text]) => (name === 'summary' ? [String(text)] : [])).join(''),
    log: calls.flatMap(([name, line, lines]) => {
      if (name === 'log') return [String(line)]
      return name === 'group' ? [String(line), ...(lines as string[])] : []
    }),
  })
  try {
    const inputs = readInputs(schema, Object.fromEntries(env), runner.mask, 'invalid-input')
    const checkout = checkoutOf(files, options)
    await run(inputs, { runner, checkout, folder, repositoryName: async () => repository })
    return result()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const { reason, message, problems } = error
    return { ...result(), error: { reason, message, problems } }
  }
}

function checkoutOf(
  files: Files,
  { prefix = '', changes, unreadable = [] }: FindOptions,
): Checkout {
  const textOf = (path: string): string => files[path] ?? ''
  const targetOf = (path: string): string | undefined => /^-> (.*)$/.exec(textOf(path))?.[1]
  const modeOf = (path: string): string => {
    if (files[path] === null) return '160000'
    return targetOf(path) === undefined ? '100644' : '120000'
  }
  return {
    prefix,
    folderName: 'folder',
    tracked: async () =>
      Object.keys(files)
        .sort()
        .map((path) => ({ path, mode: modeOf(path), id: 'a'.repeat(40) })),
    read(path) {
      if (unreadable.includes(path)) return { problem: 'it can not be read' }
      return { text: textOf(targetOf(path) ?? path) }
    },
    linkedPaths(path) {
      const target = targetOf(path)
      if (target === undefined) return []
      return target in files ? [target] : undefined
    },
    follow: (path) =>
      follow(path, {
        top: '/',
        mode: (one) => (one in files ? modeOf(one) : undefined),
        target: targetOf,
      }),
    async changedSince() {
      if (changes instanceof UserError) throw changes
      if (changes === undefined) throw new Error('nobody may ask for changes')
      return changes
    },
  }
}

/** The answer of a comparison. */
export const changed = (...paths: readonly string[]): Changes => ({
  kind: 'changed',
  commit: 'b'.repeat(40),
  paths: new Map(paths.map((path) => [path, 'changed'])),
})
