// The URL of an app.
import type { App } from './state.ts'

/** Returns a URL of loopback, or that of Dokku's domain if no port was free. */
export function urlOf(app: App): string {
  return app.port === 0 ? `http://${app.name}.dokku.test` : `http://127.0.0.1:${app.port}`
}
