import { expect, test } from '@jest/globals'
import type { Service } from '../../../actions/fabric-deploy/src/config/service.ts'
import { longWaits } from '../../../actions/fabric-deploy/src/plan/long-waits.ts'
import { parseImageReference } from '../../../kit/docker/image-reference.ts'
import { NO_OPTIONS } from '../../support/fabric-deploy/no-options.ts'

const image = parseImageReference('shop')
if ('problem' in image) throw new Error(image.problem)

const service = (more: Partial<Service>): Service => ({
  name: 'web',
  roles: [],
  image,
  takesTag: true,
  ports: [],
  envFile: '',
  command: [],
  volumes: [],
  check: { kind: 'running', time: 7000 },
  stopGrace: 10,
  restart: 'no',
  startOnly: false,
  proxy: undefined,
  options: NO_OPTIONS,
  before: undefined,
  ...more,
})

const ROUTE = {
  ...{ hosts: [], port: 8000, tls: false, pathPrefix: '/', stripPrefix: true },
  ...{ drain: 30, responseTimeout: 30, forwardHeaders: undefined },
}

test('names each wait of a service that alone is as long as the whole deployment may be', () => {
  expect(longWaits([service({})], 60_000)).toEqual([])
  expect(longWaits([service({ stopGrace: 300 })], 60_000)).toEqual([
    '"stop-grace" of "web" (300 s) takes up all of "timeout" (60 s): raise "timeout", or shorten the other',
  ])
  const waits = [
    service({ check: { kind: 'running', time: 60_000 } }),
    service({ check: { kind: 'docker', within: 90_000 } }),
    service({ before: { command: ['migrate'], within: 600_000 } }),
    service({ proxy: { ...ROUTE, drain: 61 } }),
    service({
      check: { kind: 'http', within: 60_001, path: '/', port: 1, host: '', headers: new Map() },
    }),
  ].map((one) => longWaits([one], 60_000)[0]?.split(' takes')[0])
  expect(waits).toEqual([
    '"running" of "web" (60 s)',
    '"within" of "web" (90 s)',
    '"before" of "web" (600 s)',
    '"drain" of "web" (61 s)',
    '"within" of "web" (60 s)',
  ])
})
