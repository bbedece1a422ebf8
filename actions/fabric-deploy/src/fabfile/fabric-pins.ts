// The versions of Fabric and its packages, which the project's requirements can't change. Pure.

import type { RequirementEntry } from '../../../../kit/python/requirements.ts'
import {
  parseRequirementLine,
  requirementLines,
} from '../../../../kit/python/requirements-syntax.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { comparePep440, parsePep440 } from '../../../../kit/versions/pep440.ts'

/** The versions of each package, by its normalized name; several if they depend on the Python. */
export type Pins = ReadonlyMap<string, readonly string[]>

/** Returns the lines of a file with hashes as a constraints file: with hashes, pip would require them of the project's packages too. */
export function constraintsOf(hashed: string): readonly string[] {
  return requirementLines(hashed, {}).flatMap(({ text }) => {
    const requirement = parseRequirementLine(text)?.requirement.trim() ?? ''
    return requirement === '' ? [] : [requirement]
  })
}

/** Returns the versions that requirements pin, on whatever Python. */
export function pinsOf(requirements: readonly string[]): Pins {
  const pins = new Map<string, string[]>()
  for (const requirement of requirements) {
    const { name, version } = pinIn(requirement.replace(/;.*$/s, '')) ?? {}
    if (name !== undefined && version !== undefined)
      pins.set(name, [...(pins.get(name) ?? []), version])
  }
  return pins
}

/**
 * Returns what contradicts the pins: a requirement with exactly one version, which is another one. pip finds what else does not fit:
 * ranges, markers, constraints, and what the packages need themselves.
 */
export function contradictions(pins: Pins, entries: readonly RequirementEntry[]): string[] {
  return entries.flatMap(({ position, requirement, isConstraint }) => {
    const { name = '', version = '' } = pinIn(requirement) ?? {}
    const pinned = pins.get(name)
    if (isConstraint || !pinned || pinned.some((one) => isSameVersion(one, version))) return []
    return [`${position} has ${quote(`${name}==${version}`)} instead of ${pinned.join(' or ')}`]
  })
}

/** Returns the package that a requirement pins, without a marker: `Py_NaCl[x] == 1.5` pins py-nacl. */
export function pinIn(requirement: string): { name: string; version: string } | undefined {
  const [, name, version] =
    /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*\(?={2,3}\s*([^\s,;*()]+)\)?\s*$/.exec(
      requirement,
    ) ?? []
  if (name === undefined || version === undefined) return undefined
  return { name: name.toLowerCase().replace(/[-_.]+/g, '-'), version }
}

function isSameVersion(one: string, other: string): boolean {
  const [left, right] = [parsePep440(one), parsePep440(other)]
  return left && right ? comparePep440(left, right) === 0 : one === other
}
