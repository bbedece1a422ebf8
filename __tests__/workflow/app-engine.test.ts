import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { ROOT } from '../../scripts/actions.ts'
import { withTool } from '../support/tools.ts'
import { type WorkflowResult, type WorkflowWorld, workflowWorld } from '../support/workflow/act.ts'
import { messages } from '../support/workflow/caller.ts'
import { standIns } from '../support/workflow/fake-actions.ts'

const EXAMPLE = join(ROOT, 'workflows-examples/app-engine')
const SECRETS = { DATABASE_URL: 'postgres://me:p$PORT@db/x', SECRET_KEY: 'odd # $(key): $HOST' }

withTool('act', (act) => {
  let world: WorkflowWorld
  let args: string[] = []
  let deployed = ''
  beforeAll(() => {
    world = workflowWorld(act)
    cpSync(EXAMPLE, world.repository, { recursive: true })
    deployed = join(world.programs, 'deployed')
    const text = readFileSync(join(EXAMPLE, '.github/workflows/deploy.yml'), 'utf8')
    args = standIns(world, [text], {
      'google-github-actions/auth': {
        inputs: { workload_identity_provider: true, service_account: true },
        main: '',
      },
    })
    const gcloud = `#!/bin/sh -e
[ "$*" = "app deploy app.yaml --quiet" ]
git status --porcelain
stat -c %a app.yaml > '${deployed}'
cat app.yaml >> '${deployed}'
`
    writeFileSync(join(world.programs, 'gcloud'), gcloud, { mode: 0o755 })
  })
  beforeEach(() => rmSync(deployed, { force: true }))
  afterAll(() => world[Symbol.dispose]())

  const push = (secrets: Record<string, string>): WorkflowResult => {
    const variables = ['HOST=shop.example.org', 'GOOGLE_PROVIDER=p', 'GOOGLE_ACCOUNT=a']
    const given = [...args, ...variables.map((variable) => `--var=${variable}`)]
    return world.run('push', { payload: { ref: 'refs/heads/master' }, secrets, args: given })
  }

  test("during the job app.yaml has the values, and App Engine's own variables unchanged", () => {
    const result = push(SECRETS)
    expect(result.status).toBe(0)
    const [mode, ...lines] = readFileSync(deployed, 'utf8').split('\n')
    expect(mode).toBe('600')
    expect(parse(lines.join('\n'))).toMatchObject({
      entrypoint: 'gunicorn --bind :$PORT config.wsgi',
      env_variables: { ...SECRETS, ALLOWED_HOSTS: 'shop.example.org' },
    })
    expect(messages(result)).toContain('"app.yaml" is removed')
    for (const value of Object.values(SECRETS)) expect(messages(result)).not.toContain(value)
    // app.yaml is in .gitignore, so there is no warning.
    expect(messages(result)).not.toMatch(/warning|\?\? /)
  })

  test('without a secret nothing is deployed', () => {
    const result = push({ SECRET_KEY: SECRETS.SECRET_KEY })
    expect([result.status, existsSync(deployed)]).toEqual([1, false])
    expect(messages(result)).toContain('no value for "DATABASE_URL"')
  })
})
