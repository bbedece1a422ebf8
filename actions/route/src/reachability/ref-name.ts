// Which names git allows for branches and tags, one character at a time (git-check-ref-format, rules 1 to 10).

/** The state after the start of a name; `DEAD` if no continuation makes it legal. */
export type Progress = number

const DEAD: Progress = -1
const PART: Progress = 0
const INSIDE: Progress = 1
const AFTER_AT: Progress = 2
const AFTER_DOT: Progress = 3
const LOCK = 'lock'
/** After `.lock`: a part may not end here. */
const LOCKED: Progress = AFTER_DOT + LOCK.length

/** Before the first character. */
export const NAME_START: Progress = PART

/** Returns the state after one more code point; undefined if it makes the name illegal. */
export function advanceName(progress: Progress, point: number): Progress | undefined {
  const next = step(progress, point)
  return next === DEAD ? undefined : next
}

/** Returns whether a name may end here. */
export function mayEnd(progress: Progress): boolean {
  return progress !== PART && progress !== AFTER_DOT && progress !== LOCKED
}

function step(progress: Progress, point: number): Progress {
  const character = String.fromCodePoint(point)
  if (point <= 0x20 || point === 0x7f || '~^:?*[\\'.includes(character)) return DEAD
  if (character === '/') return progress === PART || progress === LOCKED ? DEAD : PART
  if (character === '.') return progress === PART || progress === AFTER_DOT ? DEAD : AFTER_DOT
  if (character === '@') return AFTER_AT
  if (character === '{' && progress === AFTER_AT) return DEAD
  const ofLock = progress - AFTER_DOT
  return ofLock >= 0 && character === LOCK[ofLock] ? progress + 1 : INSIDE
}
