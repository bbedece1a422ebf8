# The aliases that Zappa moves with an update, and the capacity that is kept ready behind one of them.
from . import failures, provisioned
from .clients import functions
from .look import aliases_of, published, version_of
from .waiting import active, patiently

# These Zappa moves when it has pruned: while one leads to a version that would go, every update fails.
LATE = ["snapstart", provisioned.ALIAS]
MANAGED = ["current-alb-version", *LATE]


def restore_aliases(kept, is_provisioned):
    """
    An alias of Zappa's that was moved goes back to its version, or to the one with the same code where that is gone; one that the update
    made goes there too, since requests may come through it. Returns those, and what is not as it was.
    """
    name, moved = kept["name"], []
    found = {alias: now for alias, now in aliases_of(name).items() if alias in MANAGED}
    for alias, now in found.items():
        old = kept["aliases"].get(alias, "")
        found[alias] = old if old and exists(name, old) else version_of(name, kept["sha"]) or now
        if found[alias] != now:
            active(name, found[alias])
            lead(name, alias, found[alias])
            moved.append(alias)
    try:
        if is_provisioned or provisioned.ALIAS in found:
            give_back(kept, found)
        if any(alias in LATE for alias in found):
            bring_up(kept, found)
        return moved, []
    except Exception as error:
        # The old code serves; the rest is no matter of that.
        return moved, ["the aliases or the provisioned concurrency are not as they were: {}".format(error)]


def give_back(kept, found):
    """The update may have ended before it led anything to the capacity that it had made."""
    name, known = kept["name"], kept["versions"]
    for version, _ in published(name) if known else []:
        if version not in known and version not in found.values():
            provisioned.give_up(name, version)


def bring_up(kept, found):
    """Leads the aliases to the newest version: by another number the same that they lead to."""
    name, amount = kept["name"], kept["capacity"]
    made = patiently(functions().publish_version, FunctionName=name)
    version = made["Version"]
    if all(now == version for now in found.values()):
        return
    if made["CodeSha256"] != kept["sha"] or not active(name, version):
        raise failures.Refused("aws", "version {} is not the old code, or does not become active".format(version))
    if amount:
        provisioned.provide(name, version, amount)
    for alias, now in found.items():
        lead(name, alias, version)
        if alias == provisioned.ALIAS and now != version:
            provisioned.give_up(name, now)


def lead(name, alias, version):
    patiently(functions().update_alias, FunctionName=name, Name=alias, FunctionVersion=version)


def exists(name, version):
    try:
        functions().get_function_configuration(FunctionName=name, Qualifier=version)
        return True
    except Exception as error:
        if failures.kind_of(error) == "absent":
            return False
        raise
