// before.sh with a docker whose timing no real one can be made to have.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { runProgram } from '../../../kit/process/run.ts'
import { ROOT } from '../../../scripts/actions.ts'

const SCRIPT = ['common.sh', 'before.sh']
  .map((name) => readFileSync(join(ROOT, 'actions/fabric-deploy/remote-scripts', name), 'utf8'))
  .join('\n')

/**
 * Has reserved the container's name for another connection, and has the container when it is asked for the fourth time. The command prints
 * numbers, and ends immediately; docker follows its output without an end.
 */
const DOCKER = `#!/bin/sh
cd "$HOME" || exit
case "$*" in
create*)
  echo 'Conflict. The container name "/job" is already in use by container "1".' >&2
  exit 125
  ;;
'container inspect'*) echo >>asked ;;
start*) [ "$(wc -l <asked)" -ge 4 ] && echo >>started && exit ;;
'logs --follow'*)
  seq 1 "$NUMBERS"
  exec sleep 20
  ;;
'logs --tail'*) exec seq "$((NUMBERS - 2))" "$NUMBERS" ;;
logs*) exec seq 1 "$NUMBERS" ;;
ps*) exit ;;
esac
if [ -e started ]; then echo 'exited 0 false'
elif [ "$(wc -l <asked)" -ge 4 ]; then echo 'created 0 false'
else
  echo 'Error: No such container: job' >&2
  exit 1
fi
`

/** Runs the script, which does not wait for docker to end the output. Returns what it prints. */
async function run(count: number): Promise<string[]> {
  const home = mkdtempSync(join(tmpdir(), 'towpath-before-'))
  try {
    mkdirSync(join(home, '.towpath/staging/run-r1'), { recursive: true })
    writeFileSync(join(home, 'docker'), DOCKER)
    chmodSync(join(home, 'docker'), 0o755)
    const script = SCRIPT.replace('-lt 25 ] &&', '-lt 0 ] &&').replace(
      'limit=8000000',
      'limit=100000',
    )
    const args = ['run', 'staging', 'r1', 'job', '1', '30000', 'towpath.before=x', '0', 'image']
    const env = { HOME: home, PATH: `${home}:/usr/bin:/bin`, NUMBERS: String(count) }
    const program = ['-c', script, 'towpath', ...args]
    const { stdout } = await runProgram('sh', program, { cwd: home, env })
    expect(readFileSync(join(home, 'started'), 'utf8')).toBe('\n')
    return stdout.trim().split('\n')
  } finally {
    rmSync(home, { recursive: true })
  }
}

const numbers = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, at) => `output\t${first + at}`)

test.concurrent('a command is started when docker has its container, which another connection creates', async () => {
  expect(await run(1)).toEqual([...numbers(1, 1), 'ended\t0'])
})

test.concurrent('each line of an output is printed once, whenever docker ends it', async () => {
  expect(await run(15_000)).toEqual([...numbers(1, 15_000), 'ended\t0'])
})

test.concurrent('of a very long output, the beginning and the end are printed', async () => {
  const lines = await run(30_000)
  const skipped = lines.indexOf('skipped')
  expect(lines.slice(0, skipped)).toEqual(numbers(1, skipped))
  expect(lines.slice(0, skipped).join('\n').length).toBeGreaterThan(100_000)
  expect(lines.slice(skipped)).toEqual(['skipped', ...numbers(29_998, 30_000), 'ended\t0'])
  expect(skipped).toBeLessThan(20_000)
})
