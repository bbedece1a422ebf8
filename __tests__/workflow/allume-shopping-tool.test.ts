import { chmodSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { newKey } from '../../fakes/ssh/ssh-key.ts'
import { ROOT } from '../../scripts/actions.ts'
import { withTool } from '../support/tools.ts'
import { type WorkflowResult, type WorkflowWorld, workflowWorld } from '../support/workflow/act.ts'

const PASSWORD = 'correct horse "battery" $(staple)'

/** Writes a docker that records how it is called. It fails when it is called with `failing`. */
function placeDocker(programs: string, calls: string, failing: string): void {
  const lines = [
    '#!/usr/bin/env node',
    "const { appendFileSync, readFileSync } = require('node:fs')",
    'const args = process.argv.slice(2)',
    "const stdin = args[0] === 'login' ? readFileSync(0, 'utf8') : ''",
    `appendFileSync(${JSON.stringify(calls)}, JSON.stringify({ args, stdin }) + '\\n')`,
    `if (args[0] === ${JSON.stringify(failing)}) process.exitCode = 1`,
  ]
  writeFileSync(join(programs, 'docker'), lines.join('\n'))
  chmodSync(join(programs, 'docker'), 0o755)
}

withTool('act', (act) => {
  describe('allume-shopping-tool', () => {
    let world: WorkflowWorld
    let calls = ''
    beforeAll(() => {
      world = workflowWorld(act)
      calls = join(world.programs, 'calls')
      const example = join(ROOT, 'workflows-examples/allume-shopping-tool/.github')
      cpSync(example, join(world.repository, '.github'), { recursive: true })
    })
    beforeEach(() => rmSync(calls, { force: true }))
    afterAll(() => world[Symbol.dispose]())

    const push = (ref: string, failing = ''): WorkflowResult => {
      placeDocker(world.programs, calls, failing)
      const secrets = { REGISTRY_PASSWORD: PASSWORD, SSH_KEY: newKey().private }
      const args = ['--var=REGISTRY_USER=robot']
      return world.run('push', { payload: { ref }, secrets, args })
    }
    const called = (): { args: string[]; stdin: string }[] =>
      existsSync(calls)
        ? readFileSync(calls, 'utf8')
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line))
        : []

    // The hosts of the example do not exist; that nothing is known of them is said before anybody looks for them.
    test.each([
      ['refs/heads/develop', 'develop', 'stage', 'deploy@worker1.stage.example.org'],
      ['refs/heads/master', 'master', 'production', 'deploy@worker1.example.org'],
      ['refs/tags/uat', 'uat', 'uat', 'deploy@uat.example.org'],
      [
        'refs/heads/feature/rotate_collage_products',
        'feature-rotate_collage_products-7f031cc044',
        undefined,
        undefined,
      ],
    ])(
      'a push of %s makes the image %s and would go to the hosts of %s',
      (ref, tag, environment, host) => {
        const { status, jobs, outputs, log } = push(ref)
        expect([status, log.includes(PASSWORD)]).toEqual([environment ? 1 : 0, false])
        const image = `registry.example.org/allume/shopping-tool:${tag}`
        const [build, ...rest] = called()
        expect(build?.args.slice(0, 3)).toEqual(['build', '--tag', image])
        expect(build?.args).toContain(`--label=org.opencontainers.image.version=${tag}`)
        expect(rest).toEqual([
          { args: ['run', '--rm', image, 'python', 'manage.py', 'test'], stdin: '' },
          {
            args: ['login', '--username', 'robot', '--password-stdin', 'registry.example.org'],
            stdin: PASSWORD,
          },
          { args: ['push', image], stdin: '' },
        ])
        expect(outputs['tag']).toMatchObject({ tag, tags: image })
        const deploys = jobs.filter(({ id }) => id === 'deploy')
        expect(deploys).toMatchObject(environment ? [{ matrix: { environment } }] : [])
        const unknown = log.split('\n').filter((line) => line.includes('has no key for'))
        expect(unknown.some((line) => line.includes(String(host)))).toBe(environment !== undefined)
      },
    )

    test.each([
      ['build', ['build']],
      ['run', ['build', 'run']],
      ['login', ['build', 'run', 'login']],
      ['push', ['build', 'run', 'login', 'push']],
    ])('if docker %s fails, nothing happens after it', (failing, expected) => {
      const { status, jobs } = push('refs/heads/master', failing)
      expect(status).toBe(1)
      expect(called().map(({ args }) => args[0])).toEqual(expected)
      expect(jobs.map(({ id, result }) => [id, result])).toEqual([['image', 'failure']])
    })
  })
})
