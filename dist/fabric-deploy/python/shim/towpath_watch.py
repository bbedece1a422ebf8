# Makes a remote command end with its connection: sshd would let it continue.
import base64

# Runs in the process that then becomes the command, so that the command's input, output and exit code are unchanged. Starts a detached
# loop in the command's process group, which checks every second whether sshd's process for this connection still exists.
_SCRIPT = b"""sshd=$PPID command=$$
# The connection was lost before the command started.
[ "$sshd" = 1 ] && exit 129
exists() { [ -d "/proc/$1" ] || kill -0 "$1" 2>/dev/null; }
if exists "$sshd"; then
  ( (
    trap '' HUP INT TERM
    while exists "$sshd"; do exists "$command" || exit 0; sleep 1; done
    kill -TERM "-$command" || kill -TERM "$command"
    sleep 5
    kill -KILL "-$command" || kill -KILL "$command"
  ) </dev/null >/dev/null 2>&1 & )
fi
exec "${SHELL:-/bin/sh}" -c "$(echo "$1" | base64 -d)"
"""

# An argument can't be longer than 131072 bytes on Linux.
_MAX_LENGTH = 120_000


def watched(command):
    """Returns the command line for sshd; every login shell reads it in the same way."""
    text = command.encode() if isinstance(command, str) else command
    script, encoded_command = (base64.b64encode(part) for part in (_SCRIPT, text))
    line = b"exec sh -c 'eval \"$(echo $0 | base64 -d)\"' " + script + b" " + encoded_command
    return command if len(line) > _MAX_LENGTH else line
