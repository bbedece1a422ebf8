// Faults of a fleet host: its sshd or dockerd down, a reboot, its disk full.
import type { Relay } from '../network/relay.ts'

export type HostFaults = {
  /** Refuses new connections; open ones continue. */
  stopSshd(): Promise<void>
  startSshd(): Promise<void>
  /** Ends dockerd and all containers. */
  stopDocker(): Promise<void>
  startDocker(): Promise<void>
  /** Loses power and starts again: every process ends immediately, connections break, /run, /tmp and the network's rules are gone. */
  reboot(): Promise<void>
  /** Fills docker's disk except for this many bytes. */
  fillDisk(left?: number): Promise<void>
  freeDisk(): Promise<void>
}

/** Each service removes its pid file as the last thing it does; dockerd does so once its containers have ended. */
const STOP_SSHD = 'kill "$(cat /run/sshd.pid)"; while [ -e /run/sshd.pid ]; do sleep 0.02; done'
const STOP_DOCKER =
  'kill "$(cat /run/docker.pid)"; while [ -e /run/docker.pid ]; do sleep 0.02; done'
const START_DOCKER = `setsid /run/start-docker > /dev/null 2>&1 &
until docker version > /dev/null 2>&1; do sleep 0.05; done`
const START_SSHD = '/usr/sbin/sshd -f /etc/fleet/sshd_config -E /run/sshd.log'
/** What the kernel forgets. Containers' file systems and network namespaces are mounts. The bridge and this command are not of the host. */
const LOSE_POWER = `keep=" 1 $$ $PPID $(cat /run/bridge.pid) $(cat /run/until-end.pid) "
for round in 1 2 3; do
  for process in /proc/[0-9]*; do
    case $keep in *" \${process#/proc/} "*) ;; *) kill -9 "\${process#/proc/}" 2> /dev/null || true ;; esac
  done
done
while read -r _ point _; do
  case $point in /var/lib/docker/*|/run/docker/*) umount -l "$point" || true ;; esac
done < /proc/mounts
for table in nat filter; do iptables -t "$table" -F; iptables -t "$table" -X; done
for link in /sys/class/net/docker0 /sys/class/net/br-*; do
  [ ! -e "$link" ] || /bin/busybox ip link delete "\${link##*/}"
done
find /tmp /run -mindepth 1 -maxdepth 1 ! -name overlay ! -name sshd ! -name start-docker ! -name '*.pid' -exec rm -rf {} +
rm -f /run/docker.pid /run/sshd.pid`

/** Returns the faults of a host; `run` runs a shell command on it. */
export function hostFaults(run: (command: string) => Promise<string>, relay: Relay): HostFaults {
  return {
    async stopSshd() {
      relay.refuse()
      await run(STOP_SSHD)
    },
    async startSshd() {
      // It goes to the background once it listens.
      await run(START_SSHD)
      await relay.accept()
    },
    stopDocker: async () => void (await run(STOP_DOCKER)),
    startDocker: async () => void (await run(START_DOCKER)),
    async reboot() {
      relay.refuse()
      relay.dropConnections()
      await run(LOSE_POWER)
      await Promise.all([run(START_SSHD), run(START_DOCKER)])
      await relay.accept()
    },
    async fillDisk(left = 0) {
      const free = await run('df --output=avail -B1 /var/lib/docker | tail -n 1')
      const size = Math.max(Number(free) - left, 1)
      await run(`fallocate -l ${size} /var/lib/docker/ballast`)
    },
    freeDisk: async () => void (await run('rm -f /var/lib/docker/ballast')),
  }
}
