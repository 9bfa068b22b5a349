"""A line of the ledger gets an address, and a source that was taken back may earn again."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "0002_initial")]

    operations = [
        migrations.AddField(
            model_name="hoursentry",
            name="public_id",
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="hoursentry",
            name="occasion",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="hoursentry",
            name="source_kind",
            field=models.CharField(
                choices=[
                    ("lesson", "item of the outline"),
                    ("attendance", "attendance"),
                    ("make_up", "make-up of a session"),
                    ("adjustment", "adjustment by the team"),
                    ("correction", "correction"),
                ],
                max_length=10,
            ),
        ),
        migrations.RemoveConstraint(model_name="hoursentry", name="hours_entry_once_per_source"),
        migrations.AddConstraint(
            model_name="hoursentry",
            constraint=models.UniqueConstraint(
                fields=("enrolment", "source_kind", "source_id", "occasion"),
                name="hours_entry_once_per_source",
            ),
        ),
    ]
