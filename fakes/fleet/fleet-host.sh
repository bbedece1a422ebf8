#!/bin/sh
# The first process of a fleet host, root in namespaces of its own. Prints `ready` and the host key once all services run, and ends
# when its standard input ends: the kernel then kills every process of the host and drops its mounts.
# usage: fleet-host.sh FOLDER NAME DISK CGROUP BRIDGE... (the command of the bridge, which runs in FOLDER)
set -eu
folder=$1 name=$2 disk=$3 cgroup=$4
shift 4
echo "$name" > /proc/sys/kernel/hostname
# iproute2 may be missing; busybox is needed for the images anyway.
/bin/busybox ip link set lo up
# As clients outside see it: for loopback addresses docker forwards published ports differently.
/bin/busybox ip address add 10.77.0.1/32 dev lo
# Started before the mounts below: they cover its folder.
(cd "$folder" && exec "$@" > bridge.log 2>&1) &
bridge=$!

mount_tmpfs() {
  mkdir -p "$2"
  mount -t tmpfs -o "mode=$1${3:+,size=$3}" tmpfs "$2"
}
mount_tmpfs 0755 /run
for part in etc var srv opt; do
  mkdir -p "/run/overlay/$part" "/run/overlay/.$part"
  mount -t overlay -o "lowerdir=/$part,upperdir=/run/overlay/$part,workdir=/run/overlay/.$part" overlay "/$part"
done
chmod 0700 /run/overlay
echo "$bridge" > /run/bridge.pid
printf '127.0.0.1 localhost %s\n' "$name" > /etc/hosts

mount_tmpfs 0710 /var/lib/docker "$disk"
rm -f /etc/docker/daemon.json
grep -q '^docker:' /etc/group || groupadd --system docker
# vfs works on every kernel; cgroupfs works with and without systemd.
start_docker='exec dockerd --group docker --storage-driver vfs --log-level warn'
start_docker="$start_docker --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent $cgroup"
printf '#!/bin/sh\n%s >> /run/dockerd.log 2>&1 < /dev/null\n' "$start_docker" > /run/start-docker
chmod 0700 /run/start-docker
/run/start-docker &
docker=$!

# `*` matches no password. The `!` that useradd sets also locks the account, which sshd without PAM refuses.
id deploy > /dev/null 2>&1 || useradd --no-create-home --home-dir /home/deploy --shell /bin/bash deploy
usermod --append --groups docker --password '*' deploy
mkdir -p /run/sshd /etc/fleet
cp "$folder/authorized_keys" /etc/fleet/authorized_keys
ssh-keygen -q -t ed25519 -N '' -C '' -f /etc/fleet/host_key
cat > /etc/fleet/sshd_config << 'END'
Port 22
ListenAddress 127.0.0.1
HostKey /etc/fleet/host_key
AuthorizedKeysFile /etc/fleet/authorized_keys
PidFile /run/sshd.pid
UsePAM no
UseDNS no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PrintMotd no
PrintLastLog no
MaxStartups 200
MaxSessions 100
END
/usr/sbin/sshd -f /etc/fleet/sshd_config -E /run/sshd.log

until [ -S "$folder/in.sock" ]; do
  kill -0 "$bridge"
  sleep 0.02
done
mount_tmpfs 1777 /tmp
mount_tmpfs 0755 /home
mount_tmpfs 0700 /root
cp -a /etc/skel /home/deploy
chown -R deploy: /home/deploy

until [ -S /run/docker.sock ]; do
  kill -0 "$docker" || { tail -n 5 /run/dockerd.log >&2; exit 1; }
  sleep 0.05
done
# The socket exists before dockerd answers.
docker version > /dev/null
echo "ready $(cat /etc/fleet/host_key.pub)"
# In the meantime the shell reaps orphaned processes.
exec 3<&0
cat <&3 > /dev/null &
echo "$!" > /run/until-end.pid
wait "$!"
