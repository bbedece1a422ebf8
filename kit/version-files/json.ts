// Versions in JSON: package.json, its lock file (both places), any other by its key.

import * as jsonc from 'jsonc-parser'
import {
  notValid,
  only,
  type StampProblem,
  type VersionRange,
  type VersionRanges,
} from './version-range.ts'

/** Finds a string by its dotted key. */
export function inJson(text: string, key: string): VersionRanges {
  const tree = parsed(text)
  return 'problem' in tree ? tree : only(placesOf(tree.root, key), key)
}

/** npm's lock files contain the version twice: at the top and, since lockfile version 2, for the package of the folder itself. */
export function inLockFile(text: string): VersionRanges {
  const tree = parsed(text)
  if ('problem' in tree) return tree
  const own = valuesAt(tree.root, ['packages', '', 'version'])
  const top = only(placesOf(tree.root, 'version'), 'version')
  if ('problem' in top) return top
  const inner = own.flatMap((node) => place(node, 'packages[""].version'))
  return inner.length > 1 ? only(inner, 'packages[""].version') : [...top, ...inner]
}

/** Parses strict JSON into a tree with offsets. */
export function parsed(text: string): { readonly root: jsonc.Node } | StampProblem {
  const errors: jsonc.ParseError[] = []
  const root = jsonc.parseTree(text, errors, { disallowComments: true })
  const [error] = errors
  if (root && !error) return { root }
  return notValid('JSON', text, error?.offset ?? 0)
}

const placesOf = (root: jsonc.Node, key: string): VersionRange[] =>
  valuesAt(root, key.split('.')).flatMap((node) => place(node, key))

/** Returns the range of a string, without its quotes. */
function place({ type, offset, length }: jsonc.Node, key: string): VersionRange[] {
  return type === 'string' ? [{ start: offset + 1, end: offset + length - 1, key }] : []
}

/** Returns all values at a path: JSON allows repeated keys. */
export function valuesAt(root: jsonc.Node, path: readonly string[]): jsonc.Node[] {
  return path.reduce((nodes, key) => nodes.flatMap((node) => childrenAt(node, key)), [
    root,
  ] as jsonc.Node[])
}

function childrenAt({ type, children = [] }: jsonc.Node, key: string): jsonc.Node[] {
  if (type === 'array') return children.slice(Number(key), Number(key) + 1)
  return children.flatMap(({ children: [name, value] = [] }) =>
    name?.value === key && value ? [value] : [],
  )
}
