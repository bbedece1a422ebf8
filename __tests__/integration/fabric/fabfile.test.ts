import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { quote } from 'shlex'
import { readFabfile } from '../../../actions/fabric-deploy/src/fabfile/read-fabfile.ts'
import { splitWords } from '../../../actions/fabric-deploy/src/fabfile/split-words.ts'
import type { TaskInfo } from '../../../actions/fabric-deploy/src/fabfile/task-info.ts'
import { translate } from '../../../actions/fabric-deploy/src/fabfile/translate.ts'
import { runProgram } from '../../../kit/process/run.ts'
import {
  FABFILES,
  type FabricRunner,
  fabricRunner,
  PYTHON_PROGRAMS,
} from '../../support/fabric-deploy/fabric.ts'
import { withTool } from '../../support/tools.ts'

// Every test starts Python several times.

withTool('fabric', (program) => {
  describe('a fabfile read by Fabric', () => {
    let fabric: FabricRunner
    let tasks: readonly TaskInfo[] = []
    beforeAll(async () => {
      fabric = fabricRunner(program, () => ({}))
      tasks = (await fabric.fabfile()).tasks
    })
    afterAll(() => fabric.clean())

    test('tasks and their parameters', () => {
      expect(tasks.map(({ name }) => name)).toContain('db.migrate-all')
      expect(tasks.find(({ name }) => name === 'db.migrate-all')?.aliases).toEqual(['db'])
      expect(tasks.find(({ name }) => name === 'own-hosts')?.hosts).toEqual(['root@127.0.0.1:9'])
      const record = tasks.find(({ name }) => name === 'record')
      expect(record?.aliases).toEqual(['show'])
      const summary = record?.params.map(
        ({ attribute, kind, required, default: usual, isOnByDefault }) =>
          [attribute, kind, required, usual, isOnByDefault].join(' '),
      )
      expect(summary).toEqual([
        'text str true  false',
        'only list false  false',
        'count int false 1 false',
        'migrate bool false True true',
        'force bool false False false',
        'log_file str false  false',
      ])
    })

    /** Returns the parameters that real Fabric passes to the task `record`. */
    const recorded = async (line: string): Promise<unknown[]> => {
      const words = splitWords(line)
      const translated = 'problem' in words ? words : translate(words, tasks)
      if ('problem' in translated) throw new Error(translated.problem)
      const file = join(fabric.temp, 'recorded')
      rmSync(file, { force: true })
      const env = fabric.env({
        PYTHONUTF8: '1',
        PYTHONPATH: join(PYTHON_PROGRAMS, 'shim'),
        TOWPATH_FABRIC_KNOWN_HOSTS: '/dev/null',
      })
      const python = join(dirname(program), 'python')
      const args = [join(PYTHON_PROGRAMS, 'fab.py'), ...translated.args]
      const { code, stderr } = await runProgram(python, args, { cwd: FABFILES, env })
      expect([code, stderr]).toEqual([0, ''])
      const lines = readFileSync(file, 'utf8').trim().split('\n')
      return lines.map((one) => JSON.parse(one) as unknown)
    }

    test.each<[string, unknown[]]>([
      ['record:x', ['x', [], 1, true, false, null]],
      ['show:x,a,7,0,1,log', ['x', ['a'], 7, false, true, 'log']],
      ['record x only=a only=b count=-2', ['x', ['a', 'b'], -2, true, false, null]],
      ['record x --log-file record force=1 migrate=no', ['x', [], 1, false, true, 'record']],
      ['record log_file=x text=record', ['record', [], 1, true, false, 'x']],
      ["record --text=''", ['', [], 1, true, false, null]],
      ['record -t x -fo a -c3', ['x', ['a'], 3, true, true, null]],
    ])('%s', async (line, expected) => {
      expect(await recorded(line)).toEqual([expected])
    })

    test('every value is passed unchanged', async () => {
      const hostile = [
        '-',
        '--',
        '-R',
        '--dry',
        'qa',
        '=',
        'a=b',
        '-x=y',
        '--x=y',
        ' ',
        '\n',
        'ü\u202e😀',
        '$(id)',
        '%',
        "'",
        '"',
        '\\',
        '\\,',
        '#',
        '-xyz',
        '--help',
        '-h',
      ]
      const options = new Set(
        tasks.find(({ name }) => name === 'record')?.params.flatMap(({ flags }) => flags),
      )
      const text = fc
        .oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ minLength: 1 }))
        .map((one) => one.replaceAll('\0', '0'))
        .filter((one) => !options.has(one) && one !== '--no-migrate' && one.isWellFormed())
      const values = fc.array(text, { minLength: 30, maxLength: 30 })
      const check = async (given: readonly string[]): Promise<void> => {
        const line = given.map((one) => `record ${quote(`text=${one}`)} ${quote(`only=${one}`)}`)
        const expected = given.map((one) => [one, [one], 1, true, false, null])
        expect(await recorded(line.join(' '))).toEqual(expected)
      }
      await check(hostile)
      await fc.assert(fc.asyncProperty(values, check), { numRuns: 20 })
    }, 120_000)

    test('Fabric does not start without known hosts', async () => {
      const python = join(dirname(program), 'python')
      for (const name of ['fab.py', 'tasks.py']) {
        const args = [join(PYTHON_PROGRAMS, name), '--list']
        const { code, stderr } = await runProgram(python, args, { cwd: FABFILES, env: {} })
        expect(code).toBe(1)
        expect(stderr).toContain("Host keys can't be enforced")
      }
    })

    test('the sitecustomize of the environment runs as well', async () => {
      const folder = join(fabric.temp, 'other')
      mkdirSync(folder)
      writeFileSync(join(folder, 'sitecustomize.py'), 'print("the other one")\n')
      const env = { PYTHONPATH: `${join(PYTHON_PROGRAMS, 'shim')}:${folder}` }
      const python = join(dirname(program), 'python')
      const { stdout } = await runProgram(python, ['-c', ''], { cwd: folder, env })
      expect(stdout).toBe('the other one\n')
    })
  })

  describe('fabfiles of all kinds', () => {
    const temp = mkdtempSync(join(tmpdir(), 'towpath-fabfile-test-'))
    const fabric = { python: join(dirname(program), 'python'), programs: PYTHON_PROGRAMS }
    afterAll(() => rmSync(temp, { recursive: true }))
    let count = 0
    const read = async (files: Record<string, string>, fabfile?: string): Promise<string> => {
      count += 1
      const folder = join(temp, String(count))
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true })
        writeFileSync(join(folder, name), text)
      }
      mkdirSync(folder, { recursive: true })
      const { PATH } = process.env
      const reading = { folder, fabfile, env: { PATH, HOME: temp }, temp }
      try {
        const { path, tasks } = await readFabfile(fabric, reading)
        return `${path.slice(folder.length + 1)}: ${tasks.map(({ name }) => name).join(' ')}`
      } catch (error) {
        const { reason, message } = error as { reason: string; message: string }
        return `${reason}: ${message}`
      }
    }
    const good = 'from fabric import task\n@task\ndef deploy_all(c):\n    pass\n'

    test.each<[string, Record<string, string>, string | undefined, string | RegExp]>([
      ['a file', { 'fabfile.py': good }, undefined, 'fabfile.py: deploy-all'],
      ['a package', { 'fabfile/__init__.py': good }, undefined, 'fabfile/__init__.py: deploy-all'],
      ['named', { 'deploy/my_fab.py': good }, 'deploy/my_fab.py', 'deploy/my_fab.py: deploy-all'],
      ['a named package', { 'ops/__init__.py': good }, 'ops', 'ops/__init__.py: deploy-all'],
      [
        'next to modules with the names of ours',
        { 'fabfile.py': `import tasks, fab\n${good}`, 'tasks.py': '', 'fab.py': '' },
        undefined,
        'fabfile.py: deploy-all',
      ],
      ['without tasks', { 'fabfile.py': 'x = 1\n' }, undefined, 'fabfile.py: '],
      ['missing', {}, undefined, /^no-fabfile: There is no fabfile.py in /],
      [
        'named but missing',
        {},
        'other.py',
        /^no-fabfile: "fabfile": "other.py" is neither a Python file/,
      ],
      [
        'of Fabric 1',
        { 'fabfile.py': 'from fabric.api import run, env\n' },
        undefined,
        /^fabfile-of-fabric-1: .*No module named 'fabric.api'.*from fabric import task/,
      ],
      [
        'of Fabric 1 and Python 2',
        { 'fabfile.py': 'from fabric.api import *\nprint "x"\n' },
        undefined,
        /^fabfile-of-fabric-1: /,
      ],
      [
        'with a syntax error',
        { 'fabfile.py': 'def x(:\n' },
        undefined,
        /^bad-fabfile: .*SyntaxError: invalid syntax/,
      ],
      [
        'with a missing module',
        { 'fabfile.py': 'import no_such_module\n' },
        undefined,
        /^bad-fabfile: .*No module named 'no_such_module'[\s\S]*line 1/,
      ],
      [
        'that exits Python',
        { 'fabfile.py': 'import sys; sys.exit(3)\n' },
        undefined,
        /^bad-fabfile: .*SystemExit: 3/,
      ],
      [
        'that kills Python',
        { 'fabfile.py': 'import os; os._exit(3)\n' },
        undefined,
        /^bad-fabfile: Python exited while loading/,
      ],
      [
        'that prints',
        { 'fabfile.py': `import os; os.write(1, b"{}"); os.system("echo x")\n${good}` },
        undefined,
        'fabfile.py: deploy-all',
      ],
      [
        'that leaves a thread',
        {
          'fabfile.py': `import threading, time; threading.Thread(target=lambda: time.sleep(60)).start()\n${good}`,
        },
        undefined,
        'fabfile.py: deploy-all',
      ],
    ])('%s', async (_, files, fabfile, expected) => {
      const found = await read(files, fabfile)
      if (typeof expected === 'string') expect(found).toBe(expected)
      else expect(found).toMatch(expected)
    })
  })
})
