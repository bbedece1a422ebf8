// Refused pushes of every kind, in the words of GitHub: the reason, the ref, every rule, what to do; not tried again, nothing changed.
import { describe, expect, test } from '@jest/globals'
import { type RefusedRef, refuseRefs } from '../../../fakes/git/refused-refs.ts'
import { wrongInstants } from '../../support/release/instants.ts'
import { releaseWorld, type Shop, said } from '../../support/release/world.ts'

const world = releaseWorld()

const PROTECTED = 'protected branch hook declined'
const RULESET = 'push declined due to repository rule violations'

const gh006 = (ref: string, rules: string): Omit<RefusedRef, 'ref'> => ({
  words: `error: GH006: Protected branch update failed for ${ref}.\nerror: ${rules}`,
  summary: PROTECTED,
})

const gh013 = (ref: string, ...rules: readonly string[]): Omit<RefusedRef, 'ref'> => ({
  words: [
    `error: GH013: Repository rule violations found for ${ref}.`,
    `Review all repository rules at https://github.com/o/r/rules?ref=${encodeURIComponent(ref)}`,
    '',
    ...rules.flatMap((rule) => [`- ${rule}`, '']),
  ].join('\n'),
  summary: RULESET,
})

const MASTER = 'refs/heads/master'
const TAG = 'refs/tags/v1.3.0'
const PULL = 'Changes must be made through a pull request.'
const WORKFLOW =
  'refusing to allow a GitHub App to create or update workflow `.github/workflows/x.yml` without `workflows` permission'

type Case = readonly [
  name: string,
  ref: string,
  refused: Omit<RefusedRef, 'ref'>,
  reason: string,
  advice: RegExp,
]

const CASES: readonly Case[] = [
  [
    'a merge queue',
    MASTER,
    gh013(MASTER, 'Changes must be made through the merge queue', PULL),
    'needs-merge-queue',
    /pull-request/,
  ],
  [
    'a branch in a merge queue',
    MASTER,
    gh006(MASTER, 'The branch has been added to a merge queue by captain and cannot be updated'),
    'needs-merge-queue',
    /pull-request/,
  ],
  [
    'pull requests, an old rule',
    MASTER,
    gh006(MASTER, `${PULL} 3 of 3 required status checks are expected.`),
    'needs-pull-request',
    /via: pull-request/,
  ],
  [
    'pull requests, a ruleset',
    MASTER,
    gh013(MASTER, PULL, '2 of 2 required status checks are expected.'),
    'needs-pull-request',
    /via: pull-request/,
  ],
  [
    'reviews',
    MASTER,
    gh006(MASTER, 'At least 1 approving review is required by reviewers with write access.'),
    'needs-pull-request',
    /via: pull-request/,
  ],
  [
    'signatures',
    MASTER,
    gh013(
      MASTER,
      'Commits must have verified signatures.',
      '2 of 2 required status checks are expected.',
    ),
    'needs-signature',
    /sign: github/,
  ],
  [
    'a check',
    MASTER,
    gh006(MASTER, 'Required status check "build" is expected.'),
    'needs-checks',
    /pull-request/,
  ],
  [
    'checks',
    MASTER,
    gh013(MASTER, '2 of 2 required status checks are expected.'),
    'needs-checks',
    /pull-request/,
  ],
  [
    'workflow files, in the summary',
    MASTER,
    { words: '', summary: WORKFLOW },
    'needs-workflows-permission',
    /GitHub App/,
  ],
  [
    'workflow files, in a ruleset',
    MASTER,
    gh013(MASTER, WORKFLOW),
    'needs-workflows-permission',
    /GitHub App/,
  ],
  [
    'a protected tag',
    TAG,
    {
      words: `error: GH006: Protected tag update failed for ${TAG}.\nerror: You're not authorized to create a tag.`,
      summary: 'protected tag hook declined',
    },
    'tag-protected',
    /bypass list/,
  ],
  [
    'a ruleset of tags',
    TAG,
    gh013(TAG, 'Cannot create ref due to creations being restricted.'),
    'tag-protected',
    /bypass list/,
  ],
  [
    'the tag of an immutable release',
    TAG,
    gh013(TAG, 'Cannot create ref: tag_name was used by an immutable release'),
    'tag-protected',
    /immutable/,
  ],
  [
    'a branch that only some may push to',
    MASTER,
    gh006(
      MASTER,
      "You're not authorized to push to this branch. Visit https://docs.github.com/ for more information.",
    ),
    'not-authorized',
    /contents: write/,
  ],
  [
    'another rule',
    MASTER,
    gh013(MASTER, 'Commit message must match the pattern ^TICKET-'),
    'refused',
    /Fix what the remote reports|TICKET/,
  ],
]

