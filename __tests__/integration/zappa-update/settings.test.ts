// Settings in every format of Zappa, with stages that extend others.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, jest, test } from '@jest/globals'
import { withTools } from '../../support/tools.ts'
import {
  expectNewCode,
  outcome,
  released,
  tables,
  update,
  zappaWorld,
} from '../../support/zappa-update/update.ts'

jest.setTimeout(300_000)

withTools(['zappa', 'moto'], () => {
  zappaWorld()

  test.each(['hjson', 'toml', 'yaml'])('settings as %s', async (form) => {
    const stage = await released()
    const { folder, database, settings } = stage.project
    const runtime = String(settings['dev']?.['runtime'])
    rmSync(join(folder, 'zappa_settings.json'))
    const [name, text] = {
      hjson: [
        'zappa_settings.json',
        `{
  # what all have
  base: {
    project_name: "demo", django_settings: "config.settings", runtime: "${runtime}"
    s3_bucket: zappa-demo
    aws_region: eu-west-1
    timeout_seconds: 60
  }
  /* the stage */
  dev: {
    extends: base
    use_apigateway: false, touch: false, keep_warm: false
    aws_environment_variables: { DATABASE_PATH: "${database}", API_TOKEN: token-of-the-function
    }
    environment_variables: { "SECRET_KEY": "key-of-the-package", }
  }
}
`,
      ],
      toml: [
        'zappa_settings.toml',
        `[base]
project_name = "demo"
django_settings = "config.settings"
runtime = "${runtime}"
s3_bucket = "zappa-demo"
aws_region = "eu-west-1"
[dev]
extends = "base"
timeout_seconds = 60
use_apigateway = false
touch = false
keep_warm = false
[dev.aws_environment_variables]
DATABASE_PATH = "${database}"
API_TOKEN = "token-of-the-function"
[dev.environment_variables]
SECRET_KEY = "key-of-the-package"
`,
      ],
      yaml: [
        'zappa_settings.yml',
        `base:
  project_name: demo
  django_settings: config.settings
  runtime: ${runtime}
  s3_bucket: zappa-demo
  aws_region: eu-west-1
dev: # the stage
  extends: base
  timeout_seconds: 60
  use_apigateway: no
  touch: no
  keep_warm: no
  aws_environment_variables: {DATABASE_PATH: "${database}", API_TOKEN: token-of-the-function}
  environment_variables:
    SECRET_KEY: key-of-the-package
`,
      ],
    }[form] as [string, string]
    writeFileSync(join(folder, name), text)
    const result = await update(stage)
    expect(outcome(result)).toBe('ok - changed')
    expect(tables(stage)).toContain('notes_note')
    await expectNewCode(stage, result)
  })
})
