import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { factsOf } from '../../../actions/fabric-deploy/src/host/facts.ts'
import { type Route, routesIn } from '../../../actions/fabric-deploy/src/host/proxy-routes.ts'

const ESC = String.fromCharCode(27)
const coloured = (style: string, text: string): string => `${ESC}[${style}m${text}${ESC}[0m`

/** Writes a table as kamal-proxy does: the cells are padded after their colours end, by their length in bytes. */
function tableOf(routes: readonly Route[]): string {
  const rows = routes.map(({ service, hosts, path, target, state, tls }) => [
    ...[service, hosts.join(',') || '*', path, target, state, tls ? 'yes' : 'no'],
  ])
  const all = [['Service', 'Host', 'Path', 'Target', 'State', 'TLS'], ...rows]
  const widthOf = (column: number): number =>
    Math.max(...all.map((row) => Buffer.byteLength(row[column] ?? '')))
  const lines = all.map((row, at) =>
    row.map((cell, column) => {
      const style = at === 0 ? '3;94' : column === 0 ? '1;34' : ''
      return `${coloured(style, cell)}${' '.repeat(widthOf(column) - Buffer.byteLength(cell))}  `
    }),
  )
  return lines.map((cells) => `${cells.join('')}\n`).join('')
}

const SHOP: Route = {
  service: 'staging/web',
  hosts: ['shop.example.org', 'www.example.org'],
  path: '/',
  target: '0123456789ab:8000',
  state: 'running',
  tls: true,
}

describe("the table of the proxy's routes", () => {
  test('as kamal-proxy 0.9.2 prints it', () => {
    const table = [
      '[3;94mService[0m            [3;94mHost[0m                              [3;94mPath[0m      [3;94mTarget[0m           [3;94mState[0m    [3;94mTLS[0m  ',
      '[1;34ma  b,ü[0m            [mx.org[0m                             [m/api,/v2[0m  [m127.0.0.1:18099[0m  [mrunning[0m  [mno[0m   ',
      '[1;34mproduction/any[0m     [m*[0m                                 [m/[0m         [m127.0.0.1:18099[0m  [mrunning[0m  [mno[0m   ',
      '[1;34mstaging/web[0m        [mshop.example.org,www.example.org[0m  [m/[0m         [m127.0.0.1:18099[0m  [mpaused[0m   [myes[0m  ',
    ]
    const target = '127.0.0.1:18099'
    const expected = [
      { service: 'a  b,ü', hosts: ['x.org'], path: '/api,/v2', target, state: 'running' },
      { service: 'production/any', hosts: [], path: '/', target, state: 'running' },
      { service: 'staging/web', hosts: SHOP.hosts, path: '/', target, state: 'paused' },
    ]
    const printed = `${table.join('\n')}\n`.replaceAll('[', `${ESC}[`)
    expect(routesIn(printed)).toEqual(expected.map((one, at) => ({ ...one, tls: at === 2 })))
  })

  test('any route is read as it was written, with and without colours', () => {
    const word = fc.stringMatching(/^[a-zäß€][a-z0-9äß€./:-]{0,20}$/)
    const route = fc.record({
      service: fc.oneof(
        word,
        fc.tuple(word, word).map((words) => words.join('  ')),
      ),
      hosts: fc.array(word, { maxLength: 3 }),
      path: word.map((path) => `/${path}`),
      target: word,
      state: fc.constantFrom('running', 'paused', 'stopped'),
      tls: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(route, { maxLength: 5 }), (routes) => {
        const table = tableOf(routes)
        expect(routesIn(table)).toEqual(routes)
        const plain = table.replaceAll(new RegExp(`${ESC}\\[[0-9;]*m`, 'g'), '')
        expect(routesIn(`a warning\n${plain}`)).toEqual(routes)
      }),
    )
  })

  test('no table has no routes, whatever it is', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(routesIn(text)).toEqual([])))
    expect(routesIn('')).toEqual([])
  })
})

describe('what a host reports of its proxy', () => {
  const bindings = {
    '80/tcp': [{ HostIp: '', HostPort: '8080' }],
    '443/tcp': [{ HostIp: '', HostPort: '8443' }],
  }
  const container = (ports: unknown, name = 'towpath-proxy'): string =>
    `proxy\t${JSON.stringify([`/${name}`, 'id', 'kamal@sha256:1', 'running', ports])}`
  const table = tableOf([SHOP]).trimEnd().replace(/^/gm, 'route\t')

  test('image, state, ports and routes', () => {
    const { proxy } = factsOf(`${container(bindings)}\n${table}\n`)
    expect(proxy).toEqual({
      ...{ id: 'id', image: 'kamal@sha256:1', state: 'running', http: 8080, https: 8443 },
      ...{ routes: [SHOP], isInterrupted: false },
    })
    expect(factsOf(container(null)).proxy).toMatchObject({ http: 0, https: 0, routes: [] })
    expect(factsOf('').proxy).toBeUndefined()
  })

  test('an upgrade that did not finish, whichever containers it left', () => {
    const [current, old] = [container(bindings), container(null, 'towpath-proxy-old')]
    const both = factsOf(`${old}\n${current}\n${table}\n`).proxy
    expect(both).toMatchObject({ http: 8080, routes: [SHOP], isInterrupted: true })
    expect(factsOf(old).proxy).toMatchObject({ http: 0, isInterrupted: true })
  })

  test('listening ports are hexadecimal, as the kernel lists them', () => {
    const { listening, networks } = factsOf('listening\t0050\nlistening\t1F40\nnetwork\tshared\n')
    expect([listening, networks]).toEqual([[80, 8000], ['shared']])
  })
})
