// A restore of which AWS refuses a part: the other parts are restored, both are named, and it does not count as restored.
import { expect, jest, test } from '@jest/globals'
import { boto } from '../../../fakes/aws/boto.ts'
import { FAULTS } from '../../../fakes/aws/faults.ts'
import type { Request } from '../../../fakes/aws/request.ts'
import type { ActionResult } from '../../../rehearsal/action-runner.ts'
import { withTools } from '../../support/tools.ts'
import { markedRun } from '../../support/zappa-update/interruptions.ts'
import {
  expectOldCode,
  message,
  outcome,
  page,
  released,
  type Stage,
  settings,
  update,
  warnings,
  zappaWorld,
} from '../../support/zappa-update/update.ts'

jest.setTimeout(300_000)

type Configuration = {
  readonly runtime: string
  readonly memory: number
  readonly timeout: number
  readonly layers: readonly string[]
  readonly reserved: number | null
}

const configuration = ({ aws }: Stage): Promise<Configuration> =>
  boto(
    aws,
    `functions = client("lambda")
found = functions.get_function_configuration(FunctionName="demo-dev")
reserved = functions.get_function_concurrency(FunctionName="demo-dev").get("ReservedConcurrentExecutions")
result = {"runtime": found["Runtime"], "memory": found["MemorySize"], "timeout": found["Timeout"],
  "layers": [layer["Arn"] for layer in found.get("Layers", [])], "reserved": reserved}`,
  )

/** Changes the deployed function. */
const configured = ({ aws }: Stage, change: object): Promise<unknown> =>
  boto(
    aws,
    `client("lambda").update_function_configuration(FunctionName="demo-dev", **data)
result = 0`,
    change,
  )

const reserve = ({ aws }: Stage, amount: number): Promise<unknown> =>
  boto(
    aws,
    `client("lambda").put_function_concurrency(FunctionName="demo-dev", ReservedConcurrentExecutions=data)
result = 0`,
    amount,
  )

const sets =
  (name: string, value: string) =>
  ({ body }: Request): boolean =>
    JSON.stringify((JSON.parse(body.toString()) as Record<string, unknown>)[name])?.includes(
      value,
    ) === true

/** The message of AWS for a runtime that it accepts no more. */
const NO_RUNTIME = {
  status: 400,
  code: 'InvalidParameterValueException',
  message:
    'The runtime parameter of python3.7 is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.',
}

/** The old code is live, and everything says that this is not the whole. */
async function expectPartly(stage: Stage, result: ActionResult): Promise<void> {
  expect(outcome(result)).toBe('failed not-restored post 1')
  expect(result.log).not.toMatch(/The old code is live again, as version/)
  expect(result.summary).toContain('the old code is live again, but not restored')
  await expectOldCode(stage, result)
}

