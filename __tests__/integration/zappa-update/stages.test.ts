// Stages as the action reads them, compared with Zappa.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { stageOf } from '../../../actions/zappa-update/src/settings/stage.ts'
import { environmentOfZappa } from '../../../fakes/zappa-project/project.ts'
import { zappaSettings } from '../../../kit/settings-files/zappa.ts'
import { isTooCommon } from '../../../kit/text/redact.ts'
import { withTool } from '../../support/tools.ts'

/** Prints how Zappa reads each file: the stage with what it extends, and the function's name. */
const PROGRAM = `
import json, os, sys
from zappa.cli import ZappaCLI, slugify, validate_name
found = []
for folder, file, stage in json.load(sys.stdin):
    os.chdir(folder)
    cli = ZappaCLI()
    cli.api_stage = stage
    try:
        cli.load_settings_file(file)
        config = json.loads(json.dumps(cli.stage_config))
        given = config.get("project_name")
        project = validate_name(given) if "project_name" in config else cli.get_project_name()
        name = slugify.slugify(project + "-" + stage)
        found.append([config, name])
    except Exception as error:
        found.append(str(error))
print(json.dumps(found))
`

const VARIABLES = { TOKEN: 'a "quoted" $value', KEY: 'ünïcode and \\ and \ttab', EMPTY: '' }

const FILES: readonly (readonly [file: string, text: string, stage?: string])[] = [
  ['zappa_settings.json', '{"dev": {"s3_bucket": "b", "aws_region": "eu-west-1"}}'],
  ['zappa_settings.json', `{"dev": ${JSON.stringify({ environment_variables: VARIABLES })}}`],
  [
    'zappa_settings.json',
    `{
  // comments, no quotes, no commas
  base: {
    s3_bucket: some bucket   # no comment in HJSON behind a text without quotes
    environment_variables: { A: 'single' }
    text: '''
      several
      lines
      '''
  }
  /* another */
  dev: { extends: base, django_settings: shop.settings, timeout_seconds: 45, }
}`,
  ],
  [
    'zappa_settings.json',
    '{"a": {"extends": "b", "s3_bucket": "a"}, "b": {"extends": "c", "slim_handler": true}, "c": {"s3_bucket": "c", "runtime": "python3.12"}}',
    'a',
  ],
  ['zappa_settings.json', '{"dev": {"project_name": "My_Shop", "touch": 0}}'],
  ['zappa_settings.json', '{"dev": {"s3_bucket": "first", "s3_bucket": "last"}}'],
  ['zappa_settings.json', '{"dev": {"project_name": "not a name"}}'],
  ['zappa_settings.json', '{"dev": {"extends": "dev"}}'],
  ['zappa_settings.json', '{"dev": {"extends": "none"}}'],
  ['zappa_settings.json', '{"dev": {"s3_bucket": }'],
  [
    'zappa_settings.yml',
    "base: &base\n  s3_bucket: b\n  apigateway_enabled: no\n  environment_variables: {A: \"1\"}\ndev:\n  <<: *base\n  environment_variables:\n    TEXT: |\n      two\n      lines\n    QUOTED: 'it''s'\n",
  ],
  [
    'zappa_settings.yaml',
    'dev:\n  timeout_seconds: 017\n  slim_handler: on\n  s3_bucket: code-12e\n',
  ],
  ['zappa_settings.yaml', 'dev: {s3_bucket: [}\n'],
  [
    'zappa_settings.toml',
    '# a comment\n[base]\ns3_bucket = "b"\n[dev]\nextends = "base"\ntimeout_seconds = 60\n[dev.environment_variables]\nKEY = "a\\"b\\u00fc"\nLINES = """\none\ntwo"""\n',
  ],
  ['settings-of-mine', '{dev: {s3_bucket: b}}'],
]

withTool('zappa', () => {
  const root = mkdtempSync(join(tmpdir(), 'towpath-settings-'))
  afterAll(() => rmSync(root, { recursive: true }))

  test('stages are read as Zappa reads them, and refused if Zappa refuses them', () => {
    const asked = FILES.map(([file, text, stage = 'dev'], index) => {
      const folder = join(root, String(index), 'My Shop of many things')
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, file), text)
      return [folder, file, stage] as const
    })
    const python = join(environmentOfZappa(), 'bin/python')
    const input = JSON.stringify(asked)
    const said = execFileSync(python, ['-W', 'ignore', '-c', PROGRAM], { input, encoding: 'utf8' })
    const theirs = JSON.parse(said) as ([Record<string, unknown>, string] | string)[]
    const ours = FILES.map(([file, text, name = 'dev']) => {
      const read = zappaSettings(file, text)
      if ('problem' in read) return 'refused'
      try {
        return stageOf(read.stages, name, { ...read, file, folder: 'My Shop of many things' })
      } catch {
        return 'refused'
      }
    })
    for (const [index, [file, text]] of FILES.entries()) {
      const [found, own] = [theirs[index], ours[index]]
      const where = `${file}\n${text}`
      if (typeof found === 'string' || typeof own === 'string' || !found || !own) {
        expect([where, typeof found === 'string', own]).toEqual([where, true, 'refused'])
        continue
      }
      const [config, name] = found
      const text_ = (key: string): string => (typeof config[key] === 'string' ? config[key] : '')
      const off = config['use_apigateway'] === false || config['apigateway_enabled'] === false
      expect([where, own]).toEqual([
        where,
        expect.objectContaining({
          functionName: name,
          bucket: text_('s3_bucket'),
          region: text_('aws_region'),
          runtime: text_('runtime'),
          isDjango: text_('django_settings') !== '',
          hasSlimHandler: Boolean(config['slim_handler'] ?? false),
          hasGateway: !off,
          timeoutSeconds: config['timeout_seconds'] ?? 30,
        }),
      ])
      const variables = Object.values((config['environment_variables'] ?? {}) as object)
      const hidden = own.secretValues.map(([, value]) => value)
      for (const value of variables.filter((one) => !isTooCommon(one))) {
        expect([where, hidden]).toEqual([where, expect.arrayContaining([value])])
      }
    }
  })
})
