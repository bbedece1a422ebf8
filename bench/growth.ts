// How the time of some work grows with its size, on input for which a careless parser takes quadratic or exponential time.
import { compile } from '../actions/route/src/compile-routes.ts'
import { warningsOf } from '../actions/route/src/warnings.ts'
import { UserError } from '../kit/action/user-error.ts'
import { inputSource, readTowpath } from '../kit/config/read.ts'
import { matches } from '../kit/patterns/automaton.ts'
import { parsePattern } from '../kit/patterns/parse.ts'
import { stampText } from '../kit/version-files/stamp-text.ts'

type Work = (size: number) => unknown

/**
 * Returns the time for four times the size, as a multiple of the time for the size: 4 if the work is linear, 16 if it is quadratic. It is
 * the least CPU time of some rounds, which other processes hardly change.
 */
function growth(rounds: number, size: number, work: Work): number {
  const least = { one: Number.POSITIVE_INFINITY, four: Number.POSITIVE_INFINITY }
  for (let round = 0; round < rounds; round += 1) {
    least.one = Math.min(
      least.one,
      cpu(() => work(size)),
    )
    least.four = Math.min(
      least.four,
      cpu(() => work(size * 4)),
    )
  }
  return least.four / least.one
}

function cpu(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return user + system
}

function match(repeats: number, length: number): boolean {
  const pattern = parsePattern('*a+'.repeat(repeats))
  if ('problem' in pattern) throw new Error(pattern.problem)
  return matches(pattern, `${'a'.repeat(length)}b`)
}

/** Reads a configuration that has mistakes. */
function mistakes(text: string): void {
  try {
    readTowpath(inputSource('routes', text))
  } catch (error) {
    if (!(error instanceof UserError)) throw error
  }
}

const VERSIONS = { plain: '1.2', semver: '1.2.0', pep440: '1.2', frozen: {} } as Parameters<
  typeof stampText
>[3]
const stamp = (path: string, text: string): unknown => stampText(path, '', text, VERSIONS)

function overlapping(count: number): void {
  const routes = Array.from(
    { length: count },
    (_, index) => `- { on: push, branches: ['**${index}**'], environment: x }\n`,
  )
  const file = readTowpath(inputSource('routes', routes.join('')))
  warningsOf(compile(file), '')
}

const LINEAR: Readonly<Record<string, readonly [size: number, work: Work]>> = {
  'matching, by the length of the name': [255, (size) => match(30, size)],
  'matching, by the length of the pattern': [30, (size) => match(size, 255)],
  'mistakes in towpath.yml': [
    10_000,
    (size) => mistakes('  - on: push\n   environment: s\n'.repeat(size / 10)),
  ],
  'a string after a string in towpath.yml': [
    100_000,
    (size) => mistakes(`routes: 'a' ${'a'.repeat(size)}`),
  ],
  'stamping: underscores in a marked line': [
    10_000,
    (size) => stamp('Makefile', `V 1.0${'a_1'.repeat(size)}x towpath:version`),
  ],
  'stamping: numbers in a marked line': [
    10_000,
    (size) => stamp('Makefile', `V ${'1.'.repeat(size)}x towpath:version`),
  ],
  'stamping: spaces in setup.cfg': [
    1_000_000,
    (size) => stamp('setup.cfg', `[metadata]\nname = a${' '.repeat(size)}b\nversion = 1\n`),
  ],
  'stamping: quotes in Python': [
    100_000,
    (size) => stamp('a.py', `${'"'.repeat(size)}\n__version__ = "1"\n`),
  ],
  'stamping: a large YAML file': [
    20_000,
    (size) => stamp('a.yaml', '- filler: "text line"\n'.repeat(size / 5)),
  ],
}

/** Returns rows for the table: what, the growth, and its bound. */
export function growthRows(): [what: string, figure: string, bound: string][] {
  const linear = Object.entries(LINEAR).map(([what, [size, work]]): [string, string, string] => [
    `${what}: 4 times as much`,
    growth(25, size, work).toFixed(2),
    '8 (4 is linear)',
  ])
  const pairs = growth(5, 50, overlapping).toFixed(2)
  return [...linear, ['routes that may be dead: 4 times as many', pairs, '8']]
}
