// A git tree in memory.
import type { TreeReader } from '../../../kit/version-files/tree-files.ts'

/** A link is written as `-> target`. `reads` has the paths of each request. */
export function treeInMemory(
  files: Readonly<Record<string, string | Buffer>>,
  reads: string[][] = [],
): TreeReader {
  const entries = new Map(
    Object.entries(files).map(([path, text]) => {
      const link = typeof text === 'string' && text.startsWith('-> ') ? text.slice(3) : undefined
      const mode = link === undefined ? '100644' : '120000'
      return [path, { content: Buffer.from(link ?? text), mode }] as const
    }),
  )
  return {
    files: async (paths) => {
      reads.push([...paths])
      return new Map([...entries].filter(([path]) => paths.includes(path)))
    },
    paths: async () => [...entries.keys()],
  }
}
