import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { git } from '../../fakes/git/git.ts'
import { ROOT } from '../../scripts/actions.ts'
import { withTool } from '../support/tools.ts'
import { type WorkflowResult, type WorkflowWorld, workflowWorld } from '../support/workflow/act.ts'

const SETUP = `from setuptools import setup
scope = {}
exec(open('aimmo/__init__.py').read(), scope)
setup(name='aimmo', version=scope['__version__'], packages=['aimmo'])
`

withTool('act', (act) => {
  withTool('versioneer', (python) => {
    describe('aimmo', () => {
      let world: WorkflowWorld
      let origin = ''
      beforeEach(() => {
        world = workflowWorld(act)
        origin = join(world.programs, '..', 'origin')
        mkdirSync(join(origin, 'aimmo'), { recursive: true })
        git(origin, 'init', '--quiet', '--initial-branch=development')
        git(origin, 'config', 'uploadpack.allowFilter', 'true')
        cpSync(join(ROOT, 'workflows-examples/aimmo/.github'), join(origin, '.github'), {
          recursive: true,
        })
        writeFileSync(join(origin, 'setup.py'), SETUP)
        writeFileSync(
          join(origin, 'aimmo/__init__.py'),
          '# A game\n__version__ = "0.0.0"  # stamped\n',
        )
        git(origin, 'add', '.')
        commit('A game', 'v2.11.3')
        program('python', [
          // The build tools are already installed.
          '[ "$2" = pip ] && exit 0',
          `exec ${join(dirname(python), 'python')} "$@" --no-isolation --sdist --outdir ${world.programs}/dist`,
        ])
        program('gh', [
          'for field; do case $field in ref=*) ref=$field ;; sha=*) sha=$field ;; esac; done',
          `exec git -C ${origin} update-ref "\${ref#*=}" "\${sha#*=}" ${'0'.repeat(40)}`,
        ])
      })
      afterEach(() => world[Symbol.dispose]())

      const program = (name: string, lines: readonly string[]): void => {
        writeFileSync(join(world.programs, name), `#!/bin/sh\n${lines.join('\n')}\n`)
        chmodSync(join(world.programs, name), 0o755)
      }
      const commit = (message: string, ...tags: readonly string[]): void => {
        git(origin, 'commit', '--quiet', '--allow-empty', `--message=${message}`)
        for (const tag of tags) git(origin, 'tag', tag)
      }
      /** A push, as the runner sees it: a checkout of depth 1. */
      const push = (branch: string): WorkflowResult => {
        rmSync(world.repository, { recursive: true, force: true })
        const from = ['--quiet', '--depth=1', '--no-tags', `--branch=${branch}`]
        git(dirname(origin), 'clone', ...from, pathToFileURL(origin).href, world.repository)
        const sha = git(world.repository, 'rev-parse', 'HEAD')
        const payload = { ref: `refs/heads/${branch}`, after: sha }
        return world.run('push', { payload, secrets: { GITHUB_TOKEN: 'the-token' }, asItIs: true })
      }
      const tags = (): string[] => git(origin, 'tag').split('\n')
      const built = (version: string): string => {
        const file = join(world.programs, `dist/aimmo-${version}.tar.gz`)
        if (!existsSync(file)) return ''
        const named = `aimmo-${version}/aimmo/__init__.py`
        return execFileSync('tar', ['--extract', '--to-stdout', `--file=${file}`, named], {
          encoding: 'utf8',
        })
      }

      test('development publishes betas of the next release, master the release', () => {
        commit('feat: a level')
        commit('fix: a bug', '2.12.0.b1', 'v2.12.0b2')
        commit('docs: more')
        const beta = push('development')
        // act logs the command that masks the token; no other line contains it.
        const lines = beta.log.split('\n').filter((line) => !line.includes('"command":"add-mask"'))
        expect([beta.status, lines.join().includes('the-token')]).toEqual([0, false])
        expect(beta.outputs['version']).toMatchObject({ next: '2.12.0b3', distance: '1' })
        expect(built('2.12.0b3')).toBe('# A game\n__version__ = "2.12.0b3"  # stamped\n')
        expect(beta.log).toContain('here aimmo 2.12.0b3 is published for staging')
        expect(tags()).toContain('v2.12.0b3')
        git(origin, 'branch', 'master')
        commit('fix: another')
        expect(push('development').outputs['version']).toMatchObject({ next: '2.12.0b4' })
        const release = push('master')
        expect(release.outputs['version']).toMatchObject({ next: '2.12.0', 'next-tag': 'v2.12.0' })
        expect(built('2.12.0')).toContain('__version__ = "2.12.0"')
        expect(release.log).toContain('here aimmo 2.12.0 is published for production')
        // After it is merged back, the next version starts from the release.
        git(origin, 'merge', '--quiet', '--no-edit', 'master')
        commit('fix: one more')
        expect(push('development').outputs['version']).toMatchObject({ next: '2.12.1b1' })
      })

      test('nothing is built if no commit calls for a release', () => {
        commit('docs: more')
        const { status, outputs, log } = push('development')
        expect([status, outputs['version']?.['next']]).toEqual([0, ''])
        expect([tags(), log.includes('is published')]).toEqual([['v2.11.3'], false])
      })

      test('if another run creates the tag first, nothing is published', () => {
        commit('fix: a bug')
        const gh = readFileSync(join(world.programs, 'gh'), 'utf8')
        program('gh', [`git -C ${origin} tag v2.11.4b1`, ...gh.split('\n').slice(1)])
        const { status, log } = push('development')
        expect([status, log.includes('is published')]).toEqual([1, false])
      })
    })
  })
})
