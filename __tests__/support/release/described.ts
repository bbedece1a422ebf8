// Describes the refs of a remote without ids and times, so that two remotes can be compared.
import { createHash } from 'node:crypto'
import { gitInBulk } from '../../../fakes/git/git.ts'

/**
 * Returns for each ref a digest of its whole history: trees, people, messages and the order of parents, not times. Two remotes that were
 * released in the same way give the same.
 */
export function described({ folder }: { readonly folder: string }): Record<string, string> {
  const format = '--format=%H %P%x02%T %an <%ae> %cn <%ce> %B%x01'
  const [log = '', refs = ''] = gitInBulk([
    { folder, args: ['log', '--all', '--topo-order', '--reverse', format] },
    {
      folder,
      args: ['for-each-ref', '--format=%(refname) %(objecttype) %(objectname) %(*objectname)'],
    },
  ])
  const digests = new Map<string, string>()
  for (const entry of log.split('\x01').map((text) => text.trimStart())) {
    const [ids = '', content = ''] = entry.split('\x02')
    const [id = '', ...parents] = ids.split(' ')
    const all = [content, ...parents.map((parent) => digests.get(parent) ?? '')].join('\0')
    digests.set(id, createHash('sha1').update(all).digest('hex'))
  }
  return Object.fromEntries(
    refs.split('\n').map((line) => {
      const [ref = '', kind = '', id = '', tagged = ''] = line.split(' ')
      return [ref, `${kind} ${digests.get(tagged || id)}`]
    }),
  )
}
