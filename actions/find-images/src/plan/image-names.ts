// The names of all images of a checkout. Pure.

import { parseImageName } from '../../../../kit/docker/image-reference.ts'
import { list, quote } from '../../../../kit/text/escape.ts'
import { expandName, type NameTemplate, type NameValues } from './name-template.ts'
import type { FindProblem } from './problem.ts'

/** What gives an image its name. `file` is its Dockerfile from the workspace. */
export type Named = { readonly file: string; readonly values: NameValues }

export type ImageNames = {
  /** With the namespace, in lower case. */
  readonly image: string
  /** Without the namespace. */
  readonly name: string
  /** Equal for all spellings of one image. */
  readonly canonical: string
  readonly lowered: boolean
}

/** Returns the name of an image, or why it has none. */
export function nameImage(
  { file, values }: Named,
  template: NameTemplate,
  namespace: string,
): ImageNames | FindProblem {
  const name = expandName(template, values)
  const invalid = (why: string): FindProblem => ({
    reason: 'invalid-name',
    message: `${quote(file)}: ${why}; rename its directory, change "name", or take it out with "exclude"`,
    file,
  })
  if (name === '') return invalid(`the name ${quote(template.text)} is empty for it`)
  const before = namespace === '' ? '' : `${namespace}/`
  const read = parseImageName(before + name)
  if ('problem' in read) return invalid(read.problem)
  const { name: image, canonical, lowered } = read
  return { image, name: image.slice(before.length), canonical, lowered }
}

/** Returns a problem for each name that several Dockerfiles have. */
export function duplicateNames(
  images: readonly (Named & ImageNames)[],
  template: NameTemplate,
): FindProblem[] {
  const groups = Map.groupBy(images, ({ canonical }) => canonical)
  return [...groups.values()].flatMap((same) => {
    const [first] = same
    if (first === undefined || same.length === 1) return []
    const files = list(same.map(({ file }) => file))
    const message = `${files} give the same name ${quote(first.image)}; ${advice(same, template)}`
    return same.map(({ file }) => ({ reason: 'duplicate-name' as const, message, file }))
  })
}

/** Names the placeholders that part the files. */
function advice(same: readonly Named[], template: NameTemplate): string {
  const unused = (['suffix', 'path'] as const).filter(
    (one) => !template.parts.some(({ placeholder }) => placeholder === one),
  )
  const parting = [...unused.map((one) => [one]), unused].find(
    (chosen) => chosen.length > 0 && areParted(same, chosen),
  )
  if (parting === undefined) return 'rename one of them, or take it out with "exclude"'
  const shown = parting.map((one) => `{${one}}`).join(' and ')
  return `${shown} in the input "name" ${parting.length > 1 ? 'part' : 'parts'} them`
}

function areParted(same: readonly Named[], chosen: readonly (keyof NameValues)[]): boolean {
  // Names are in lower case.
  const keys = same.map(({ values }) => chosen.map((one) => values[one].toLowerCase()).join('\0'))
  return new Set(keys).size === same.length
}
