// The files of a project that uses flight-launch: those of the example, and a client and a server.
import {
  chmodSync,
  cpSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { DokkuServer } from '../../../fakes/dokku/server.ts'
import type { Behaviour } from '../../../fakes/dokku/state.ts'
import { ROOT } from '../../../scripts/actions.ts'
import type { WorkflowWorld } from './act.ts'

/** A commit: the text of its client's page, how often the build of the client fails, how the server behaves. */
export type Commit = {
  readonly client: string
  readonly buildFails?: number
  readonly server?: Behaviour
}

/** Copies the example, adapted as its README says. Returns the content of all workflows that run. */
export function place({ repository }: WorkflowWorld, { host }: DokkuServer): string[] {
  cpSync(join(ROOT, 'workflows-examples/flight-launch'), repository, { recursive: true })
  rmSync(join(repository, 'README.md'))
  const texts = globSync('.github/**/*.yml', { cwd: repository }).map((file) => {
    const path = join(repository, file)
    const text = readFileSync(path, 'utf8').replaceAll('dokku@example.org', host)
    writeFileSync(path, text)
    return text
  })
  return [...texts, readFileSync(join(ROOT, '.github/workflows/deploy-dokku.yml'), 'utf8')]
}

/** Writes the files of a commit. Every build appends a character to `log`. */
export function change(
  { repository }: WorkflowWorld,
  log: string,
  { client, buildFails = 0, server = {} }: Commit,
): void {
  for (const folder of ['client', 'server'])
    mkdirSync(join(repository, folder), { recursive: true })
  const script = join(repository, 'client/build.sh')
  const lines = [
    '#!/bin/sh -e',
    `printf . >> '${log}'`,
    'mkdir dist dist/.well-known',
    'touch dist/.well-known/security.txt',
    `echo 'the client ${client}' > dist/index.html`,
    `[ "$(wc -c < '${log}')" -gt ${buildFails} ]`,
  ]
  writeFileSync(script, `${lines.join('\n')}\n`)
  chmodSync(script, 0o755)
  writeFileSync(join(repository, '.gitignore'), 'dist\n')
  writeFileSync(join(repository, 'server/Procfile'), 'web: node server.js\n')
  writeFileSync(join(repository, 'server/fake-behaviour.json'), JSON.stringify(server))
  writeFileSync(log, '')
}
