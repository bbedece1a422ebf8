# The report to the action: a JSON object per line, in a file, since the standard streams may carry output of hosts.
import json
import os

_REPORT = "TOWPATH_FABRIC_REPORT"


def note(reason, text):
    """Adds a line to the report, if there is one."""
    path = os.environ.get(_REPORT)
    if path:
        with open(path, "a", encoding="utf-8") as report:
            report.write(json.dumps({"reason": reason, "text": text}) + "\n")
