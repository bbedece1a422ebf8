# The aliases that Zappa moves with an update, and the provisioned concurrency of one of them.
from . import errors, provisioned
from .clients import functions
from .describe import aliases_of, published_versions, version_of
from .waiting import retry_conflicts, wait_until_active

# Zappa moves these only after it has removed old versions: while one of them points to a version that would be removed, every update fails.
MOVED_AFTER_PRUNING = ["snapstart", provisioned.ALIAS]
MANAGED = ["current-alb-version", *MOVED_AFTER_PRUNING]


def restore_aliases(record, is_provisioned):
    """
    Moves Zappa's aliases back to their versions, or if a version was removed, to the one with the same code. Aliases that the update has
    created are moved there too, because requests may come through them. Returns the moved aliases, and warnings about what could not be
    restored.
    """
    name, moved = record["name"], []
    targets = {alias: now for alias, now in aliases_of(name).items() if alias in MANAGED}
    for alias, now in targets.items():
        old = record["aliases"].get(alias, "")
        targets[alias] = old if old and exists(name, old) else version_of(name, record["sha"]) or now
        if targets[alias] != now:
            wait_until_active(name, targets[alias])
            move_alias(name, alias, targets[alias])
            moved.append(alias)
    try:
        if is_provisioned or provisioned.ALIAS in targets:
            remove_new_concurrency(record, targets)
        if any(alias in MOVED_AFTER_PRUNING for alias in targets):
            move_to_newest_version(record, targets)
        return moved, []
    except Exception as error:
        # The old code is live nevertheless.
        return moved, ["the aliases or the provisioned concurrency were not restored completely: {}".format(error)]


def remove_new_concurrency(record, targets):
    """The update may have ended after it had provisioned a new version, and before it moved the alias there."""
    name, known = record["name"], record["versions"]
    for version, _ in published_versions(name) if known else []:
        if version not in known and version not in targets.values():
            provisioned.remove(name, version)


def move_to_newest_version(record, targets):
    """Publishes the old code as the newest version and moves the aliases there, so that Zappa can remove old versions."""
    name, amount = record["name"], record["capacity"]
    published = retry_conflicts(functions().publish_version, FunctionName=name)
    version = published["Version"]
    if all(now == version for now in targets.values()):
        return
    if published["CodeSha256"] != record["sha"] or not wait_until_active(name, version):
        raise errors.RequestFailed("aws", "version {} does not have the old code, or does not become active".format(version))
    if amount:
        provisioned.provide(name, version, amount)
    for alias, now in targets.items():
        move_alias(name, alias, version)
        if alias == provisioned.ALIAS and now != version:
            provisioned.remove(name, now)


def move_alias(name, alias, version):
    retry_conflicts(functions().update_alias, FunctionName=name, Name=alias, FunctionVersion=version)


def exists(name, version):
    try:
        functions().get_function_configuration(FunctionName=name, Qualifier=version)
        return True
    except Exception as error:
        if errors.kind_of(error) == "absent":
            return False
        raise
