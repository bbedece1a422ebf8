// Dockerfiles put together from hard pieces.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Dockerfiles

import fc from 'fast-check'
import type { DockerfileCase } from './dockerfiles.ts'

const IMAGES = [
  ...['acme/base', 'alpine:3', 'a', 'Acme/x', 'scratch', '"acme/base"', "'q/r'", 'r.io/a/b:1'],
  ...['b', 'Stage', 'UP', 'localhost/x', '1', 'a\\b', 'a`b', 'x$', `a@sha256:${'a'.repeat(64)}`],
  ...['$A', '"$A"', "'$A'", '$A$B', '${A}', '${A:-x}', '${C-d}', '${A:-${B}}', 'x/${B:+y}z', '${B'],
  ...['${A#a*}', '${A%%b?}', '${A/a/b}', '${A//a/$B}', '${A##*/}', '${A%/*}', '${A//\\//-}'],
  ...['${X:?no}', '${A?}', '${TARGETARCH}', 'a-${TARGETPLATFORM}', 'a:${TARGETVARIANT}x'],
]
const WORDS = [
  ...['foo', '$A', '"a b"', "'c d'", '<<EOF', '<<-EOF', "<<'EOF'", '<<"E F"', '3<<X', '<<', '<<<'],
  ...['\\', '`', '#', '&&', '--x', '--from=a', '=', 'A=1', 'a=b', '[', ']', '"', "'", '["a","b"]'],
  ...['[1]', 'é', '\u00a0', '\t', '<<$A', '<< EOF', '|', '>', '/x', '.', '["x"', '${A}', '${'],
  ...['\\"', 'EOF', '\u3000x', '${A:-d}<<EOF', 'CMD', 'NONE', '\u{1f600}'],
]
const FLAGS = [
  ...['--from=a', '--from=b', '--from=0', '--from=1', '--from=7', '--from=-1', '--from=$A'],
  ...['--from="b"', '--from=acme/z', '--from=ACME', '--from=', '--from=scratch', '--from=x y'],
  ...[
    '--from=\\a',
    '--from=é',
    '--from=Stage',
    '--chown=a:b',
    '--link',
    '--link=x',
    '--link=false',
  ],
  ...['--foo', '--', '--chmod=1', '--exclude=a', '--keep-git-dir', '--mount=type=bind,from=b'],
  ...['--mount=from=acme/m,target=/x', '--mount=type=cache', '--mount=from=$X', '--mount='],
  ...['--mount="type=bind,from=q"', '--mount=\\"a,b\\"', '--mount=\\"from=a,b\\",from=zz'],
  ...['--network=none', '--network=x', '--security=insecure', '--device=a', '--device=a,b'],
  ...['--interval=5s', '--interval=1', '--interval=1h2.5m', '--start-period=-1s', '--timeout=1us'],
  ...['--retries=3', '--retries=x'],
]
const VALUES = [
  ...['A=acme/base', 'A', 'B=b', 'B=${A}', 'A="x y"', "A='q'", 'C', '=x', 'B=${A:-z}', 'A=ab/ab'],
  ...[
    'P=linux/arm',
    'B=${A%b}',
    'TARGETARCH',
    'TARGETARCH=x',
    'X=\\$A',
    'A=',
    'B=${A^}',
    'A=aXa*b',
  ],
  ...['B="${A}"/$C', 'D=${A//b/$$0}', 'B=${A/#a/b}', 'B=${A#\\*}', 'A=a/b:c', "B=${A%'*'}"],
]
const KEYWORDS = [
  ...['RUN', 'run', 'COPY', 'ADD', 'ENV', 'LABEL', 'ARG', 'CMD', 'ENTRYPOINT', 'EXPOSE', 'Run'],
  ...['HEALTHCHECK', 'ONBUILD', 'ONBUILD RUN', 'ONBUILD COPY', 'SHELL', 'STOPSIGNAL', 'USER'],
  ...['VOLUME', 'WORKDIR', 'MAINTAINER', 'FORM'],
]
const PLATFORMS = [
  '',
  '',
  '--platform=linux/arm64 ',
  '--platform=$TARGETPLATFORM ',
  '--platform=$P ',
]
const HEADS = [
  ...['# escape=`', '#escape = `', '# syntax=docker/dockerfile:1', '# escape=x', '# c\n# escape=`'],
  ...['# Escape=`\n# ESCAPE=`', '# check=skip=all\n#escape=`', '#escape=  '],
]

const oneOf = (texts: readonly string[]) => fc.constantFrom(...texts)
const some = (texts: readonly string[], maxLength: number) =>
  fc.array(oneOf(texts), { maxLength }).map((words) => words.join(' '))
const lineOf = (...parts: fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((texts) => texts.join(''))

const space = oneOf([' ', ' ', '\t', '  '])
const as = oneOf(['', '', '', ' AS b', ' as Stage', '  As c', ' AS d', ' AS 1x', ' # x'])
const from = lineOf(oneOf(['FROM', 'from', '  From']), space, oneOf(PLATFORMS), oneOf(IMAGES), as)
const arg = lineOf(fc.constant('ARG '), some(VALUES, 2))
const end = oneOf(['', '', '', '', ' \\', ' \\  ', '\\\\', '`', ' \\\\\\'])
const any = lineOf(oneOf(KEYWORDS), space, some(FLAGS, 1), space, some(WORDS, 3), end)
/** Most of these are accepted. */
const plain = fc.oneof(
  lineOf(fc.constant('COPY '), some(FLAGS.slice(0, 18), 1), fc.constant(' a b'), end),
  lineOf(fc.constant('RUN '), some(FLAGS.slice(25, 29), 1), space, some(WORDS, 2), end),
)
const other = oneOf(['', '# c', '#', '  ', '#escape=`', '\t# x', 'EOF', '\tEOF', 'X'])

const text = (isHard: boolean) => {
  const weight = isHard ? 4 : 0
  const line = fc.oneof(
    { arbitrary: from, weight: 2 },
    { arbitrary: arg, weight: 1 },
    { arbitrary: plain, weight: 4 },
    { arbitrary: any, weight },
    { arbitrary: other, weight: 1 },
  )
  const head = fc.oneof(
    { arbitrary: fc.constant(''), weight: 5 },
    { arbitrary: oneOf(HEADS), weight: 1 },
  )
  const lines = fc.array(line, { maxLength: 7 })
  const feed = oneOf(['\n', '\n', '\n', '\r\n'])
  return fc
    .tuple(head, fc.array(arg, { maxLength: 2 }), from, lines, feed)
    .map(([first, args, base, rest, separator]) =>
      [first, ...args, base, ...rest]
        .join('\n')
        .replaceAll('\n', separator)
        .replace(/^\r?\n/, ''),
    )
}

/** Half of them have any instruction and flag, half mostly right ones. */
export const madeDockerfiles: fc.Arbitrary<DockerfileCase> = fc.record({
  text: fc.oneof(text(true), text(false)),
  buildArgs: oneOf(['', 'z/z', 'Q', 'aXb', 'none']).map(
    (value): Record<string, string> => (value === 'none' ? {} : { A: value, P: 'linux/arm/v7' }),
  ),
  platforms: fc.constantFrom<string[]>(
    ...[
      [],
      [],
      ['linux/arm64'],
      ['linux/amd64', 'linux/arm'],
      ['linux/arm64/v8'],
      ['windows/amd64'],
    ],
  ),
})
