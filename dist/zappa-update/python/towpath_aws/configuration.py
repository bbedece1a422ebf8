# The configuration of a function: what of it is recorded before an update, and how that is restored.
from . import errors
from .clients import functions
from .waiting import retry_conflicts, wait_until_applied, wait_until_settled

# An update sets all of these, and the old code may not run with the values that the new code needs.
RECORDED_SETTINGS = [
    "Runtime",
    "Handler",
    "Timeout",
    "MemorySize",
    "EphemeralStorage",
    "Role",
]

# An image has its own.
NOT_OF_IMAGES = ("Runtime", "Handler", "Layers")


def restorable(configuration):
    """Returns what of a configuration is restored with the code, in the form that an update takes."""
    settings = {key: configuration[key] for key in RECORDED_SETTINGS if key in configuration}
    # They must not be replaced by nothing.
    if not unreadable(configuration):
        settings["Environment"] = {"Variables": configuration.get("Environment", {}).get("Variables", {})}
    settings["Layers"] = [layer["Arn"] for layer in configuration.get("Layers", [])]
    settings["FileSystemConfigs"] = configuration.get("FileSystemConfigs", [])
    settings["KMSKeyArn"] = configuration.get("KMSKeyArn", "")
    settings["TracingConfig"] = configuration.get("TracingConfig") or {"Mode": "PassThrough"}
    settings["SnapStart"] = {"ApplyOn": configuration.get("SnapStart", {}).get("ApplyOn", "None")}
    network = configuration.get("VpcConfig", {})
    settings["VpcConfig"] = {key: sorted(network.get(key, [])) for key in ("SubnetIds", "SecurityGroupIds")}
    if configuration.get("PackageType") == "Image":
        for key in NOT_OF_IMAGES:
            settings.pop(key, None)
    return settings


def unreadable(configuration):
    """Returns the settings that AWS does not return: the variables, if it can't use their key."""
    return ["Environment"] if "Error" in configuration.get("Environment", {}) else []


def restore_configuration(name, recorded):
    """Restores as many settings as possible: AWS refuses all of a request for one of its settings. Returns the restored settings and what is missing."""
    refused = {}
    try:
        different = different_settings(name, recorded)
        if different:
            refused = change(name, different)
        left = different_settings(name, recorded)
    except Exception as error:
        return [], [errors.missing("the configuration", error)]
    unchanged = errors.RequestFailed("aws", "AWS accepted the old value, but has another one")
    missing = [errors.missing(key, refused.get(key, unchanged)) for key in sorted(left)]
    return sorted(key for key in different if key not in left), missing


def different_settings(name, recorded):
    current = restorable(wait_until_settled(name))
    return {key: value for key, value in recorded.items() if current.get(key) != value}


# Errors that may be those of one setting: a runtime that AWS takes no more, a role that may not be passed on, a layer that is gone.
OF_ONE_SETTING = ("aws", "denied", "absent")


def change(name, settings):
    """Sends the settings together, and if AWS refuses that, one by one. Returns the errors of those that were refused."""
    error = error_of(name, settings)
    if error is None:
        return {}
    if len(settings) == 1 or errors.kind_of(error) not in OF_ONE_SETTING:
        return dict.fromkeys(settings, error)
    found = {key: error_of(name, {key: value}) for key, value in settings.items()}
    return {key: error for key, error in found.items() if error is not None}


def error_of(name, settings):
    try:
        retry_conflicts(functions().update_function_configuration, FunctionName=name, **settings)
        wait_until_applied(name)
        return None
    except Exception as error:
        return error
