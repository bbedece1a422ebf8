// The project: its folder, its settings file and the stage.

import { UserError } from '../../../../kit/action/user-error.ts'
import type { WorkspaceFiles } from '../../../../kit/files/workspace-files.ts'
import { ZAPPA_FILES, zappaSettings } from '../../../../kit/settings-files/zappa.ts'
import { list, quote } from '../../../../kit/text/escape.ts'
import type { UpdateInputs } from '../inputs.ts'
import { settingsError } from './settings-error.ts'
import { type Stage, stageOf } from './stage.ts'

export type Project = {
  /** Its real path. */
  readonly folder: string
  /** The settings file, relative to the folder. */
  readonly settingsFile: string
  readonly stage: Stage
}

type ProjectInputs = Pick<UpdateInputs, 'directory' | 'settings' | 'stage'>

/** Reads the settings. Throws a UserError (`no-folder`, `outside`, `no-settings`, `bad-settings`, `no-stage`), with the position if known. */
export function readProject(
  inputs: ProjectInputs,
  files: Pick<WorkspaceFiles, 'realFolder' | 'readText'>,
): Project {
  const directory = inputs.directory || '.'
  const folder = files.realFolder(directory)
  const { name, text } = settingsFile(inputs.settings, directory, files)
  const path = pathIn(directory, name)
  const settings = zappaSettings(name, text.replace(/^\uFEFF/, ''))
  if ('problem' in settings) {
    const { problem, at } = settings
    const message = at ? problem : `${quote(path)}: ${problem}`
    throw settingsError({ reason: 'bad-settings', message, at }, path)
  }
  const { stages, positionOf } = settings
  const source = { file: path, folder: folder.split('/').at(-1) ?? '', positionOf }
  const stage = stageOf(stages, inputs.stage, source)
  return { folder, settingsFile: name, stage }
}

/** Returns the file of the input, or the first that Zappa would find. */
function settingsFile(
  file: string,
  directory: string,
  files: Pick<WorkspaceFiles, 'readText'>,
): { readonly name: string; readonly text: string } {
  const candidates = file === '' ? ZAPPA_FILES : [file]
  for (const name of candidates) {
    try {
      return { name, text: files.readText(pathIn(directory, name)) }
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      if (error.reason === 'bad-file') throw new UserError('bad-settings', error.message)
      if (error.reason !== 'no-file') throw error
    }
  }
  const where = directory === '.' ? 'the workspace' : quote(directory)
  const remedy = file === '' ? '; set "directory" to the folder that has it' : ''
  throw new UserError('no-settings', `There is no ${list(candidates, 'or')} in ${where}${remedy}`)
}

const pathIn = (directory: string, name: string): string =>
  directory === '.' || name.startsWith('/') ? name : `${directory.replace(/\/+$/, '')}/${name}`
