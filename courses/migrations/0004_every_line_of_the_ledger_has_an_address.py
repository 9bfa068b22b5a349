"""Adding the column gave all lines one address; each gets its own."""

import uuid

from django.db import migrations


def give_addresses(apps, _schema_editor):
    entries = apps.get_model("courses", "HoursEntry").objects
    for key in entries.values_list("pk", flat=True).iterator():
        entries.filter(pk=key).update(public_id=uuid.uuid4())


class Migration(migrations.Migration):
    dependencies = [("courses", "0003_hours_may_be_earned_again_after_a_correction")]

    operations = [migrations.RunPython(give_addresses, migrations.RunPython.noop)]
