# A remote command that ends with its connection. sshd lets it run on, and Fabric does not tell it.
import base64

# In the command's own process, which then becomes the command, so that its input, its output and its code are its own. Beside it, in
# its process group and as nobody's child, a loop looks every second whether sshd's process of this connection is still there.
_SCRIPT = b"""s=$PPID m=$$
# The connection ended before the command began.
[ "$s" = 1 ] && exit 129
there() { [ -d "/proc/$1" ] || kill -0 "$1" 2>/dev/null; }
if there "$s"; then
  ( (
    trap '' HUP INT TERM
    while there "$s"; do there "$m" || exit 0; sleep 1; done
    kill -TERM "-$m" || kill -TERM "$m"
    sleep 5
    kill -KILL "-$m" || kill -KILL "$m"
  ) </dev/null >/dev/null 2>&1 & )
fi
exec "${SHELL:-/bin/sh}" -c "$(echo "$1" | base64 -d)"
"""

# Linux takes no argument of more than 131072 bytes.
_LONGEST = 120_000


def watched(command):
    """The command for sshd: a line that every shell takes for the same, whichever the user has there."""
    text = command.encode() if isinstance(command, str) else command
    script, wanted = (base64.b64encode(part) for part in (_SCRIPT, text))
    line = b"exec sh -c 'eval \"$(echo $0 | base64 -d)\"' " + script + b" " + wanted
    return command if len(line) > _LONGEST else line
