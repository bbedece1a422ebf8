// The project's own requirements, which are installed with Fabric: what they may not contain, and how pip installs both.

import { UserError } from '../../../../kit/action/user-error.ts'
import type { Roots } from '../../../../kit/files/workspace-path.ts'
import type { Env } from '../../../../kit/git/git.ts'
import { type Requirements, readRequirements } from '../../../../kit/python/requirements.ts'
import type { Installation } from '../../../../kit/python/virtualenv.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { contradictions, pinIn, pinsOf } from './fabric-pins.ts'

export type ProjectRequirements = {
  /** The file, relative to the checkout. */
  readonly file: string
  readonly contents: Requirements
}

export type ProjectPorts = {
  /** The checkout, where pip runs for the project's requirements. */
  readonly folder: string
  /** The input `requirements`; empty if there are none. */
  readonly requirements: string
  readonly temp: string
  readonly env: Env
  readonly mask: (secret: string) => void
}

/**
 * Reads the project's requirements; `fabric` are the requirements of Fabric itself. Returns undefined if the input is empty. Throws a
 * UserError (`no-requirements`, `requirements-conflict`).
 */
export function readProject(
  title: string,
  fabric: readonly string[],
  { folder, requirements: file, temp, env, mask }: ProjectPorts,
): ProjectRequirements | undefined {
  if (file === '') return undefined
  const roots: Roots = [folder, temp]
  const contents = readRequirements(folder, file, { roots, env, mask })
  const problems = contradictions(pinsOf(fabric), contents.entries)
  if (problems.length === 0) return { file, contents }
  const version = contents.entries
    .map(({ requirement }) => pinIn(requirement))
    .find((pin) => pin?.name === 'fabric')?.version
  const other = version ?? 'the version that they were made for'
  throw new UserError(
    'requirements-conflict',
    `${title} and its packages have the versions that this action pins: ${problems.join('; ')}. Remove these lines, or set "fabric-version" to ${other}`,
  )
}

/** Returns what pip installs after the pinned Fabric; `constraints` is a file with the versions that must stay. */
export const besideFabric = (
  title: string,
  { file }: ProjectRequirements,
  folder: string,
  constraints: string,
): Installation => ({
  title: quote(file),
  args: ['-r', file, '-c', constraints],
  folder,
  onConflict: (problem) =>
    new UserError(
      'requirements-conflict',
      `${quote(file)} can't be installed beside ${title}, whose packages keep their versions: ${problem}`,
    ),
})

/** Returns what pip installs for another Fabric than the pinned one: its packages may have the versions that the project wants. */
export const withFabric = (
  title: string,
  version: string,
  { file, contents }: ProjectRequirements,
  folder: string,
): Installation => {
  const isListed = contents.entries.some(({ requirement }) => pinIn(requirement)?.name === 'fabric')
  return {
    title: `${title} with ${quote(file)}`,
    // With hashes, pip takes nothing without one; a listed Fabric has its own.
    args: ['-r', file, ...(isListed ? [] : [`fabric==${version}`])],
    folder,
    onConflict: (problem) =>
      new UserError(
        'requirements-conflict',
        `${quote(file)} can't be installed with ${title}: ${problem}`,
      ),
  }
}
