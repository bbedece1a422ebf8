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
    created are moved there too, because requests may come through them. Returns the moved aliases, and what could not be restored.
    """
    try:
        current = {alias: now for alias, now in aliases_of(record["name"]).items() if alias in MANAGED}
    except Exception as error:
        return [], [errors.missing("the aliases", error)]
    targets, moved, missing = dict(current), [], []
    for alias, now in current.items():
        try:
            targets[alias] = move_back(record, alias, now)
            if targets[alias] != now:
                moved.append(alias)
        except Exception as error:
            missing.append(errors.missing('the alias "{}"'.format(alias), error))
    if missing:
        return moved, missing
    try:
        if is_provisioned or provisioned.ALIAS in targets:
            remove_new_concurrency(record, targets)
        if any(alias in MOVED_AFTER_PRUNING for alias in targets):
            move_to_newest_version(record, targets)
        if record["capacity"] is None:
            raise errors.RequestFailed("aws", "the provisioned concurrency could not be read before the update")
        return moved, []
    except Exception as error:
        return moved, [errors.missing(AFTERWARDS, error)]


AFTERWARDS = "the provisioned concurrency, or the newest version for the aliases"


def move_back(record, alias, now):
    """Returns the version that the alias points to now."""
    name, old = record["name"], record["aliases"].get(alias, "")
    target = old if old and exists(name, old) else version_of(name, record["sha"])
    if not target:
        raise errors.RequestFailed("aws", "no version with the old code can be found")
    if target != now:
        wait_until_active(name, target)
        move_alias(name, alias, target)
    return target


def remove_new_concurrency(record, targets):
    """The update may have ended after it had provisioned a new version, and before it moved the alias there."""
    name, known = record["name"], record["versions"]
    if known is None:
        raise errors.RequestFailed("aws", "the versions could not be listed before the update (ListVersionsByFunction)")
    for version, _ in published_versions(name):
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
