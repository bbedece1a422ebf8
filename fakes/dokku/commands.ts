// Every command of the stand-in by its name.
import type { Command } from './command.ts'

type Commands = Readonly<Record<string, Command>>

/** What the names begin with, and the file that has the commands. Each call is a process: it loads what it needs, and no more. */
const FILES: readonly (readonly [names: RegExp, load: () => Promise<Commands>])[] = [
  [/^(?:apps|urls?$|domains:)/, async () => (await import('./commands-apps.ts')).appCommands],
  [/^builds:/, async () => (await import('./commands-builds.ts')).buildCommands],
  [/^config/, async () => (await import('./commands-config.ts')).configCommands],
  [/^git/, async () => (await import('./commands-git.ts')).gitCommands],
  [/^ps:re(?:build|start)$/, async () => (await import('./commands-ps.ts')).psCommands],
  [/^(?:ps:|checks:|logs$|ls$)/, async () => (await import('./commands-look.ts')).lookCommands],
  [/^tags/, async () => (await import('./commands-tags.ts')).tagCommands],
  [/^/, async () => (await import('./commands-settings.ts')).settingCommands],
]

/** A command of any version; undefined where there is none of this name. */
export async function commandOf(name: string): Promise<Command | undefined> {
  const commands = await FILES.find(([names]) => names.test(name))?.[1]()
  return commands && Object.hasOwn(commands, name) ? commands[name] : undefined
}
