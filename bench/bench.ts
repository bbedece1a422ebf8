// npm run bench: ratios, each from interleaved runs of an action and its yardstick. Prints a Markdown table.
import { deployTimes } from './deploy.ts'
import { dokkuTimes } from './dokku.ts'
import { matcherGrowth } from './matcher.ts'
import { archiveSize, startUp } from './start-up.ts'
import { completeClone, depthOne } from './version.ts'
import { zappaTimes } from './zappa.ts'

const times = startUp()
const clone = completeClone()
const shallow = await depthOne()
const deploy = await deployTimes()
const dokku = await dokkuTimes()
const zappa = await zappaTimes()
const yardstick = clone.node + clone.describe
const percent = (part: number): string => `${(100 * part).toFixed(2)} %`
const growth = matcherGrowth()
const ratio = (a: keyof typeof times, b: keyof typeof times): string =>
  (times[a] / times[b]).toFixed(2)

const rows = [
  ['docker-tag, start to exit, x bare node', ratio('docker-tag', 'node'), '2'],
  ['route with 20 routes, start to exit, x bare node', ratio('route', 'node'), '3.3'],
  ['route with 1,000 routes of 255 characters, x 20 routes', ratio('routes', 'route'), '6'],
  ['matching, a name of 4 times the length, x its time', growth.name.toFixed(2), '4 is linear'],
  [
    'matching, a pattern of 4 times the length, x its time',
    growth.pattern.toFixed(2),
    '4 is linear',
  ],
  [
    'version in a complete clone of 10,000 commits and 1,100 tags, x (git describe + bare node)',
    (clone.repaired / yardstick).toFixed(2),
    '1.75',
  ],
  ['the same, exact', (clone.exact / yardstick).toFixed(2), '1.75'],
  [
    '`python setup.py --version` with Versioneer there, x version',
    (clone.setup / clone.repaired).toFixed(2),
    'at least 2.5',
  ],
  [
    'version there, x `python -c "versioneer.get_versions()"`',
    (clone.repaired / clone.getVersions).toFixed(2),
    '1',
  ],
  [
    'the same without the start of Python, but with that of node',
    (clone.repaired / clone.inPython).toFixed(2),
    '1',
  ],
  [
    `version from depth 1 of ${shallow.commits} commits, bytes, of those of an unshallow: median`,
    percent(shallow.bytes),
    '1 %',
  ],
  ['the same, the most', percent(shallow.most), '3 %'],
  ['the same, time: median', percent(shallow.time), ''],
  [
    'fabric-deploy on 50 hosts behind 50 ms, x the slowest single host',
    (deploy.all / deploy.slowest).toFixed(2),
    '2',
  ],
  ['the same, of what `fab` takes over them serially', percent(deploy.all / deploy.fab), '10 %'],
  [
    'fabric-deploy there with nothing to do, x its preflight',
    (deploy.idle / deploy.preflight).toFixed(2),
    '1.3',
  ],
  [
    '`git subtree split` of 10,000 commits, x dokku-deploy up to the push',
    (dokku.split / dokku.long).toFixed(0),
    'at least 100',
  ],
  [
    'dokku-deploy up to the push, 10,000 commits, x 10 commits',
    (dokku.long / dokku.short).toFixed(2),
    '1.2',
  ],
  [
    'zappa-update with a migration, x bare `zappa update` and `zappa manage`',
    (zappa.action / zappa.bare).toFixed(2),
    '1',
  ],
  ['the same, until it starts Zappa: seconds', zappa.begun.toFixed(2), '1'],
  ['what a runner downloads for a `uses:`', `${(archiveSize() / 1e6).toFixed(2)} MB`, '1.0 MB'],
  ['docker/metadata-action, start to exit, x bare node (quoted, not run here)', '9.9', ''],
]
const table = [
  '| | measured | at most |',
  '|---|---|---|',
  ...rows.map((row) => `| ${row.join(' | ')} |`),
]
process.stdout.write(`${table.join('\n')}\n`)
