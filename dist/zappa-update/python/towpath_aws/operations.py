# What can be asked for, by name.
from .clients import begin
from .invoke import invoke
from .logs import log
from .look import code_now, look
from .packages import spare_lookups
from .record import record
from .remote_env import remote_env
from .restore import restore
from .tags import tag, tags, untag

OPERATIONS = {
    "begin": begin,
    "look": look,
    "record": record,
    "now": code_now,
    "restore": restore,
    "invoke": invoke,
    "log": log,
    "tags": tags,
    "tag": tag,
    "untag": untag,
    "remote-env": remote_env,
    "spare-lookups": spare_lookups,
}
