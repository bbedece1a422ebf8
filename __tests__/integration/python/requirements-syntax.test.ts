import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseRequirementLine, requirementLines } from '../../../kit/python/requirements-syntax.ts'
import { python } from '../../support/python/python.ts'
import { withTool } from '../../support/tools.ts'

const PIECES = [
  ...['\n', '\r\n', '\\\n', '\\', '\u2028', '\f', ' ', '  ', '\t', '#', ' # ', '"', "'", '=', '-'],
  ...['six', 'a==1', './x', '$', '{', '}', `\${A}`, `\${AB}`, `\${NONE}`, `\${a}`, 'é', ';'],
  ...['-r', '-r x.txt', '-c', '-c y', '-e', '-e .', '-f w', '--', '--requirement', '--req=z'],
  ...['--constraint ', '--con', '--editable=', '--find-links', '--hash=sha256:0', '--pre', '--no'],
]
const texts = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 9 })
  .map((all) => all.join(''))
/** Lines of which most are valid. */
const lines = fc
  .array(fc.constantFrom(...PIECES.slice(20)), { minLength: 1, maxLength: 6 })
  .map((all) => all.join(' '))

const ENV = { A: 'value # no comment', AB: `\${A} -r v.txt` }

const PIP = `import contextlib, io, os
from pip._internal.req import req_file
os.environ.update(data['env'])
def read(line):
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            args, opts = req_file.get_line_parser(None)(line)
    except BaseException:
        return None
    given = {'requirement': opts.requirements, 'constraint': opts.constraints, 'editable': opts.editables}
    return [args, {name: values for name, values in given.items() if values}]
def lines(text):
    return [list(pair) for pair in req_file.preprocess(text)]
result = [lines(text) for text in data['texts']], [read(line) for line in data['lines']]
`

withTool('versioneer', (tool) => {
  describe('as pip reads them', () => {
    const data = { texts: fc.sample(texts, 4000), lines: fc.sample(lines, 4000), env: ENV }
    const [wantedTexts, wantedLines] = python(tool, PIP, data) as [unknown[], unknown[]]

    test('lines are joined, stripped of comments, and expanded', () => {
      const read = data.texts.map((text) =>
        requirementLines(text, ENV).map((one) => [one.line, one.text]),
      )
      for (const [index, text] of data.texts.entries()) {
        expect([text, read[index]]).toEqual([text, wantedTexts[index]])
      }
    })

    test('requirements and options are distinguished', () => {
      for (const [index, line] of data.lines.entries()) {
        const reading = parseRequirementLine(line)
        const options = [...(reading?.options ?? [])].filter(([name]) =>
          ['requirement', 'constraint', 'editable'].includes(name),
        )
        const read = reading ? [reading.requirement, Object.fromEntries(options)] : null
        expect([line, read]).toEqual([line, wantedLines[index]])
      }
      expect(wantedLines.filter((line) => line !== null).length).toBeGreaterThan(500)
    })
  })
})
