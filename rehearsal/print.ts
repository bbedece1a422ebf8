// Results of scenes as lines of at most 100 columns.
import { styleText } from 'node:util'
import type { SceneResult } from './scene-result.ts'

/** `folded` shows the last line of a log and the number of lines. */
export type LogView = 'folded' | 'all'

const width = Math.min(process.stdout.columns ?? 100, 100)

/** The text in lines of at most the width, broken at spaces. */
function wrapped(text: string, indent: string): string[] {
  const room = width - indent.length
  const pattern = new RegExp(`(?=\\S)(.{1,${room}})(?:\\s+|$)|(\\S{${room}})`, 'g')
  return [...text.matchAll(pattern)].map(([, line, word]) => `${indent}${line ?? word}`.trimEnd())
}

const styled = (style: 'bold' | 'red', text: string): string =>
  styleText(style, text, { stream: process.stdout })

/** A scene: its title, what was decided, what serves, and its log. */
export function sceneLines(result: SceneResult, view: LogView): string[] {
  const { ok, title, decided, serves, tag, warnings, errors, log, version } = result
  const fact = (name: string, value: string | undefined): string[] =>
    value ? wrapped(`${name}: ${value}`, '  ') : []
  const shownLog = ok ? logLines(log, view) : []
  return [
    styled(ok ? 'bold' : 'red', title),
    ...errors.flatMap((error) => wrapped(error, '  ')),
    ...wrapped(decided, '  '),
    ...fact('serves', serves),
    ...warnings.flatMap((warning) => wrapped(`warning: ${warning}`, '  ')),
    ...fact('image tag', tag),
    ...fact('version', version['version']),
    ...shownLog,
    ...(shownLog.length > 0 ? [''] : []),
  ]
}

function logLines(log: readonly string[], view: LogView): string[] {
  if (view === 'all') return log.flatMap((line) => wrapped(line, '    '))
  // The decision above already has the reason.
  const last = log.findLast((line) => !line.startsWith('Reason code: '))
  if (last === undefined) return []
  const text = `  log (${log.length} lines): ${log.length > 1 ? '... ' : ''}${last}`
  return [text.length > width ? `${text.slice(0, width - 3)}...` : text]
}

/** All scenes with what each has shown. */
export function sceneTable(results: readonly SceneResult[]): string[] {
  const passed = results.filter(({ ok }) => ok).length
  return [
    styled('bold', `${passed} of ${results.length} scenes ended as expected:`),
    ...results.map(({ ok, title, shows }) => {
      const time = /^\d\d:\d\d/.exec(title)?.[0] ?? title
      return wrapped(`${ok ? 'ok    ' : 'FAILED'}  ${time}  ${shows}`, '  ')[0] ?? ''
    }),
  ]
}
