// Secrets in the output of a run: a command of the new code prints every value in many forms, and fails.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, jest, test } from '@jest/globals'
import { boto } from '../../../fakes/aws/boto.ts'
import { FAULTS } from '../../../fakes/aws/faults.ts'
import { withTools } from '../../support/tools.ts'
import { assertNoSecret } from '../../support/zappa-update/shown-secrets.ts'
import {
  expectOldCode,
  message,
  outcome,
  released,
  type Stage,
  settings,
  update,
  warnings,
  zappaWorld,
} from '../../support/zappa-update/update.ts'

jest.setTimeout(300_000)

const PEM = `-----BEGIN PRIVATE KEY-----
MIIBVAIBADANBgkqhkiG9w0BAQEFAASCAT4wggE6AgEAAkEAqf0Zl/Wm3c+Yt9Vx
Qx7uPz2LwG5hJr8KdN1bTsVyE4oXfMjAaUiRgZkCvHnBpWeDqYtOuSxLmIzFwKrJ
-----END PRIVATE KEY-----
`
const IN_FUNCTION = {
  QUOTES: `it's "quoted" with $HOME and \`ticks\` \\ and 100%`,
  LINES: 'the first line of it\nthe second line of it',
  UNICODE: 'pässwörd-ключ-🔑',
  TLS_KEY: PEM,
}
const IN_PACKAGE = {
  WEBHOOK: 'https://hooks.example.com/a?b=c&d=e f/+',
  MULTI: 'eins zwei\r\ndrei vier',
}
const REMOTE = {
  REMOTE_TOKEN: 'remote+token/with=signs',
  REMOTE_KEY: 'one remote line\nand another one',
}
const FUNCTION_ONLY = { SET_BY_HAND: 'set-by-hand <in> the console' }
const PARENT = { OF_PARENT: 'value-of-the-parent-stage' }
const API_KEY = 'AbCdEfGhIjKlMnOpQrStUvWxYz012345'
const SHORT = { SHORT: 'ab3', PORT: '443178', FLAG: 'false' }
/** Words of the settings themselves, and what the workflow calls public. */
const OPEN = { PROJECT: 'demo', REGION: 'eu-west-1', SERVER_NAME: 'shop.example.com' }
const KEY_FILE = `{\n  "type": "service_account",\n  "key": "line of the key"\n}`
const SECRETS = [IN_FUNCTION, IN_PACKAGE, REMOTE, FUNCTION_ONLY, PARENT].flatMap((all) =>
  Object.values(all),
)

/** A command that prints all variables and some more values. */
const TELL = (more: readonly string[]): string => `
import base64, json, logging, os, urllib.parse
from django.core.management.base import BaseCommand
MORE = json.loads(${JSON.stringify(JSON.stringify(more))})

class Command(BaseCommand):
    def handle(self, **options):
        for value in [*os.environ.values(), *MORE]:
            data = value.encode()
            for before in (b"", b"u", b"us", b"user:"):
                print(base64.b64encode(before + data + b":end").decode())
                print(base64.urlsafe_b64encode(before + data + b":end").decode())
            print(value, urllib.parse.quote(value), urllib.parse.quote_plus(value), urllib.parse.quote(value, safe=""))
            print(repr(value), json.dumps(value), json.dumps(value, ensure_ascii=False))
            logging.getLogger(__name__).warning("value %s", value)
        raise RuntimeError("x" * 170 + " " + " ".join(MORE))
`

function command({ project }: Stage, more: readonly string[]): void {
  const folder = join(project.folder, 'notes/management/commands')
  mkdirSync(folder, { recursive: true })
  for (const name of ['management/__init__.py', 'management/commands/__init__.py'])
    writeFileSync(join(project.folder, 'notes', name), '')
  writeFileSync(join(folder, 'tell.py'), TELL(more))
}

