// Options of Fabric's own command line, most of them of Fabric 1, and what to use instead. Pure.

const HOSTS = 'the hosts are those of the environment: "hosts" in towpath.yml, or the input "hosts"'
const KEY = 'the key is the input "ssh-key", with "ssh-passphrase"'
const KNOWN = 'host keys are always checked against the input "known-hosts"'
const NEVER = 'the tasks always stop at the first failure'
const FILE = 'use the input "fabfile"'

const REPLACEMENTS: readonly (readonly [options: string, replacement: string])[] = [
  [
    '-R --roles',
    `in Fabric 3, -R means --dry, so that nothing would run; give a role's hosts as "hosts" of the environment in towpath.yml, or as the input "hosts"`,
  ],
  ['-P --parallel -z --pool-size', 'leave it out: the tasks run on one host after the other'],
  ['-H --hosts -x --exclude-hosts --port', HOSTS],
  ['-w --warn-only --skip-bad-hosts --skip-unknown-tasks', NEVER],
  ['-u --user', 'write user@host in towpath.yml or in the input "hosts"'],
  ['-i --identity -k --no-keys -a --no_agent --no-agent -A --forward-agent', KEY],
  [
    '-I --initial-password-prompt -p --password --sudo-password --prompt-for-login-password --prompt-for-passphrase --prompt-for-sudo-password',
    `there is no prompt for passwords; ${KEY}, and the password of sudo is the variable FABRIC_SUDO_PASSWORD`,
  ],
  ['-D --disable-known-hosts -r --reject-unknown-hosts', KNOWN],
  ['-g --gateway', 'use "gateway" of the environment'],
  ['-f --fabfile -c --collection --search-root', FILE],
  ['-t --timeout --connect-timeout -n --connection-attempts', 'use the input "connect-timeout"'],
  ['-T --command-timeout', 'use the input "timeout"'],
  ['--dry', 'use the input "dry-run"'],
  [
    '-S --ssh-config --ssh-config-path',
    'no other SSH configuration than that of the environment is read',
  ],
  [
    '-l --list -d --display --debug -h --help -V --version',
    'it only prints information; give tasks',
  ],
  ['--abort-on-prompts', 'leave it out: prompts are never answered'],
]

/** Returns what to use instead of an option of Fabric itself; undefined if the option is unknown. */
export function replacementFor(word: string): string | undefined {
  const [name = ''] = word.split('=')
  const short = /^-[A-Za-z]/.test(name) ? name.slice(0, 2) : name
  const found = REPLACEMENTS.find(([options]) => options.split(' ').includes(short))
  return found?.[1]
}

/** The parameters that Fabric 1 itself used inside `task:...`. */
export const FABRIC1_HOST_PARAMETERS: readonly string[] = [
  'host',
  'hosts',
  'role',
  'roles',
  'exclude_hosts',
]

/** What to use instead of them. */
export const HOSTS_REPLACEMENT = HOSTS
