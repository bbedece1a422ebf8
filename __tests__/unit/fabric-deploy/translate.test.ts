import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { quote as shellQuote } from 'shlex'
import { splitWords } from '../../../actions/fabric-deploy/src/fabfile/split-words.ts'
import type { Param, TaskInfo } from '../../../actions/fabric-deploy/src/fabfile/task-info.ts'
import { translate } from '../../../actions/fabric-deploy/src/fabfile/translate.ts'
import { REASONS } from '../../../actions/fabric-deploy/src/reasons.ts'
import type { Refusal } from '../../../actions/fabric-deploy/src/refusal.ts'

const param = (attribute: string, short: string, more: Partial<Param> = {}): Param => {
  const name = attribute.replaceAll('_', '-')
  const flags = name.length === 1 ? [`-${name}`] : [`--${name}`, `-${short}`]
  const plain = { required: false, optional: false, isCounted: false, isOnByDefault: false }
  return { name, attribute, flags, kind: 'str', default: "''", ...plain, ...more }
}
const needed = { required: true, default: null }
const flag = { kind: 'bool', default: 'False' }
const task = (name: string, params: readonly Param[] = [], more: Partial<TaskInfo> = {}) => {
  return { name, aliases: [], params, hosts: null, ...more }
}

const TASKS: readonly TaskInfo[] = [
  task('qa'),
  task('deploy', [
    param('docker_tag', 'd'),
    param('force', 'f', flag),
    param('migrate', 'm', { kind: 'bool', default: 'True', isOnByDefault: true }),
    param('count', 'c', { kind: 'int', default: '1' }),
    param('only', 'o', { kind: 'list', default: '[]' }),
    param('ratio', 'r', { kind: 'float', default: '1.0' }),
    param('x', 'x'),
  ]),
  task('push', [param('target', 't', needed), param('tag', 'a')], { aliases: ['put'] }),
  task('migrate-db', [param('hosts', 'h')]),
  task('db.web', [param('log', 'l', { optional: true })], { aliases: ['db'] }),
  task('odd', [
    param('shape', 's', { kind: 'tuple', default: '()' }),
    param('verbose', 'v', { isCounted: true, kind: 'int', default: '0' }),
  ]),
]

const read = (text: string): unknown => {
  const words = splitWords(text)
  if ('problem' in words) return words
  const done = translate(words, TASKS)
  return 'problem' in done ? done : done.args
}

