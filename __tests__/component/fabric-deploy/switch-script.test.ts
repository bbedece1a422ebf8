// switch.sh on a host with the fake docker: what it does about containers and routes that change between two of its calls.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  type ContainerNetwork,
  startContainerNetwork,
} from '../../../fakes/docker/container-network.ts'
import { fakeRegistry } from '../../../fakes/docker/fake-registry.ts'
import { runProgram } from '../../../kit/process/run.ts'
import { ROOT } from '../../../scripts/actions.ts'

const SHARED = ['common', 'http-get', 'kamal-proxy']
const scriptOf = (names: readonly string[]): string =>
  names
    .map((name) =>
      readFileSync(join(ROOT, `actions/fabric-deploy/remote-scripts/${name}.sh`), 'utf8'),
    )
    .join('\n')
const LABEL = 'staging/shop 8000 1 --host shop.example.org --health-check-path /healthz'

let folder = ''
let env: Record<string, string> = {}
let network: ContainerNetwork
const docker = async (...args: readonly string[]): Promise<string> =>
  (await runProgram('docker', args, { cwd: folder, env })).stdout.trim()
const proxy = (...args: readonly string[]): Promise<string> =>
  docker('exec', 'towpath-proxy', 'kamal-proxy', ...args)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'towpath-switch-'))
  const images = fakeRegistry(join(folder, 'images'))
  images.push('proxy', 'v1', 'kamal-proxy')
  images.push('shop', 'v1', 'plain')
  cpSync(join(ROOT, 'fakes/docker/fake-docker'), join(folder, 'bin'), { recursive: true })
  mkdirSync(join(folder, 'docker/containers'), { recursive: true })
  writeFileSync(join(folder, 'docker/name'), 'one\n')
  symlinkSync(images.folder, join(folder, 'docker/registry'))
  const PATH = `${join(folder, 'bin')}:${process.env['PATH']}`
  env = { HOME: folder, PATH, FAKE_DOCKER: join(folder, 'docker') }
  network = startContainerNetwork(join(folder, 'docker'))
  await docker('network', 'create', 'towpath')
  await docker('run', '-d', '--name', 'towpath-proxy', '--network', 'towpath', 'proxy:v1')
})
afterAll(async () => {
  await network.stop()
  rmSync(folder, { recursive: true })
})

/** Starts a container, behind the proxy or not. Returns its id. */
const start = (label: string): Promise<string> =>
  docker('run', '-d', ...(label ? ['--label', `towpath.route=${label}`] : []), 'shop:v1')

const route = (id: string): Promise<string> =>
  proxy(
    'deploy',
    'staging/shop',
    '--target',
    `${id.slice(0, 12)}:8000`,
    '--host',
    'shop.example.org',
    '--health-check-path',
    '/healthz',
  )

/** Runs the script for one service. Returns its exit code, and its records with spaces. */
async function run(mode: string, values: Readonly<Record<string, string>>) {
  const all = {
    ...{ service: 'shop', new: '', created: '1', old: '', stop_first: '0', old_crashes: '0' },
    ...{ check: 'http', path: '/healthz', port: '8000', headers: '', duration: '', within: '9000' },
    ...{ grace: '1', restart: 'no', proxy: 'switch' },
    ...values,
  }
  const args = Object.entries(all).map((pair) => pair.join('='))
  const program = [
    '-c',
    scriptOf([...SHARED, 'health', 'switch-route', 'switch']),
    'towpath',
    mode,
    '',
    'staging',
    'r1',
    ...args,
  ]
  // Its input stays open: it would stop when that ends.
  const options = { cwd: folder, env, input: '', onSpawn: () => {} }
  const { code, stdout } = await runProgram('sh', program, options)
  return [
    code,
    ...stdout
      .trim()
      .split('\n')
      .map((line) => line.replaceAll('\t', ' ').trim()),
  ]
}

test('a check after the switch: a new container has ended, lost its route, or is gone', async () => {
  const id = await start(LABEL)
  await route(id)
  expect(await run('check', { new: id })).toEqual([0, ''])
  // Whether it is behind the proxy or only its old one is.
  for (const [proxied, expected] of [
    ['switch', 'failed shop route-lost'],
    ['leave', ''],
    ['', ''],
  ] as const) {
    await proxy('remove', 'staging/shop')
    expect(await run('check', { new: id, proxy: proxied })).toEqual([expected ? 1 : 0, expected])
  }
  await docker('stop', id)
  for (const proxied of ['switch', 'leave'])
    expect(await run('check', { new: id, proxy: proxied })).toEqual([
      1,
      'failed shop exited 0',
      expect.stringMatching(/^log shop .* starts$/),
    ])
  expect(await run('check', { new: id, proxy: '' })).toEqual([0, ''])
  await docker('rm', id)
  expect(await run('check', { new: id })).toEqual([
    1,
    'failed shop exited',
    expect.stringMatching(/^log shop .*No such container/),
  ])
})

test('a running container that has its route is left alone; without it, it gets it again', async () => {
  const id = await start(LABEL)
  await route(id)
  const values = { new: id, created: 'keep' }
  expect(await run('switch', values)).toEqual([0, 'routing shop routed', 'switched shop 0 routed'])
  await proxy('remove', 'staging/shop')
  expect(await run('switch', values)).toEqual([0, 'routing shop keep', 'switched shop 0 keep'])
  expect(await proxy('list')).toContain(`${id.slice(0, 12)}:8000`)
})

test('a rollback while the cleanup of a lost connection still stops the old containers: they start again', async () => {
  const [old, published, fresh] = [await start(LABEL), await start(''), await start(LABEL)]
  await route(fresh)
  writeFileSync(join(folder, 'docker/pace'), '0 0 1\n')
  const stops = `${old}=10 ${published}=10`
  const args = ['staging', 'r1', 'staging', '', '', '', '1', stops, '']
  const program = ['-c', scriptOf([...SHARED, 'cleanup']), 'towpath', ...args]
  const cleaned = runProgram('sh', program, { cwd: folder, env })
  const stopping = join(folder, '.towpath/staging/run-r1', `stopping.${published}`)
  for (let tries = 0; tries < 100 && !existsSync(stopping); tries += 1) await setTimeout(20)
  const records = await run('rollback', { new: fresh, old: `${old} ${published}` })
  await cleaned
  rmSync(join(folder, 'docker/pace'))
  expect(records).toEqual([0, `rerouted shop ${old}`])
  for (const id of [old, published])
    expect(await docker('inspect', '--format', '{{.State.Running}}', id)).toBe('true')
  expect(await proxy('list')).toContain(`${old.slice(0, 12)}:8000`)
})

test('a rollback of a service that leaves the proxy gives the old container a route that the cleanup has removed', async () => {
  const old = await start(LABEL)
  const fresh = await start('')
  expect(await run('rollback', { new: fresh, old, proxy: 'leave' })).toEqual([
    0,
    `rerouted shop ${old}`,
    `restored shop ${old}`,
  ])
  expect(await proxy('list')).toContain(`${old.slice(0, 12)}:8000`)
  // Without a proxy there is nothing to give back.
  await docker('rm', '-f', 'towpath-proxy')
  expect(await run('rollback', { new: fresh, old, proxy: 'leave' })).toEqual([
    0,
    `restored shop ${old}`,
  ])
})
