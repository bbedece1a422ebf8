"""Prints all variables, and fails."""

import logging
import os

from django.conf import settings
from django.db import migrations


def print_all(apps, schema):
    for name, value in sorted(os.environ.items()):
        print(f"{name}={value}")
    logging.getLogger(__name__).warning("the key is %s", settings.SECRET_KEY)
    raise RuntimeError(f"cannot go on with {os.environ.get('API_TOKEN')}")


class Migration(migrations.Migration):
    dependencies = [("notes", "0001_initial")]
    operations = [migrations.RunPython(print_all)]
