import { execFileSync } from 'node:child_process'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { splitProxyCommand } from '../../../kit/ssh/proxy-command.ts'
import { proxyScript } from '../../../kit/ssh/proxy-script.ts'

describe('a proxy command', () => {
  test.each<[string, readonly string[]]>([
    ['cloudflared access ssh --hostname %h', ['cloudflared', 'access', 'ssh', '--hostname', '%h']],
    ['nc -X connect -x proxy:3128 %h %p', ['nc', '-X', 'connect', '-x', 'proxy:3128', '%h', '%p']],
    ["ssh -W '[%h]:%p' jump", ['ssh', '-W', '[%h]:%p', 'jump']],
    ['a "b c" d\\ e', ['a', 'b c', 'd e']],
    ["a '$HOME | x; `id` *' \"it's\"", ['a', '$HOME | x; `id` *', "it's"]],
    ['a \\$x \\* "\\"y" 100%% %r@%h', ['a', '$x', '*', '"y', '100%%', '%r@%h']],
    ['a b~c d#e f!g', ['a', 'b~c', 'd#e', 'f!g']],
    ["a ''", ['a', '']],
  ])('%s', (text, words) => {
    expect(splitProxyCommand(text)).toEqual(words)
  })

  test.each<[string, string]>([
    ['nc %h %p | tee log', 'has "|"'],
    ['a & b', 'has "&"'],
    ['a; b', 'has ";"'],
    ['a < b', 'has "<"'],
    ['a > b', 'has ">"'],
    ['a (b)', 'has "("'],
    ['a $TOKEN', 'has "$"'],
    ['a "x $TOKEN"', 'has "$" in double quotes'],
    ['a "x `id`"', 'has "`" in double quotes'],
    ['a "\\$x"', 'has "$" in double quotes'],
    ['a `id`', 'has "`"'],
    ['a *.pem', 'has "*"'],
    ['a x?', 'has "?"'],
    ['a [ab]', 'has "["'],
    ['a {b,c}', 'has "{"'],
    ['a ~/key', 'has "~"'],
    ['a --key=~/key', 'has "~"'],
    ['a # b', 'has "#"'],
    ['! a', 'has "!"'],
    ['a\nb', 'has a line break'],
    ['a \\\nb', 'has a line break'],
    ['a %n', 'the token "%n"'],
    ['a %%%', 'the token "%"'],
    ["a '%C'", 'the token "%C"'],
    ["a 'b", 'unclosed quote'],
    ["a 'b | c", 'unclosed quote'],
    ['a "b', 'unclosed quote'],
    ['a \\', 'a backslash at its end'],
    ["'' a", 'names no program'],
  ])('%j is refused', (text, problem) => {
    expect(splitProxyCommand(text)).toEqual({ problem: expect.stringContaining(problem) })
  })

  test('a shell finds nothing to do in it: its program gets the words, with the tokens replaced', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'ab%hpr\'"\\$`|&;<>()*?[]{}~#! \n=-'),
      maxLength: 12,
    })
    const property = fc.property(fc.array(text, { maxLength: 4 }), (args) => {
      const words = ['ignored', ...args.map((word) => word.replace(/%(?![hpr%])/g, '%%'))]
      const script = proxyScript('/usr/bin/printf', ['printf', '%%s\\0', ...words], '/')
      const ours = ['-c', script, 'sh', '/dev/null', 'h.example', '22', 'me']
      const printed = execFileSync('/bin/sh', ours, { encoding: 'utf8' })
      const values: Record<string, string> = { h: 'h.example', p: '22', r: 'me', '%': '%' }
      const expected = words.map((word) =>
        word.replace(/%([hpr%])/g, (_, token) => values[token] ?? ''),
      )
      expect(printed.split('\0').slice(0, -1)).toEqual(expected)
    })
    fc.assert(property, { numRuns: 40 })
  })
})