withTools(['zappa', 'moto'], () => {
  zappaWorld()

  test('a runtime that AWS accepts no more: the rest is restored, and there was a warning before', async () => {
    const stage = await released()
    const { aws, project } = stage
    await configured(stage, { Runtime: 'python3.7' })
    const before = await configuration(stage)
    settings(stage, { use_apigateway: false, memory_size: 1024, timeout_seconds: 90 })
    project.migration('fails')
    aws.fault('UpdateFunctionConfiguration', { ...NO_RUNTIME, when: sets('Runtime', '3.7') })
    const lines: string[] = []
    const result = await update(stage, {}, { onLine: (line) => void lines.push(line) })
    await expectPartly(stage, result)
    const now = await configuration(stage)
    expect(now).toEqual({ ...before, runtime: now.runtime })
    expect(now.runtime).not.toBe('python3.7')
    expect(message(result)).toContain('"migrate --noinput" failed')
    expect(message(result)).toMatch(/^Restored: the code, as version 3 .*, MemorySize, Timeout/m)
    expect(message(result)).toMatch(/^Not restored: Runtime: AWS refuses .*no longer supported/m)
    expect(result.summary).toMatch(/\| not restored \| <code>Runtime<\/code> \|/)
    expect(warnings(result)[0]).toContain('AWS no longer accepts "python3.7"')
    const [warned, updated] = ['no longer accepts "python3', 'zappa update dev'].map((text) =>
      lines.findIndex((line) => line.includes(text)),
    )
    expect(warned).toBeGreaterThan(-1)
    expect(warned).toBeLessThan(Number(updated))
  })

  test('a run that is killed in such a restore: the post step restores the rest and names what is missing', async () => {
    const stage = await released()
    const { aws, project } = stage
    await configured(stage, { Runtime: 'python3.7' })
    const before = await configuration(stage)
    settings(stage, { use_apigateway: false, memory_size: 1024 })
    project.migration('fails')
    aws.fault('UpdateFunctionConfiguration', { ...NO_RUNTIME, when: sets('Runtime', '3.7') })
    const mark = markedRun()
    const killed = aws.called('UpdateFunctionCode', 2).then(() => mark.kill())
    const result = await update(stage, {}, { env: mark.env })
    await killed
    expect([result.killedBy, result.postExitCode]).toEqual(['SIGKILL', 1])
    expect(result.log).toMatch(/Not restored: Runtime: AWS refuses .*no longer supported/)
    expect(result.log).not.toMatch(/The old code is live again, as version/)
    const now = await configuration(stage)
    expect(now).toEqual({ ...before, runtime: now.runtime })
    expect([await aws.sha('demo-dev'), mark.processes()]).toEqual([stage.before, []])
  })

  test('a layer that is gone, and the post step that restores it when it is back', async () => {
    const stage = await released()
    const { aws, project } = stage
    const layer = await boto<string>(
      aws,
      `import io, zipfile
packed = io.BytesIO()
zipfile.ZipFile(packed, "w").writestr("python/empty.py", "")
result = client("lambda").publish_layer_version(LayerName="more", Content={"ZipFile": packed.getvalue()})["LayerVersionArn"]`,
    )
    await configured(stage, { Layers: [layer] })
    const before = await configuration(stage)
    project.migration('fails')
    const gone = { status: 404, code: 'ResourceNotFoundException', message: `Layer ${layer}` }
    aws.fault('UpdateFunctionConfiguration', { ...gone, when: sets('Layers', layer) })
    const onLine = (line: string): void => {
      if (line.includes('Reason code: not-restored')) aws.unfault()
    }
    const result = await update(stage, {}, { onLine })
    expect(outcome(result)).toBe('failed not-restored')
    expect(message(result)).toContain('Not restored: Layers: The resource does not exist at AWS')
    expect(await configuration(stage)).toEqual(before)
    expect(result.log).toContain('Configuration restored: "Layers"')
    await expectOldCode(stage, result)
  })

  test('an alias that may not be moved back', async () => {
    const stage = await released()
    const { aws, project } = stage
    await boto(
      aws,
      `client("lambda").create_alias(FunctionName="demo-dev", Name="current-alb-version", FunctionVersion="1")
result = 0`,
    )
    project.migration('fails')
    aws.fault('UpdateAlias', { ...FAULTS.denied, skip: 1 })
    const result = await update(stage)
    await expectPartly(stage, result)
    expect(message(result)).toMatch(
      /^Not restored: the alias "current-alb-version": AWS denies access/m,
    )
  })

  test('reserved concurrency, which an update removes, is restored; if that is refused it is named', async () => {
    const stage = await released()
    const { aws, project } = stage
    await reserve(stage, 5)
    const before = await configuration(stage)
    expect(before.reserved).toBe(5)
    project.migration('fails')
    const first = await update(stage)
    expect(outcome(first)).toBe('failed migration-failed restored')
    expect(await configuration(stage)).toEqual(before)
    aws.fault('PutFunctionConcurrency', FAULTS.denied)
    const second = await update(stage)
    await expectPartly(stage, second)
    expect(message(second)).toContain('Not restored: the reserved concurrency: AWS denies access')
  })

  test('variables that AWS did not return, because it may not use their key', async () => {
    const stage = await released()
    const { aws, project } = stage
    project.migration('fails')
    const refusal = { ErrorCode: 'AccessDeniedException', Message: 'The key may not be used' }
    const edit = (answer: Record<string, unknown>) => ({
      ...answer,
      Configuration: { ...(answer['Configuration'] as object), Environment: { Error: refusal } },
    })
    aws.fault('GetFunction', { edit, times: 2 })
    const result = await update(stage)
    await expectPartly(stage, result)
    expect(message(result)).toMatch(/^Not restored: Environment: .*did not return it before/m)
    expect(warnings(result)[0]).toContain("variables can't be hidden in the log")
  })

  test('the code is refused after the configuration was restored: both are named', async () => {
    const stage = await released({ memory_size: 1024 })
    const { aws, project } = stage
    project.migration('fails')
    aws.fault('UpdateFunctionCode', { ...FAULTS.denied, skip: 1 })
    const result = await update(stage)
    expect(outcome(result)).toBe('failed not-restored changed post 1')
    expect(message(result)).toMatch(/^Restored: MemorySize$/m)
    expect(message(result)).toMatch(/^Not restored: the code: AWS denies access/m)
    expect(await page(stage)).toBe('200 release 2')
  })
})
