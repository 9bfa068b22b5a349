from django.db import migrations, models

RENAMED = [
    ("problemnode", "out_of_scope", "is_out_of_scope"),
    ("strategyalternative", "selected", "is_selected"),
    ("logframerow", "starts_on", "start"),
    ("logframerow", "ends_on", "end"),
    ("logframerow", "no_cost", "has_no_cost"),
    ("indicator", "baseline_planned_on", "baseline_planned_date"),
    ("meansofverification", "publicly_available", "is_public"),
    ("meansofverification", "personal_data", "holds_personal_data"),
    ("leftbehindgroup", "name", "group"),
    ("integratedapproach", "not_applicable", "is_not_applicable"),
    ("budgetline", "in_kind", "is_in_kind"),
    ("monitoringentry", "first_on", "first_date"),
    ("plannedevaluation", "planned_on", "date"),
]


class Migration(migrations.Migration):
    dependencies = [("assessments", "0004_project_becomes_the_whole_exercise")]

    operations = [
        *(migrations.RenameField(model, old, new) for model, old, new in RENAMED),
        migrations.RemoveField(
            model_name="strategycriterion",
            name="name_en",
        ),
        migrations.RemoveField(
            model_name="strategycriterion",
            name="name_es",
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="government_level",
            field=models.CharField(
                blank=True,
                choices=[("federal", "Federal"), ("state", "State"), ("municipal", "Municipal")],
                max_length=9,
                verbose_name="level of government",
            ),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="is_fictitious",
            field=models.BooleanField(default=False, verbose_name="invented, for teaching"),
        ),
        migrations.AddField(
            model_name="strategycriterion",
            name="name",
            field=models.CharField(blank=True, max_length=80, verbose_name="name"),
        ),
        migrations.AlterField(
            model_name="indicator",
            name="amber_min",
            field=models.DecimalField(
                decimal_places=2, default=70, max_digits=6, verbose_name="amber from"
            ),
        ),
        migrations.AlterField(
            model_name="indicator",
            name="green_min",
            field=models.DecimalField(
                decimal_places=2, default=90, max_digits=6, verbose_name="green from"
            ),
        ),
        migrations.AlterField(
            model_name="indicator",
            name="over_max",
            field=models.DecimalField(
                decimal_places=2, default=130, max_digits=6, verbose_name="over-achieved from"
            ),
        ),
        migrations.AlterField(
            model_name="meansofverification",
            name="holds_personal_data",
            field=models.BooleanField(null=True, verbose_name="it has personal data"),
        ),
        migrations.AlterField(
            model_name="periodtarget",
            name="value",
            field=models.DecimalField(
                decimal_places=4, max_digits=16, null=True, verbose_name="target"
            ),
        ),
        migrations.AlterField(
            model_name="strategycriterion",
            name="key",
            field=models.CharField(max_length=40),
        ),
    ]
