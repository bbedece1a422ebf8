// The output of `docker inspect` for an app's containers, as ps:inspect prints it.
import type { Call } from './call.ts'
import { type App, type Container, statusOf } from './state.ts'

const FOLDER = '/var/lib/docker/overlay2'

/** Returns an element for every container of every process type; the values of the environment are hidden. */
export function inspected(call: Call, app: App): Record<string, unknown>[] {
  const { images } = call.store.docker()
  return app.containers.map((container) => {
    const { restarts } = statusOf(container)
    const layers = [...(images[container.image]?.layers ?? [])].reverse()
    const lower = [`${container.id}-init`, ...layers].map((layer) => `${FOLDER}/${layer}/diff`)
    return {
      Id: container.id,
      Created: new Date(container.started).toISOString(),
      State: state(container),
      Image: container.image,
      Name: `/${container.name}`,
      RestartCount: restarts,
      GraphDriver: { Name: 'overlay2', Data: { LowerDir: lower.join(':') } },
      Config: {
        Env: Object.keys(app.config).map((key) => `${key}=XXXXXX`),
        Image: container.reference,
        Labels: {
          ...images[container.image]?.labels,
          'com.dokku.app-name': app.name,
          'com.dokku.container-type': 'deploy',
          'com.dokku.process-type': container.process,
        },
      },
    }
  })
}

function state(container: Container): Record<string, unknown> {
  const { status, code } = statusOf(container)
  const { exited } = container
  return {
    Status: status,
    Running: status !== 'exited',
    Paused: false,
    Restarting: status === 'restarting',
    OOMKilled: false,
    Dead: false,
    ExitCode: code,
    StartedAt: new Date(container.started).toISOString(),
    FinishedAt: exited ? new Date(exited.at).toISOString() : '0001-01-01T00:00:00Z',
  }
}
