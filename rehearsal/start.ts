// `npm start`: what the built actions decide. Without arguments a day of events in a shop's repository, with --repo your own.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs, styleText } from 'node:util'
import { ROOT } from '../scripts/actions.ts'
import { runAction } from './runner.ts'
import { git, shopRepository } from './world/repository.ts'
import { type Happening, shopDay } from './world/shop-day.ts'

const { values } = parseArgs({
  options: {
    repo: { type: 'string' },
    event: { type: 'string', default: 'push' },
    ref: { type: 'string' },
    payload: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})

type Told = {
  readonly title: string
  readonly ok: boolean
  readonly route: object
  readonly tag: string
  readonly log: string
}

async function tell(
  { title, event, ref, sha, payload }: Happening,
  workspace: string,
): Promise<Told> {
  const env = { GITHUB_EVENT_NAME: event, GITHUB_REF: ref, GITHUB_SHA: sha }
  const run = (name: string) =>
    runAction({ action: join(ROOT, 'actions', name), workspace, env, payload })
  const [route, tag] = [await run('route'), await run('docker-tag')]
  return {
    title,
    ok: route.exitCode === 0,
    route: route.outputs,
    tag: tag.outputs['tag'] ?? '',
    log:
      route.exitCode === 0
        ? (route.log.split('\n').find((line) => !line.startsWith('##[')) ?? '')
        : (route.annotations.at(-1)?.message ?? route.log),
  }
}

async function userHappening(repo: string): Promise<Happening> {
  const branch = git(repo, 'rev-parse', '--symbolic-full-name', 'HEAD')
  const ref = values.ref ?? branch
  const sha = git(repo, 'rev-parse', 'HEAD')
  const payload =
    values.payload === undefined ? { ref } : JSON.parse(readFileSync(values.payload, 'utf8'))
  return { title: `${values.event} of ${ref}`, event: values.event, ref, sha, payload }
}

const width = Math.min(process.stdout.columns ?? 100, 100)

/** Lines of at most the width, broken at blanks. */
function wrapped(text: string, indent: string): string {
  const pattern = new RegExp(
    `(?=\\S)(.{1,${width - indent.length}})(?:\\s+|$)|(\\S{${width - indent.length}})`,
    'g',
  )
  return text
    .replace(pattern, (_, line: string, word: string) => `${indent}${line ?? word}\n`)
    .trimEnd()
}

function show({ title, ok, tag, log }: Told): void {
  const colour = ok ? 'bold' : 'red'
  process.stdout.write(`${styleText(colour, title, { stream: process.stdout })}\n`)
  process.stdout.write(`${wrapped(log, '  ')}\n`)
  if (tag !== '') process.stdout.write(`${wrapped(`image tag ${tag}`, '  ')}\n`)
  process.stdout.write('\n')
}

const temporary =
  values.repo === undefined ? mkdtempSync(join(tmpdir(), 'towpath-shop-')) : undefined
try {
  const workspace = temporary ?? resolve(values.repo ?? '.')
  const happenings = temporary
    ? shopDay(shopRepository(temporary))
    : [await userHappening(workspace)]
  const told: Told[] = []
  for (const happening of happenings) {
    const one = await tell(happening, workspace)
    told.push(one)
    if (!values.json) show(one)
  }
  if (values.json) process.stdout.write(`${JSON.stringify(told, null, 2)}\n`)
  if (told.some(({ ok }) => !ok)) process.exitCode = 1
} finally {
  if (temporary) rmSync(temporary, { recursive: true, force: true })
}
