import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0003_quiz_items_come_in_seven_kinds"),
        ("courses", "0002_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AdaptedWeight",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("criterion", models.CharField(max_length=4)),
                ("weight", models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("version", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "cross_cutting_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mel", "Monitoring and evaluation"),
                            ("admin", "Administration"),
                            ("contingency", "Contingencies"),
                        ],
                        max_length=11,
                        verbose_name="cross-cutting cost",
                    ),
                ),
                ("concept", models.CharField(blank=True, max_length=150, verbose_name="concept")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=14, null=True, verbose_name="amount"
                    ),
                ),
                (
                    "funding_source",
                    models.CharField(blank=True, max_length=80, verbose_name="source of funds"),
                ),
                (
                    "expenditure_chapter",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1000", "1000 Personal services"),
                            ("2000", "2000 Materials and supplies"),
                            ("3000", "3000 General services"),
                            ("4000", "4000 Transfers and subsidies"),
                            ("5000", "5000 Movable and immovable property"),
                            ("6000", "6000 Public investment"),
                            ("7000", "7000 Financial investments"),
                            ("8000", "8000 Shares and contributions"),
                            ("9000", "9000 Public debt"),
                        ],
                        max_length=4,
                        verbose_name="chapter of expenditure",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(null=True, verbose_name="year")),
                ("in_kind", models.BooleanField(default=False, verbose_name="in kind")),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ClassActivity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=300, verbose_name="activity")),
                ("minutes", models.PositiveSmallIntegerField(null=True, verbose_name="minutes")),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="ClassPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("version", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("subject", models.CharField(blank=True, max_length=120, verbose_name="subject")),
                (
                    "level",
                    models.CharField(blank=True, max_length=80, verbose_name="level of education"),
                ),
                ("term", models.CharField(blank=True, max_length=80, verbose_name="term")),
                ("sessions", models.PositiveSmallIntegerField(null=True, verbose_name="sessions")),
                (
                    "learning_outcome",
                    models.CharField(blank=True, max_length=300, verbose_name="learning outcome"),
                ),
                (
                    "competence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("systems_thinking", "Systems thinking"),
                            ("anticipatory", "Anticipatory"),
                            ("normative", "Normative"),
                            ("strategic", "Strategic"),
                            ("collaboration", "Collaboration"),
                            ("critical_thinking", "Critical thinking"),
                            ("self_awareness", "Self-awareness"),
                            ("integrated_problem_solving", "Integrated problem-solving"),
                        ],
                        max_length=26,
                        verbose_name="competence",
                    ),
                ),
                ("method", models.CharField(blank=True, max_length=300, verbose_name="method")),
                (
                    "resources",
                    models.TextField(blank=True, max_length=600, verbose_name="resources"),
                ),
                (
                    "assessment",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="how learning is assessed"
                    ),
                ),
                (
                    "inclusion",
                    models.CharField(blank=True, max_length=400, verbose_name="inclusion"),
                ),
                (
                    "offline_option",
                    models.CharField(blank=True, max_length=300, verbose_name="without connection"),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="CohortDeliverable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "deliverable",
                    models.CharField(
                        choices=[
                            ("E1", "Diagnosis"),
                            ("E2", "Objectives and strategy"),
                            ("E3", "Narrative summary"),
                            ("E4", "Indicators"),
                            ("E5", "Final project"),
                        ],
                        max_length=2,
                        verbose_name="deliverable",
                    ),
                ),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="opens")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due")),
            ],
            options={
                "ordering": ["deliverable"],
            },
        ),
        migrations.CreateModel(
            name="CremaaAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "criterion",
                    models.CharField(
                        choices=[
                            ("clarity", "Clarity"),
                            ("relevance", "Relevance"),
                            ("economy", "Economy"),
                            ("monitorability", "Monitorability"),
                            ("adequacy", "Adequacy"),
                            ("marginal_contribution", "Marginal contribution"),
                        ],
                        max_length=21,
                    ),
                ),
                ("is_met", models.BooleanField(null=True)),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
            ],
        ),
        migrations.CreateModel(
            name="Deletion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=200)),
                ("records", models.PositiveSmallIntegerField()),
                (
                    "deleted_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "deletion",
                "verbose_name_plural": "deletions",
                "ordering": ["-deleted_at"],
            },
        ),
        migrations.CreateModel(
            name="Disaggregation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sex", "Sex"),
                            ("age_group", "Age group"),
                            ("indigenous", "Indigenous people or language"),
                            ("afromexican", "Afro-Mexican population"),
                            ("disability", "Disability"),
                            ("migration", "Migration status"),
                            ("locality", "Locality, urban or rural"),
                            ("income", "Income or deprivation"),
                            ("sogi", "Sexual orientation and gender identity (voluntary)"),
                            ("other", "Other"),
                        ],
                        max_length=11,
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="EvidenceSource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("version", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "title",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="title of the source"
                    ),
                ),
                (
                    "institution",
                    models.CharField(blank=True, max_length=150, verbose_name="institution"),
                ),
                ("year", models.PositiveSmallIntegerField(null=True, verbose_name="year")),
                (
                    "url",
                    models.CharField(blank=True, max_length=300, verbose_name="address on the web"),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ExerciseAdaptation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("emphasis", models.CharField(blank=True, max_length=300, verbose_name="emphasis")),
                (
                    "plan_label",
                    models.CharField(blank=True, max_length=150, verbose_name="plan to align with"),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="IndicatorVariable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("symbol", models.CharField(max_length=1, verbose_name="letter")),
                ("name", models.CharField(max_length=150, verbose_name="variable")),
                ("unit", models.CharField(blank=True, max_length=40, verbose_name="unit")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
            ],
            options={
                "ordering": ["symbol"],
            },
        ),
        migrations.CreateModel(
            name="IntegratedApproach",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("version", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "principle",
                    models.CharField(
                        choices=[
                            ("human_rights", "Human rights"),
                            ("gender", "Gender perspective"),
                            ("interculturality", "Interculturality"),
                            ("life_cycle", "Life course"),
                            ("territory", "Territory"),
                        ],
                        max_length=16,
                        verbose_name="principle",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True, max_length=1200, verbose_name="how it is built in"
                    ),
                ),
                (
                    "not_applicable",
                    models.BooleanField(default=False, verbose_name="it does not apply"),
                ),
                (
                    "justification",
                    models.TextField(
                        blank=True, max_length=500, verbose_name="why it does not apply"
                    ),
                ),
                ("right", models.CharField(blank=True, max_length=200, verbose_name="right")),
                (
                    "holders",
                    models.CharField(blank=True, max_length=200, verbose_name="who holds it"),
                ),
                (
                    "duty_bearers",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="who must guarantee it"
                    ),
                ),
                (
                    "aaaq_note",
                    models.TextField(
                        blank=True,
                        max_length=500,
                        verbose_name="availability, accessibility, acceptability, quality",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="LeftBehindFactor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("discrimination", "Discrimination"),
                            ("geography", "Geography"),
                            ("governance", "Governance"),
                            ("socioeconomic", "Socio-economic status"),
                            ("shocks", "Shocks and fragility"),
                        ],
                        max_length=14,
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="LeftBehindGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("version", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="group")),
                ("barrier", models.CharField(blank=True, max_length=300, verbose_name="barrier")),
                ("evidence", models.CharField(blank=True, max_length=300, verbose_name="evidence")),
                ("people", models.PositiveIntegerField(null=True, verbose_name="people")),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="MonitoringEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("version", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "responsible",
                    models.CharField(blank=True, max_length=120, verbose_name="who measures"),
                ),
                (
                    "first_on",
                    models.DateField(null=True, verbose_name="month of the first measurement"),
                ),
                (
                    "use",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="decision it informs"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ObjectiveNode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("version", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("central", "Central objective"),
                            ("means", "Means"),
                            ("end", "End"),
                        ],
                        max_length=7,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=250, verbose_name="text")),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="PeriodTarget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("period", models.CharField(blank=True, max_length=20, verbose_name="period")),
                (
                    "value",
                    models.DecimalField(decimal_places=4, max_digits=16, verbose_name="target"),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="PlanAlignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("version", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "instrument_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("municipal_plan", "Municipal development plan"),
                            ("state_plan", "State development plan"),
                            ("national_plan", "National development plan"),
                            ("sector_programme", "Sector programme"),
                            ("institutional_plan", "Institutional plan"),
                            ("other", "Other"),
                        ],
                        max_length=18,
                        verbose_name="kind of plan",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                (
                    "start_year",
                    models.PositiveSmallIntegerField(null=True, verbose_name="first year"),
                ),
                ("end_year", models.PositiveSmallIntegerField(null=True, verbose_name="last year")),
                ("axis", models.CharField(blank=True, max_length=150, verbose_name="axis")),
                (
                    "objective",
                    models.CharField(blank=True, max_length=300, verbose_name="objective"),
                ),
                ("strategy", models.CharField(blank=True, max_length=300, verbose_name="strategy")),
                (
                    "action_line",
                    models.CharField(blank=True, max_length=300, verbose_name="line of action"),
                ),
                ("page", models.CharField(blank=True, max_length=20, verbose_name="page")),
                (
                    "competence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("exclusive", "Own (article 115)"),
                            ("concurrent", "Concurrent"),
                            ("coordination", "By coordination"),
                        ],
                        max_length=12,
                        verbose_name="competence",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="PlannedEvaluation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("version", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("design", "Design"),
                            ("process", "Processes"),
                            ("results", "Consistency and results"),
                            ("impact", "Impact"),
                        ],
                        max_length=7,
                        verbose_name="kind of evaluation",
                    ),
                ),
                ("planned_on", models.DateField(null=True, verbose_name="month")),
                (
                    "responsible",
                    models.CharField(blank=True, max_length=120, verbose_name="who evaluates"),
                ),
                (
                    "budget",
                    models.DecimalField(
                        decimal_places=2, max_digits=14, null=True, verbose_name="budget"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ProblemNode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("version", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("central", "Central problem"),
                            ("cause", "Cause"),
                            ("effect", "Effect"),
                        ],
                        max_length=7,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=250, verbose_name="text")),
                ("evidence", models.CharField(blank=True, max_length=300, verbose_name="evidence")),
                (
                    "out_of_scope",
                    models.BooleanField(
                        default=False, verbose_name="outside the reach of the project"
                    ),
                ),
                (
                    "out_of_scope_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why"),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ProjectMunicipality",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=120, verbose_name="municipality")),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="SdgInteraction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("version", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "sign",
                    models.CharField(
                        blank=True,
                        choices=[("positive", "Synergy"), ("negative", "Trade-off")],
                        max_length=8,
                        verbose_name="kind of interaction",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="SdgLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("version", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "contribution_type",
                    models.CharField(
                        blank=True,
                        choices=[("direct", "Direct"), ("indirect", "Indirect")],
                        max_length=8,
                        verbose_name="contribution",
                    ),
                ),
                (
                    "rationale",
                    models.TextField(blank=True, max_length=500, verbose_name="how it contributes"),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="SilencedRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=6)),
            ],
        ),
        migrations.CreateModel(
            name="Stakeholder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("version", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("rights_holder", "Rights-holders"),
                            ("duty_bearer", "Duty-bearers"),
                            ("civil_society", "Civil society"),
                            ("academia", "Academia"),
                            ("private_sector", "Private sector"),
                            ("international", "International cooperation"),
                            ("media", "Media"),
                            ("other", "Other"),
                        ],
                        max_length=14,
                        verbose_name="group",
                    ),
                ),
                ("interest", models.CharField(blank=True, max_length=300, verbose_name="interest")),
                (
                    "perceived_problem",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="problem as they see it"
                    ),
                ),
                (
                    "resources",
                    models.CharField(blank=True, max_length=300, verbose_name="resources"),
                ),
                ("mandate", models.CharField(blank=True, max_length=200, verbose_name="mandate")),
                (
                    "stance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("strongly_supportive", "Strongly in favour"),
                            ("supportive", "In favour"),
                            ("neutral", "Neutral"),
                            ("opposed", "Against"),
                            ("strongly_opposed", "Strongly against"),
                        ],
                        max_length=19,
                        verbose_name="position",
                    ),
                ),
                (
                    "influence",
                    models.PositiveSmallIntegerField(null=True, verbose_name="influence"),
                ),
                (
                    "interest_level",
                    models.PositiveSmallIntegerField(null=True, verbose_name="level of interest"),
                ),
                (
                    "engagement_strategy",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="how to work with them"
                    ),
                ),
                (
                    "sex_disaggregated_note",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="women and men in the group"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="StrategyAlternative",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("version", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="name")),
                (
                    "description",
                    models.TextField(blank=True, max_length=600, verbose_name="description"),
                ),
                ("selected", models.BooleanField(default=False, verbose_name="chosen")),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="StrategyCriterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("version", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("key", models.SlugField(max_length=40)),
                ("name_es", models.CharField(blank=True, max_length=80)),
                ("name_en", models.CharField(blank=True, max_length=80)),
                ("weight", models.PositiveSmallIntegerField(default=0, verbose_name="weight")),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="StrategyScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("score", models.PositiveSmallIntegerField(verbose_name="score")),
            ],
        ),
        migrations.AlterModelOptions(
            name="assumption",
            options={"default_manager_name": "objects", "ordering": ["position", "pk"]},
        ),
        migrations.AlterModelOptions(
            name="indicator",
            options={"default_manager_name": "objects", "ordering": ["position", "pk"]},
        ),
        migrations.AlterModelOptions(
            name="logframerow",
            options={"default_manager_name": "objects", "ordering": ["position", "pk"]},
        ),
        migrations.AlterModelOptions(
            name="meansofverification",
            options={
                "default_manager_name": "objects",
                "ordering": ["position", "pk"],
                "verbose_name": "means of verification",
                "verbose_name_plural": "means of verification",
            },
        ),
        migrations.RemoveConstraint(
            model_name="logframerow",
            name="one_goal_and_one_purpose",
        ),
        migrations.AddField(
            model_name="assumption",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="assumption",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assumption",
            name="importance",
            field=models.CharField(
                blank=True,
                choices=[("high", "High"), ("medium", "Medium"), ("low", "Low")],
                max_length=6,
                verbose_name="how much it matters",
            ),
        ),
        migrations.AddField(
            model_name="assumption",
            name="is_external",
            field=models.BooleanField(null=True, verbose_name="outside the control of the project"),
        ),
        migrations.AddField(
            model_name="assumption",
            name="monitoring_note",
            field=models.CharField(blank=True, max_length=300, verbose_name="how it is watched"),
        ),
        migrations.AddField(
            model_name="assumption",
            name="redesign_note",
            field=models.TextField(
                blank=True, max_length=500, verbose_name="how the project changes"
            ),
        ),
        migrations.AddField(
            model_name="assumption",
            name="version",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="indicator",
            name="amber_min",
            field=models.PositiveSmallIntegerField(default=70, verbose_name="amber from"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="baseline_pending",
            field=models.BooleanField(
                default=False, verbose_name="the baseline is still to be measured"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="baseline_planned_on",
            field=models.DateField(blank=True, null=True, verbose_name="month of measurement"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="baseline_reason",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="why there is none yet"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="baseline_source",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="source of the baseline"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="indicator",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="counts_people",
            field=models.BooleanField(default=False, verbose_name="it counts people"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="definition",
            field=models.CharField(blank=True, max_length=240, verbose_name="definition"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="dimension",
            field=models.CharField(
                blank=True,
                choices=[
                    ("effectiveness", "Effectiveness"),
                    ("efficiency", "Efficiency"),
                    ("quality", "Quality"),
                    ("economy", "Economy"),
                ],
                max_length=13,
                verbose_name="dimension",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="direction",
            field=models.CharField(
                blank=True,
                choices=[
                    ("ascending", "Ascending: more is better"),
                    ("descending", "Descending: less is better"),
                ],
                max_length=10,
                verbose_name="direction",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="green_min",
            field=models.PositiveSmallIntegerField(default=90, verbose_name="green from"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="indicator_type",
            field=models.CharField(
                blank=True,
                choices=[("strategic", "Strategic"), ("management", "Management")],
                max_length=10,
                verbose_name="type of indicator",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="is_cumulative",
            field=models.BooleanField(
                default=True, verbose_name="the targets of each period add up"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="method_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("percentage", "Percentage"),
                    ("rate_of_change", "Rate of change"),
                    ("rate", "Rate (per 1,000 …)"),
                    ("ratio", "Ratio"),
                    ("average", "Average"),
                    ("index", "Index"),
                    ("absolute", "Absolute number"),
                ],
                max_length=14,
                verbose_name="kind of measure",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="over_max",
            field=models.PositiveSmallIntegerField(default=130, verbose_name="over-achieved from"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="sdg_indicator_note",
            field=models.CharField(
                blank=True, max_length=100, verbose_name="related official SDG indicator"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="version",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="activities_to_components",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="audience",
            field=models.CharField(
                blank=True,
                choices=[
                    ("public_servant", "Public servants"),
                    ("cso", "Civil society organisations"),
                    ("academia", "Academia"),
                    ("private_sector", "Private sector"),
                    ("tutor", "Tutors"),
                ],
                max_length=15,
                verbose_name="audience",
            ),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="components_to_purpose",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="currency",
            field=models.CharField(default="MXN", max_length=3, verbose_name="currency"),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="declared_total",
            field=models.DecimalField(
                decimal_places=2, max_digits=14, null=True, verbose_name="total of the budget"
            ),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="language",
            field=models.CharField(default="es", max_length=2, verbose_name="language"),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="period_end",
            field=models.DateField(null=True, verbose_name="last month"),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="period_start",
            field=models.DateField(null=True, verbose_name="first month"),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="population_description",
            field=models.CharField(blank=True, max_length=300, verbose_name="population"),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="population_potential",
            field=models.PositiveIntegerField(null=True, verbose_name="potential population"),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="population_reference",
            field=models.PositiveIntegerField(null=True, verbose_name="reference population"),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="population_target",
            field=models.PositiveIntegerField(null=True, verbose_name="target population"),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="population_unit",
            field=models.CharField(
                blank=True, max_length=60, verbose_name="unit of the population"
            ),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="primary_goal",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="courses.goal",
                verbose_name="main SDG",
            ),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="problem_context",
            field=models.TextField(
                blank=True, max_length=3000, verbose_name="context of the problem"
            ),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="project_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("public_programme", "Public programme"),
                    ("social_project", "Social project"),
                    ("research_data", "Research and data"),
                    ("class_integration", "Class plan"),
                    ("business_project", "Business project"),
                ],
                max_length=17,
                verbose_name="kind of project",
            ),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="purpose_to_goal",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="selection_rationale",
            field=models.TextField(
                blank=True, max_length=1000, verbose_name="why this alternative"
            ),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="started_from",
            field=models.CharField(
                choices=[
                    ("blank", "From nothing"),
                    ("existing_matrix", "From an existing matrix"),
                    ("template", "From a template"),
                ],
                default="blank",
                max_length=15,
                verbose_name="started from",
            ),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="state_name",
            field=models.CharField(blank=True, max_length=60, verbose_name="state"),
        ),
        migrations.AddField(
            model_name="logframeproject",
            name="team_code",
            field=models.CharField(editable=False, max_length=8, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="logframerow",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="logframerow",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="logframerow",
            name="delivered_to",
            field=models.CharField(
                blank=True,
                choices=[
                    ("population", "The population"),
                    ("intermediary", "An institution in between"),
                ],
                max_length=12,
                verbose_name="delivered to",
            ),
        ),
        migrations.AddField(
            model_name="logframerow",
            name="ends_on",
            field=models.DateField(blank=True, null=True, verbose_name="last month"),
        ),
        migrations.AddField(
            model_name="logframerow",
            name="no_cost",
            field=models.BooleanField(default=False, verbose_name="it costs nothing"),
        ),
        migrations.AddField(
            model_name="logframerow",
            name="responsible",
            field=models.CharField(blank=True, max_length=120, verbose_name="person in charge"),
        ),
        migrations.AddField(
            model_name="logframerow",
            name="starts_on",
            field=models.DateField(blank=True, null=True, verbose_name="first month"),
        ),
        migrations.AddField(
            model_name="logframerow",
            name="version",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="meansofverification",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="meansofverification",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="meansofverification",
            name="personal_data",
            field=models.BooleanField(default=False, verbose_name="it has personal data"),
        ),
        migrations.AddField(
            model_name="meansofverification",
            name="publicly_available",
            field=models.BooleanField(null=True, verbose_name="anybody can consult it"),
        ),
        migrations.AddField(
            model_name="meansofverification",
            name="source_type",
            field=models.CharField(
                blank=True,
                choices=[
                    ("external_official", "Official, external"),
                    ("survey", "Survey"),
                    ("own_administrative", "Own records"),
                    ("evaluation", "External evaluation"),
                    ("open_data", "Open data"),
                ],
                max_length=18,
                verbose_name="type of source",
            ),
        ),
        migrations.AddField(
            model_name="meansofverification",
            name="url_or_location",
            field=models.CharField(blank=True, max_length=300, verbose_name="where it is found"),
        ),
        migrations.AddField(
            model_name="meansofverification",
            name="version",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="assumption",
            name="text",
            field=models.CharField(blank=True, max_length=250, verbose_name="assumption"),
        ),
        migrations.AlterField(
            model_name="indicator",
            name="name",
            field=models.CharField(
                blank=True, max_length=150, verbose_name="name of the indicator"
            ),
        ),
        migrations.AlterField(
            model_name="meansofverification",
            name="row",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="means",
                to="assessments.logframerow",
            ),
        ),
        migrations.AlterField(
            model_name="meansofverification",
            name="source_name",
            field=models.CharField(blank=True, max_length=200, verbose_name="source"),
        ),
        migrations.AlterField(
            model_name="submission",
            name="deliverable",
            field=models.CharField(
                choices=[
                    ("E1", "Diagnosis"),
                    ("E2", "Objectives and strategy"),
                    ("E3", "Narrative summary"),
                    ("E4", "Indicators"),
                    ("E5", "Final project"),
                ],
                default="E5",
                max_length=2,
            ),
        ),
        migrations.AddConstraint(
            model_name="logframeproject",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period_start", None),
                    ("period_end", None),
                    ("period_end__gt", models.F("period_start")),
                    _connector="OR",
                ),
                name="project_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="logframeproject",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("declared_total", None), ("declared_total__gte", 0), _connector="OR"
                ),
                name="declared_total_is_not_negative",
            ),
        ),
        migrations.AddField(
            model_name="budgetline",
            name="activity",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="budget_lines",
                to="assessments.logframerow",
            ),
        ),
        migrations.AddField(
            model_name="budgetline",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="budgetline",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="budget_lines",
                to="assessments.logframeproject",
            ),
        ),
        migrations.AddField(
            model_name="classplan",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="classplan",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="class_plans",
                to="assessments.logframeproject",
            ),
        ),
        migrations.AddField(
            model_name="classplan",
            name="sdg_targets",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="courses.target", verbose_name="SDG targets"
            ),
        ),
        migrations.AddField(
            model_name="classactivity",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="activities",
                to="assessments.classplan",
            ),
        ),
        migrations.AddField(
            model_name="cohortdeliverable",
            name="cohort",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deliverables",
                to="courses.cohort",
            ),
        ),
        migrations.AddField(
            model_name="cremaaanswer",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="cremaa_answers",
                to="assessments.indicator",
            ),
        ),
        migrations.AddField(
            model_name="deletion",
            name="deleted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="deletion",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deletions",
                to="assessments.logframeproject",
            ),
        ),
        migrations.AddField(
            model_name="classplan",
            name="deletion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assessments.deletion",
            ),
        ),
        migrations.AddField(
            model_name="budgetline",
            name="deletion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assessments.deletion",
            ),
        ),
        migrations.AddField(
            model_name="assumption",
            name="deletion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assessments.deletion",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="deletion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assessments.deletion",
            ),
        ),
        migrations.AddField(
            model_name="logframerow",
            name="deletion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assessments.deletion",
            ),
        ),
        migrations.AddField(
            model_name="meansofverification",
            name="deletion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assessments.deletion",
            ),
        ),
        migrations.AddField(
            model_name="disaggregation",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="disaggregations",
                to="assessments.indicator",
            ),
        ),
        migrations.AddField(
            model_name="evidencesource",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="evidencesource",
            name="deletion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assessments.deletion",
            ),
        ),
        migrations.AddField(
            model_name="evidencesource",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evidence_sources",
                to="assessments.logframeproject",
            ),
        ),
        migrations.AddField(
            model_name="exerciseadaptation",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="exerciseadaptation",
            name="cohort",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="exercise_adaptation",
                to="courses.cohort",
            ),
        ),
        migrations.AddField(
            model_name="exerciseadaptation",
            name="fixed_goals",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="courses.goal", verbose_name="SDGs that are set"
            ),
        ),
        migrations.AddField(
            model_name="exerciseadaptation",
            name="suggested_targets",
            field=models.ManyToManyField(
                blank=True,
                related_name="+",
                to="courses.target",
                verbose_name="SDG targets suggested",
            ),
        ),
        migrations.AddField(
            model_name="adaptedweight",
            name="adaptation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="weights",
                to="assessments.exerciseadaptation",
            ),
        ),
        migrations.AddField(
            model_name="indicatorvariable",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="variables",
                to="assessments.indicator",
            ),
        ),
        migrations.AddField(
            model_name="integratedapproach",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="integratedapproach",
            name="deletion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assessments.deletion",
            ),
        ),
        migrations.AddField(
            model_name="integratedapproach",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="approaches",
                to="assessments.logframeproject",
            ),
        ),
        migrations.AddField(
            model_name="integratedapproach",
            name="rows",
            field=models.ManyToManyField(
                blank=True,
                related_name="approaches",
                to="assessments.logframerow",
                verbose_name="rows of the matrix",
            ),
        ),
        migrations.AddField(
            model_name="leftbehindgroup",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="leftbehindgroup",
            name="deletion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assessments.deletion",
            ),
        ),
        migrations.AddField(
            model_name="leftbehindgroup",
            name="indicators",
            field=models.ManyToManyField(
                blank=True,
                related_name="left_behind_groups",
                to="assessments.indicator",
                verbose_name="indicators",
            ),
        ),
        migrations.AddField(
            model_name="leftbehindgroup",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="left_behind_groups",
                to="assessments.logframeproject",
            ),
        ),
        migrations.AddField(
            model_name="leftbehindgroup",
            name="rows",
            field=models.ManyToManyField(
                blank=True,
                related_name="left_behind_groups",
                to="assessments.logframerow",
                verbose_name="components and activities",
            ),
        ),
        migrations.AddField(
            model_name="leftbehindfactor",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="factors",
                to="assessments.leftbehindgroup",
            ),
        ),
        migrations.AddField(
            model_name="monitoringentry",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="monitoringentry",
            name="deletion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assessments.deletion",
            ),
        ),
        migrations.AddField(
            model_name="monitoringentry",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="monitoring_entries",
                to="assessments.indicator",
            ),
        ),
        migrations.AddField(
            model_name="objectivenode",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="objectivenode",
            name="deletion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assessments.deletion",
            ),
        ),
        migrations.AddField(
            model_name="objectivenode",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="children",
                to="assessments.objectivenode",
            ),
        ),
        migrations.AddField(
            model_name="objectivenode",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="objective_nodes",
                to="assessments.logframeproject",
            ),
        ),
        migrations.AddField(
            model_name="logframerow",
            name="objective_node",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="rows",
                to="assessments.objectivenode",
                verbose_name="objective it comes from",
            ),
        ),
        migrations.AddConstraint(
            model_name="logframerow",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deletion", None), ("level__in", ["goal", "purpose"])),
                fields=("project", "level"),
                name="one_goal_and_one_purpose",
            ),
        ),
        migrations.AddField(
            model_name="periodtarget",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="period_targets",
                to="assessments.indicator",
            ),
        ),
        migrations.AddField(
            model_name="planalignment",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="planalignment",
            name="deletion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assessments.deletion",
            ),
        ),
        migrations.AddField(
            model_name="planalignment",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="plan_alignments",
                to="assessments.logframeproject",
            ),
        ),
        migrations.AddField(
            model_name="plannedevaluation",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="plannedevaluation",
            name="deletion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assessments.deletion",
            ),
        ),
        migrations.AddField(
            model_name="plannedevaluation",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="planned_evaluations",
                to="assessments.logframeproject",
            ),
        ),
        migrations.AddField(
            model_name="problemnode",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="problemnode",
            name="deletion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assessments.deletion",
            ),
        ),
        migrations.AddField(
            model_name="problemnode",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="children",
                to="assessments.problemnode",
            ),
        ),
        migrations.AddField(
            model_name="problemnode",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="problem_nodes",
                to="assessments.logframeproject",
            ),
        ),
        migrations.AddField(
            model_name="objectivenode",
            name="problem_node",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="objectives",
                to="assessments.problemnode",
            ),
        ),
        migrations.AddField(
            model_name="projectmunicipality",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="municipalities",
                to="assessments.logframeproject",
            ),
        ),
        migrations.AddField(
            model_name="sdginteraction",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sdginteraction",
            name="deletion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assessments.deletion",
            ),
        ),
        migrations.AddField(
            model_name="sdginteraction",
            name="from_target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="courses.target"
            ),
        ),
        migrations.AddField(
            model_name="sdginteraction",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sdg_interactions",
                to="assessments.logframeproject",
            ),
        ),
        migrations.AddField(
            model_name="sdginteraction",
            name="to_target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="courses.target"
            ),
        ),
        migrations.AddField(
            model_name="sdglink",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sdglink",
            name="deletion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assessments.deletion",
            ),
        ),
        migrations.AddField(
            model_name="sdglink",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sdg_links",
                to="assessments.logframeproject",
            ),
        ),
        migrations.AddField(
            model_name="sdglink",
            name="rows",
            field=models.ManyToManyField(
                blank=True,
                related_name="sdg_links",
                to="assessments.logframerow",
                verbose_name="rows of the matrix",
            ),
        ),
        migrations.AddField(
            model_name="sdglink",
            name="target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="courses.target",
                verbose_name="SDG target",
            ),
        ),
        migrations.AddField(
            model_name="silencedrule",
            name="adaptation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="silenced_rules",
                to="assessments.exerciseadaptation",
            ),
        ),
        migrations.AddField(
            model_name="stakeholder",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="stakeholder",
            name="deletion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assessments.deletion",
            ),
        ),
        migrations.AddField(
            model_name="stakeholder",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="stakeholders",
                to="assessments.logframeproject",
            ),
        ),
        migrations.AddField(
            model_name="strategyalternative",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="strategyalternative",
            name="deletion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assessments.deletion",
            ),
        ),
        migrations.AddField(
            model_name="strategyalternative",
            name="means",
            field=models.ManyToManyField(
                blank=True,
                related_name="alternatives",
                to="assessments.objectivenode",
                verbose_name="means it uses",
            ),
        ),
        migrations.AddField(
            model_name="strategyalternative",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="alternatives",
                to="assessments.logframeproject",
            ),
        ),
        migrations.AddField(
            model_name="strategycriterion",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="strategycriterion",
            name="deletion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="assessments.deletion",
            ),
        ),
        migrations.AddField(
            model_name="strategycriterion",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="strategy_criteria",
                to="assessments.logframeproject",
            ),
        ),
        migrations.AddField(
            model_name="strategyscore",
            name="alternative",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="scores",
                to="assessments.strategyalternative",
            ),
        ),
        migrations.AddField(
            model_name="strategyscore",
            name="criterion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="scores",
                to="assessments.strategycriterion",
            ),
        ),
        migrations.AddConstraint(
            model_name="classactivity",
            constraint=models.UniqueConstraint(
                fields=("plan", "position"), name="class_activity_once_per_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="cohortdeliverable",
            constraint=models.UniqueConstraint(
                fields=("cohort", "deliverable"), name="deliverable_once_per_cohort"
            ),
        ),
        migrations.AddConstraint(
            model_name="cohortdeliverable",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opens_at", None),
                    ("due_at", None),
                    ("due_at__gt", models.F("opens_at")),
                    _connector="OR",
                ),
                name="deliverable_is_due_after_it_opens",
            ),
        ),
        migrations.AddConstraint(
            model_name="cohortdeliverable",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("deliverable", "E5"), _negated=True),
                    ("due_at", None),
                    _connector="OR",
                ),
                name="final_project_is_due_with_the_cohort",
            ),
        ),
        migrations.AddConstraint(
            model_name="cremaaanswer",
            constraint=models.UniqueConstraint(
                fields=("indicator", "criterion"), name="cremaa_answer_once_per_criterion"
            ),
        ),
        migrations.AddIndex(
            model_name="deletion",
            index=models.Index(fields=["deleted_at"], name="deletion_by_age"),
        ),
        migrations.AddConstraint(
            model_name="classplan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deletion", None)),
                fields=("project",),
                name="class_plan_once_per_project",
            ),
        ),
        migrations.AddConstraint(
            model_name="classplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sessions", None), ("sessions__range", (1, 40)), _connector="OR"
                ),
                name="class_plan_has_1_to_40_sessions",
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("activity__isnull", False), ("cross_cutting_kind", "")),
                    models.Q(
                        ("activity", None), models.Q(("cross_cutting_kind", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="a_cost_is_of_an_activity_or_of_the_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount", None), ("amount__gte", 0), _connector="OR"),
                name="budget_amount_is_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.CheckConstraint(
                condition=models.Q(("year", None), ("year__range", (1990, 2100)), _connector="OR"),
                name="budget_year_is_plausible",
            ),
        ),
        migrations.AddConstraint(
            model_name="disaggregation",
            constraint=models.UniqueConstraint(
                fields=("indicator", "kind"), name="disaggregated_once_by"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencesource",
            constraint=models.CheckConstraint(
                condition=models.Q(("year", None), ("year__range", (1900, 2100)), _connector="OR"),
                name="evidence_year_is_plausible",
            ),
        ),
        migrations.AddConstraint(
            model_name="adaptedweight",
            constraint=models.UniqueConstraint(
                fields=("adaptation", "criterion"), name="adapted_weight_once_per_criterion"
            ),
        ),
        migrations.AddConstraint(
            model_name="adaptedweight",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__range", (0, 100))), name="adapted_weight_is_0_to_100"
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorvariable",
            constraint=models.UniqueConstraint(
                fields=("indicator", "symbol"), name="variable_once_per_letter"
            ),
        ),
        migrations.AddConstraint(
            model_name="integratedapproach",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deletion", None)),
                fields=("project", "principle"),
                name="approach_once_per_principle",
            ),
        ),
        migrations.AddConstraint(
            model_name="leftbehindfactor",
            constraint=models.UniqueConstraint(
                fields=("group", "kind"), name="factor_once_per_group"
            ),
        ),
        migrations.AddConstraint(
            model_name="monitoringentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deletion", None)),
                fields=("indicator",),
                name="monitoring_once_per_indicator",
            ),
        ),
        migrations.AddConstraint(
            model_name="periodtarget",
            constraint=models.UniqueConstraint(
                fields=("indicator", "position"), name="period_target_once_per_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="planalignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("start_year", None), ("start_year__range", (1990, 2100)), _connector="OR"
                    ),
                    models.Q(
                        ("end_year", None), ("end_year__range", (1990, 2100)), _connector="OR"
                    ),
                ),
                name="plan_years_are_plausible",
            ),
        ),
        migrations.AddConstraint(
            model_name="planalignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("start_year", None),
                    ("end_year", None),
                    ("end_year__gte", models.F("start_year")),
                    _connector="OR",
                ),
                name="plan_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedevaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(("budget", None), ("budget__gte", 0), _connector="OR"),
                name="evaluation_budget_is_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="problemnode",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deletion", None), ("kind", "central")),
                fields=("project",),
                name="one_central_problem",
            ),
        ),
        migrations.AddConstraint(
            model_name="problemnode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "central"), ("parent", None)),
                    models.Q(
                        models.Q(("kind", "central"), _negated=True), ("parent__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="only_the_central_problem_has_no_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="problemnode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent", None),
                    models.Q(("parent", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="no_problem_is_its_own_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectivenode",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deletion", None), ("kind", "central")),
                fields=("project",),
                name="one_central_objective",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectivenode",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deletion", None)),
                fields=("problem_node",),
                name="one_objective_per_problem",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectivenode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "central"), ("parent", None)),
                    models.Q(
                        models.Q(("kind", "central"), _negated=True), ("parent__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="only_the_central_objective_has_no_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectivenode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent", None),
                    models.Q(("parent", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="no_objective_is_its_own_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="projectmunicipality",
            constraint=models.UniqueConstraint(
                fields=("project", "position"), name="municipality_once_per_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="sdglink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deletion", None)),
                fields=("project", "target"),
                name="sdg_target_once_per_project",
            ),
        ),
        migrations.AddConstraint(
            model_name="silencedrule",
            constraint=models.UniqueConstraint(
                fields=("adaptation", "rule"), name="rule_silenced_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="stakeholder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("influence", None), ("influence__range", (1, 5)), _connector="OR"),
                    models.Q(
                        ("interest_level", None), ("interest_level__range", (1, 5)), _connector="OR"
                    ),
                ),
                name="influence_and_interest_are_1_to_5",
            ),
        ),
        migrations.AddConstraint(
            model_name="strategycriterion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deletion", None)),
                fields=("project", "key"),
                name="strategy_criterion_once_per_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="strategycriterion",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__range", (0, 100))), name="weight_is_0_to_100"
            ),
        ),
        migrations.AddConstraint(
            model_name="strategyscore",
            constraint=models.UniqueConstraint(
                fields=("alternative", "criterion"), name="strategy_score_once_per_criterion"
            ),
        ),
        migrations.AddConstraint(
            model_name="strategyscore",
            constraint=models.CheckConstraint(
                condition=models.Q(("score__range", (1, 5))), name="strategy_score_is_1_to_5"
            ),
        ),
    ]
