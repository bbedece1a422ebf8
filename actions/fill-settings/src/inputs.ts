// The inputs of fill-settings.

import {
  flag,
  type Input,
  type Inputs,
  lines,
  oneOf,
  text,
  textOf,
} from '../../../kit/action/inputs.ts'
import { keyValues } from '../../../kit/action/key-value-json.ts'

const names: Input<readonly string[]> = lines((name) => ({ value: name }))

export const inputs = {
  file: textOf(/^./s, 'the path of a settings file or a template'),
  out: text,
  at: text,
  names,
  prefix: textOf(/^(?:[A-Za-z_]\w*)?$/, 'the beginning of names: letters, digits and _'),
  optional: names,
  values: keyValues,
  public: names,
  mode: oneOf('fill', 'template'),
  keep: flag,
}

export type FillInputs = Inputs<typeof inputs>
