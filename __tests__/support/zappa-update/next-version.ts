// The next version of a deployed project, without packaging it again.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Aws } from '../../../fakes/aws/aws.ts'
import { environmentOfZappa, type Project } from '../../../fakes/zappa-project/project.ts'

const REPACK = join(import.meta.dirname, '../../../fakes/zappa-project/repack.py')

/** The deployed package with the project's own files as they are now. */
export const repacked = async (aws: Aws, project: Project): Promise<Buffer> =>
  repackedFrom(await aws.code(project.name), project)

/** A package with the project's own files as they are now. */
export async function repackedFrom(zip: Buffer, { folder }: Project): Promise<Buffer> {
  const temp = mkdtempSync(join(tmpdir(), 'towpath-repack-'))
  try {
    const [old, next] = [join(temp, 'old.zip'), join(temp, 'new.zip')]
    writeFileSync(old, zip)
    const python = join(environmentOfZappa(), 'bin/python')
    await promisify(execFile)(python, [REPACK, old, folder, next])
    return readFileSync(next)
  } finally {
    rmSync(temp, { recursive: true })
  }
}

/** Deploys the project as it is now, as a new version. Resolves with its CodeSha256. */
export async function deployNextVersion(aws: Aws, project: Project): Promise<string> {
  return aws.update(project.name, await repacked(aws, project))
}
