// Installs the pinned Fabric into the runner's tool cache, as fabric-deploy does, unless it is there.
import { cacheDir, find } from '@actions/tool-cache'
import { fabricVirtualenv, PINNED } from '../../../actions/fabric-deploy/src/fabfile/virtualenv.ts'
import { PYTHON_PROGRAMS } from './fabric.ts'

await fabricVirtualenv(PINNED, {
  cache: { find, cacheDir },
  env: process.env,
  temp: process.env['RUNNER_TEMP'] ?? '',
  programs: PYTHON_PROGRAMS,
  folder: '.',
  requirements: '',
  mask: () => {},
  log: () => {},
  warn: () => {},
})
