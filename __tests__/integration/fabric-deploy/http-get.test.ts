import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { headerLines } from '../../../actions/fabric-deploy/src/config/header-lines.ts'
import { runProgram } from '../../../kit/process/run.ts'
import { ROOT } from '../../../scripts/actions.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

/** Values that a shell, a client or a format string could take apart or expand. */
const HEADERS = new Map([
  ['X-Quotes', `it's "quoted" and 'quoted'`],
  ['X-Shell', '$HOME `id` $(id) * ? [a] ~ ; & | < > # ! \\ \\\\ \\n \\'],
  ['X-Percent', '100% %s %d %{http_code}'],
  ['X-Words', 'two  words   and @/etc/passwd'],
  ['X-Empty', ''],
  ['X-Latin', 'caf\u00e9'],
  ['Accept', 'text/html;q=0.9, */*'],
])

const SHELLS = [['dash'], ['bash', '--posix'], ['busybox', 'sh']]

const SCRIPT = ['common.sh', 'http-get.sh']
  .map((name) => readFileSync(join(ROOT, 'actions/fabric-deploy/remote-scripts', name), 'utf8'))
  .join('\n')

withToolsAsRoot(['busybox'], () => {
  describe('the headers of a health check', () => {
    let server: Server
    let folder: string
    const requests = new Map<string, readonly string[]>()
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'towpath-http-get-'))
      for (const name of ['bin', 'dev']) mkdirSync(join(folder, name))
      copyFileSync('/bin/busybox', join(folder, 'bin/busybox'))
      for (const name of ['wget', 'sed', 'head', 'grep', 'timeout'])
        symlinkSync('busybox', join(folder, 'bin', name))
      server = createServer(({ rawHeaders, url }, response) => {
        requests.set(url ?? '', rawHeaders)
        response.writeHead(302, { location: '/elsewhere' }).end()
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    })
    afterAll(() => {
      server.close()
      rmSync(folder, { recursive: true })
    })

    /** Asks for a page, and returns the status and what the server received under the name of a header. */
    const ask = async (shell: string[], client: string, program: string, lines: string) => {
      const { port } = server.address() as AddressInfo
      const page = `/${requests.size}`
      const text = `${SCRIPT}\nhttp_client=$1 http_program=$2\nshift 2\ncontainer_status "$@"`
      const bindings = JSON.stringify({ '80/tcp': [{ HostIp: '0.0.0.0', HostPort: String(port) }] })
      const args = [client, program, lines, '80', page, bindings, '172.17.0.2']
      const [file = '', ...more] = [...shell, '-c', text, 'towpath', ...args]
      const env = { PATH: '/usr/bin:/bin:/usr/sbin', HOME: folder }
      const { stdout } = await runProgram(file, more, { cwd: folder, env })
      const raw = requests.get(page) ?? []
      const received = (name: string): string =>
        raw
          .filter((_, at) => at % 2 === 1 && raw[at - 1]?.toLowerCase() === name.toLowerCase())
          .map((value) => Buffer.from(value, 'latin1').toString())
          .join(' and ')
      return { status: stdout.trim(), received, port }
    }

    const onHost = (['curl', 'wget', 'python3'] as const).flatMap((client) =>
      SHELLS.map((shell) => [`${client} with ${shell[0]}`, client, `/usr/bin/${client}`, shell]),
    ) as [string, string, string, string[]][]
    // As the only system: its wget is used in its own shell.
    const inBusybox = [['busybox wget', 'wget', '/bin/wget', ['chroot', '.', '/bin/busybox', 'sh']]]
    const clients = [...onHost, ...(inBusybox as typeof onHost)]

    test.each(clients)('%s sends each as configured, once', async (_, client, program, shell) => {
      const lines = headerLines({ host: 'shop.example.org', headers: HEADERS })
      const { status, received } = await ask(shell, client, program, lines)
      expect([status, received('host')]).toEqual(['302', 'shop.example.org'])
      for (const [name, value] of HEADERS) expect([name, received(name)]).toEqual([name, value])
    })

    test.each(clients)('%s without any sends the address', async (_, client, program, shell) => {
      const { status, received, port } = await ask(shell, client, program, '')
      expect([status, received('host')]).toEqual(['302', `127.0.0.1:${port}`])
    })
  })
})