describe('a command line for Fabric 3', () => {
  test.each([
    ['qa', 'qa'],
    ['qa deploy', 'qa|deploy'],
    ['fab qa deploy', 'qa|deploy'],
    ['qa deploy docker_tag=featurerotate_collage', 'qa|deploy|--docker-tag=featurerotate_collage'],
    ['qa deploy:docker_tag=x', 'qa|deploy|--docker-tag=x'],
    ['qa deploy:x', 'qa|deploy|--docker-tag=x'],
    ['deploy:x,1', 'deploy|--docker-tag=x|--force'],
    ['deploy:x,no', 'deploy|--docker-tag=x'],
    ['deploy:docker_tag=x,force=1', 'deploy|--docker-tag=x|--force'],
    ['deploy:force=true,docker_tag=x', 'deploy|--force|--docker-tag=x'],
    ['deploy:force=False', 'deploy'],
    ['deploy:migrate=0', 'deploy|--no-migrate'],
    ['deploy migrate=off', 'deploy|--no-migrate'],
    ['deploy migrate=yes', 'deploy'],
    ["deploy:'docker_tag=a\\,b'", 'deploy|--docker-tag=a,b'],
    ['deploy:docker_tag=a\\\\,b', 'deploy|--docker-tag=a,b'],
    ['deploy docker_tag=a,b', 'deploy|--docker-tag=a,b'],
    ['deploy docker-tag=x', 'deploy|--docker-tag=x'],
    ['deploy docker_tag=a=b', 'deploy|--docker-tag=a=b'],
    ['deploy docker_tag=--no', 'deploy|--docker-tag=--no'],
    ['deploy docker_tag=-R', 'deploy|--docker-tag=-R'],
    ['deploy docker_tag=qa', 'deploy|--docker-tag=qa'],
    ['deploy docker_tag=registry:5000/shop:1', 'deploy|--docker-tag=registry:5000/shop:1'],
    ['deploy:docker_tag=shop:1', 'deploy|--docker-tag=shop:1'],
    ['deploy "docker_tag=two words"', 'deploy|--docker-tag=two words'],
    ["deploy docker_tag='$(id) `id` *'", 'deploy|--docker-tag=$(id) `id` *'],
    ["deploy docker_tag='$HOME'", 'deploy|--docker-tag=$HOME'],
    ['deploy docker_tag=a#b', 'deploy|--docker-tag=a#b'],
    ['deploy docker_tag=*', 'deploy|--docker-tag=*'],
    ['qa\ndeploy\n  docker_tag=x\n', 'qa|deploy|--docker-tag=x'],
    ['qa\r\ndeploy docker_tag=x\r\n', 'qa|deploy|--docker-tag=x'],
    ['deploy count=3', 'deploy|--count=3'],
    ['deploy:count=-3', 'deploy|--count=-3'],
    ['deploy ratio=0.5', 'deploy|--ratio=0.5'],
    ['deploy only=a only=b', 'deploy|--only=a|--only=b'],
    ['deploy x=1', 'deploy|-x=1'],
    ['deploy --docker-tag x', 'deploy|--docker-tag=x'],
    ['deploy --docker-tag=x --force', 'deploy|--docker-tag=x|--force'],
    ["deploy --docker-tag ''", 'deploy|--docker-tag='],
    ['deploy -d x', 'deploy|--docker-tag=x'],
    ['deploy -dx', 'deploy|--docker-tag=x'],
    ['deploy -fd x', 'deploy|--force|--docker-tag=x'],
    ['deploy --no-migrate', 'deploy|--no-migrate'],
    ['deploy --migrate', 'deploy'],
    ['deploy --only a --only b', 'deploy|--only=a|--only=b'],
    ['push web', 'push|--target=web'],
    ['push:web', 'push|--target=web'],
    ['push:web,tag=1', 'push|--target=web|--tag=1'],
    ['push tag=1 target=web', 'push|--target=web|--tag=1'],
    ['push --tag 1 web qa', 'push|--target=web|--tag=1|qa'],
    ['put target=a:b', 'push|--target=a:b'],
    ['push registry:5000', 'push|--target=registry:5000'],
    ['migrate_db', 'migrate-db'],
    ['migrate_db:hosts=a', 'migrate-db|--hosts=a'],
    ['db', 'db.web'],
    ['db.web --log', 'db.web|--log'],
    ['db --log=x qa', 'db.web|--log=x|qa'],
    ['odd -vv', 'odd|--verbose|--verbose'],
    ['deploy docker_tag=1 deploy docker_tag=2', 'deploy|--docker-tag=1|deploy|--docker-tag=2'],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected.split('|'))
  })
})

