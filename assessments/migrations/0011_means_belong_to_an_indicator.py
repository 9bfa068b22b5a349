import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0010_cells_become_versions_of_records")]

    operations = [
        migrations.RemoveField("logframeproject", "targets"),
        migrations.RemoveField("meansofverification", "row"),
        migrations.AlterField(
            "meansofverification",
            "indicator",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="means",
                to="assessments.indicator",
            ),
        ),
        migrations.DeleteModel("LogframeCell"),
    ]
