// apps:*, urls and domains: creates, lists, locks and destroys apps.

import { type Call, Fail, mark } from './call.ts'
import { type Command, command } from './command.ts'
import { makeApp } from './create-app.ts'
import { isLeft, isLocked, lockOf, removeLock } from './lock.ts'
import { report } from './report.ts'
import { urlOf } from './url.ts'

export const appCommands: Readonly<Record<string, Command>> = {
  apps: command(list),
  'apps:list': command(list),
  'apps:create': command(create),
  'apps:exists': command((call, [name]) => void call.app(name), { since: 'appsExists' }),
  'apps:destroy': command(destroy),
  'apps:lock': command(lock, { since: 'appsLock' }),
  'apps:unlock': command(unlock, { since: 'appsLock' }),
  'apps:locked': command(locked, { since: 'appsLocked' }),
  'apps:report': command(appsReport),
  url: command((call, [name]) => call.out(urlOf(call.app(name)))),
  urls: command((call, [name]) => call.out(urlOf(call.app(name)))),
  'domains:report': command((call, args) =>
    report(call, 'domains', args, ({ name }) => [
      ['app-enabled', 'true'],
      ['app-vhosts', `${name}.dokku.test`],
      ['global-enabled', 'true'],
      ['global-vhosts', 'dokku.test'],
    ]),
  ),
}

function list(call: Call, args: readonly string[]): void {
  if (call.has('json') && args.join('=') === '--format=json') {
    call.out(JSON.stringify(call.store.names()))
    return
  }
  // Old versions print no headers without a terminal.
  if (call.has('goConfig') && !call.quiet) call.out('=====> My Apps')
  const names = call.store.names()
  if (names.length > 0) call.out(...names)
  else call.err(mark(`You haven't deployed any applications yet`))
}

function create(call: Call, [name]: readonly string[]): void {
  if (name === undefined) throw new Fail([mark('Please specify an app to run the command on')])
  if (call.store.app(name)) throw new Fail([mark('Name is already taken')])
  makeApp(call, name)
  if (!call.has('goConfig')) call.out(`Creating ${name}... done`)
  else if (!call.quiet) call.out(`-----> Creating ${name}...`)
  if (!call.has('builds')) return
  call.out('-----> Creating new app virtual host file...')
  call.out(`-----> Configuring ${name}.dokku.test...(using built-in template)`)
  call.out('-----> Creating http nginx.conf', '       Reloading nginx')
  call.err(mark(`No web listeners specified for ${name}`))
}

function destroy(call: Call, args: readonly string[]): void {
  const app = call.app(args.find((word) => !word.startsWith('-')))
  if (!call.force && !args.includes('--force')) {
    throw new Fail([mark('WARNING: Potentially Destructive Action'), mark('EOF')])
  }
  call.out(`-----> Destroying ${app.name} (including all add-ons)`)
  call.store.remove(app.name)
}

function lock(call: Call, [name]: readonly string[]): void {
  const app = call.app(name)
  call.store.change(app.name, (state) => {
    state.manualLock = true
  })
  call.out('-----> Deploy lock created')
}

/** Does not stop a deploy: a second one can start meanwhile. */
function unlock(call: Call, [name]: readonly string[]): void {
  const app = call.app(name)
  if (!app.manualLock && !lockOf(call, app.name) && !isLeft(call, app.name))
    throw new Fail([mark('Unable to remove deploy lock')])
  removeLock(call, app.name)
  call.store.change(app.name, (state) => {
    state.manualLock = false
  })
  call.out('-----> Deploy lock removed')
  if (!call.has('builds')) return
  call.err(mark('A deploy may be in progress.'))
  call.err(mark('Removing the app lock will not stop in progress deploys.'))
}

function locked(call: Call, [name]: readonly string[]): void {
  const app = call.app(name)
  if (!app.manualLock && !isLocked(call, app.name))
    throw new Fail([mark('Deploy lock does not exist')])
  call.out('Deploy lock exists')
}

function appsReport(call: Call, args: readonly string[]): void {
  report(call, 'app', args, (app) => [
    ['created-at', String(app.created)],
    ...(call.has('deploySource')
      ? ([
          ['deploy-source', app.source.kind],
          ['deploy-source-metadata', app.source.metadata],
        ] as const)
      : []),
    ['dir', `/home/dokku/${app.name}`],
    ...(call.has('builds') ? ([['global-disable-autocreation', 'false']] as const) : []),
    ['locked', String(app.manualLock || isLocked(call, app.name))],
  ])
}
