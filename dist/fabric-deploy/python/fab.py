# Runs Fabric's command line with the patches in place, and reports the reason of a failure.
import os
import sys

sys.path[0] = os.path.join(os.path.dirname(os.path.abspath(__file__)), "shim")
import towpath_guard  # noqa: E402
from towpath_report import note  # noqa: E402

towpath_guard.patch_on_import()
towpath_guard.require_patches()


def reason_of(error):
    """Returns the reason of an error and a string with the host, or None if the task itself failed."""
    from invoke.exceptions import AuthFailure, CommandTimedOut
    from paramiko import SSHException

    from fabric.exceptions import GroupException

    if isinstance(error, GroupException):
        reasons = (reason_of(one) for one in error.result.failed.values())
        return next((one for one in reasons if one), None)
    reason = getattr(error, "towpath_reason", None)
    if reason is None:
        reasons_by_type = {CommandTimedOut: "timeout", AuthFailure: "sudo-password", SSHException: "unreachable"}
        reason = next((reasons_by_type[kind] for kind in reasons_by_type if isinstance(error, kind)), None)
    if reason is None:
        return None
    first_line = (str(error).strip() or type(error).__name__).splitlines()[0]
    host = getattr(error, "towpath_host", None)
    return reason, first_line if host is None else "{}: {}".format(host, first_line)


def main():
    from fabric.main import program

    try:
        program.run(["fab", *sys.argv[1:]])
    except Exception as error:
        reason = reason_of(error)
        if reason:
            note(*reason)
        raise


if __name__ == "__main__":
    main()
