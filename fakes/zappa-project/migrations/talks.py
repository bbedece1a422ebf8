"""Says more than the tail of a log has room for."""

from django.db import migrations


def tell(apps, schema):
    for number in range(1, 501):
        print(f"line {number} of a long migration")


class Migration(migrations.Migration):
    dependencies = [("notes", "0001_initial")]
    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
