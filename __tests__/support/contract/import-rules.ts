// The rules of which file may import which.
import { basename, dirname, join } from 'node:path'

/** The sources of files by their paths from the repository's root. */
export type Sources = ReadonlyMap<string, string>

type Import = {
  /** A path from the root, or the name of a package. */
  readonly to: string
  /** Whether it imports only types, and does not exist at run time. */
  readonly isType: boolean
}

type Graph = ReadonlyMap<string, readonly Import[]>

const STATEMENT =
  /^(?:import|export)\s+(?<type>type\s)?(?:[^'"]*?\sfrom\s)?\s*'(?<static>[^']+)'|\bimport\(\s*'(?<dynamic>[^']+)'/gms

function graphOf(sources: Sources): Graph {
  return new Map(
    [...sources].map(([path, source]) => {
      const found = [...source.matchAll(STATEMENT)].map(({ groups = {} }) => {
        const name = groups['static'] ?? groups['dynamic'] ?? ''
        const to = name.startsWith('.') ? join(dirname(path), name) : name
        return { to, isType: groups['type'] !== undefined }
      })
      return [path, found]
    }),
  )
}

/** Returns everything that breaks a rule, one sentence each. */
export function brokenRules(sources: Sources): string[] {
  const graph = graphOf(sources)
  const arrows = [...graph].flatMap(([from, imports]) => imports.map(({ to }) => ({ from, to })))
  return [
    ...arrows.filter(isForbidden).map(({ from, to }) => `${from} must not import ${to}`),
    ...[...sources.keys()]
      .filter((path) => /^kit\/[^/]+$/.test(path))
      .map((path) => `${path} is in no folder of kit`),
    ...[...sources].filter(isPure).flatMap(([path]) => impurities(path, graph)),
    ...circles(graph),
  ]
}

const actionOf = (path: string): string | undefined => /^actions\/([^/]+)\//.exec(path)?.[1]

function isForbidden({ from, to }: { readonly from: string; readonly to: string }): boolean {
  const isProduct = /^(?:kit|actions)\//.test(from)
  if (isProduct && to.startsWith('@actions/'))
    return !/^(?:kit\/(?:action|process)\/|actions\/[^/]+\/src\/main\.ts$)/.test(from)
  const isOurs = /^(?:actions|bench|fakes|kit|rehearsal|scripts|__tests__)\//.test(to)
  if (!isOurs) return false
  if (from.startsWith('kit/')) return !to.startsWith('kit/')
  const action = actionOf(from)
  if (action !== undefined) return !to.startsWith('kit/') && actionOf(to) !== action
  return /^(?:bench|rehearsal|fakes)\//.test(from) && to.startsWith('__tests__/')
}

/** Plans, and the files whose first comment says so. */
function isPure([path, source]: readonly [string, string]): boolean {
  const [comment = ''] = /^(?:\/\/.*\n)*/.exec(source) ?? []
  return basename(path) === 'plan.ts' || dirname(path).endsWith('/plan') || /\bPure\./.test(comment)
}

const EFFECT = /^(?:node:(?:fs|fs\/promises|child_process|net|http|https)|@actions\/.*)$/

/** Returns the shortest way from a pure file to each effect that it reaches, through any number of imports. */
function impurities(pure: string, graph: Graph): string[] {
  const ways = new Map([[pure, [pure]]])
  for (const [path, way] of ways) {
    for (const { to, isType } of graph.get(path) ?? []) {
      if (!isType && !ways.has(to)) ways.set(to, [...way, to])
    }
  }
  return [...ways]
    .filter(([path]) => EFFECT.test(path))
    .map(([, way]) => `a pure file reaches an effect: ${way.join(' -> ')}`)
}

/** Returns one circle of imports for each file that is found to close one; types count. */
function circles(graph: Graph): string[] {
  const found: string[] = []
  const done = new Set<string>()
  const visit = (path: string, way: readonly string[]): void => {
    const start = way.indexOf(path)
    if (start >= 0) found.push(`a circle of imports: ${[...way.slice(start), path].join(' -> ')}`)
    if (start >= 0 || done.has(path)) return
    for (const { to } of graph.get(path) ?? []) visit(to, [...way, path])
    done.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  return found
}
