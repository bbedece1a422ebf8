import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startContainerNetwork } from '../../../fakes/docker/container-network.ts'
import { fakeRegistry } from '../../../fakes/docker/fake-registry.ts'
import { proxyImage } from '../../../fakes/docker/proxy-image.ts'
import { type Registry, startRegistry } from '../../../fakes/docker/registry.ts'
import { type Fleet, startFleet } from '../../../fakes/fleet/fleet.ts'
import { makeHostFolder } from '../../../fakes/ssh/ssh-host.ts'
import { runProgram } from '../../../kit/process/run.ts'
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
/** Of the one container that is inspected by its name. */
const PROXY = scripts.flatMap((text) =>
  [...text.matchAll(/docker container inspect --format '([^']+)'/g)].map(([, one = '']) => one),
)
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
docker rm -fv run
docker create --name job "$web:jobs" sh -c 'echo applied; sleep 0.5; exit 3' 2>/dev/null | wc -l
docker logs --follow job
docker start job
docker logs --follow job
docker wait job
inspect job
docker start job
docker stop -t 0 job; docker wait job; inspect job
docker rm -v job
docker wait nope
docker version | wc -c | grep -c .
docker info --format '{{.LoggingDriver}}'
docker network create towpath >/dev/null; docker network create towpath
docker network inspect --format '{{.Name}}' towpath
docker network inspect --format '{{.Name}}' nope
docker network ls --format '{{.Name}}' | sort
docker network ls --format 'network{{"\\t"}}{{.Name}}' | sort
docker network ls -q --no-trunc --filter 'name=^towpath$' | wc -l
docker network ls -q --no-trunc --filter 'name=^towpat$'
docker network create unused >/dev/null; docker network rm unused; docker network rm unused
docker volume create towpath-proxy
docker exec towpath-proxy kamal-proxy list
docker container inspect --format '{{.ID}}' towpath-proxy
docker pull "$kamal" >/dev/null
docker create --name towpath-proxy --label towpath.proxy=1 --network towpath --restart unless-stopped --volume towpath-proxy:/home/kamal-proxy/.config/kamal-proxy --publish $port:80 --publish 18443:443 "$kamal" kamal-proxy run
docker exec towpath-proxy kamal-proxy list
proxied towpath-proxy
docker start towpath-proxy; sleep 1; proxied towpath-proxy
proxy list
web one --memory=64m --init --network-alias=web
docker create --name options --read-only --user 1 --cap-drop ALL --cap-add CHOWN --tmpfs /www --add-host a:127.0.0.1 --ulimit nofile=64:64 --cpus 0.5 --log-driver json-file --log-opt max-size=1m "$web:v1" | wc -l; docker rm -v options
web two --tmpfs=/tmp
web bad
docker network connect towpath one
docker create --name lost --network nope "$web:v1" >/dev/null; docker start lost; docker rm -v lost
sleep 1; proxy deploy stage/web --target $(short one):8000 --host a.example.org,b.example.org --health-check-path /healthz --deploy-timeout 5s --drain-timeout 1s
proxy list
page a.example.org /; page b.example.org /; page c.example.org /
proxy deploy --deploy-timeout 5s stage/web --target $(short two):8000 --host a.example.org,b.example.org --health-check-path /healthz --health-check-host a.example.org --health-check-port 8000
page b.example.org:80 /; page a.example.org /
proxy deploy stage/web --target $(short bad):8000 --host a.example.org --health-check-path=/healthz --deploy-timeout 1s
proxy deploy stage/web --target nobody:8000 --host a.example.org --deploy-timeout 1500ms
proxy deploy stage/web --target x:8000
proxy deploy --deploy-timeout 5s stage/api --target $(short one):8000 --host b.example.org --health-check-path /healthz
proxy deploy --deploy-timeout 5s stage/api --target $(short one):8000 --host b.example.org --path-prefix /api --health-check-path /healthz --strip-path-prefix=true
proxy deploy --deploy-timeout 5s stage/any --target $(short one):8000 --health-check-path /healthz --target-timeout 1m
proxy deploy --deploy-timeout 5s stage/tls --target $(short one):8000 --host '*.example.org' --tls --health-check-path /healthz
proxy deploy --deploy-timeout 5s stage/tls --target $(short one):8000 --host tls.example.org --tls --health-check-path /healthz --forward-headers
proxy deploy --deploy-timeout 5s stage/tls --target $(short one):8000 --host tls.example.org --tls --path-prefix /api
proxy list
page b.example.org /api/; page any.example.net /; page tls.example.org /a?b=c
proxy remove nope
proxy remove
proxy remove stage/any; page any.example.net /
proxy deploy stage/any
proxy deploy stage/any --target
proxy deploy stage/any --target a:1 --drain-timeout soon
proxy deploy stage/any --target a:1 --health-check-port x
proxy deploy stage/any --target a:1 --tls=perhaps
proxy deploy stage/any --targets a:1
proxy exchange
docker stop -t 1 one
web late sh -c 'sleep 2; exec /run.sh'
( proxy deploy stage/web --target $(short late):8000 --host a.example.org --health-check-path /healthz >/dev/null 2>&1 & sleep 0.5; kill $!; docker top towpath-proxy | grep -c "target $(short late):" ); proxy list; sleep 3; proxy list
docker top towpath-proxy | grep -c target; docker top nope
docker ps -aq --filter 'name=^towpath-proxy$' --filter label=towpath.proxy=1; docker ps -aq --filter 'name=^towpath-prox$'; docker ps -aq --filter label=towpath.proxy=1 --filter label=is=one
docker ps -aq --filter network=towpath | wc -l
docker ps --filter label=is --format '{{.Names}}' | sort; docker ps --filter label=i --format '{{.Names}}'
docker inspect nope; docker inspect one | wc -l | grep -vc '^0'
docker rename towpath-proxy one; docker rename nope a
docker rename one first; docker rename first one
docker unpause one
docker cp towpath-proxy:/home/kamal-proxy/.config/kamal-proxy/kamal-proxy.state - >state; tar -tf state; docker cp - towpath-proxy:/home/kamal-proxy/.config/kamal-proxy <state
docker cp nope:/a - | wc -c
docker rm one
docker stop -t 1 towpath-proxy; docker start towpath-proxy; sleep 1; proxy list; page a.example.org /
docker create --name another --publish $port:80 "$kamal" >/dev/null; docker start another 2>/dev/null
docker rm -fv another towpath-proxy
docker create --name towpath-proxy --network towpath --volume towpath-proxy:/home/kamal-proxy/.config/kamal-proxy --publish $port:80 "$kamal" >/dev/null; docker start towpath-proxy; sleep 1; proxy list
docker rm -fv one two bad late towpath-proxy
`
  .trim()
  .split('\n')

/** `web NAME OPTION...` starts a web container behind the proxy, `page HOST PATH` asks the proxy for a page. */
const FUNCTIONS = `
proxy() { docker exec towpath-proxy kamal-proxy "$@"; }
short() { docker ps -aq --filter label=is=$1; }
page() {
  curl -s -o page -H "Host: $1" -w '%{http_code} %{redirect_url}\\n' "http://$published:$port$2" >status
  cat status; ! grep -q 200 status || cat page
}
web() {
  name=$1 tag=v1; shift
  [ $name != bad ] || tag=broken
  options=
  while :; do case \${1:-} in -*) options="$options $1"; shift ;; *) break ;; esac; done
  docker create --name $name --label is=$name --label towpath.release=$name --env VERSION=$name --network towpath $options "$web:$tag" "$@" >/dev/null && docker start $name
}`

const scriptOf = (prelude: string): string =>
  `${prelude}
