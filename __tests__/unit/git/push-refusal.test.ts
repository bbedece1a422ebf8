import { describe, expect, test } from '@jest/globals'
import { pushRefusal } from '../../../kit/git/push-refusal.ts'
import { readPushResult } from '../../../kit/git/push-result.ts'

const MAIN = 'refs/heads/main'
const TAG = 'refs/tags/v1'

/** What git prints when GitHub refuses one of three refs. */
function refused(ref: string, summary: string, words: string) {
  const others = [MAIN, TAG, 'refs/heads/release/1'].filter((name) => name !== ref)
  const lines = [
    'To https://github.com/O/R.git',
    `!\t${'1'.repeat(40)}:${ref}\t[remote rejected] (${summary})`,
    ...others.map((name) => `!\t:${name}\t[remote rejected] (atomic transaction failed)`),
    'Done',
  ]
  const stderr = words.split('\n').map((line) => `remote: ${line}`.trimEnd())
  return {
    code: 1,
    stdout: `${lines.join('\n')}\n`,
    stderr: [...stderr, "error: failed to push some refs to 'https://github.com/O/R.git'"].join(
      '\n',
    ),
  }
}

const PROTECTED = 'protected branch hook declined'
const RULES = 'push declined due to repository rule violations'
const gh006 = (ref: string, rules: string): string =>
  `error: GH006: Protected branch update failed for ${ref}.\nerror: ${rules}`
const gh013 = (ref: string, ...rules: readonly string[]): string =>
  `error: GH013: Repository rule violations found for ${ref}.\nReview all repository rules at https://github.com/O/R/rules?ref=${encodeURIComponent(ref)}\n\n${rules.map((rule) => `- ${rule}\n`).join('\n')}`
const WORKFLOW =
  'refusing to allow a GitHub App to create or update workflow `.github/workflows/x.yml` without `workflows` permission'

describe('the reason of a refusal by GitHub is that of its words', () => {
  test.each([
    [
      MAIN,
      PROTECTED,
      gh006(MAIN, 'Changes must be made through the merge queue'),
      'needs-merge-queue',
    ],
    [
      MAIN,
      RULES,
      gh013(
        MAIN,
        'Changes must be made through a pull request.',
        'Changes must be made through the merge queue',
      ),
      'needs-merge-queue',
    ],
    [
      MAIN,
      PROTECTED,
      gh006(MAIN, 'Branch main has been added to a merge queue and cannot be updated.'),
      'needs-merge-queue',
    ],
    [
      MAIN,
      PROTECTED,
      gh006(MAIN, 'At least 1 approving review is required by reviewers with write access.'),
      'needs-pull-request',
    ],
    [
      MAIN,
      RULES,
      gh013(
        MAIN,
        'Commits must have verified signatures.',
        'Changes must be made through a pull request.',
      ),
      'needs-pull-request',
    ],
    [
      MAIN,
      RULES,
      gh013(
        MAIN,
        'Commits must have verified signatures.',
        '2 of 2 required status checks are expected.',
      ),
      'needs-signature',
    ],
    [MAIN, PROTECTED, gh006(MAIN, 'Required status check "build" is expected.'), 'needs-checks'],
    [MAIN, RULES, gh013(MAIN, '2 of 2 required status checks are expected.'), 'needs-checks'],
    [MAIN, WORKFLOW, '', 'needs-workflows-permission'],
    [MAIN, RULES, gh013(MAIN, WORKFLOW), 'needs-workflows-permission'],
    [
      TAG,
      PROTECTED,
      `error: GH006: Protected tag update failed for ${TAG}.\nerror: You're not authorized to create a tag.`,
      'tag-protected',
    ],
    [
      TAG,
      RULES,
      gh013(TAG, 'Cannot create ref due to creations being restricted.'),
      'tag-protected',
    ],
    [TAG, RULES, gh013(TAG, 'Cannot update this protected ref.'), 'tag-protected'],
    [MAIN, RULES, gh013(MAIN, 'Cannot update this protected ref.'), 'refused'],
    [
      MAIN,
      PROTECTED,
      gh006(
        MAIN,
        "You're not authorized to push to this branch. Visit https://docs.github.com/x for more information.",
      ),
      'not-authorized',
    ],
    [MAIN, 'pre-receive hook declined', 'No releases on Fridays.', 'refused'],
  ])('%s (%s): %s', (ref, summary, words, reason) => {
    const result = readPushResult(refused(ref, summary, words))
    if (result.kind !== 'refused') throw new Error(result.kind)
    const refusal = pushRefusal(result)
    expect([refusal.reason, refusal.ref]).toEqual([reason, ref])
    // What is shown names a rule, never only a heading or a link.
    expect(refusal.rules.length).toBeGreaterThan(0)
    expect(refusal.rules.join('\n')).not.toMatch(/GH0|Review all/)
  })

  test('if a hook refused all refs, the one that its words name is the cause', () => {
    const { stdout, ...rest } = refused(
      TAG,
      RULES,
      gh013(MAIN, 'Changes must be made through a pull request.'),
    )
    const all = stdout.replaceAll(/\(.*\)$/gm, `(${RULES})`)
    const result = readPushResult({ ...rest, stdout: all })
    if (result.kind !== 'refused') throw new Error(result.kind)
    expect(pushRefusal(result)).toMatchObject({ reason: 'needs-pull-request', ref: MAIN })
  })
})

