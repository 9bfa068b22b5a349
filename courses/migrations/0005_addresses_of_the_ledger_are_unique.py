"""No two lines of the ledger have one address."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "0004_every_line_of_the_ledger_has_an_address")]

    operations = [
        migrations.AlterField(
            model_name="hoursentry",
            name="public_id",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
    ]
