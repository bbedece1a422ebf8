// Versions in YAML: Chart.yaml, any other by its key.
import { EVENT_ID, SCALAR_STYLE } from 'js-yaml'
import { only, type Place, type Places } from './places.ts'
import { type Scalar, walkYaml } from './yaml-events.ts'

/** Finds a text by its dotted key. */
export function inYaml(text: string, key: string): Places {
  const found: Place[] = []
  const wrong = walkYaml(text, (path, event) => {
    const isThere = event.type === EVENT_ID.SCALAR && path().join('.') === key
    if (isThere) found.push(...placeOf(text, event, key))
  })
  return wrong ?? only(found, key)
}

function placeOf(text: string, scalar: Scalar, key: string): Place[] {
  const { style, valueStart, valueEnd, tagStart } = scalar
  const place = { start: valueStart, end: valueEnd, key }
  if (style === SCALAR_STYLE.PLAIN) {
    const isText = tagStart < 0 && !/^(?:null|~|)$/i.test(text.slice(valueStart, valueEnd))
    return isText ? [{ ...place, spell: quotedWhereNeeded }] : []
  }
  const isQuoted = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED
  return isQuoted ? [place] : []
}

/** Without quotes `1.10` is the number 1.1, `1e5` is one as well, and `2026-11-15` is a day. Three numbers with dots are a text. */
const quotedWhereNeeded = (version: string): string =>
  /^v?\d+\.\d+\.\d/.test(version) ? version : `"${version}"`
