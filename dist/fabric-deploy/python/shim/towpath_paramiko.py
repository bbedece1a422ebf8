# Patches of Paramiko: enforces host keys, and makes remote commands end with their connection.
import inspect
import os

import towpath_known_hosts as known_hosts
import towpath_logins
import towpath_watch
from towpath_report import note

KNOWN_HOSTS = "TOWPATH_FABRIC_KNOWN_HOSTS"


def _known_keys(address):
    path = os.environ.get(KNOWN_HOSTS)
    if not path or address is None:
        return []
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        return known_hosts.keys_of(file.read(), *address)


def _check_host_key(transport, address):
    from paramiko import SSHException

    key = transport.get_remote_server_key()
    reason = known_hosts.refusal_reason(_known_keys(address), key.get_name(), key.asbytes())
    if not reason:
        return
    transport.close()
    name = "a host without a name" if address is None else known_hosts.name_of(*address)
    text = "{}: {} is not its key in known_hosts ({})".format(name, key.get_name(), reason)
    note(reason, text)
    error = SSHException(text)
    error.towpath_reason = reason
    raise error


def patch_transport(module):
    """Checks the host key in every Transport, of whichever client.

    Fabric accepts every host key: https://github.com/fabric/fabric/issues/1804 and https://github.com/fabric/fabric/issues/2071. Paramiko
    may ask a server for a type of key that is not in known_hosts although another one is:
    https://github.com/paramiko/paramiko/issues/2411.
    """
    transport = module.Transport
    init, start_client = transport.__init__, transport.start_client

    def patched_init(self, sock, *args, **kwargs):
        self.towpath_address = None
        if isinstance(sock, str):
            host, _, port = sock.partition(":")
            self.towpath_address = (host, int(port or 22))
        elif isinstance(sock, tuple):
            self.towpath_address = (sock[0], int(sock[1]))
        init(self, sock, *args, **kwargs)

    def patched_start_client(self, event=None, timeout=None):
        known = _known_keys(self.towpath_address)
        self._preferred_keys = known_hosts.preferred(known, tuple(self._preferred_keys))
        # Without the event: with it, start_client would return before there is a key to check.
        start_client(self, timeout=timeout)
        _check_host_key(self, self.towpath_address)
        if event is not None:
            event.set()

    transport.__init__, transport.start_client = patched_init, patched_start_client


def patch_client(module):
    """Tells the Transport the host's name and port, offers the keys of the step, and ignores the files of the runner's user.

    A connection through a gateway has a channel for a socket, which does not show them.
    """
    from paramiko.hostkeys import HostKeys
    from paramiko.transport import Transport

    connect = module.SSHClient.connect
    signature = inspect.signature(connect)
    if "transport_factory" not in signature.parameters:
        raise ImportError("this Paramiko is too old for host keys to be enforced")

    class CheckedByTransport(module.MissingHostKeyPolicy):
        """Accepts every key here: the transport has already checked it."""

        def missing_host_key(self, client, hostname, key):
            pass

    def patched_connect(self, hostname, port=22, *args, **kwargs):
        bound = signature.bind(self, hostname, port, *args, **kwargs)
        factory = bound.arguments.get("transport_factory") or Transport

        def factory_with_address(*factory_args, **factory_kwargs):
            transport = factory(*factory_args, **factory_kwargs)
            transport.towpath_address = (hostname, int(port))
            return transport

        bound.arguments.update(transport_factory=factory_with_address, look_for_keys=False)
        towpath_logins.prepare(self, bound.arguments)
        self._system_host_keys, self._host_keys = HostKeys(), HostKeys()
        self._policy = CheckedByTransport()
        return connect(*bound.args, **bound.kwargs)

    module.SSHClient.connect = patched_connect


def patch_channel(module):
    """Notes that a remote command was started, and makes it end with its connection.

    Closing a channel does not end a command without a terminal: https://github.com/paramiko/paramiko/issues/203 and
    https://github.com/paramiko/paramiko/issues/785.
    """
    exec_command, invoke_subsystem = module.Channel.exec_command, module.Channel.invoke_subsystem

    def patched_exec_command(self, command):
        note("command", "")
        return exec_command(self, towpath_watch.watched(command))

    def patched_invoke_subsystem(self, name):
        note("command", "")
        return invoke_subsystem(self, name)

    module.Channel.exec_command = patched_exec_command
    module.Channel.invoke_subsystem = patched_invoke_subsystem


PATCHES = {
    "paramiko.transport": patch_transport,
    "paramiko.client": patch_client,
    "paramiko.channel": patch_channel,
}
