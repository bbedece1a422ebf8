import { spawnSync } from 'node:child_process'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { scriptLine } from '../../../kit/ssh/script-line.ts'
import { withTools } from '../../support/tools.ts'

withTools(['tcsh', 'csh', 'fish', 'busybox'], () => {
  const SHELLS = ['/bin/sh', '/bin/bash', '/usr/bin/tcsh', '/bin/bsd-csh', '/usr/bin/fish']

  describe.each([...SHELLS.map((shell) => [shell, '-c']), ['/bin/busybox', 'sh', '-c']])(
    'the login shell %s',
    (...shell) => {
      /** Runs a script as sshd does. */
      const run = (script: string, args: readonly string[]) => {
        const [program = '', ...flags] = shell
        const all = [...flags, scriptLine(script, args)]
        const { status, stdout, stderr } = spawnSync(program, all, { encoding: 'utf8' })
        return { status, stdout, stderr }
      }

      test('passes every argument as it is', () => {
        const argument = fc.string({
          unit: fc.constantFrom(...'a\'"\\!$`%=+ \n\t~*&;é\ud83d\ude00'),
        })
        const property = fc.property(fc.array(argument, { maxLength: 4 }), (args) => {
          const { stdout } = run('printf "<%s>" "$0" "$@"', args)
          expect(stdout).toBe(['towpath', ...args].map((one) => `<${one}>`).join(''))
        })
        fc.assert(property, { numRuns: 20 })
      })

      test('runs a long script of several lines, and returns its exit code', () => {
        for (let length = 1; length <= 20; length += 1) {
          const script = `${'#'.padEnd(length)} it's a comment!\n${'x="a b"\n'.repeat(3000)}echo "$x"\nexit 7\n`
          expect(run(script, [])).toEqual({ status: 7, stdout: 'a b\n', stderr: '' })
        }
      })
    },
  )
})
