// Creates apps: by command, and on access by git, for which Dokku creates missing apps.
import { type Call, Fail, mark } from './call.ts'
import { makeRepository } from './repository.ts'
import type { App } from './state.ts'

/** Creates an app with its repository, and prints nothing. */
export function makeApp(call: Call, name: string): App {
  checkName(call, name)
  makeRepository(call.store.repo(name), name, call.store.path('dokku'))
  call.store.create(name)
  return call.app(name)
}

/** Returns the app that git accesses, and creates it if it is missing. Messages go to standard error: standard output is git's. */
export function appForGit(call: Call, name: string): App {
  const app = call.store.app(name)
  if (app) return app
  checkName(call, name)
  if (call.store.switches(name).autocreate === false) {
    throw new Fail([
      mark('App auto-creation disabled.'),
      mark(`Re-enable app auto-creation or create an app with 'dokku apps:create ${name}'`),
    ])
  }
  const made = makeApp(call, name)
  if (call.has('builds')) call.err(mark(`No web listeners specified for ${name}`))
  return made
}

function checkName(call: Call, name: string): void {
  const form = call.has('noUnderscore') ? /^[a-z0-9][a-z0-9.-]*$/ : /^[a-z0-9][a-z0-9._-]*$/
  if (form.test(name)) return
  const rest = call.has('noUnderscore')
    ? ', and may only contain lowercase alphanumerics, dots, and hyphens'
    : ''
  throw new Fail([mark(`App name must begin with lowercase alphanumeric character${rest}`)])
}
