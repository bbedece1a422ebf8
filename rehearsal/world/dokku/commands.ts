// Every command of the stand-in by its name, with the versions that have it.

import type { Command } from './command.ts'
import { appCommands } from './commands-apps.ts'
import { buildCommands } from './commands-builds.ts'
import { configCommands } from './commands-config.ts'
import { gitCommands } from './commands-git.ts'
import { psCommands } from './commands-ps.ts'
import { settingCommands } from './commands-settings.ts'
import { tagCommands } from './commands-tags.ts'

/** The commands of all versions. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  ...appCommands,
  ...buildCommands,
  ...configCommands,
  ...gitCommands,
  ...psCommands,
  ...settingCommands,
  ...tagCommands,
}
