// The tests' AWS, called by real boto3: what the proxy adds to moto must answer as real AWS does.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { type Aws, startAws } from '../../../fakes/aws/aws.ts'
import { boto } from '../../../fakes/aws/boto.ts'
import { FAULTS } from '../../../fakes/aws/faults.ts'
import { deployed } from '../../../fakes/zappa-project/deployed.ts'
import { djangoProject, type Project } from '../../../fakes/zappa-project/project.ts'
import { withTools } from '../../support/tools.ts'
import { deployNextVersion, repacked } from '../../support/zappa-update/next-version.ts'

const INVOKE = `
from base64 import b64decode
lam, logs = client("lambda", read_timeout=120), client("logs")
answer = lam.invoke(FunctionName="demo-dev", LogType="Tail", Payload=json.dumps(data))
group = "/aws/lambda/demo-dev"
events = logs.get_paginator("filter_log_events").paginate(logGroupName=group).build_full_result()["events"]
id = answer["ResponseMetadata"]["RequestId"]
start = max(number for number, event in enumerate(events) if f"START RequestId: {id}" in event["message"])
result = {"id": id, "error": answer.get("FunctionError"), "payload": json.load(answer["Payload"]),
    "tail": b64decode(answer["LogResult"]).decode(errors="replace"), "stream": events[start]["logStreamName"],
    "log": "".join(event["message"] for event in events[start:])}
`
type Invoked = Record<'id' | 'error' | 'tail' | 'log' | 'stream', string> & {
  readonly payload: Record<string, unknown>
}

