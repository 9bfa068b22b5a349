from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0008_participants_are_told_about_extra_attempts"),
    ]

    operations = [
        migrations.AddField(
            model_name="logframeproject",
            name="last_saved_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
