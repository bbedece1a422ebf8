"""fork_server.py RUNTIME: starts Python programs in the time that a fork takes, with boto3 and what it needs of RUNTIME already loaded.

Each line of the input is a job: {"id", "program", "env", "folder", "sockets"}. The program's standard input and output are the first
socket, its descriptor 3 is the second one. {"kill": ID} kills it. Each line of the output is {"id", "status"}: how it ended.
All of them end with the input.
"""

import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import sys
import time
import traceback

# What a function of Zappa's loads of the standard library.
STANDARD = "argparse asyncio concurrent.futures csv decimal difflib email.parser getpass graphlib html.parser http.cookies http.server logging.config mimetypes multiprocessing pathlib pickle pprint sqlite3 statistics tempfile unittest urllib.request uuid wsgiref.handlers zipfile zoneinfo"
RUNTIME = "boto3.session botocore.client botocore.handlers botocore.httpsession botocore.signers botocore.waiter dateutil.tz s3transfer.manager"
own_path = sys.path[1:]
running = {}


def load(folder):
    sys.path.append(folder)
    for name in (STANDARD + " " + RUNTIME).split():
        importlib.import_module(name)
    sys.path.remove(folder)
    gc.collect()
    gc.freeze()


def forget_what_is_in(folder):
    """A package's own modules come before the runtime's."""
    brought = {name.split(".")[0] for name in os.listdir(folder)}
    for name in [name for name in sys.modules if name.split(".")[0] in brought]:
        if "site-packages" in os.path.realpath(getattr(sys.modules[name], "__file__", None) or ""):
            del sys.modules[name]


def run(job):
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for path, descriptors in zip(job["sockets"], ((0, 1), (3,))):
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(path)
        for descriptor in descriptors:
            os.dup2(connection.fileno(), descriptor)
        connection.close()
    os.environ.clear()
    os.environ.update(job["env"])
    time.tzset()
    os.chdir(job["folder"])
    forget_what_is_in(job["folder"])
    sys.argv = [job["program"]]
    sys.path[:] = [os.path.dirname(job["program"]), *own_path]
    runpy.run_path(job["program"], run_name="__main__")


def start(job):
    pid = os.fork()
    if pid:
        running[pid] = job["id"]
        return
    code = 1
    try:
        run(job)
        code = 0
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def kill(identity):
    for pid in [pid for pid, job in running.items() if job == identity]:
        os.kill(pid, signal.SIGKILL)


def report_ended():
    while running:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        ended = {"id": running.pop(pid), "status": os.waitstatus_to_exitcode(status)}
        os.write(1, (json.dumps(ended) + "\n").encode())


def main():
    load(sys.argv[1])
    # Descriptor 3 is a program's.
    waking, wakes = [os.dup(end) for end in os.pipe()]
    os.set_blocking(wakes, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wakes)
    rest = b""
    while True:
        ready = select.select([0, waking], [], [])[0]
        if waking in ready:
            os.read(waking, 512)
            report_ended()
        if 0 in ready:
            chunk = os.read(0, 1 << 20)
            if not chunk:
                break
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                job = json.loads(line)
                kill(job["kill"]) if "kill" in job else start(job)
    for identity in list(running.values()):
        kill(identity)


main()
