// Where an app answers.
import type { App } from './state.ts'

/** On loopback; the domain that Dokku would give where no port was free. */
export function urlOf(app: App): string {
  return app.port === 0 ? `http://${app.name}.dokku.test` : `http://127.0.0.1:${app.port}`
}