const line = (summary: string): string => `!\t${'1'.repeat(40)}:${MAIN}\t${summary}\nDone\n`

describe('what git and servers say that no server here does', () => {
  test.each([
    [
      'moved, at GitHub',
      1,
      line(
        `[remote rejected] (cannot lock ref '${MAIN}': is at ${'2'.repeat(40)} but expected ${'1'.repeat(40)})`,
      ),
      '',
      'moved',
    ],
    [
      'created by another, git 2.50',
      1,
      line('[remote rejected] (reference already exists)'),
      '',
      'moved',
    ],
    ['moved, git 2.50', 1, line('[remote rejected] (incorrect old value provided)'), '', 'moved'],
    ['moved, JGit', 1, line('[remote rejected] (failed to lock)'), '', 'moved'],
    [
      'no report',
      1,
      line('[remote failure] (remote failed to report status)'),
      'error: x',
      'unknown',
    ],
    [
      'archived',
      128,
      '',
      "remote: This repository was archived so it is read-only.\nfatal: unable to access 'https://github.com/O/R.git/': The requested URL returned error: 403",
      'not-authorized',
    ],
    [
      'no login',
      128,
      '',
      "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
      'not-authorized',
    ],
    [
      'a deploy key that only reads',
      128,
      '',
      'ERROR: The key you are authenticating with has been marked as read only.\nfatal: Could not read from remote repository.',
      'not-authorized',
    ],
    [
      'another deploy key',
      128,
      '',
      'ERROR: Permission to O/R.git denied to deploy key\nfatal: Could not read from remote repository.',
      'not-authorized',
    ],
    [
      'two headers',
      128,
      '',
      'remote: Duplicate header: "Authorization"\nfatal: unable to access \'https://github.com/O/R/\': The requested URL returned error: 400',
      'unknown',
    ],
    [
      'no host',
      128,
      '',
      "fatal: unable to access 'https://x/': Could not resolve host: x",
      'unknown',
    ],
    ['killed', null, '', '', 'unknown'],
    [
      'without atomic, over HTTP',
      1,
      '',
      'fatal: the receiving end does not support --atomic push\nfatal: the remote end hung up unexpectedly\nerror: failed to push some refs',
      'no-atomic',
    ],
    [
      'a server that only says so',
      1,
      line('[remote rejected] (pre-receive hook declined)'),
      'remote: fatal: the receiving end does not support --atomic push',
      'refused',
    ],
  ] as const)('%s', (_, code, stdout, stderr, kind) => {
    expect(readPushResult({ code, stdout, stderr }).kind).toBe(kind)
  })

  test('the words of a server come without colours, padding and marks', () => {
    const stderr =
      'remote: \u001b[31merror: no\u001b[m        \nremote:\nremote: 50%\rremote: done\n'
    const result = readPushResult({
      code: 1,
      stdout: line('[remote rejected] (hook declined)'),
      stderr,
    })
    expect(result).toMatchObject({ remote: ['error: no', '50%', 'done'] })
  })
})
