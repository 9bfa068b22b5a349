from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0012_attempts_may_draw_from_the_bank"),
    ]

    operations = [
        migrations.AddField(
            model_name="deletion",
            name="snapshot",
            field=models.JSONField(null=True),
        ),
        migrations.AlterField(
            model_name="logframeproject",
            name="language",
            field=models.CharField(
                choices=[("es", "Spanish"), ("en", "English")],
                default="es",
                max_length=2,
                verbose_name="language",
            ),
        ),
        migrations.AlterField(
            model_name="logframeproject",
            name="started_from",
            field=models.CharField(
                blank=True,
                choices=[
                    ("blank", "From nothing"),
                    ("existing_matrix", "From an existing matrix"),
                    ("template", "From a template"),
                ],
                max_length=15,
                verbose_name="started from",
            ),
        ),
    ]