/** Sets variables that only the function has, and a file on S3 that its handler reads. */
const byHand = ({ aws }: Stage) =>
  boto(
    aws,
    `functions = client("lambda")
found = functions.get_function_configuration(FunctionName="demo-dev")["Environment"]["Variables"]
functions.update_function_configuration(FunctionName="demo-dev", Environment={"Variables": {**found, **data["function"]}})
client("s3").put_object(Bucket="zappa-demo", Key="env.json", Body=json.dumps(data["remote"]))
result = 0`,
    { function: FUNCTION_ONLY, remote: REMOTE },
  )

async function prepared(): Promise<Stage> {
  const stage = await released()
  await byHand(stage)
  const { dev } = stage.project.settings
  const own = dev?.['aws_environment_variables'] as Record<string, string>
  const change = {
    extends: 'base',
    use_apigateway: false,
    remote_env: 's3://zappa-demo/env.json',
    api_key: API_KEY,
    aws_environment_variables: { ...own, ...IN_FUNCTION, ...SHORT, ...OPEN, KEY_FILE },
    environment_variables: { SECRET_KEY: 'key-of-the-package', ...IN_PACKAGE },
  }
  settings(stage, change, { base: { environment_variables: PARENT } })
  command(stage, [API_KEY, ...Object.values(PARENT), SECRETS.join(' ')])
  return stage
}

withTools(['zappa', 'moto'], () => {
  zappaWorld()

  test('no secret is shown in any form; values that are not masked are named', async () => {
    const stage = await prepared()
    const result = await update(stage, { manage: 'check\ntell', public: 'SERVER_NAME' })
    expect(outcome(result)).toBe('failed migration-failed restored')
    expect(message(result)).toContain('"tell" failed: "RuntimeError: xxx')
    expect(result.log).toContain('Adding REMOTE_TOKEN -> *** to environment')
    assertNoSecret(result, [...SECRETS, API_KEY])
    expect(result.log).toMatch(
      /Not hidden in the log.*: "FLAG", "PORT", "PROJECT", "REGION", "SERVER_NAME" and "SHORT"\n/,
    )
    for (const value of Object.values({ ...SHORT, ...OPEN })) expect(result.log).toContain(value)
    // GitHub drops each output that contains one of the masks.
    for (const value of [...Object.values({ ...SHORT, ...OPEN }), '{', '}', 'demo-dev'])
      expect(result.masks).not.toContain(value)
    expect(result.masks).toContain('"key": "line of the key"')
    await expectOldCode(stage, result)
  })

  test('the post step shows no variable of the function either', async () => {
    const stage = await prepared()
    const secrets = [...Object.values(FUNCTION_ONLY), ...Object.values(IN_FUNCTION)]
    const refused = `No ${FUNCTION_ONLY.SET_BY_HAND}, ${JSON.stringify(IN_FUNCTION.QUOTES)}`
    stage.aws.fault('UpdateFunctionCode', { ...FAULTS.denied, message: refused, skip: 1 })
    const result = await update(stage, { manage: 'tell' })
    expect(outcome(result)).toBe('failed not-restored changed post 1')
    const [last, main] = [result.annotations.at(-1)?.message ?? '', message(result)]
    for (const text of [last, main]) expect(text).toContain('operation: No ***, "***"')
    assertNoSecret(result, [...secrets, API_KEY])
  })

  test('with a truncated log, and a remote environment that this job may not read', async () => {
    const stage = await prepared()
    stage.aws.fault('GetObject', { ...FAULTS.denied, times: 1 })
    stage.aws.fault('FilterLogEvents', FAULTS.denied)
    command(stage, [API_KEY])
    const result = await update(stage, { manage: 'check\ntell' })
    expect(outcome(result)).toBe('failed migration-failed restored')
    const [remote, ...logs] = warnings(result)
    expect(remote).toContain("The values of s3://zappa-demo/env.json can't be hidden")
    expect(logs.at(-1)).toContain('Only the last 4 kB of the log are shown')
    expect(result.log).toContain('Adding REMOTE_TOKEN -> *** to environment')
    const known = [IN_FUNCTION, IN_PACKAGE, FUNCTION_ONLY].flatMap((all) => Object.values(all))
    assertNoSecret(result, [...known, API_KEY])
    await expectOldCode(stage, result)
  })
})
