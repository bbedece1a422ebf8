// A stage whose function is an image. Its images are packages made by Zappa beforehand.
import { globSync, rmSync } from 'node:fs'
import { boto } from '../../../fakes/aws/boto.ts'
import { packaged } from '../../../fakes/zappa-project/deployed.ts'
import type { Migration } from '../../../fakes/zappa-project/project.ts'
import { repackedFrom } from './next-version.ts'
import { type Stage, settings, undeployed } from './update.ts'

export type ImageStage = Stage & {
  /** The image of release 1. */
  readonly first: string
  /** An image of another release, with this migration or none after the first. */
  image(release: string, migration?: Migration): Promise<string>
}

/** Pushes the image of release 1 and deploys nothing. `change`: additional settings. */
export async function imageStage(change: Readonly<Record<string, unknown>>): Promise<ImageStage> {
  const stage = await undeployed()
  const { aws, project } = stage
  const zip = await packaged(aws, project)
  settings(stage, { use_apigateway: false, s3_bucket: undefined, ...change })
  const first = await aws.push(zip)
  return {
    ...stage,
    before: digestOf(first),
    first,
    async image(release, migration) {
      project.release(release)
      for (const name of globSync(`${project.folder}/notes/migrations/0002_*`)) rmSync(name)
      if (migration) project.migration(migration)
      return aws.push(await repackedFrom(zip, project))
    },
  }
}

/** Returns the CodeSha256 of an image. */
export const digestOf = (uri: string): string => uri.split('@sha256:')[1] ?? ''

export type Configuration = {
  readonly memory: number
  readonly timeout: number
  readonly variables: Readonly<Record<string, string>>
  readonly layers: readonly string[]
  readonly aliases: Readonly<Record<string, string>>
}

/** Resolves with the function's settings and the versions of its aliases. */
export const configuration = ({ aws, project }: Stage): Promise<Configuration> =>
  boto(
    aws,
    `functions = client("lambda")
found = functions.get_function_configuration(FunctionName=data)
aliases = functions.list_aliases(FunctionName=data)["Aliases"]
result = {"memory": found["MemorySize"], "timeout": found["Timeout"], "variables": found["Environment"]["Variables"],
  "layers": [layer["Arn"] for layer in found.get("Layers", [])], "aliases": {one["Name"]: one["FunctionVersion"] for one in aliases}}`,
    project.name,
  )
