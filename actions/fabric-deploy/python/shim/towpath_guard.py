# Holds Fabric to what it does not do by itself, whatever a fabfile sets: host keys are enforced, a remote command ends with its
# connection, and a task without a host runs nothing on the machine that Fabric itself runs on.
import importlib.abc
import importlib.machinery
import inspect
import json
import os
import sys

import towpath_known_hosts as known_hosts
import towpath_watch

_REPORT = "TOWPATH_FABRIC_REPORT"
_KNOWN = "TOWPATH_FABRIC_KNOWN_HOSTS"


def note(reason, text):
    """Says why, in a file: what is said on the standard streams may be a host's own text."""
    path = os.environ.get(_REPORT)
    if path:
        with open(path, "a", encoding="utf-8") as report:
            report.write(json.dumps({"reason": reason, "text": text}) + "\n")


def _known(address):
    path = os.environ.get(_KNOWN)
    if not path or address is None:
        return []
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        return known_hosts.keys_of(file.read(), *address)


def _check(transport, address):
    from paramiko import SSHException

    key = transport.get_remote_server_key()
    reason = known_hosts.verdict(_known(address), key.get_name(), key.asbytes())
    if not reason:
        return
    transport.close()
    name = "a host without a name" if address is None else known_hosts.name_of(*address)
    text = "{}: {} is not its key in known_hosts ({})".format(name, key.get_name(), reason)
    note(reason, text)
    error = SSHException(text)
    error.towpath_reason = reason
    raise error


def _guard_transport(module):
    transport = module.Transport
    init, start_client = transport.__init__, transport.start_client

    def __init__(self, sock, *args, **kwargs):
        self.towpath_address = None
        if isinstance(sock, str):
            host, _, port = sock.partition(":")
            self.towpath_address = (host, int(port or 22))
        elif isinstance(sock, tuple):
            self.towpath_address = (sock[0], int(sock[1]))
        init(self, sock, *args, **kwargs)

    def guarded(self, event=None, timeout=None):
        known = _known(self.towpath_address)
        self._preferred_keys = known_hosts.preferred(known, tuple(self._preferred_keys))
        # With an event it would return before there is a key to look at.
        start_client(self, timeout=timeout)
        _check(self, self.towpath_address)
        if event is not None:
            event.set()

    transport.__init__, transport.start_client = __init__, guarded


def _guard_client(module):
    from paramiko.hostkeys import HostKeys
    from paramiko.transport import Transport

    connect = module.SSHClient.connect
    signature = inspect.signature(connect)
    if "transport_factory" not in signature.parameters:
        raise ImportError("this Paramiko is too old for host keys to be enforced")

    class Checked(module.MissingHostKeyPolicy):
        """The transport has looked at the key."""

        def missing_host_key(self, client, hostname, key):
            pass

    def guarded(self, hostname, port=22, *args, **kwargs):
        bound = signature.bind(self, hostname, port, *args, **kwargs)
        factory = bound.arguments.get("transport_factory") or Transport

        def named(*given, **more):
            made = factory(*given, **more)
            made.towpath_address = (hostname, int(port))
            return made

        # The key is in the agent; the files of whoever runs this are not meant.
        bound.arguments.update(transport_factory=named, look_for_keys=False)
        self._system_host_keys, self._host_keys, self._policy = HostKeys(), HostKeys(), Checked()
        return connect(*bound.args, **bound.kwargs)

    module.SSHClient.connect = guarded


def _guard_channel(module):
    exec_command, subsystem = module.Channel.exec_command, module.Channel.invoke_subsystem

    def guarded(self, command):
        note("command", "")
        return exec_command(self, towpath_watch.watched(command))

    def transferred(self, name):
        note("command", "")
        return subsystem(self, name)

    module.Channel.exec_command, module.Channel.invoke_subsystem = guarded, transferred


def _guard_runners(module):
    remote = module.Remote
    kill, returncode, interrupt = remote.kill, remote.returncode, remote.send_interrupt
    close_stdin = remote.close_proc_stdin

    # A closed channel tells the remote command nothing; a closed connection does (towpath_watch).
    def killed(self):
        kill(self)
        self.context.close()

    def interrupted(self, error):
        if not self.using_pty:
            self.context.close()
        interrupt(self, error)

    def told(self):
        code = returncode(self)
        if code == -1:
            self.channel.transport.join(1)
            if not self.channel.transport.is_active():
                note("connection-lost", "the connection ended while a command ran")
        return code

    def closed(self):
        # Nobody types here, so that Fabric closes the input at once; what answers a prompt, as that of sudo, still needs it.
        if not (self.watchers and self.opts.get("in_stream") is None):
            close_stdin(self)

    remote.kill, remote.returncode, remote.send_interrupt = killed, told, interrupted
    remote.close_proc_stdin = closed


def _guard_connection(module):
    from paramiko import AuthenticationException

    opened = module.Connection.open

    def marked(self):
        try:
            return opened(self)
        except (ValueError, TypeError):
            raise
        except Exception as error:
            refused = isinstance(error, AuthenticationException) or "authentication" in str(error)
            if not hasattr(error, "towpath_reason"):
                error.towpath_reason = "key-refused" if refused else "unreachable"
            if not hasattr(error, "towpath_host"):
                error.towpath_host = "{}:{}".format(self.host, self.port)
            raise

    module.Connection.open = marked


def _guard_tasks(module):
    from invoke.context import Context

    class Hostless(Context):
        def _refuse(self, command, **_):
            error = RuntimeError(
                "the task has no host, and Fabric would run {!r} on this machine itself".format(command)
            )
            error.towpath_reason = "no-hosts"
            raise error

        run = sudo = _refuse

    module.Call.make_context = lambda self, config: Hostless(config=config)


_GUARDS = {
    "paramiko.transport": _guard_transport,
    "paramiko.client": _guard_client,
    "paramiko.channel": _guard_channel,
    "fabric.runners": _guard_runners,
    "fabric.connection": _guard_connection,
    "invoke.tasks": _guard_tasks,
}


class _Finder(importlib.abc.MetaPathFinder):
    """Guards a module at the end of its import."""

    def find_spec(self, name, path, target=None):
        guard = _GUARDS.get(name)
        spec = importlib.machinery.PathFinder.find_spec(name, path) if guard else None
        if spec is None or spec.loader is None:
            return None
        run = spec.loader.exec_module

        def exec_module(module):
            run(module)
            guard(module)
            module.towpath_guarded = True

        spec.loader.exec_module = exec_module
        return spec


def install_on_import():
    """Guards what is imported from now on. Where no known hosts are given this is no Python of the action's."""
    if os.environ.get(_KNOWN) and not any(isinstance(one, _Finder) for one in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


def require():
    """Ends the program where not everything is guarded."""
    import fabric  # noqa: F401

    missing = [name for name in _GUARDS if not getattr(sys.modules.get(name), "towpath_guarded", False)]
    if missing:
        note("unguarded", "not guarded: " + ", ".join(missing))
        sys.exit("Fabric's host keys can't be enforced here: not guarded: " + ", ".join(missing))
