// Options of Fabric's own command line, most of Fabric 1, and what stands for them here. Pure.

const HOSTS = 'the hosts are those of the environment: "hosts" in towpath.yml, or the input "hosts"'
const KEY = 'the key is the input "ssh-key", with "ssh-passphrase"'
const KNOWN = 'host keys are always checked against the input "known-hosts"'
const NEVER = 'the deploy stops at the first failure, always'
const FILE = 'give the file as the input "fabfile"'

const INSTEAD: readonly (readonly [options: string, instead: string])[] = [
  [
    '-R --roles',
    `Fabric 3 takes -R for --dry and would do nothing at all; a role's hosts are "hosts" of the environment in towpath.yml, or the input "hosts"`,
  ],
  ['-P --parallel -z --pool-size', 'the hosts at a time are "batch" of the environment'],
  ['-H --hosts -x --exclude-hosts --port', HOSTS],
  ['-w --warn-only --skip-bad-hosts --skip-unknown-tasks', NEVER],
  ['-u --user', 'a host is user@host in towpath.yml or in the input "hosts"'],
  ['-i --identity -k --no-keys -a --no_agent --no-agent -A --forward-agent', KEY],
  [
    '-I --initial-password-prompt -p --password --sudo-password --prompt-for-login-password --prompt-for-passphrase --prompt-for-sudo-password',
    `nobody can be asked for a password; ${KEY}, and sudo must ask for none`,
  ],
  ['-D --disable-known-hosts -r --reject-unknown-hosts', KNOWN],
  ['-g --gateway', 'the gateway is "gateway" of the environment'],
  ['-f --fabfile -c --collection --search-root', FILE],
  ['-t --timeout --connect-timeout -n --connection-attempts', 'give the input "connect-timeout"'],
  ['-T --command-timeout', 'give the input "timeout"'],
  ['--dry', 'give the input "dry-run"'],
  [
    '-S --ssh-config --ssh-config-path',
    'no configuration of ssh is read but that of the environment',
  ],
  [
    '-l --list -d --display --debug -h --help -V --version',
    'give tasks; this only shows something',
  ],
  ['--abort-on-prompts', 'leave it out, no prompt is ever answered'],
]

/** What to write in place of an option that is Fabric's own. */
export function instead(word: string): string {
  const [name = ''] = word.split('=')
  const short = /^-[A-Za-z]/.test(name) ? name.slice(0, 2) : name
  const found = INSTEAD.find(([options]) => options.split(' ').includes(short))
  return found?.[1] ?? 'options of Fabric itself are not taken; give tasks and their parameters'
}

/** The words that Fabric 1 took for itself inside `task:...`. */
export const HOST_WORDS: readonly string[] = ['host', 'hosts', 'role', 'roles', 'exclude_hosts']

/** What to write in place of one. */
export const HOSTS_INSTEAD = HOSTS
