import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { runBundle } from '../../rehearsal/action-runner.ts'
import { ROOT } from '../../scripts/actions.ts'

const dockerTag = (
  inputs: Record<string, string>,
  env: Record<string, string> = {},
  payload: unknown = {},
) =>
  runBundle({ action: join(ROOT, 'actions/docker-tag'), workspace: tmpdir(), inputs, env, payload })

describe('docker-tag, as built', () => {
  test('a push: references and labels', async () => {
    const result = await dockerTag(
      { images: '# two\nghcr.io/Acme/App\napp', also: 'uat' },
      {
        GITHUB_EVENT_NAME: 'push',
        GITHUB_REF: 'refs/heads/develop',
        GITHUB_REPOSITORY: 'acme/app',
      },
      {
        ref: 'refs/heads/develop',
        head_commit: { id: 'a'.repeat(40), timestamp: '2026-01-02T03:04:05Z' },
      },
    )
    expect(result.outputs).toMatchObject({
      tag: 'develop',
      lossless: 'true',
      tags: 'ghcr.io/acme/app:develop\nghcr.io/acme/app:uat\napp:develop\napp:uat',
      labels: [
        `org.opencontainers.image.revision=${'a'.repeat(40)}`,
        'org.opencontainers.image.source=https://github.com/acme/app',
        'org.opencontainers.image.version=develop',
        'org.opencontainers.image.ref.name=develop',
        'org.opencontainers.image.created=2026-01-02T03:04:05Z',
      ].join('\n'),
    })
    expect(result.annotations.map(({ level }) => level)).toEqual(['notice'])
    expect(result.exitCode).toBe(0)
  })

  test('does not read a line of "also" as a comment', async () => {
    const { exitCode, annotations } = await dockerTag({ ref: 'a', also: '#123\nuat' })
    expect([exitCode, annotations[0]?.message]).toEqual([1, '"also": "#123" is not a valid tag'])
  })

  test.each(['\u00a0', '\u3000', '\ufeff'])(
    'keeps %j at the start of a ref, which git allows in names',
    async (space) => {
      const { outputs } = await dockerTag({ ref: ` ${space}a ` })
      const plain = await dockerTag({ ref: 'a' })
      expect(outputs['tag']).toMatch(/^a-[0-9a-f]{10}$/)
      expect(plain.outputs['tag']).toBe('a')
    },
  )

  test('has the address of the server in the source label', async () => {
    const env = { GITHUB_REPOSITORY: 'a/b', GITHUB_SERVER_URL: 'https://git.example.org' }
    const { outputs } = await dockerTag({ ref: 'a' }, env)
    expect(outputs['labels']).toContain('source=https://git.example.org/a/b')
  })

  test('lists every mistake in the inputs', async () => {
    const result = await dockerTag({
      ref: 'a',
      mode: 'x',
      'max-length': '12',
      prefix: '-',
      images: 'a b\nB c',
      also: '-',
      created: 'x',
    })
    expect(result.exitCode).toBe(1)
    const [error] = result.annotations
    expect(error?.message).toContain('"max-length" must be an integer from 16 to 128, got "12"')
    expect(error?.message).toContain('"mode" must be one of hash, strip, dash, fail, got "x"')
    expect(error?.message).toContain('"prefix" must be')
    expect(error?.message).toContain('"images": "a b" is not an image name')
    expect(error?.message).toContain('"images": "B c" is not an image name')
    expect(error?.message).toContain('"also": "-" is not a valid tag')
    expect(error?.message).toContain('"created" must be an RFC 3339 date, got "x"')
    expect(result.log).toContain('Reason code: bad-input')
    expect(result.summary).toContain('### Failed: bad-input')
  })

  test.each([
    '::error::x',
    'a\n::warning::x',
    '##[error]x',
    'a ##[group]x',
    '`|<img>',
    '\u202ex',
    '%0A::error::x',
  ])('the hostile name %j is neither a command nor raw in the log', async (ref) => {
    const { outputs, annotations, raw, summary } = await dockerTag({ ref })
    expect(outputs['tag']).toMatch(/^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/)
    expect(annotations).toEqual([])
    expect(raw).not.toContain('##[')
    expect(summary).not.toMatch(/<img|\u202e/)
  })
})
