# Reads and writes the tags of a function.
from .clients import functions
from .waiting import retry_conflicts


def tags(arn):
    return functions().list_tags(Resource=arn).get("Tags", {})


def tag(arn, key, value):
    retry_conflicts(functions().tag_resource, Resource=arn, Tags={key: value})


def untag(arn, keys):
    retry_conflicts(functions().untag_resource, Resource=arn, TagKeys=keys)
