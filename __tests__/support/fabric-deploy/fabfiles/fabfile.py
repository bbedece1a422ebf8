# A fabfile ported from Fabric 1: one task selects the environment, another deploys to it.
import json
import os

from fabric import Connection, task
from fabric.group import ThreadingGroup
from invoke import Collection
from paramiko import AutoAddPolicy, SSHClient

print("a fabfile may print what it likes")

chosen = {}


@task
def qa(c):
    chosen["environment"] = "qa"


@task
def deploy(c, docker_tag="master", force=False):
    """Puts a docker tag on a host."""
    image = "registry.example.org/shop:{}".format(docker_tag)
    c.run("echo docker pull '{}' for {}".format(image, chosen.get("environment")))
    c.run("echo docker restart {}".format("now" if force else "later"))


@task(aliases=["show"], iterable=["only"])
def record(c, text, only=None, count=1, migrate=True, force=False, log_file=None):
    with open(os.environ["RECORD"], "a") as file:
        values = [text, only, count, migrate, force, log_file]
        file.write(json.dumps(values) + "\n")


@task
def remote(c, command):
    c.run(command)


@task
def warned(c, command):
    c.run(command, warn=True, timeout=5)


@task
def timed(c, command):
    c.run(command, timeout=5)


@task
def goes_on(c, command):
    from invoke.exceptions import CommandTimedOut

    try:
        c.run(command, timeout=5)
    except CommandTimedOut:
        c.run("sleep 3; echo went on")


@task
def piped(c):
    c.run("false | tail -1")


@task
def reads(c):
    from io import StringIO

    c.run("cat; echo end of $SHELL", in_stream=StringIO("some input\n"))
    c.run("cat; echo no input")


@task
def on_terminal(c, command):
    c.run(command, pty=True)


@task
def asks(c):
    # No prompt is answered: not one of the host, not one here, not one of sudo.
    c.run("read word; echo host got nothing: $word")
    try:
        input("who? ")
    except EOFError:
        print("no input here")
    try:
        open("/dev/tty")
    except OSError:
        print("no terminal")


@task
def sudoes(c, path, password=None):
    own = {} if password is None else {"password": password}
    c.sudo("echo by sudo", env={"PATH": path + ":/usr/bin:/bin"}, **own)


@task
def nested(c):
    # The fabfile starts another Python.
    c.local('python3 -c "import sys, towpath_guard; print(towpath_guard.__name__, len(sys.meta_path))"')


@task
def other(c, name, port, swallow=False):
    """Makes its own connection, and asks Fabric to trust every host key."""
    own = Connection(name, user="root", port=int(port))
    own.client.set_missing_host_key_policy(AutoAddPolicy())
    try:
        own.run("echo through its own connection")
    except Exception:
        if not swallow:
            raise


@task
def plain(c, name, port):
    client = SSHClient()
    client.set_missing_host_key_policy(AutoAddPolicy())
    client.connect(name, port=int(port), username="root")
    print(client.exec_command("echo by Paramiko alone")[1].read().decode())


@task
def lowest(c, name, port):
    from paramiko import Transport

    transport = Transport((name, int(port)))
    transport.connect(username="root")


@task
def group(c, ports):
    hosts = ["root@127.0.0.1:{}".format(port) for port in ports.split("+")]
    ThreadingGroup(*hosts).run("echo in a group")


@task(hosts=[os.environ.get("OWN_HOST", "root@127.0.0.1:9")])
def own_hosts(c):
    c.run("echo on a host of its own")


@task
def before(c):
    c.run("touch {}".format(os.environ.get("RECORD", "/tmp/never")))


@task(pre=[before])
def after(c):
    c.run("echo after")


inner = Collection("db")
inner.add_task(deploy, name="migrate_all", default=True)
ns = Collection(
    qa, deploy, record, remote, warned, timed, goes_on, piped, reads, on_terminal, asks, sudoes, nested, other, plain, lowest, group, own_hosts, after, inner
)
