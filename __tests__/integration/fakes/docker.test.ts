import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { fakeRegistry } from '../../../fakes/docker/fake-registry.ts'
import { type Registry, startRegistry } from '../../../fakes/docker/registry.ts'
import { type Fleet, startFleet } from '../../../fakes/fleet/fleet.ts'
import { makeHostFolder } from '../../../fakes/ssh/ssh-host.ts'
import { ROOT } from '../../../scripts/actions.ts'
import { toolPath } from '../../../scripts/test-tools.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

const SCRIPTS = join(ROOT, 'actions/fabric-deploy/remote-scripts')
const scripts = readdirSync(SCRIPTS).map((name) => readFileSync(join(SCRIPTS, name), 'utf8'))

/** The templates that the scripts pass to docker inspect. The output of health checks is apart: it differs every time. */
const TEMPLATES = scripts.flatMap((text) =>
  [...text.matchAll(/docker inspect --format '([^']+)'/g)].map(([, template = '']) => template),
)
const HEALTH = TEMPLATES.filter((template) => template.includes('.Health.Log'))
const OTHERS = TEMPLATES.filter((template) => !HEALTH.includes(template))
const inspecting = (name: string, templates: readonly string[]): string =>
  `${name}() { ${templates.map((template) => `docker inspect --format '${template}' "$@"`).join('; ')}; }`

/** The docker commands of the scripts, in all cases that they meet, one a line. */
const STEPS = `
docker pull "$web:nope"
docker login --username towpath --password-stdin "$registry" <wrong
docker pull "$web:v1"
docker login --username towpath --password-stdin "$registry" <right
docker pull "$web:v1" >out && sed -n 's/^Digest: //p; s/: Pulling from.*//p; 2,$d' out && tail -n 1 out
docker pull "$web:v1"
docker pull "$web@$digest"
docker image inspect "$web@$digest" >out; grep -c RepoDigests out
docker image inspect "$web:nope"
docker create --name one --label towpath.environment=stage --label towpath.run=r1 --label towpath.service=web --restart no --publish 8000:8000 "$web@$digest"
docker create --name one --label a=b "$web@$digest"
docker create --name two --label towpath.environment=stage --label towpath.run=r2 --label towpath.service=web --restart no --publish 127.0.0.1:8000:8000/tcp --publish 8001:8001/udp "$web@$digest" run this
docker create --env-file /nowhere "$web@$digest"
docker ps -q --no-trunc
docker ps -aq --no-trunc --filter label=towpath.environment=stage | sort | wc -l
docker ps -aq --no-trunc --filter label=towpath.environment=stag
docker ps -aq --filter label=towpath.run=r2 --filter status=created
docker ps -aq --filter "ancestor=$web@$digest" | wc -l
docker ps -aq --filter "ancestor=$web:v1" | wc -l
docker ps -aq --filter "ancestor=$web:nope"
inspect one
docker start nope
docker start one
sleep 2
docker start one
docker start two 2>/dev/null
inspect one two nope
docker ps -q
docker rm -v one
docker logs --tail 1 one >/dev/null
docker logs --tail 1 nope
docker update --restart=unless-stopped one
docker update --restart always nope
docker stop -t 1 one
docker stop one
docker stop -t 1 nope
inspect one
docker rmi "$web@$digest"
docker rm -v one
docker rm -v one
docker rm -fv two
docker rm -fv two
docker ps -aq
docker pull "$web:dies" >/dev/null && docker create --name dies "$web:dies" >/dev/null && docker start dies
sleep 1
inspect dies
docker logs --tail 20 dies 2>&1 | tail -n 1
docker pull "$web:broken" >/dev/null && docker create --name bad --publish 8000:8000 "$web:broken" >/dev/null && docker start bad
sleep 3
inspect bad
health bad | head -n 1
docker stop -t 1 bad
inspect bad
docker rm -v bad dies
docker image inspect "$web:dies" | grep -o '@sha256' | head -n 1
docker rmi "$web:dies" >/dev/null
docker image inspect "$web:dies" 2>&1
docker run -d --name run --publish 8000:8000 "$web@$digest" >/dev/null && sleep 2 && inspect run
docker run -d --name run "$web@$digest"
`
  .trim()
  .split('\n')

