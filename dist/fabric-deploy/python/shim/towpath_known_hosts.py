# What known_hosts says of a host: sshd(8), SSH_KNOWN_HOSTS FILE FORMAT. Paramiko's own reader knows no patterns, and one key a kind.
import base64
import binascii
import hashlib
import hmac
import re
from typing import List, NamedTuple, Tuple


class Known(NamedTuple):
    revoked: bool
    kind: str
    key: bytes


def name_of(host: str, port: int) -> str:
    """The host as known_hosts writes it."""
    return host.lower() if port == 22 else "[{}]:{}".format(host.lower(), port)


def keys_of(text: str, host: str, port: int) -> List[Known]:
    """The keys of a host. As OpenSSH does, a name without a port counts where there is none with it."""
    lines = [line.split() for line in text.splitlines() if not line.lstrip().startswith("#")]
    exact = _matching(lines, name_of(host, port))
    return exact or _matching(lines, name_of(host, 22))


def _matching(lines: List[List[str]], name: str) -> List[Known]:
    found = []
    for fields in lines:
        marker = fields[0] if fields and fields[0].startswith("@") else ""
        names, kind, key = (fields[bool(marker) :] + ["", "", ""])[:3]
        # Paramiko takes no certificates of hosts, so an authority says nothing.
        if marker in ("", "@revoked") and _fits(names, name):
            try:
                found.append(Known(marker != "", kind, base64.b64decode(key)))
            except binascii.Error:
                continue
    return found


def _fits(names: str, name: str) -> bool:
    patterns = names.split(",")
    if any(one.startswith("!") and _is(one[1:], name) for one in patterns):
        return False
    return any(not one.startswith("!") and _is(one, name) for one in patterns)


def _is(pattern: str, name: str) -> bool:
    if pattern.startswith("|1|"):
        try:
            salt, hashed = (base64.b64decode(part) for part in pattern.split("|")[2:4])
        except ValueError:
            return False
        return hmac.compare_digest(hmac.new(salt, name.encode(), hashlib.sha1).digest(), hashed)
    source = re.escape(pattern.lower()).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(source, name) is not None


def preferred(known: List[Known], kinds: Tuple[str, ...]) -> Tuple[str, ...]:
    """The algorithms, with those first for which there is a key: a server offers what is asked for first."""
    ours = {kind for one in known for kind in _algorithms(one.kind) if not one.revoked}
    return tuple(sorted(kinds, key=lambda kind: kind not in ours))


def _algorithms(kind: str) -> Tuple[str, ...]:
    return ("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa") if kind == "ssh-rsa" else (kind,)


def verdict(known: List[Known], kind: str, key: bytes) -> str:
    """Empty for a key that is the host's."""
    if any(one.revoked and one.key == key for one in known):
        return "host-key-changed"
    trusted = [one for one in known if not one.revoked]
    if any(one.key == key for one in trusted):
        return ""
    return "host-key-changed" if any(one.kind == kind for one in trusted) else "host-key-unknown"
