// A container of an app, as Dokku reports it.
import type { Container } from '../../../kit/dokku/containers.ts'

/** Returns a running container with the given differences. */
export const container = (more: Partial<Container> = {}): Container => ({
  id: 'one',
  process: 'web.1',
  upcoming: false,
  state: 'running',
  restarts: 0,
  created: 1000,
  started: Number.NaN,
  image: 'sha256:5c6d',
  reference: 'dokku/stg:latest',
  madeFrom: [],
  layers: '/b:/a',
  ...more,
})