let first: Promise<Shop> | undefined

/** Returns a remote with a release that is started; it was started once for all of them. */
async function started(): Promise<Shop> {
  first ??= (async () => {
    const shop = world.shop()
    await world.run(shop, 'start')
    return shop
  })()
  return world.shop(await first)
}

/** Lets a shop refuse, and counts its pushes. */
function refusing(shop: Shop, refused: readonly RefusedRef[]): () => number {
  const answer = refuseRefs(shop.folder, refused)
  let pushes = 0
  shop.handle = ({ kind }) => {
    if (kind === 'push') pushes += 1
    return kind === 'push' ? { answer } : undefined
  }
  return () => pushes
}

test.each(CASES)('%s', async (_, ref, refused, reason, advice) => {
  const shop = await started()
  const before = shop.refs()
  const pushes = refusing(shop, [{ ref, ...refused }])
  const result = await world.run(shop, 'finish')
  const text = said(result)
  expect([result.success, result.outputs['reason'], result.outputs['changed']]).toEqual([
    false,
    reason,
    'false',
  ])
  expect(text).toContain(ref)
  expect(text).toMatch(advice)
  // Every rule is shown.
  const rules = refused.words.split('\n').filter((line) => line.startsWith('- '))
  for (const rule of rules) expect(text).toContain(rule.slice(2))
  // Refs that only fell with the others are no cause.
  expect(text).not.toMatch(/The push of [^\n]*develop/)
  expect(pushes()).toBe(1)
  expect(shop.refs()).toEqual(before)
})

describe('over git alone:', () => {
  test('a pre-receive hook refuses all refs, and only its words say which one', async () => {
    const shop = await started()
    const { chmodSync, writeFileSync } = await import('node:fs')
    const hook = `${shop.folder}/hooks/pre-receive`
    writeFileSync(
      hook,
      `#!/bin/sh\necho 'GL-HOOK-ERR: no releases on Fridays: ::error::x \x1b[31m**y**' >&2\nexit 1\n`,
    )
    chmodSync(hook, 0o755)
    const result = await world.run(shop, 'finish')
    expect(said(result)).toMatch(/^refused\n.*no releases on Fridays/s)
    // The remote's words are no workflow command, and no Markdown.
    expect(result.raw).not.toMatch(/^::error::x/m)
    expect(result.raw).not.toContain('\x1b[31m')
    expect(result.summary).not.toContain('**y**')
    expect(wrongInstants(shop)).toEqual([])
  })

  test('a rule that was bypassed is a success', async () => {
    const shop = await started()
    const { chmodSync, writeFileSync } = await import('node:fs')
    const hook = `${shop.folder}/hooks/post-receive`
    writeFileSync(
      hook,
      `#!/bin/sh\nprintf 'Bypassed rule violations for refs/heads/master:\\n\\n- ${PULL}\\n' >&2\n`,
    )
    chmodSync(hook, 0o755)
    expect(said(await world.run(shop, 'finish'))).toBe('finished')
  })

  test('the start of a release is refused too', async () => {
    const shop = world.shop()
    const ref = 'refs/heads/release/*'
    const pushes = refusing(shop, [
      {
        ref,
        ...gh013(
          'refs/heads/release/1.3.0',
          'Cannot create ref due to creations being restricted.',
        ),
      },
    ])
    expect(said(await world.run(shop, 'start'))).toMatch(
      /^(refused|not-authorized)\n.*refs\/heads\/release\/1\.3\.0.*creations being restricted/s,
    )
    expect(pushes()).toBe(1)
  })

  test.each(['push-listing', 'push'])('403 on the %s', async (which) => {
    const shop = await started()
    const refuse = { status: 403, text: 'Permission to o/r.git denied to github-actions[bot].\n' }
    shop.handle = ({ kind }) => (kind === which ? { refuse } : undefined)
    const result = await world.run(shop, 'finish')
    expect(said(result)).toMatch(/^not-authorized\n.*contents: write/s)
    expect(wrongInstants(shop)).toEqual([])
  })

  test('a server without atomic pushes is refused, never pushed to ref by ref', async () => {
    const shop = world.shop()
    shop.git('config', 'receive.advertiseAtomic', 'false')
    expect(said(await world.run(shop, 'start'))).toMatch(/^no-atomic\n/)
    shop.git('branch', 'release/1.3.0', 'develop')
    const result = await world.run(shop, 'finish', { inputs: { version: '1.3.0' } })
    expect(said(result)).toMatch(/^no-atomic\n/)
    expect(shop.log.transactions()).toHaveLength(1)
  })
})
