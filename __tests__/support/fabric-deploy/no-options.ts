// The options of docker for services in tests.
import type { DockerOptions } from '../../../actions/fabric-deploy/src/config/docker-options.ts'

/** The options of a service that configures none. */
export const NO_OPTIONS: DockerOptions = {
  labels: new Map(),
  networks: [],
  logging: undefined,
  memory: '',
  cpus: '',
  capAdd: [],
  capDrop: [],
  user: '',
  readOnly: false,
  tmpfs: [],
  extraHosts: [],
  init: undefined,
  ulimits: [],
}