const scriptOf = (prelude: string): string =>
  `${prelude}
${inspecting('inspect', OTHERS)}
${inspecting('health', HEALTH)}
printf wrong >wrong; printf registry-password >right
${STEPS.map((step, index) => `( ${step} ) >stdout 2>stderr; code=$?; printf '\\036%s\\037%s\\037%s\\037%s' ${index} $code "$(cat stdout)" "$(cat stderr)"`).join('\n')}`

/** Returns the steps with their code and output; ids and digests are numbered in order of appearance. */
function read(said: string): string[][] {
  const names = new Map<string, string>()
  const numbered = (kind: string) => (text: string) => {
    const known = [...names].find(([name]) => name.startsWith(text) || text.startsWith(name))
    const name = known?.[1] ?? `${kind}${names.size}`
    if (!known) names.set(text, name)
    return name
  }
  const plain = said
    .replace(/sha256:[0-9a-f]{64}/g, numbered('digest'))
    .replace(/\b[0-9a-f]{12,64}\b/g, numbered('id'))
    .replace(/2\d{3}-\d\d-\d\dT[\d:.]+Z/g, 'time')
    // Any container that uses the image.
    .replace(/container id\d+ is using/, 'container is using')
    // Only on machines with IPv6.
    .replace(/,{"HostIp":"::","HostPort":"\d+"}/g, '')
    .replace(/\/[^ ]*\/config\.json/, 'config.json')
    .replace(/172\.17\.0\.\d+/g, 'ip')
    // `docker run -d` sometimes prints this although it succeeded (docker/cli, runContainer: it no longer waits).
    .replace(/time="time" level=error msg="error waiting for container: context canceled"\n?/g, '')
  return plain
    .split('\x1e')
    .slice(1)
    .map((step) => {
      const [index = '', ...rest] = step.split('\x1f')
      return [STEPS[Number(index)] ?? '', ...rest]
    })
}

withToolsAsRoot(['dockerd', 'registry', 'busybox', 'sshd'], () => {
  let fleet: Fleet
  let registry: Registry
  let folder = ''
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'towpath-fake-docker-'))
    registry = await startRegistry(toolPath('registry') ?? '')
    fleet = await startFleet({ hosts: 1, reaches: [registry.address] })
  })
  afterAll(async () => {
    await fleet.stop()
    await registry.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  test('the fake docker answers like docker 20.10', async () => {
    const name = 'allume/web'
    const digest = await registry.push(name, 'v1', { version: 'v1', healthcheck: true })
    await registry.push(name, 'dies', { version: 'dies', mode: 'dies' })
    await registry.push(name, 'broken', { version: 'broken', mode: 'broken', healthcheck: true })
    const { address } = registry
    const images = fakeRegistry(join(folder, 'images'), {
      [address]: { user: 'towpath', password: 'registry-password' },
    })
    const own = images.push(`${address}/${name}`, 'v1', 'healthy')
    images.push(`${address}/${name}`, 'dies', 'exits 3 cannot find the database')
    images.push(
      `${address}/${name}`,
      'broken',
      'unhealthy wget: server returned error: HTTP/1.1 500 Internal Server Error',
    )
    const variables = (hash: string): string =>
      `registry=${address} web=${address}/${name} digest=${hash}`
    const real = await fleet.hosts[0]?.run(
      scriptOf(`set +e; cd /tmp; PATH=/usr/bin:/bin:/usr/sbin:/sbin; ${variables(digest)}`),
    )
    mkdirSync(join(folder, 'host'))
    const env = makeHostFolder(join(folder, 'host'), 'one', images.folder)
    const stand = execFileSync('sh', ['-c', scriptOf(variables(own))], {
      cwd: env['HOME'],
      env,
      encoding: 'utf8',
    })
    expect([OTHERS.length, HEALTH.length]).toEqual([3, 1])
    expect(read(stand)).toEqual(read(real ?? ''))
  })
})
