import { describe, expect, test } from '@jest/globals'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import {
  FLEET_TOOLS,
  GROUP_TEST_TIMEOUT,
  hostGroups,
} from '../../support/fabric-deploy/host-groups.ts'
import { answerOf, clearHosts } from '../../support/fabric-deploy/host-state.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

const HOME = '/home/deploy'

/** Settings of the user and of the host that send HTTP requests elsewhere, or break them. */
const MISLEADING = `cd ${HOME}; cp -a . ../before
printf 'proxy = http://127.0.0.1:9\\nwrite-out = "nothing"\\nfail-early\\n' >.curlrc
printf 'http_proxy = http://127.0.0.1:9\\nuse_proxy = on\\nquiet = on\\n' | tee .wgetrc >/etc/wgetrc
printf 'machine 127.0.0.1 login wrong password wrong\\n' >.netrc
cat >.bashrc <<'END'
for name in http_proxy HTTP_PROXY https_proxy all_proxy ALL_PROXY; do export $name=http://127.0.0.1:9; done
export no_proxy= WGETRC=$HOME/.wgetrc CURL_HOME=$HOME PYTHONPATH=$HOME/python LANG=xx_YY.UTF-8 LC_MESSAGES=xx_YY
PATH=$HOME/bin:$PATH
END
mkdir -p bin python
printf 'raise SystemExit("not this one")\\n' | tee python/http.py >python/sitecustomize.py
for name in curl wget python3; do printf '#!/bin/sh\\nexit 7\\n' >bin/$name; chmod 755 bin/$name; done
chown -R deploy: .`

/** Hides a program: nothing that can't be executed is found. */
const hide = (name: string): string =>
  `for dir in /usr/local/bin /usr/bin; do [ ! -e $dir/${name} ] || mount --bind /dev/null "$(readlink -f $dir/${name})"; done`
const showAll =
  "grep -o '/usr/[^ ]*bin/[^ ]*' /proc/mounts | while read -r path; do umount $path; done"

withToolsAsRoot([...FLEET_TOOLS, 'tcsh', 'csh', 'fish'], () => {
  describe('the set-up of a host and of its user', () => {
    const { borrow } = hostGroups({ groups: 3, hosts: 1 })
    /** Returns a group of one host, whose set-up is as before when the test ends. */
    const borrowHost = async () => {
      const group = await borrow()
      const [host] = group.hosts as [FleetHost]
      const cleanUp = new AsyncDisposableStack()
      cleanUp.use(group)
      cleanUp.defer(async () => {
        await host.run(showAll)
        await clearHosts([host])
        await host.run(
          `usermod -s /bin/bash deploy; rm -f /etc/wgetrc; find ${HOME} -mindepth 1 -delete; cp -aT /etc/skel ${HOME}; chown -R deploy: ${HOME}`,
        )
      })
      const deploy = async (tag: string) => {
        const { outputs, rows, log } = await group.deploy.run(group.config, { inputs: { tag } })
        return { ...outputs, rows, log, answer: await answerOf(host) }
      }
      return { host, deploy, [Symbol.asyncDispose]: () => cleanUp.disposeAsync() }
    }

    test.concurrent.each([
      ['curl', []],
      ['wget', ['curl']],
      ['python3', ['curl', 'wget']],
    ])(
      'the health check with %s depends on none of it',
      async (_, hidden) => {
        await using one = await borrowHost()
        await one.host.run([MISLEADING, ...hidden.map(hide)].join('\n'))
        expect(await one.deploy('v1')).toMatchObject({ reason: '', answer: 'v1' })
        expect(await one.deploy('v1')).toMatchObject({ reason: '', changed: 'false' })
        expect(await one.deploy('broken')).toMatchObject({ reason: 'unhealthy', answer: 'v1' })
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent.each(['/usr/bin/tcsh', '/bin/bsd-csh', '/usr/bin/fish'])(
      'the login shell %s',
      async (shell) => {
        await using one = await borrowHost()
        await one.host.run(`usermod -s ${shell} deploy`)
        const first = await one.deploy('v1')
        expect([first.rows[0]?.reason === '' || first.log, first.answer]).toEqual([true, 'v1'])
        expect(await one.deploy('dies')).toMatchObject({ reason: 'exited', answer: 'v1' })
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent.each(['/usr/sbin/nologin', '/bin/echo', '/bin/true'])(
      'the login shell %s, which is none, is named',
      async (shell) => {
        await using one = await borrowHost()
        await one.host.run(`usermod -s ${shell} deploy`)
        const { log, rows } = await one.deploy('v1')
        expect(rows).toMatchObject([{ outcome: 'failed', reason: 'no-shell' }])
        expect(log).toContain("is the user's login shell a shell")
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'docker outside the PATH of a login without a terminal is found; without docker, the message says where to link it',
      async () => {
        await using one = await borrowHost()
        const { host } = one
        await host.run(`mkdir -p ${HOME}/bin; cp "$(command -v docker)" ${HOME}/bin/docker`)
        await host.run(hide('docker'))
        expect(await one.deploy('v1')).toMatchObject({ reason: '', answer: 'v1' })
        await host.run(`mv ${HOME}/bin/docker ${HOME}/docker`)
        const { log, rows } = await one.deploy('v2')
        expect([rows[0]?.reason, log]).toEqual([
          'docker-missing',
          expect.stringContaining('/usr/local/bin'),
        ])
        await host.run(showAll)
      },
      GROUP_TEST_TIMEOUT,
    )

    // Its other commands are enough like docker's that the reason would be a daemon that does not answer.
    test.concurrent(
      "podman under docker's name is named",
      async () => {
        await using one = await borrowHost()
        await one.host.run(
          `printf '#!/bin/sh\\n[ "$1" != --version ] || exec echo podman version 4.3.1\\necho Emulate Docker CLI using podman. >&2\\n[ "$1" = version ] || exit 125\\n' >/run/podman
          chmod 755 /run/podman; mount --bind /run/podman "$(readlink -f "$(command -v docker)")"`,
        )
        const { log, rows } = await one.deploy('v1')
        expect([rows[0]?.reason, log]).toEqual([
          'docker-missing',
          expect.stringContaining('has podman instead of docker'),
        ])
        await one.host.run(showAll)
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})
