# How connections log in: which keys are offered to the gateway and which to the hosts, certificates first, and the proxy command.
import atexit
import base64
import json
import os
import socket
import subprocess

LOGINS = "TOWPATH_FABRIC_LOGINS"


def _read():
    path = os.environ.get(LOGINS)
    if not path:
        return None
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def prepare(client, arguments):
    """Gives a client the keys for its connection, and the proxy command in place of a socket; `arguments` are those of its `connect`."""
    logins = _read()
    if logins is None:
        return
    address = [arguments["hostname"], int(arguments.get("port") or 22)]
    is_gateway = arguments.get("sock") is None and address == logins["gateway"]["address"]
    side = logins["gateway" if is_gateway else "hosts"]
    _refuse_strategy(logins, arguments)
    if arguments.get("sock") is None and address in logins["proxied"]:
        user = arguments.get("username") or ""
        arguments["sock"] = ProxySocket([*logins["proxy"], address[0], str(address[1]), user])
    client._agent = _agent_with(side, getattr(client, "towpath_only", None))
    client.towpath_offers = len(client._agent.get_keys())


def _refuse_strategy(logins, arguments):
    """An authentication strategy of the fabfile would ignore certificates, and offer the gateway all keys."""
    has_certificates = any(line for side in ("hosts", "gateway") for line in logins[side]["certificates"].values())
    is_separate = logins["hosts"]["agent"] != logins["gateway"]["agent"]
    if arguments.get("auth_strategy") is not None and (has_certificates or is_separate):
        from paramiko import SSHException

        raise SSHException('an authentication strategy of the fabfile can\'t be combined with certificates or "gateway-key"')


def _agent_with(side, only):
    """Returns an agent with the keys of one side: all, or only the one at an index."""
    from paramiko.agent import AgentKey, AgentSSH
    from paramiko.pkey import PublicBlob

    class SideAgent(AgentSSH):
        def close(self):
            self._close()

    agent = SideAgent()
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(side["agent"])
    agent._connect(connection)
    plain = list(agent.get_keys())
    certified = []
    for key in plain:
        for line in side["certificates"].get(base64.b64encode(key.blob).decode(), []):
            with_certificate = AgentKey(agent, key.blob)
            with_certificate.public_blob = PublicBlob.from_string(line)
            certified.append(with_certificate)
    keys = certified + plain
    agent._keys = tuple(keys if only is None else keys[only : only + 1])
    return agent


def offers_one_by_one(client, error):
    """Returns the indexes of the keys if the server hung up because it was offered too many (MaxAuthTries)."""
    transport = getattr(client, "_transport", None)
    was_cut = transport is not None and not transport.is_active()
    is_login = "uthentication" in str(error) or "No existing session" in str(error)
    offers = getattr(client, "towpath_offers", 0)
    return range(offers) if was_cut and is_login and offers > 1 else ()


def proxy_messages():
    """Returns the end of the proxy command's standard error, for a message."""
    logins = _read()
    if not logins or not logins["proxy"]:
        return ""
    try:
        with open(logins["proxy"][-1], encoding="utf-8", errors="replace") as file:
            printable = "".join(c if c.isprintable() or c == "\n" else " " for c in file.read())
            lines = [line.strip() for line in printable.split("\n") if line.strip()]
    except OSError:
        return ""
    return "; the proxy command printed: " + " / ".join(line[:200] for line in lines[-3:]) if lines else ""


class ProxySocket:
    """A socket whose other end is a program. Paramiko's own ProxyCommand does not notice the end of the program."""

    def __init__(self, command):
        self._socket, other = socket.socketpair()
        self._process = subprocess.Popen(command, stdin=other, stdout=other)
        other.close()
        atexit.register(self._end)

    def __getattr__(self, name):
        return getattr(self._socket, name)

    def close(self):
        self._socket.close()
        self._process.terminate()

    def _end(self):
        self.close()
        try:
            self._process.wait(1)
        except subprocess.TimeoutExpired:
            self._process.kill()
