// A host whose docker command is slow, or fails, as on a machine under high load.
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'

const PROGRAM = '"$(readlink -f "$(command -v docker)")"'

/**
 * Runs lines of shell before each docker command of the action, whose arguments they have. They may run `real`, docker itself, and exit.
 * The commands of the test are not affected. Ends with the disposal; what runs then is not waited for.
 */
export async function disturbDocker(host: FleetHost, lines: string): Promise<AsyncDisposable> {
  const script = `#!/bin/sh
real() { /run/disturbed/docker "$@"; }
if [ "$(id -u)" != 0 ]; then
${lines}
fi
exec /run/disturbed/docker "$@"
`
  await host.run(`mkdir -p /run/disturbed
cp ${PROGRAM} /run/disturbed/docker
cat >/run/disturbed/script <<'END'
${script}END
chmod 755 /run/disturbed/script
mount --bind /run/disturbed/script ${PROGRAM}`)
  return { [Symbol.asyncDispose]: async () => void (await host.run(`umount --lazy ${PROGRAM}`)) }
}
