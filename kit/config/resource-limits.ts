// The schemas of a service's limits: memory, CPUs and ulimits.

import { choice, either, integer, located, textLike } from '../yaml/schema.ts'
import { needed, object, record } from '../yaml/schema-collections.ts'
import { number, numberOr } from '../yaml/schema-scalars.ts'

/** What fits in docker's 64 bits. */
const bytes = integer(0, Number.MAX_SAFE_INTEGER)
const size = textLike(
  /^[0-9]{1,15}(?:\.[0-9]{1,9})?(?:[BbKkMmGgTt]|[KkMmGgTt][Ii]?[Bb])?$/,
  'an amount of memory such as 512m or 1.5g',
)

/** An amount of memory, with its position. */
export const memory = located(numberOr(bytes, size))

/** Docker counts in billionths of a CPU; the kernel's minimum is a hundredth. */
const share = textLike(
  /^(?:[1-9][0-9]{0,2}(?:\.[0-9]{1,9})?|0?\.(?:[1-9][0-9]{0,8}|0[1-9][0-9]{0,7}))$/,
  'a number of CPUs from 0.01 to less than 1000, such as 1.5',
)

/** A number of CPUs. */
export const cpus = numberOr(number(0.01, 1000), share)

const NAMES = [
  ...['core', 'cpu', 'data', 'fsize', 'locks', 'memlock', 'msgqueue', 'nice', 'nofile', 'nproc'],
  ...['rss', 'rtprio', 'rttime', 'sigpending', 'stack'],
] as const

/** -1 means no limit. */
const limit = integer(-1, Number.MAX_SAFE_INTEGER)
const limits = textLike(
  /^(?:-1|[0-9]{1,15})(?::(?:-1|[0-9]{1,15}))?$/,
  'a limit, or a soft and a hard one such as 1024:2048',
)

/** Limits by their names. */
export const ulimits = record(
  choice(NAMES, 'the name of an ulimit'),
  either(
    'map',
    object('an ulimit', {
      soft: needed(limit, 'The limit that the process starts with; -1 for none'),
      hard: needed(limit, 'The limit up to which the process may raise it; -1 for none'),
    }),
    numberOr(limit, limits),
  ),
)
