# Patches of Fabric and Invoke: stops remote commands, reports why a host failed, and runs nothing on the runner itself.
import towpath_logins
from towpath_report import note


def patch_remote_runner(module):
    """Ends a remote command on a timeout or an interrupt, notes a lost connection, and keeps its input open for answers to prompts.

    Fabric can't end a remote command: https://github.com/fabric/fabric/issues/1918.
    """
    remote = module.Remote
    kill, returncode, send_interrupt = remote.kill, remote.returncode, remote.send_interrupt
    close_proc_stdin = remote.close_proc_stdin

    # The end of the connection ends the command (towpath_watch); closing its channel would not.
    def patched_kill(self):
        kill(self)
        self.context.close()

    def patched_send_interrupt(self, error):
        if not self.using_pty:
            self.context.close()
        send_interrupt(self, error)

    # Without an exit status from the server, Paramiko returns -1.
    def patched_returncode(self):
        code = returncode(self)
        if code == -1:
            self.channel.transport.join(1)
            if not self.channel.transport.is_active():
                note("connection-lost", "the connection was lost while a command was running")
        return code

    # Without a terminal on the runner, Fabric closes the input immediately; a watcher that answers a prompt, such as sudo's, needs it open.
    def patched_close_proc_stdin(self):
        if not (self.watchers and self.opts.get("in_stream") is None):
            close_proc_stdin(self)

    remote.kill, remote.returncode = patched_kill, patched_returncode
    remote.send_interrupt, remote.close_proc_stdin = patched_send_interrupt, patched_close_proc_stdin


def patch_connection(module):
    """Marks an error of connecting with its reason and its host: Fabric passes on Paramiko's exceptions, which have neither."""
    from paramiko import AuthenticationException, SSHException

    open_connection = module.Connection.open

    def open_with_each_key(self):
        try:
            self.client.towpath_only = None
            return open_connection(self)
        except (ValueError, TypeError):
            raise
        except Exception as error:
            last = error
        for index in () if hasattr(last, "towpath_reason") else towpath_logins.offers_one_by_one(self.client, last):
            try:
                self.client.close()
                self.client.towpath_only = index
                return open_connection(self)
            except (AuthenticationException, SSHException) as error:
                last = error
        raise last

    def patched_open(self):
        try:
            return open_with_each_key(self)
        except (ValueError, TypeError):
            raise
        except Exception as error:
            is_refused = isinstance(error, AuthenticationException) or "authentication" in str(error)
            if not hasattr(error, "towpath_reason"):
                error.towpath_reason = "key-refused" if is_refused else "unreachable"
            if not hasattr(error, "towpath_host"):
                error.towpath_host = "{}:{}".format(self.host, self.port)
                if error.towpath_reason == "unreachable":
                    error.towpath_host += towpath_logins.proxy_messages()
            raise

    module.Connection.open = patched_open


def patch_task_call(module):
    """Refuses commands of a task without a host, which Fabric would run on the runner itself.

    https://github.com/fabric/fabric/issues/1890 and https://github.com/fabric/fabric/issues/2106. A call for a host makes a Connection
    instead (fabric.tasks.ConnectionCall).
    """
    from invoke.context import Context

    class ContextWithoutHost(Context):
        def _refuse(self, command, **_):
            error = RuntimeError(
                "the task has no host, and Fabric would run {!r} on the runner itself".format(command)
            )
            error.towpath_reason = "no-hosts"
            raise error

        run = sudo = _refuse

    module.Call.make_context = lambda self, config: ContextWithoutHost(config=config)


PATCHES = {
    "fabric.runners": patch_remote_runner,
    "fabric.connection": patch_connection,
    "invoke.tasks": patch_task_call,
}