withTools(['zappa', 'moto'], () => {
  let aws: Aws
  let project: Project
  const temp = mkdtempSync(join(tmpdir(), 'towpath-aws-test-'))
  let count = 0
  beforeAll(async () => {
    aws = await startAws()
  }, 300_000)
  afterAll(async () => {
    await aws[Symbol.asyncDispose]()
    rmSync(temp, { recursive: true })
  })
  beforeEach(async () => {
    await aws.reset()
    count += 1
    project = djangoProject(join(temp, `project${count}`))
    await deployed(aws, project)
  }, 300_000)
  const migrate = (): Promise<Invoked> => boto(aws, INVOKE, { manage: 'migrate --noinput' })
  const page = async (path: string): Promise<string> => {
    const answer = await fetch(`${aws.siteUrl('demo-dev')}${path}`)
    return `${answer.status} ${(await answer.text()).trim()}`
  }

  test('a management command runs in the package, on the database that the variables name', async () => {
    expect(await page('/')).toBe('200 release 1')
    expect(await page('/healthz')).toMatch(/^500 /)
    const { id, error, payload, log, tail, stream } = await migrate()
    expect([error, payload]).toEqual([null, {}])
    expect(tail).toBe(log)
    const lines = log.split('\n')
    expect(lines[0]).toBe(`START RequestId: ${id} Version: $LATEST`)
    expect(lines).toContain('  Applying notes.0001_initial... OK')
    expect(lines.at(-3)).toBe(`END RequestId: ${id}`)
    expect(lines.at(-2)).toMatch(new RegExp(`^REPORT RequestId: ${id}\tDuration: [\\d.]+ ms\t`))
    expect(stream).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST][0-9a-f]{32}$/)
    expect(await page('/healthz')).toBe('200 release 1 has 0 notes')
    expect(aws.callsOf('Invoke').length).toBe(1)
  })

  test('an error of the function, with its traceback', async () => {
    project.migration('fails')
    await deployNextVersion(aws, project)
    const { error, payload, log } = await migrate()
    expect(error).toBe('Unhandled')
    expect(payload).toMatchObject({
      errorType: 'OperationalError',
      errorMessage: 'no such table: no_such_table',
      stackTrace: expect.arrayContaining([expect.stringContaining('/var/task/')]),
    })
    expect(log).toContain('[ERROR] OperationalError: no such table: no_such_table\nTraceback (most')
  })

  test('a command that prints all variables, and a broken site', async () => {
    project.migration('prints')
    project.break()
    await deployNextVersion(aws, project)
    const { log } = await migrate()
    for (const secret of project.secrets) expect(log).toContain(secret)
    expect(log).toMatch(/^\[WARNING]\t\S+Z\t[0-9a-f-]{36}\tthe key is key-of-the-package$/m)
    expect(await page('/')).toMatch(/^500 /)
  })

  test('a function that exceeds its timeout', async () => {
    project.migration('sleeps')
    await deployNextVersion(aws, project)
    await boto(
      aws,
      `result = client("lambda").update_function_configuration(FunctionName="demo-dev", Timeout=3)`,
    )
    const { id, error, payload, log } = await migrate()
    expect([error, payload['errorType']]).toEqual(['Unhandled', 'Sandbox.Timedout'])
    expect(payload['errorMessage']).toBe(
      `RequestId: ${id} Error: Task timed out after 3.00 seconds`,
    )
    expect(log).toMatch(new RegExp(`Z ${id} Task timed out after 3.00 seconds\n\n`))
  })

  test('the tail of a log is its last 4 kB; CloudWatch has all of it', async () => {
    project.migration('talks')
    await deployNextVersion(aws, project)
    const { tail, log } = await migrate()
    expect(Buffer.byteLength(tail)).toBe(4096)
    expect(log.endsWith(tail)).toBe(true)
    expect(log.match(/line \d+ of a long migration$/gm)?.length).toBe(500)
  })

  test("a package's own modules come before those of the runtime", async () => {
    const program = { raw_command: 'import six; print(f"six is {six.__version__}")' }
    expect((await boto<Invoked>(aws, INVOKE, program)).log).toMatch(/^six is 1\./m)
    writeFileSync(join(project.folder, 'six.py'), '__version__ = "of the project"\n')
    await deployNextVersion(aws, project)
    expect((await boto<Invoked>(aws, INVOKE, program)).log).toMatch(/^six is of the project$/m)
  })

  test('a process that ends without an answer', async () => {
    const { payload } = await boto<Invoked>(aws, INVOKE, { raw_command: 'import os; os._exit(3)' })
    expect(payload).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/Error: Runtime exited with error: exit status 3$/),
    })
  })

  test('versions are published, fetched, deleted and restored', async () => {
    const first = (await aws.sha('demo-dev')) ?? ''
    project.release('2')
    const second = await deployNextVersion(aws, project)
    expect(await page('/')).toBe('200 release 2')
    const program = `
import base64, hashlib, urllib.request
lam = client("lambda")
get = lambda **more: lam.get_function(FunctionName="demo-dev", **more)
forms = ["demo-dev:1", "function:demo-dev:1", "arn:aws:lambda:eu-west-1:123456789012:function:demo-dev:1"]
shas = [lam.get_function(FunctionName=form)["Configuration"]["CodeSha256"] for form in forms]
location = get(Qualifier="1")["Code"]
zip = urllib.request.urlopen(location["Location"]).read()
fetched = base64.b64encode(hashlib.sha256(zip).digest()).decode()
lam.delete_function(FunctionName="demo-dev", Qualifier="2")
gone = code(lam.get_function, FunctionName="demo-dev", Qualifier="2")
answer = lam.update_function_code(FunctionName="demo-dev", ZipFile=zip, Publish=True)
lam.get_waiter("function_updated_v2").wait(FunctionName="demo-dev")
versions = [version["Version"] for version in lam.list_versions_by_function(FunctionName="demo-dev")["Versions"]]
absent = [code(call, FunctionName="no-such") for call in (lam.get_function, lam.list_versions_by_function)]
result = {"shas": shas, "type": location["RepositoryType"], "fetched": fetched, "gone": gone, "versions": versions,
    "version": answer["Version"], "latest": get()["Configuration"]["CodeSha256"], "absent": absent}
`
    const arn = 'arn:aws:lambda:eu-west-1:123456789012:function'
    const missing = (name: string): unknown[] => [
      404,
      'ResourceNotFoundException',
      `Function not found: ${arn}:${name}`,
    ]
    expect(second).not.toBe(first)
    expect(await boto(aws, program)).toEqual({
      shas: [first, first, first],
      type: 'S3',
      fetched: first,
      gone: missing('demo-dev:2'),
      versions: ['$LATEST', '1', '3'],
      version: '3',
      latest: first,
      absent: [missing('no-such'), missing('no-such')],
    })
    expect(await aws.versions('demo-dev')).toEqual([
      { version: '1', sha: first },
      { version: '3', sha: first },
    ])
    expect(await page('/')).toBe('200 release 1')
  })

  test('code that is published already is not published again', async () => {
    const program = `
lam = client("lambda")
zip = base64.b64decode(data)
publish = lambda: lam.update_function_code(FunctionName="demo-dev", ZipFile=zip, Publish=True)["Version"]
lam.create_alias(FunctionName="demo-dev", Name="live", FunctionVersion="1")
held = code(lam.delete_function, FunctionName="demo-dev", Qualifier="1")
first = publish()
lam.update_function_configuration(FunctionName="demo-dev", MemorySize=256)
result = [held, first, publish(), publish()]
`
    const zip = (await aws.code('demo-dev')).toString('base64')
    const held = 'Unable to delete version because the following aliases reference it: [live]'
    expect(await boto(aws, `import base64\n${program}`, zip)).toEqual([
      [409, 'ResourceConflictException', held],
      '1',
      '2',
      '2',
    ])
  })

  test('tags and aliases survive an update', async () => {
    await aws.tag('demo-dev', { towpath: 'run 1' })
    project.release('2')
    await deployNextVersion(aws, project)
    const program = `
lam = client("lambda")
name, arn = "demo-dev", "arn:aws:lambda:eu-west-1:123456789012:function:demo-dev"
lam.create_alias(FunctionName=name, Name="snapstart", FunctionVersion="1")
before = lam.get_alias(FunctionName=name, Name="snapstart")["FunctionVersion"]
lam.update_alias(FunctionName=name, Name="snapstart", FunctionVersion="2")
after = [alias["FunctionVersion"] for alias in lam.list_aliases(FunctionName=name)["Aliases"]]
lam.tag_resource(Resource=arn, Tags={"other": "yes"})
lam.untag_resource(Resource=arn, TagKeys=["towpath"])
result = [before, after, lam.get_function(FunctionName=name)["Tags"], code(lam.get_alias, FunctionName=name, Name="none")[:2]]
`
    expect(await aws.tags('demo-dev')).toEqual({ towpath: 'run 1' })
    expect(await boto(aws, program)).toEqual([
      '1',
      ['2'],
      { other: 'yes' },
      [404, 'ResourceNotFoundException'],
    ])
  })

  test('a function that is an image runs it and reports its digest', async () => {
    const uri = await aws.push(await aws.code('demo-dev'))
    const [, digest = ''] = uri.split('@sha256:')
    const program = `
lam = client("lambda")
old = lam.get_function_configuration(FunctionName="demo-dev")
made = lam.create_function(FunctionName="image", Role=old["Role"], PackageType="Image", Code={"ImageUri": data}, Publish=True,
    Timeout=60, Environment=old["Environment"])
found = lam.get_function(FunctionName="image")
update = lambda **more: code(lam.update_function_code, FunctionName="image", **more)
refused = [update(ZipFile=b"zip"), update(ImageUri=data[:-64] + "0" * 64),
    code(lam.update_function_configuration, FunctionName="image", Handler="a.b"),
    code(lam.update_function_code, FunctionName="demo-dev", ImageUri=data)]
again = lam.update_function_code(FunctionName="image", ImageUri=data, Publish=True)
said = lam.invoke(FunctionName="image", Payload=json.dumps({"manage": "migrate --noinput"}))
result = {"made": made["CodeSha256"], "type": found["Configuration"]["PackageType"], "code": found["Code"], "again": again["Version"],
    "handler": found["Configuration"].get("Handler"), "refused": [each[1:] for each in refused], "said": json.load(said["Payload"])}
`
    const no = (message: unknown): unknown[] => ['InvalidParameterValueException', message]
    expect(await boto(aws, program, uri)).toEqual({
      made: digest,
      type: 'Image',
      handler: null,
      code: { RepositoryType: 'ECR', ImageUri: uri, ResolvedImageUri: uri },
      again: '1',
      said: {},
      refused: [
        no('Please provide ImageUri when updating a function with packageType Image.'),
        no(
          expect.stringMatching(/^Source image \S+ does not exist. Provide a valid source image.$/),
        ),
        no(expect.stringContaining("Please don't provide Handler or Runtime or Layer")),
        no("Please don't provide ImageUri when updating a function with packageType Zip."),
      ],
    })
  })

  test('provisioned concurrency belongs to a version until it is removed', async () => {
    const program = `
lam = client("lambda")
of = lambda version: {"FunctionName": "demo-dev", "Qualifier": version}
put = lambda version: lam.put_provisioned_concurrency_config(**of(version), ProvisionedConcurrentExecutions=2)
described = lambda found: [found["Status"], found["RequestedProvisionedConcurrentExecutions"], found["AvailableProvisionedConcurrentExecutions"]]
none = code(lam.get_provisioned_concurrency_config, **of("1"))
result = [none[:2], described(put("1")), described(lam.get_provisioned_concurrency_config(**of("1"))),
    code(lam.delete_provisioned_concurrency_config, **of("1")), code(lam.delete_provisioned_concurrency_config, **of("1"))[:2],
    code(lambda: put("$LATEST"))[:2], code(lambda: put("7"))[:2]]
`
    expect(await boto(aws, program)).toEqual([
      [404, 'ProvisionedConcurrencyConfigNotFoundException'],
      ['IN_PROGRESS', 2, 0],
      ['READY', 2, 2],
      null,
      [404, 'ResourceNotFoundException'],
      [400, 'InvalidParameterValueException'],
      [404, 'ResourceNotFoundException'],
    ])
  })

  test('while an update is in progress, others are refused', async () => {
    aws.lastUpdateStatus('demo-dev', 'InProgress', 3_600_000)
    const program = `
lam = client("lambda")
status = lam.get_function_configuration(FunctionName="demo-dev")["LastUpdateStatus"]
result = [status, code(lam.update_function_configuration, FunctionName="demo-dev", MemorySize=256)]
`
    const { status, code, message } = FAULTS.conflict
    expect(await boto(aws, program)).toEqual(['InProgress', [status, code, message]])
    aws.lastUpdateStatus('demo-dev', 'InProgress', 0)
    expect(await boto(aws, program)).toEqual(['Successful', null])
  })

  test('errors have the format of their service', async () => {
    const operations = {
      lambda: 'GetFunction',
      s3: 'HeadBucket',
      iam: 'GetRole',
      sts: 'GetCallerIdentity',
      cloudformation: 'DescribeStacks',
      logs: 'FilterLogEvents',
      events: 'ListRules',
      apigateway: 'GetRestApis',
    }
    for (const operation of [...Object.values(operations), 'PutObject']) {
      aws.fault(operation, FAULTS.expired)
    }
    const program = `
asked = {"lambda": {"FunctionName": "demo-dev"}, "s3": {"Bucket": "zappa-demo"}, "iam": {"RoleName": "x"}, "logs": {"logGroupName": "x"}}
snake = lambda name: botocore.xform_name(name)
result = {name: code(getattr(client(name), snake(operation)), **asked.get(name, {})) for name, operation in data.items()}
result["put"] = code(client("s3").put_object, Bucket="zappa-demo", Key="a", Body=b"b")
`
    const { status, code, message } = FAULTS.expired
    const said = await boto<Record<string, unknown[]>>(aws, program, operations)
    // A response to HEAD has no body: boto3 knows only the status.
    expect(said['s3']).toEqual([403, '403', 'Forbidden'])
    for (const [name, error] of Object.entries(said)) {
      if (name !== 's3') expect([name, error]).toEqual([name, [status, code, message]])
    }
  })

  test('faults are counted, apply after the call, or hang', async () => {
    const before = await aws.sha('demo-dev')
    aws.fault('GetFunction', { ...FAULTS.throttled, skip: 1, times: 1 })
    aws.fault('UpdateFunctionCode', { ...FAULTS.internal, after: true, times: 1 })
    aws.fault('ListTags', { hang: true })
    project.release('2')
    const zip = (await repacked(aws, project)).toString('base64')
    const program = `
import base64
lam = client("lambda")
codes = [(code(lam.get_function, FunctionName="demo-dev") or ["ok"])[0] for _ in range(3)]
result = [codes, code(lam.update_function_code, FunctionName="demo-dev", ZipFile=base64.b64decode(data), Publish=True)[0]]
lam.list_tags(Resource="arn:aws:lambda:eu-west-1:123456789012:function:demo-dev")
`
    const running = boto(aws, program, zip)
    const hung = await aws.called('ListTags')
    expect(hung.status).toBeUndefined()
    expect(await aws.sha('demo-dev')).not.toBe(before)
    expect((await aws.versions('demo-dev')).map(({ version }) => version)).toEqual(['1', '2'])
    aws.unfault()
    expect(await running).toEqual([['ok', 429, 'ok'], 500])
    expect(hung.status).toBe(200)
  })
})
