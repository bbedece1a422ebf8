# Tags of a function.
from .clients import functions


def tags(arn):
    return functions().list_tags(Resource=arn).get("Tags", {})


def tag(arn, key, value):
    functions().tag_resource(Resource=arn, Tags={key: value})


def untag(arn, keys):
    functions().untag_resource(Resource=arn, TagKeys=keys)
