from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0005_parts_are_named_like_the_facts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="integratedapproach",
            name="justification",
            field=models.TextField(
                blank=True, max_length=1200, verbose_name="why it does not apply"
            ),
        ),
        migrations.AlterField(
            model_name="problemnode",
            name="out_of_scope_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="why it is left out"),
        ),
    ]
