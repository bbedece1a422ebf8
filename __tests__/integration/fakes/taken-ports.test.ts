// A server of the tests whose port somebody else takes first: CI runs many of them at once.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startMoto } from '../../../fakes/aws/moto.ts'
import { startRegistry } from '../../../fakes/docker/registry.ts'
import { freePort, onFreePort } from '../../../fakes/network/free-port.ts'
import { startRelay } from '../../../fakes/network/relay.ts'
import { startSshd } from '../../../fakes/ssh/sshd.ts'
import { withTool } from '../../support/tools.ts'

// It answers like any other fake: readily, and not as the server that was to be started.
const stranger = createServer((_, response) => void response.writeHead(502).end('Bad Gateway'))
let taken = 0
beforeAll(async () => {
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
  taken = (stranger.address() as AddressInfo).port
})
afterAll(() => void stranger.close())

/** Returns the taken port first, then free ones. */
function takenFirst(): () => Promise<number> {
  const ports = [taken, taken]
  return async () => ports.shift() ?? (await freePort())
}

withTool('registry', (program) => {
  test('the registry takes another port, and answers there', async () => {
    const registry = await startRegistry(program, takenFirst())
    try {
      expect(registry.port).not.toBe(taken)
      const digest = await registry.push('shop', '1', { version: '1' })
      expect(await registry.digest('shop', '1')).toBe(digest)
    } finally {
      await registry.remove()
    }
  })
})

withTool('sshd', (program) => {
  test('sshd takes another port, and its lines of known_hosts name it', async () => {
    const server = await startSshd(program, { choosePort: takenFirst() })
    try {
      expect(server.port).not.toBe(taken)
      expect(server.known).toContain(`]:${server.port} ssh-ed25519 `)
    } finally {
      await server.stop()
    }
  })

  test('sshd that ends for another reason fails with what it logged', async () => {
    await expect(startSshd(program, { more: ['NoSuchOption yes'] })).rejects.toThrow('NoSuchOption')
  })
})

withTool('moto', (program) => {
  describe('moto', () => {
    test('takes a port that is free, which it names itself', async () => {
      const motos = await Promise.all([startMoto(program), startMoto(program)])
      try {
        const ports = motos.map(({ port }) => port)
        expect(new Set([...ports, 0, taken]).size).toBe(4)
      } finally {
        await Promise.all(motos.map((moto) => moto.stop()))
      }
    })

    test('on a port of another server, it fails and that server is not taken for moto', async () => {
      await expect(startMoto(program, taken)).rejects.toThrow('already in use')
    })
  })
})

test('a relay has its port for itself while it refuses', async () => {
  const relay = await startRelay({ host: '127.0.0.1', port: 0 }, () => Promise.reject(new Error()))
  relay.refuse()
  // What the kernel gives to others is above.
  expect(relay.port).toBeLessThan(32_768)
  await relay.accept()
  relay.stop()
})

test('after ten taken ports, it says so', async () => {
  await expect(onFreePort(async () => undefined)).rejects.toThrow('10 free ports were taken')
})
