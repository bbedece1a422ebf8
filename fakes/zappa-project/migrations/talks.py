"""Prints more than fits into the tail of a log."""

from django.db import migrations


def print_lines(apps, schema):
    for number in range(1, 501):
        print(f"line {number} of a long migration")


class Migration(migrations.Migration):
    dependencies = [("notes", "0001_initial")]
    operations = [migrations.RunPython(print_lines, migrations.RunPython.noop)]
