// Follows symbolic links through what git tracks, never through anything else. Pure.

const LINK = '120000'
const SUBMODULE = '160000'

/** As many links as Linux follows. */
const MOST_LINKS = 40

export type Tracked = {
  /** The checkout's top folder: an absolute link may lead into it. */
  readonly top: string
  /** The mode of a tracked path. */
  mode(path: string): string | undefined
  /** Where a link leads, as it is written; undefined if it can't be read. */
  target(link: string): string | undefined
}

/** Returns the links that a path leads over, itself included, and last the tracked file at the end; undefined if there is none. */
export function linkedPaths(path: string, tracked: Tracked): string[] | undefined {
  const { links, end } = follow(path, tracked) ?? {}
  const mode = end === undefined ? undefined : tracked.mode(end)
  if (!links || end === undefined || mode === undefined || mode === SUBMODULE) return undefined
  return [...links, end]
}

/** Where a path leads, and over which links, itself included. The end need not exist. */
export type Followed = { readonly links: readonly string[]; readonly end: string }

/** Follows all links of a path; the end of the repository's top is empty. Undefined if they lead out of the repository, or in a circle. */
export function follow(path: string, { top, mode, target }: Tracked): Followed | undefined {
  const links: string[] = []
  let folder: string[] = []
  let rest = path.split('/').reverse()
  while (rest.length > 0) {
    const part = rest.pop()
    if (part === '' || part === '.' || part === undefined) continue
    if (part === '..') {
      if (folder.pop() === undefined) return undefined
      continue
    }
    const here = [...folder, part].join('/')
    if (mode(here) === LINK) {
      const to = links.length < MOST_LINKS ? target(here) : undefined
      const inside = to?.startsWith('/') ? afterTop(to, top) : to
      if (to === undefined || inside === undefined) return undefined
      links.push(here)
      if (inside !== to) folder = []
      rest = [...rest, ...inside.split('/').reverse()]
    } else folder.push(part)
  }
  return { links, end: folder.join('/') }
}

function afterTop(path: string, top: string): string | undefined {
  return path.startsWith(`${top}/`) ? path.slice(top.length + 1) : undefined
}
