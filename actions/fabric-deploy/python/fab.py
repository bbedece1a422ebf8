# Fabric's own program, guarded, with the reason of a failure in a file of its own.
import os
import sys

sys.path[0] = os.path.join(os.path.dirname(os.path.abspath(__file__)), "shim")
import towpath_guard  # noqa: E402

towpath_guard.install_on_import()
towpath_guard.require()


def reason_of(error):
    """Why it failed, where that is no matter of the task's own; with the host."""
    from invoke.exceptions import AuthFailure, CommandTimedOut
    from paramiko import SSHException

    from fabric.exceptions import GroupException

    if isinstance(error, GroupException):
        found = (reason_of(one) for one in error.result.failed.values())
        return next((one for one in found if one), None)
    reason = getattr(error, "towpath_reason", None)
    if reason is None:
        kinds = {CommandTimedOut: "timeout", AuthFailure: "sudo-password", SSHException: "unreachable"}
        reason = next((kinds[kind] for kind in kinds if isinstance(error, kind)), None)
    if reason is None:
        return None
    first = (str(error).strip() or type(error).__name__).splitlines()[0]
    host = getattr(error, "towpath_host", None)
    return reason, first if host is None else "{}: {}".format(host, first)


def main():
    from fabric.main import program

    try:
        program.run(["fab", *sys.argv[1:]])
    except Exception as error:
        told = reason_of(error)
        if told:
            towpath_guard.note(*told)
        raise


if __name__ == "__main__":
    main()
