// The rule that turns the name of any ref into a tag.

import { isTag } from '../../../kit/docker/image-reference.ts'
import { quote } from '../../../kit/text/escape.ts'
import { HASH_LENGTH, isHashShaped, shortHash } from '../../../kit/text/slug.ts'
import type { Mode } from './inputs.ts'

const ILLEGAL_RUN = /[^A-Za-z0-9._-]+/g

/** What surrounds the name in a tag, the maximum length of the tag, and the mode. */
export type Frame = {
  readonly prefix: string
  readonly suffix: string
  readonly maxLength: number
  readonly mode: Mode
}

export type Made =
  | { readonly tag: string; readonly lossless: boolean }
  | { readonly problem: string }

/** Returns the tag of a ref's name. In mode `hash` every name has one, different for each. */
export function makeTag(name: string, frame: Frame): Made {
  return frame.mode === 'hash' ? hashed(name, frame) : plain(name, frame)
}

function hashed(name: string, { prefix, suffix, maxLength }: Frame): Made {
  const room = maxLength - prefix.length - suffix.length
  if (room < HASH_LENGTH + 1) {
    const least = HASH_LENGTH + 1
    return {
      problem: `"prefix" and "suffix" leave ${Math.max(room, 0)} characters of "max-length" ${maxLength} for the name; it needs ${least}`,
    }
  }
  const leads = prefix === '' ? isTag(name) : /^[A-Za-z0-9._-]+$/.test(name)
  if (leads && name.length <= room && !isHashShaped(name)) {
    return { tag: prefix + name + suffix, lossless: true }
  }
  const safe = name.replace(ILLEGAL_RUN, '-')
  // After a prefix, the name may start with any tag character.
  const led = prefix === '' ? safe.replace(/^[.-]+/, '') : safe
  const space = room - HASH_LENGTH
  const stem = led.slice(0, space).replace(/[._-]+$/, '') || 'ref'.slice(0, space)
  const part = `${stem}-${shortHash(name)}`
  return { tag: prefix + part + suffix, lossless: false }
}

const CHANGED: Readonly<Record<Exclude<Mode, 'hash'>, (name: string) => string>> = {
  strip: (name) => name.replace(ILLEGAL_RUN, ''),
  // docker/metadata-action's rule: a run of illegal characters becomes one dash; existing dashes stay.
  dash: (name) => name.replace(ILLEGAL_RUN, '-'),
  fail: (name) => name,
}

function plain(name: string, { prefix, suffix, maxLength, mode }: Frame): Made {
  const part = mode === 'hash' ? name : CHANGED[mode](name)
  const tag = prefix + part + suffix
  const wrong = wrongWith(part, tag, maxLength)
  if (wrong === undefined) return { tag, lossless: part === name }
  const other = hashed(name, { prefix, suffix, maxLength, mode })
  const advice =
    'tag' in other
      ? 'Mode "hash" gives every name a tag of its own'
      : `Mode "hash" gives every name a tag of its own, but needs more room here: ${other.problem}`
  return { problem: `${quote(name)} gives no tag in mode "${mode}": ${wrong}. ${advice}` }
}

function wrongWith(part: string, tag: string, maxLength: number): string | undefined {
  if (part === '') return 'nothing is left of it'
  if (tag.length > maxLength)
    return `${tag.length} characters are more than "max-length" ${maxLength}`
  if (/^[.-]/.test(tag)) return `a tag can't begin with "${tag[0]}"`
  return isTag(tag) ? undefined : 'it contains a character that is not allowed in tags'
}
