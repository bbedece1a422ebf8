# Reads known_hosts: sshd(8), SSH_KNOWN_HOSTS FILE FORMAT. Paramiko's own reader supports no patterns, and only one key per type:
# https://github.com/paramiko/paramiko/issues/1001.
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
    """Returns a host's name in known_hosts."""
    return host.lower() if port == 22 else "[{}]:{}".format(host.lower(), port)


def keys_of(text: str, host: str, port: int) -> List[Known]:
    """Returns the keys of a host. As in OpenSSH, a name without a port counts if there is no line with the port."""
    lines = [line.split() for line in text.splitlines() if not line.lstrip().startswith("#")]
    exact = _matching(lines, name_of(host, port))
    return exact or _matching(lines, name_of(host, 22))


def _matching(lines: List[List[str]], name: str) -> List[Known]:
    found = []
    for fields in lines:
        marker = fields[0] if fields and fields[0].startswith("@") else ""
        names, kind, key = (fields[bool(marker) :] + ["", "", ""])[:3]
        # Paramiko supports no host certificates, so @cert-authority lines are ignored.
        if marker in ("", "@revoked") and _matches_names(names, name):
            try:
                found.append(Known(marker != "", kind, base64.b64decode(key)))
            except binascii.Error:
                continue
    return found


def _matches_names(names: str, name: str) -> bool:
    patterns = names.split(",")
    if any(one.startswith("!") and _matches_pattern(one[1:], name) for one in patterns):
        return False
    return any(not one.startswith("!") and _matches_pattern(one, name) for one in patterns)


def _matches_pattern(pattern: str, name: str) -> bool:
    if pattern.startswith("|1|"):
        try:
            salt, hashed = (base64.b64decode(part) for part in pattern.split("|")[2:4])
        except ValueError:
            return False
        return hmac.compare_digest(hmac.new(salt, name.encode(), hashlib.sha1).digest(), hashed)
    source = re.escape(pattern.lower()).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(source, name) is not None


def preferred(known: List[Known], kinds: Tuple[str, ...]) -> Tuple[str, ...]:
    """Returns the algorithms, those with a known key first: a server picks the first one that it supports."""
    with_key = {kind for one in known for kind in _algorithms(one.kind) if not one.revoked}
    return tuple(sorted(kinds, key=lambda kind: kind not in with_key))


def _algorithms(kind: str) -> Tuple[str, ...]:
    return ("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa") if kind == "ssh-rsa" else (kind,)


def refusal_reason(known: List[Known], kind: str, key: bytes) -> str:
    """Returns why a host's key is refused; empty for one of its known keys."""
    if any(one.revoked and one.key == key for one in known):
        return "host-key-changed"
    trusted = [one for one in known if not one.revoked]
    if any(one.key == key for one in trusted):
        return ""
    return "host-key-changed" if any(one.kind == kind for one in trusted) else "host-key-unknown"
