// Inputs with the defaults of action.yml, and a stage of a Django project.
import { inputs as schema, type UpdateInputs } from '../../../actions/zappa-update/src/inputs.ts'
import {
  type SettingsSource,
  type Stage,
  stageOf,
} from '../../../actions/zappa-update/src/settings/stage.ts'
import { readInputs } from '../../../kit/action/inputs.ts'
import { actionFile } from '../../../scripts/actions.ts'

const defaults = Object.fromEntries(
  Object.entries(actionFile('zappa-update').inputs ?? {}).map(([name, { default: value = '' }]) => [
    name,
    value,
  ]),
)

/** Reads the inputs of the stage `dev` as the action does. */
export function inputsWith(changes: Readonly<Record<string, string>> = {}): UpdateInputs {
  const values = Object.entries({ ...defaults, stage: 'dev', ...changes })
  const env = values.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
  return readInputs(schema, Object.fromEntries(env), () => {})
}

const DJANGO = { s3_bucket: 'code', aws_region: 'eu-west-1', django_settings: 'config.settings' }

/** Settings without positions. */
export const SOURCE: SettingsSource = {
  file: 'zappa_settings.json',
  folder: 'shop',
  positionOf: () => undefined,
}

/** The stage `dev`; undefined removes a setting. */
export const stageWith = (changes: object = {}): Stage =>
  stageOf({ dev: { ...DJANGO, ...changes } }, 'dev', SOURCE)

export const IMAGE = `name@sha256:${'a'.repeat(64)}`
