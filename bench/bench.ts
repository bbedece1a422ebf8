// npm run bench: ratios, each from interleaved runs of an action and its yardstick. Prints a Markdown table. With names of groups
// (npm run bench -- start-up version) it measures only these.
import { deployTimes } from './deploy.ts'
import { dokkuTimes } from './dokku.ts'
import { questionTimes } from './dokku-questions.ts'
import { changedSinceBytes, searchTimes } from './find-images.ts'
import { growthRows } from './growth.ts'
import { releaseFigures } from './release.ts'
import { archiveSize, startUp } from './start-up.ts'
import { type Losses, trafficLosses } from './traffic.ts'
import { completeClone, depthOne } from './version.ts'
import { zappaTimes } from './zappa.ts'

/** What was measured, the figure, and its bound. */
type Row = readonly [what: string, figure: string, bound: string]

const ratio = (value: number, yardstick: number): string => (value / yardstick).toFixed(2)
const percent = (part: number): string => `${(100 * part).toFixed(2)} %`

const GROUPS: Readonly<Record<string, () => Row[] | Promise<Row[]>>> = {
  'start-up': () => {
    const { node, route, routes, 'docker-tag': tag } = startUp()
    return [
      ['docker-tag: time of a run, / an empty Node process', ratio(tag, node), '2'],
      ['route with 20 routes: time of a run, / an empty Node process', ratio(route, node), '3.3'],
      ['route: 1,000 routes of 255 characters, / 20 routes', ratio(routes, route), '6'],
      ['docker/metadata-action: the same, / an empty Node process (quoted)', '9.9', ''],
    ]
  },
  growth: growthRows,
  version: async () => {
    const clone = completeClone()
    const describe = clone.node + clone.describe
    const { commits, bytes, most, time } = await depthOne()
    return [
      [
        'version in a complete clone, / git describe and an empty Node process',
        ratio(clone.repaired, describe),
        '2',
      ],
      ['version in a complete clone, `exact`, / the same', ratio(clone.exact, describe), '2'],
      [
        "Versioneer's `python setup.py --version`, / version",
        ratio(clone.setup, clone.repaired),
        'at least 2.2',
      ],
      [
        'version, / `python -c "versioneer.get_versions()"`',
        ratio(clone.repaired, clone.getVersions),
        '',
      ],
      [
        'version, / the same without the start of Python',
        ratio(clone.repaired, clone.inPython),
        '',
      ],
      [`version from depth 1 of ${commits} commits: bytes, median`, percent(bytes), '1 %'],
      ['version from depth 1: bytes, maximum', percent(most), '3 %'],
      ['version from depth 1: time, median', percent(time), ''],
    ]
  },
  'find-images': async () => {
    const { action, listing, node } = searchTimes()
    return [
      [
        'find-images with 5,000 folders and 100 Dockerfiles, / `git ls-files` and an empty Node process',
        ratio(action, listing + node),
        '3',
      ],
      [
        'find-images, `changed-since` from depth 1, 1,000 files of 10 kB: received',
        `${((await changedSinceBytes()) / 1000).toFixed(1)} kB`,
        '100 kB',
      ],
    ]
  },
  release: async () => {
    const { startBytes, finishBytes, startTime, finishTime, commits } = await releaseFigures()
    return [
      [
        `release from depth 1 of ${commits} commits, 60 to merge: bytes of \`start\`, / a full fetch`,
        percent(startBytes),
        '6 %',
      ],
      ['the same: bytes of `finish`', percent(finishBytes), '12 %'],
      ['release, `start`: time, / fetch, commit and push by hand', ratio(startTime, 1), '1'],
      ['release, `finish`: time, / fetch, merges and push by hand', ratio(finishTime, 1), '1'],
    ]
  },
  'fabric-deploy': async () => {
    const { all, atOnce, slowest, fab, idle, preflight } = await deployTimes()
    return [
      ['fabric-deploy to 50 hosts, / to the slowest of them alone', ratio(all, slowest), '2'],
      [
        'fabric-deploy to 50 hosts with `canary: false`, / the slowest alone',
        ratio(atOnce, slowest),
        '1.5',
      ],
      ['fabric-deploy to 50 hosts, / Fabric, host by host', percent(all / fab), '10 %'],
      ['fabric-deploy with nothing to do, / its `dry-run`', ratio(idle, preflight), '1.3'],
    ]
  },
  traffic: async () => {
    const losses = await trafficLosses()
    const text = ({ lost, slowest }: Losses): string => `${lost}, ${slowest} ms`
    const bound = '0, 1,000 ms'
    return [
      [
        'a switch at 100 requests/s, behind the proxy: lost, and the slowest',
        text(losses.switched),
        bound,
      ],
      ['the same, if the new container fails', text(losses.failed), bound],
      ['the same, if it fails on the next host', text(losses.rolledBack), bound],
      ['a rollback at 100 requests/s, behind the proxy', text(losses.rollback), bound],
      ['a switch at 100 requests/s, with a published port', text(losses.published), ''],
      ['the same by hand, `docker stop` and `docker run`', text(losses.byHand), ''],
    ]
  },
  'dokku-deploy': async () => {
    const { split, long, short } = await dokkuTimes()
    const asked = await questionTimes()
    const seconds = (time: number): string => `${(time / 1000).toFixed(1)} s`
    return [
      [
        '`git subtree split` of 10,000 commits, / dokku-deploy up to the push',
        (split / long).toFixed(0),
        'at least 100',
      ],
      ['dokku-deploy up to the push: 10,000 commits, / 10 commits', ratio(long, short), '1.2'],
      [
        'dokku-deploy: questions before a push, after it, and for nothing to do',
        `${asked.before}, ${asked.after}, ${asked.none}`,
        '4, 3, 4',
      ],
      [
        'dokku-deploy, - `git push`, with 0.5 s for each question',
        seconds(asked.deployed - asked.pushed),
        '10 s',
      ],
      [
        'dokku-deploy with nothing to do, with 0.5 s for each question',
        seconds(asked.unchanged),
        '5 s',
      ],
    ]
  },
  'zappa-update': async () => {
    const { action, bare, begun } = await zappaTimes()
    return [
      [
        'zappa-update with a migration, / `zappa update` and `zappa manage`',
        ratio(action, bare),
        '1',
      ],
      ['zappa-update: time until Zappa starts', `${begun.toFixed(2)} s`, '1 s'],
    ]
  },
  archive: () => [
    ['what a runner downloads for a `uses:`', `${(archiveSize() / 1e6).toFixed(2)} MB`, '1.0 MB'],
  ],
}

const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !Object.hasOwn(GROUPS, name))
if (unknown === undefined) {
  process.stdout.write('| Measured | Result | At most |\n|---|---|---|\n')
  for (const [name, measure] of Object.entries(GROUPS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    for (const row of await measure()) process.stdout.write(`| ${row.join(' | ')} |\n`)
  }
} else {
  process.stderr.write(`"${unknown}" is not one of ${Object.keys(GROUPS).join(', ')}\n`)
  process.exitCode = 1
}
