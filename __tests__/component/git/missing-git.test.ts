import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { gitIn } from '../../../kit/git/git.ts'
import { ROOT } from '../../../scripts/actions.ts'

test('the error on a runner without git says what to do', async () => {
  const reported = gitIn(tmpdir(), { PATH: '/none' }).ask(['status'])
  await expect(reported).rejects.toMatchObject({
    reason: 'git-failed',
    message:
      "git can't be run: it is not installed, or not in the PATH; install git before this step",
  })
})

test.each([
  [join(ROOT, 'none'), 'does not exist'],
  [join(ROOT, 'package.json'), 'is not a folder'],
])('%s is not a repository', async (folder, problem) => {
  await expect(gitIn(folder, process.env).ask(['status'])).rejects.toMatchObject({
    reason: 'no-repository',
    message: `"${folder}" ${problem}`,
  })
})
