// builder:*, registry:*, version and help.
import { type Call, Fail, mark } from './call.ts'
import { type Command, command } from './command.ts'
import { report } from './report.ts'

export const settingCommands: Readonly<Record<string, Command>> = {
  version: command((call) =>
    call.out(call.has('versionWord') ? `dokku version ${call.version}` : `v${call.version}`),
  ),
  help: command((call) =>
    call.out(
      'Usage: dokku [--quiet|--trace|--rm-container|--rm|--force] COMMAND <app> [command-specific-options]',
    ),
  ),
  'builder:set': command(builderSet, { since: 'builderSet' }),
  'builder:report': command(builderReport, { since: 'builderSet' }),
  'registry:set': command(registrySet, { since: 'registry' }),
  'registry:report': command(registryReport, { since: 'registry' }),
  'registry:login': command((call) => call.out('Login Succeeded'), { since: 'registry' }),
}

function builderSet(call: Call, args: readonly string[]): void {
  const known = call.has('buildDir') ? ['build-dir', 'selected'] : ['selected']
  const { name, property, value } = propertyOf(call, args, known)
  call.store.change(name, ({ builder }) => {
    builder[property] = value
  })
}

function registrySet(call: Call, args: readonly string[]): void {
  const { name, property, value } = propertyOf(call, args, [
    'image-repo',
    'push-on-release',
    'server',
  ])
  call.store.change(name, ({ registry }) => {
    registry[property] = value
  })
}

/** Parses `PLUGIN:set APP PROPERTY [VALUE]`, and prints what Dokku prints. */
function propertyOf(
  call: Call,
  [app, property, value = '']: readonly string[],
  known: readonly string[],
) {
  const { name } = call.app(app)
  if (property === undefined) throw new Fail([mark('No property specified')])
  if (!known.includes(property)) {
    throw new Fail([mark(`Invalid property specified, valid properties: ${known.join(', ')}`)])
  }
  if (!call.quiet)
    call.out(
      value === '' ? `=====> Unsetting ${property}` : `=====> Setting ${property} to ${value}`,
    )
  return { name, property, value }
}

function builderReport(call: Call, args: readonly string[]): void {
  report(call, 'builder', args, ({ builder }) => {
    const directory = builder['build-dir'] ?? ''
    const selected = builder['selected'] ?? ''
    return [
      ...(call.has('buildDir')
        ? ([
            ['build-dir', directory],
            ['computed-build-dir', directory],
            ['global-build-dir', ''],
          ] as const)
        : []),
      ['computed-selected', selected],
      ['global-selected', ''],
      ['selected', selected],
    ]
  })
}

function registryReport(call: Call, args: readonly string[]): void {
  report(call, 'registry', args, (app) => {
    const { 'image-repo': repo = '', 'push-on-release': push = '', server = '' } = app.registry
    return [
      ['computed-image-repo', repo || `dokku/${app.name}`],
      ['computed-push-on-release', push || 'false'],
      ['computed-server', server],
      ['global-push-on-release', 'false'],
      ['global-server', ''],
      ['image-repo', repo],
      ['push-on-release', push],
      ['server', server],
      ['tag-version', app.tagVersion === 0 ? '' : String(app.tagVersion)],
    ]
  })
}
