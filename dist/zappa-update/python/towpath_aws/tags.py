# Tags of a function.
from .clients import functions
from .waiting import patiently


def tags(arn):
    return functions().list_tags(Resource=arn).get("Tags", {})


def tag(arn, key, value):
    patiently(functions().tag_resource, Resource=arn, Tags={key: value})


def untag(arn, keys):
    patiently(functions().untag_resource, Resource=arn, TagKeys=keys)
