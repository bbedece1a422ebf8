// Every command of the fake Dokku by its name.
import type { Command } from './command.ts'
import { appCommands } from './commands-apps.ts'
import { buildCommands } from './commands-builds.ts'
import { configCommands } from './commands-config.ts'
import { containerCommands } from './commands-containers.ts'
import { gitCommands } from './commands-git.ts'
import { psCommands } from './commands-ps.ts'
import { settingCommands } from './commands-settings.ts'
import { tagCommands } from './commands-tags.ts'

const COMMANDS: ReadonlyMap<string, Command> = new Map(
  [
    appCommands,
    buildCommands,
    configCommands,
    gitCommands,
    containerCommands,
    psCommands,
    settingCommands,
    tagCommands,
  ].flatMap((commands) => Object.entries(commands)),
)

/** Returns a command of any version, or undefined if the name is unknown. */
export const commandOf = (name: string): Command | undefined => COMMANDS.get(name)
