// A stage with slim_handler: the function consists of a handler that fetches the project from S3 when it starts.
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, jest, test } from '@jest/globals'
import { boto } from '../../../fakes/aws/boto.ts'
import { packaged } from '../../../fakes/zappa-project/deployed.ts'
import { environmentOfZappa } from '../../../fakes/zappa-project/project.ts'
import { withTools } from '../../support/tools.ts'
import {
  expectNewCode,
  folder,
  outcome,
  settings,
  undeployed,
  update,
  warnings,
  zappaWorld,
} from '../../support/zappa-update/update.ts'

jest.setTimeout(300_000)

/** Zappa installs the handler's packages again: pip takes them from a folder. */
function wheels(): Record<string, string> {
  const target = folder()
  const script = join(import.meta.dirname, '../../../fakes/zappa-project/wheels.py')
  // Part of Lambda's runtime.
  const empty = ['boto3', 'botocore', 's3transfer', 'troposphere', 'setuptools']
  execFileSync(join(environmentOfZappa(), 'bin/python'), [script, target, ...empty])
  return { PIP_NO_INDEX: '1', PIP_FIND_LINKS: target }
}

/** Creates a function without slim_handler: release 1. */
const CREATE = `import base64
client("s3").create_bucket(Bucket="zappa-demo", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
role = client("iam").create_role(RoleName="demo", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
made = client("lambda").create_function(FunctionName=data["name"], Role=role, Runtime=data["runtime"], Handler="handler.lambda_handler",
  Code={"ZipFile": base64.b64decode(data["zip"])}, Timeout=60, Publish=True, Environment={"Variables": data["variables"]})
result = made["CodeSha256"]`

withTools(['zappa', 'moto'], () => {
  zappaWorld()

  test("an update that can't be restored: the new project runs, and nothing else is left on S3", async () => {
    const plain = await undeployed()
    const { aws, project } = plain
    // The handler unpacks the project there, and finds it there at its next start.
    const name = `slim${randomBytes(6).toString('hex')}`
    using _ = {
      [Symbol.dispose]: () => rmSync(join('/tmp', name), { recursive: true, force: true }),
    }
    const { runtime, aws_environment_variables: variables } = project.settings['dev'] ?? {}
    const zip = (await packaged(aws, project)).toString('base64')
    const created = { name: `${name}-dev`, runtime, variables, zip }
    const before = await boto<string>(aws, CREATE, created)
    const stage = { ...plain, before, project: { ...project, name: `${name}-dev` } }
    settings(stage, { project_name: name, slim_handler: true, use_apigateway: false })
    project.release('2')
    project.migration('adds')
    const result = await update(stage, { 'on-failure': 'keep' }, { env: wheels() })
    expect(outcome(result)).toBe('ok - changed')
    expect(warnings(result)).toEqual([])
    expect(result.log).toContain('Applying notes.0002_adds... OK')
    await expectNewCode(stage, result)
    const objects = `result = [one["Key"] for one in client("s3").list_objects_v2(Bucket="zappa-demo")["Contents"]]`
    expect(await boto(aws, objects)).toEqual([`dev_${name}_current_project.tar.gz`])
  })
})
