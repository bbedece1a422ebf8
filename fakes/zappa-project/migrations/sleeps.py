import time

from django.db import migrations


def sleep(apps, schema):
    print("going to sleep")
    time.sleep(600)


class Migration(migrations.Migration):
    dependencies = [("notes", "0001_initial")]
    operations = [migrations.RunPython(sleep)]