${FUNCTIONS}
${inspecting('inspect', OTHERS)}
${inspecting('health', HEALTH)}
proxied() { ${PROXY.map((template) => `docker container inspect --format '${template}' "$@"`).join('; ')}; }
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
    .replace(/(?<![0-9a-f])[0-9a-f]{12,64}(?![0-9a-f])/g, numbered('id'))
    .replace(/2\d{3}-\d\d-\d\dT[\d:.]+Z/g, 'time')
    // Any container that uses the image.
    .replace(/container id\d+ is using/, 'container is using')
    // Only on machines with IPv6.
    .replace(/,{"HostIp":"::","HostPort":"\d+"}/g, '')
    .replace(/\/[^ ]*\/config\.json/, 'config.json')
    .replace(/\b(172\.1[78]\.0|127\.(?!0\.)\d+\.\d+)\.\d+/g, 'ip')
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

withToolsAsRoot(['dockerd', 'registry', 'busybox', 'sshd', 'kamal-proxy'], () => {
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
    await registry.push(name, 'jobs', { version: 'jobs' })
    await registry.push('kamal-proxy', 'v1', proxyImage(toolPath('kamal-proxy') ?? ''))
    const { address } = registry
    const images = fakeRegistry(join(folder, 'images'), {
      [address]: { user: 'towpath', password: 'registry-password' },
    })
    const own = images.push(`${address}/${name}`, 'v1', 'healthy', {
      'sh -c sleep 2; exec /run.sh': 'slow 2',
    })
    images.push(`${address}/${name}`, 'dies', 'exits 3 cannot find the database')
    images.push(
      `${address}/${name}`,
      'broken',
      'unhealthy wget: server returned error: HTTP/1.1 500 Internal Server Error',
    )
    const job = 'sh -c echo applied; sleep 0.5; exit 3'
    images.push(`${address}/${name}`, 'jobs', 'plain', { [job]: 'job 0.5 3 applied' })
    images.push(`${address}/kamal-proxy`, 'v1', 'kamal-proxy')
    mkdirSync(join(folder, 'host'))
    const env = makeHostFolder(join(folder, 'host'), 'one', images.folder)
    const network = startContainerNetwork(join(folder, 'host/docker'))
    const variables = (hash: string, published: string): string =>
      `registry=${address} web=${address}/${name} kamal=${address}/kamal-proxy:v1 digest=${hash} published=${published} port=18080`
    const onHost = `set +e; cd /tmp; PATH=/usr/bin:/bin:/usr/sbin:/sbin; ${variables(digest, '127.0.0.1')}`
    const here = ['-c', scriptOf(variables(own, network.address))]
    const [real, stand] = await Promise.all([
      fleet.hosts[0]?.run(scriptOf(onHost)),
      runProgram('sh', here, { cwd: env['HOME'] ?? '', env }),
    ])
    await network.stop()
    for (const templates of [OTHERS, HEALTH, PROXY]) expect(templates).not.toEqual([])
    expect(read(stand.stdout)).toEqual(read(real ?? ''))
  })
})
