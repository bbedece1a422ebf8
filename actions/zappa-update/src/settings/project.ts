// The project: its folder, its file of settings, the stage.
import { UserError } from '../../../../kit/action/user-error.ts'
import type { WorkspaceFiles } from '../../../../kit/files/workspace-files.ts'
import { ZAPPA_FILES, zappaSettings } from '../../../../kit/settings-files/zappa.ts'
import { list, quote } from '../../../../kit/text/escape.ts'
import type { UpdateInputs } from '../inputs.ts'
import { type Stage, stageOf } from './stage.ts'

export type Project = {
  /** Its real path. */
  readonly folder: string
  /** The file of settings, as it is called from there. */
  readonly settings: string
  readonly stage: Stage
}

/** Reads the settings. Throws a UserError (`no-folder`, `outside`, `no-settings`, `bad-settings`, `no-stage`), with the place where it has one. */
export function projectOf(inputs: UpdateInputs, files: WorkspaceFiles): Project {
  const directory = inputs.directory || '.'
  const folder = files.realFolder(directory)
  const [settings, text] = settingsOf(inputs, directory, files)
  const path = below(directory, settings)
  const read = zappaSettings(settings, text.replace(/^\uFEFF/, ''))
  if ('problem' in read) {
    const message = `${quote(path)}: ${read.problem}`
    const at = read.at === undefined ? {} : { at: read.at }
    const problems = [{ message: read.problem, ...at }]
    throw new UserError('bad-settings', message, { file: path, problems })
  }
  const name = folder.split('/').at(-1) ?? ''
  return { folder, settings, stage: stageOf(read.stages, inputs.stage, path, name) }
}

function settingsOf(
  { settings }: UpdateInputs,
  directory: string,
  files: WorkspaceFiles,
): [name: string, text: string] {
  const wanted = settings === '' ? ZAPPA_FILES : [settings]
  for (const name of wanted) {
    try {
      return [name, files.readText(below(directory, name))]
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      if (error.reason === 'bad-file') throw new UserError('bad-settings', error.message)
      if (error.reason !== 'no-file') throw error
    }
  }
  const where = directory === '.' ? 'the workspace' : quote(directory)
  const remedy = settings === '' ? '; "directory" is the folder that has them' : ''
  throw new UserError('no-settings', `There is no ${list(wanted, 'or')} in ${where}${remedy}`)
}

const below = (directory: string, name: string): string =>
  directory === '.' || name.startsWith('/') ? name : `${directory.replace(/\/+$/, '')}/${name}`
