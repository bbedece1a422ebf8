# The operations of aws_server.py by their names.
from .clients import configure
from .describe import current_code, describe
from .invoke import invoke
from .logs import read_log
from .record import record
from .remote_env import remote_env
from .restore import restore
from .tags import tag, tags, untag
from .wheel_lookups import skip_wheel_lookups

OPERATIONS = {
    "configure": configure,
    "describe": describe,
    "record": record,
    "current-code": current_code,
    "restore": restore,
    "invoke": invoke,
    "read-log": read_log,
    "tags": tags,
    "tag": tag,
    "untag": untag,
    "remote-env": remote_env,
    "skip-wheel-lookups": skip_wheel_lookups,
}
