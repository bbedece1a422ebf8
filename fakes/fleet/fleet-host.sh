#!/bin/sh
# The first process of a host of the fleet, in namespaces of its own, where it is root. It says `ready` and its host key when
# everything runs, and ends with its standard input: the kernel then ends whatever runs in the host, and takes its mounts away.
# usage: fleet-host.sh FOLDER NAME DISK CGROUP DOOR... (the command of the door, which runs in FOLDER)
set -eu
folder=$1 name=$2 disk=$3 cgroup=$4
shift 4
echo "$name" > /proc/sys/kernel/hostname
# The program of iproute2 may be missing; the images need busybox anyway.
/bin/busybox ip link set lo up
# What runs so far has its folder open; it lies below a folder that is replaced further down.
(cd "$folder" && exec "$@" > door.log 2>&1) &
door=$!

empty() {
  mkdir -p "$2"
  mount -t tmpfs -o "mode=$1${3:+,size=$3}" tmpfs "$2"
}
empty 0755 /run
for part in etc var srv opt; do
  mkdir -p "/run/overlay/$part" "/run/overlay/.$part"
  mount -t overlay -o "lowerdir=/$part,upperdir=/run/overlay/$part,workdir=/run/overlay/.$part" overlay "/$part"
done
chmod 0700 /run/overlay
printf '127.0.0.1 localhost %s\n' "$name" > /etc/hosts

empty 0710 /var/lib/docker "$disk"
rm -f /etc/docker/daemon.json
grep -q '^docker:' /etc/group || groupadd --system docker
# vfs needs nothing of the kernel; the cgroup driver is that of a machine without systemd, whatever it has.
start_docker='exec dockerd --group docker --storage-driver vfs --log-level warn'
start_docker="$start_docker --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent $cgroup"
printf '#!/bin/sh\n%s >> /run/dockerd.log 2>&1 < /dev/null\n' "$start_docker" > /run/start-docker
chmod 0700 /run/start-docker
/run/start-docker &
docker=$!

# A `*` is no password, and unlike the `!` of useradd no lock either, which sshd without PAM refuses.
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
  kill -0 "$door"
  sleep 0.02
done
empty 1777 /tmp
empty 0755 /home
empty 0700 /root
cp -a /etc/skel /home/deploy
chown -R deploy: /home/deploy

until [ -S /run/docker.sock ]; do
  kill -0 "$docker" || { tail -n 5 /run/dockerd.log >&2; exit 1; }
  sleep 0.05
done
# It answers when it is up, not before.
docker version > /dev/null
echo "ready $(cat /etc/fleet/host_key.pub)"
# In the foreground: meanwhile the shell takes the end of every process that has lost its parent.
cat > /dev/null