describe('what is refused', () => {
  test.each([
    ['', 'no-tasks', 'there are "qa"'],
    ['fab', 'no-tasks', 'calls no task'],
    ['deplyo', 'unknown-task', 'did you mean "deploy"?'],
    ['deplyo:x', 'unknown-task', 'no task "deplyo"; did you mean "deploy"?'],
    ['qa nothing', 'unknown-task', 'there are: qa, deploy'],
    ['qa:x', 'unknown-parameter', 'one parameter too many for "qa"; it has no parameters'],
    ['push:a,b,c', 'unknown-parameter', '"c" is one parameter too many'],
    ['deploy docker_tga=x', 'unknown-parameter', 'did you mean "docker_tag"?; it has "docker_tag"'],
    ['deploy --docker-tga x', 'unknown-parameter', 'no parameter "docker-tga"'],
    ['docker_tag=x deploy', 'bad-tasks', 'comes before the first task'],
    ['deploy docker_tag', 'bad-tasks', 'without a value; write docker_tag=VALUE'],
    ['deploy docker_tag=', 'bad-value', "write --docker-tag=''"],
    ['deploy:docker_tag=', 'bad-value', 'has no value'],
    ['deploy:', 'bad-tasks', 'empty parameter'],
    ['deploy:x,', 'bad-tasks', 'empty parameter'],
    ['deploy:,x', 'bad-tasks', 'empty parameter'],
    ['deploy =x', 'unknown-parameter', 'no parameter ""'],
    ['deploy docker_tag=a docker_tag=b', 'bad-tasks', 'given twice'],
    ['deploy:x,docker_tag=b', 'bad-tasks', 'given twice'],
    ['deploy --docker-tag', 'bad-value', 'has no value'],
    ['deploy --docker-tag --force', 'bad-value', 'has no value'],
    ['deploy docker_tag=--force', 'bad-value', 'an option of "deploy"'],
    ['deploy docker_tag=-d', 'bad-value', 'an option of "deploy"'],
    ['deploy force=maybe', 'bad-value', 'use 1 or 0'],
    ['deploy count=three', 'bad-value', 'a whole number'],
    ['deploy ratio=x', 'bad-value', 'must be a number'],
    ['push', 'missing-parameter', 'needs "target": write target=VALUE'],
    ['push qa', 'missing-parameter', 'needs "target"'],
    ['push tag=1', 'missing-parameter', 'needs "target"'],
    ['odd shape=1', 'bad-value', 'a "tuple" as its default'],
    ['odd verbose=2', 'bad-value', 'counted'],
    ['db log=qa', 'bad-value', 'takes it for a task'],
    ['db log=-x', 'bad-value', 'an option'],
    ['-R web deploy', 'fabric-1-option', '--dry'],
    ['-R qa deploy', 'fabric-1-option', 'hosts'],
    ['-Rqa deploy', 'fabric-1-option', '--dry'],
    ['--roles=web deploy', 'fabric-1-option', '--dry'],
    ['-P deploy', 'fabric-1-option', 'one host after the other'],
    ['-z 5 deploy', 'fabric-1-option', 'one host after the other'],
    ['-H web1 deploy', 'fabric-1-option', '"hosts"'],
    ['deploy -H web1', 'fabric-1-option', '"hosts"'],
    ['-x web1 deploy', 'fabric-1-option', '"hosts"'],
    ['-w deploy', 'fabric-1-option', 'first failure'],
    ['-u me deploy', 'fabric-1-option', 'user@host'],
    ['-i key deploy', 'fabric-1-option', '"ssh-key"'],
    ['-p secret deploy', 'fabric-1-option', 'password'],
    ['-I deploy', 'fabric-1-option', 'password'],
    ['-k deploy', 'fabric-1-option', '"ssh-key"'],
    ['-D deploy', 'fabric-1-option', '"known-hosts"'],
    ['-g gw deploy', 'fabric-1-option', '"gateway"'],
    ['-f other.py deploy', 'fabric-1-option', '"fabfile"'],
    ['--set a=b deploy', 'fabric-1-option', 'are not accepted'],
    ['deploy -- uname', 'fabric-1-option', 'only tasks'],
    ['-- uname', 'fabric-1-option', 'only tasks'],
    ['deploy:hosts=web1', 'fabric-1-option', 'chose hosts in Fabric 1'],
    ['deploy:role=web', 'fabric-1-option', 'chose hosts in Fabric 1'],
    ['deploy:x,exclude_hosts=a', 'fabric-1-option', 'chose hosts in Fabric 1'],
    ["deploy docker_tag='x", 'bad-tasks', 'unclosed quote'],
    ['deploy docker_tag=x\\', 'bad-tasks', 'unclosed quote'],
    ['deploy docker_tag=\0', 'bad-tasks', 'NUL'],
  ])('%j: %s', (text, reason, problem) => {
    expect(read(text)).toEqual({ reason, problem: expect.stringContaining(problem) })
  })
})

test('the notes say what was translated, and nothing else', () => {
  const notes = (text: string): unknown => {
    const words = splitWords(text)
    const done = 'problem' in words ? words : translate(words, TASKS)
    return 'notes' in done ? done.notes : done
  }
  expect(notes('qa deploy --docker-tag=x')).toEqual([])
  expect(notes('qa deploy:x')).toEqual([
    'Translated for Fabric 3: "qa deploy:x" -> "qa deploy --docker-tag=x"',
  ])
})

test('a value is one argument, and unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
      const value = text.replaceAll('\0', '0')
      const args = read(`deploy ${shellQuote(`docker_tag=${value}`)}`)
      const options = '--docker-tag -d --force -f --migrate -m --no-migrate --count -c'.split(' ')
      const isOption = [...options, '--only', '-o', '--ratio', '-r', '-x'].includes(value)
      if (!isOption) expect(args).toEqual(['deploy', `--docker-tag=${value}`])
    }),
  )
})

test('every string is either translated or refused with a documented reason', () => {
  const pieces = fc.constantFrom(
    'deploy',
    ':',
    '=',
    ',',
    '-',
    '--',
    'x',
    "'",
    '\\',
    ' ',
    'qa',
    'push',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 8 }), (parts) => {
      const done = read(parts.join(''))
      const isRefused = !Array.isArray(done) && Object.hasOwn(REASONS, (done as Refusal).reason)
      expect(Array.isArray(done) || isRefused).toBe(true)
    }),
  )
})
