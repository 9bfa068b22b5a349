import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import assessments.models.homework
from lms.lib.migrations import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("assessments", "0001_initial"),
        ("assessments", "0002_initial"),
        ("assessments", "0003_quiz_items_come_in_seven_kinds"),
        ("assessments", "0004_project_becomes_the_whole_exercise"),
        ("assessments", "0005_parts_are_named_like_the_facts"),
        ("assessments", "0006_longer_reasons_and_plainer_labels"),
        ("assessments", "0007_people_get_extra_attempts_and_minutes"),
        ("assessments", "0008_participants_are_told_about_extra_attempts"),
        ("assessments", "0009_project_remembers_its_last_save"),
        ("assessments", "0010_cells_become_versions_of_records"),
        ("assessments", "0011_means_belong_to_an_indicator"),
        ("assessments", "0012_attempts_may_draw_from_the_bank"),
        ("assessments", "0013_deletion_holds_what_an_import_replaced"),
        ("assessments", "0014_homework_and_commitments"),
        ("assessments", "0015_a_wrong_key_can_be_corrected"),
        ("assessments", "0016_hints_can_be_dismissed"),
        ("assessments", "0017_paper_attempts_can_be_taken_back"),
        ("assessments", "0018_project_files_go_out_and_come_in"),
        ("assessments", "0019_participants_review_each_others_projects"),
        ("assessments", "0020_a_cohort_may_have_its_own_rubric"),
        ("assessments", "0021_teams_know_who_moved_whom"),
        ("assessments", "0022_members_are_told_that_they_were_moved"),
    ]

    initial = True

    dependencies = [
        ("courses", "0017_items_wait_for_deliverables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="LogframeProject",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "title",
                        models.CharField(
                            blank=True, max_length=150, verbose_name="title of the project"
                        ),
                    ),
                    (
                        "summary",
                        models.TextField(blank=True, max_length=1000, verbose_name="summary"),
                    ),
                    (
                        "responsible_unit",
                        models.CharField(
                            blank=True, max_length=150, verbose_name="responsible unit"
                        ),
                    ),
                    (
                        "audience",
                        models.CharField(
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
                    (
                        "project_kind",
                        models.CharField(
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
                    (
                        "language",
                        models.CharField(
                            choices=[("es", "Spanish"), ("en", "English")],
                            default="es",
                            max_length=2,
                            verbose_name="language",
                        ),
                    ),
                    (
                        "government_level",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("federal", "Federal"),
                                ("state", "State"),
                                ("municipal", "Municipal"),
                            ],
                            max_length=9,
                            verbose_name="level of government",
                        ),
                    ),
                    (
                        "is_fictitious",
                        models.BooleanField(default=False, verbose_name="invented, for teaching"),
                    ),
                    (
                        "state_name",
                        models.CharField(blank=True, max_length=60, verbose_name="state"),
                    ),
                    (
                        "problem_context",
                        models.TextField(
                            blank=True, max_length=3000, verbose_name="context of the problem"
                        ),
                    ),
                    (
                        "population_description",
                        models.CharField(blank=True, max_length=300, verbose_name="population"),
                    ),
                    (
                        "population_unit",
                        models.CharField(
                            blank=True, max_length=60, verbose_name="unit of the population"
                        ),
                    ),
                    (
                        "population_reference",
                        models.PositiveIntegerField(null=True, verbose_name="reference population"),
                    ),
                    (
                        "population_potential",
                        models.PositiveIntegerField(null=True, verbose_name="potential population"),
                    ),
                    (
                        "population_target",
                        models.PositiveIntegerField(null=True, verbose_name="target population"),
                    ),
                    ("period_start", models.DateField(null=True, verbose_name="first month")),
                    ("period_end", models.DateField(null=True, verbose_name="last month")),
                    (
                        "currency",
                        models.CharField(default="MXN", max_length=3, verbose_name="currency"),
                    ),
                    (
                        "declared_total",
                        models.DecimalField(
                            decimal_places=2,
                            max_digits=14,
                            null=True,
                            verbose_name="total of the budget",
                        ),
                    ),
                    (
                        "started_from",
                        models.CharField(
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
                    (
                        "selection_rationale",
                        models.TextField(
                            blank=True, max_length=1000, verbose_name="why this alternative"
                        ),
                    ),
                    (
                        "primary_goal",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="courses.goal",
                            verbose_name="main SDG",
                        ),
                    ),
                    ("activities_to_components", models.BooleanField(default=False)),
                    ("components_to_purpose", models.BooleanField(default=False)),
                    ("purpose_to_goal", models.BooleanField(default=False)),
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    (
                        "cohort",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="projects",
                            to="courses.cohort",
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("draft", "draft"),
                                ("submitted", "handed in"),
                                ("returned", "returned with changes"),
                                ("approved", "approved"),
                            ],
                            default="draft",
                            max_length=10,
                        ),
                    ),
                    (
                        "team_code",
                        models.CharField(editable=False, max_length=8, null=True, unique=True),
                    ),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("last_saved_at", models.DateTimeField(editable=False, null=True)),
                    ("created_at", models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    "verbose_name": "project",
                    "verbose_name_plural": "projects",
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("period_start", None),
                                ("period_end", None),
                                ("period_end__gt", models.F("period_start")),
                                _connector="OR",
                            ),
                            name="project_ends_after_it_starts",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("declared_total", None),
                                ("declared_total__gte", 0),
                                _connector="OR",
                            ),
                            name="declared_total_is_not_negative",
                        ),
                    ],
                    "indexes": [],
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
                        "cohort",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="deliverables",
                            to="courses.cohort",
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
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("cohort", "deliverable"), name="deliverable_once_per_cohort"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("opens_at", None),
                                ("due_at", None),
                                ("due_at__gt", models.F("opens_at")),
                                _connector="OR",
                            ),
                            name="deliverable_is_due_after_it_opens",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("deliverable", "E5"), _negated=True),
                                ("due_at", None),
                                _connector="OR",
                            ),
                            name="final_project_is_due_with_the_cohort",
                        ),
                    ],
                    "indexes": [],
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
                    (
                        "cohort",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="exercise_adaptation",
                            to="courses.cohort",
                        ),
                    ),
                    (
                        "emphasis",
                        models.CharField(blank=True, max_length=300, verbose_name="emphasis"),
                    ),
                    (
                        "plan_label",
                        models.CharField(
                            blank=True, max_length=150, verbose_name="plan to align with"
                        ),
                    ),
                    (
                        "team_most",
                        models.PositiveSmallIntegerField(
                            default=5, verbose_name="people on a project"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "fixed_goals",
                        models.ManyToManyField(
                            blank=True,
                            related_name="+",
                            to="courses.goal",
                            verbose_name="SDGs that are set",
                        ),
                    ),
                    (
                        "suggested_targets",
                        models.ManyToManyField(
                            blank=True,
                            related_name="+",
                            to="courses.target",
                            verbose_name="SDG targets suggested",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("team_most__range", (1, 5))), name="team_is_1_to_5"
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="Rubric",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("audience", models.CharField(max_length=15)),
                    (
                        "cohort",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="rubrics",
                            to="courses.cohort",
                        ),
                    ),
                    ("version", models.PositiveSmallIntegerField()),
                    ("pass_mark", models.PositiveSmallIntegerField(default=70)),
                    ("published_at", models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("cohort", None)),
                            fields=("audience", "version"),
                            name="rubric_once_per_version",
                        ),
                        models.UniqueConstraint(
                            fields=("cohort", "version"), name="rubric_once_per_version_of_a_cohort"
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="Homework",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    (
                        "enrolment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="homework",
                            to="courses.enrolment",
                        ),
                    ),
                    (
                        "lesson",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="homework",
                            to="courses.lesson",
                        ),
                    ),
                    (
                        "body",
                        models.TextField(blank=True, max_length=20000, verbose_name="your text"),
                    ),
                    (
                        "file",
                        models.FileField(
                            blank=True,
                            max_length=120,
                            upload_to=assessments.models.homework.homework_place,
                        ),
                    ),
                    ("file_name", models.CharField(blank=True, max_length=120)),
                    ("file_kind", models.CharField(blank=True, max_length=4)),
                    ("file_size", models.PositiveIntegerField(default=0)),
                    ("key", models.UUIDField(editable=False, unique=True)),
                    (
                        "handed_in_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    (
                        "opened_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("opened_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["handed_in_at"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("enrolment", "lesson"), name="homework_once_per_item"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("body", ""), ("file", ""), _negated=True),
                            name="homework_is_never_empty",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="Commitment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "enrolment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="commitments",
                            to="courses.enrolment",
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    (
                        "action",
                        models.CharField(blank=True, max_length=300, verbose_name="what I will do"),
                    ),
                    (
                        "with_whom",
                        models.CharField(blank=True, max_length=200, verbose_name="with whom"),
                    ),
                    ("until", models.DateField(blank=True, null=True, verbose_name="until when")),
                    (
                        "evidence",
                        models.CharField(
                            blank=True, max_length=300, verbose_name="how it will be seen"
                        ),
                    ),
                    (
                        "saved_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                ],
                options={
                    "ordering": ["position"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("enrolment", "position"), name="commitment_once_per_position"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("position__range", (1, 3))),
                            name="three_commitments_at_most",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="Quiz",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "lesson",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="quiz",
                            to="courses.lesson",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("module", "Module quiz"),
                                ("pre", "Pre-test"),
                                ("post", "Post-test"),
                            ],
                            max_length=6,
                        ),
                    ),
                    (
                        "pass_mark",
                        models.PositiveSmallIntegerField(default=70, verbose_name="pass mark"),
                    ),
                    (
                        "attempts_allowed",
                        models.PositiveSmallIntegerField(
                            default=2, verbose_name="attempts allowed"
                        ),
                    ),
                    (
                        "time_limit",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="Minutes; empty for none.",
                            null=True,
                            verbose_name="time limit",
                        ),
                    ),
                    (
                        "asks",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="Drawn from the bank for each attempt; empty for all.",
                            null=True,
                            verbose_name="questions of an attempt",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "quiz",
                    "verbose_name_plural": "quizzes",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("pass_mark__lte", 100)),
                            name="quiz_pass_mark_is_a_percentage",
                        )
                    ],
                    "indexes": [],
                },
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="deletions",
                            to="assessments.logframeproject",
                        ),
                    ),
                    ("kind", models.CharField(max_length=20)),
                    ("name", models.CharField(max_length=200)),
                    ("records", models.PositiveSmallIntegerField()),
                    ("snapshot", models.JSONField(null=True)),
                    (
                        "deleted_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "deleted_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                ],
                options={
                    "verbose_name": "deletion",
                    "verbose_name_plural": "deletions",
                    "ordering": ["-deleted_at"],
                    "indexes": [models.Index(fields=["deleted_at"], name="deletion_by_age")],
                    "constraints": [],
                },
            ),
            migrations.CreateModel(
                name="HintDismissal",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="dismissals",
                            to="assessments.logframeproject",
                        ),
                    ),
                    ("rule", models.CharField(max_length=6)),
                    ("place", models.CharField(max_length=120)),
                    ("reason", models.CharField(max_length=300, verbose_name="reason")),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ("undone_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["at"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("undone_at", None)),
                            fields=("project", "rule", "place"),
                            name="hint_dismissed_once",
                        )
                    ],
                    "indexes": [],
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
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="municipalities",
                            to="assessments.logframeproject",
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    ("name", models.CharField(max_length=120, verbose_name="municipality")),
                ],
                options={
                    "ordering": ["position"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("project", "position"), name="municipality_once_per_place"
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="ProjectMember",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="members",
                            to="assessments.logframeproject",
                        ),
                    ),
                    (
                        "enrolment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="project_memberships",
                            to="courses.enrolment",
                        ),
                    ),
                    ("is_owner", models.BooleanField(default=False)),
                    ("since", models.DateTimeField(default=django.utils.timezone.now)),
                    ("left_at", models.DateTimeField(blank=True, null=True)),
                    ("reason", models.CharField(blank=True, max_length=300)),
                    (
                        "moved_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("told_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("left_at", None)),
                            fields=("enrolment",),
                            name="one_project_at_a_time",
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="Submission",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="submissions",
                            to="assessments.logframeproject",
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
                            default="E5",
                            max_length=2,
                        ),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    (
                        "enrolment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="submissions",
                            to="courses.enrolment",
                        ),
                    ),
                    ("snapshot", models.JSONField()),
                    ("sha256", models.CharField(max_length=64)),
                    ("folio", models.CharField(max_length=30, unique=True)),
                    ("key", models.UUIDField(unique=True)),
                    (
                        "submitted_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("due_at", models.DateTimeField(null=True)),
                    ("is_late", models.BooleanField(default=False)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("waiting", "waiting for a verdict"),
                                ("withdrawn", "withdrawn"),
                                ("returned", "returned with changes"),
                                ("approved", "approved"),
                            ],
                            default="waiting",
                            max_length=10,
                        ),
                    ),
                    (
                        "opened_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("opened_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["-submitted_at"],
                    "indexes": [
                        models.Index(fields=["state", "submitted_at"], name="submission_by_state")
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("project", "deliverable", "number"),
                            name="submission_once_per_number",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("state", "waiting")),
                            fields=("project", "deliverable"),
                            name="one_submission_waiting",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ProjectPrint",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="prints",
                            to="assessments.logframeproject",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("matriz", "Matrix"),
                                ("indicadores", "Indicator sheets"),
                                ("formatos", "Blank forms"),
                            ],
                            max_length=11,
                        ),
                    ),
                    ("language", models.CharField(max_length=10)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("pending", "being prepared"),
                                ("ready", "ready"),
                                ("failed", "failed"),
                            ],
                            default="pending",
                            max_length=8,
                        ),
                    ),
                    ("file", models.FileField(blank=True, upload_to="prints/")),
                    ("size_bytes", models.PositiveIntegerField(default=0, editable=False)),
                    ("error", models.CharField(blank=True, max_length=300)),
                    (
                        "requested_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("claimed_at", models.DateTimeField(editable=False, null=True)),
                    ("tries", models.PositiveSmallIntegerField(default=0, editable=False)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("project", "kind", "language"),
                            name="project_print_once_per_kind",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "ready"), _negated=True),
                                models.Q(("file", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="ready_print_has_its_file",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="ProjectImport",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="imports",
                            to="assessments.logframeproject",
                        ),
                    ),
                    ("name", models.CharField(max_length=200)),
                    ("content", models.BinaryField()),
                    (
                        "uploaded_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "uploaded_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("applied_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "indexes": [models.Index(fields=["uploaded_at"], name="import_by_age")],
                    "constraints": [],
                },
            ),
            migrations.CreateModel(
                name="AdaptedWeight",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "adaptation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="weights",
                            to="assessments.exerciseadaptation",
                        ),
                    ),
                    ("criterion", models.CharField(max_length=4)),
                    ("weight", models.PositiveSmallIntegerField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("adaptation", "criterion"),
                            name="adapted_weight_once_per_criterion",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("weight__range", (0, 100))),
                            name="adapted_weight_is_0_to_100",
                        ),
                    ],
                    "indexes": [],
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
                    (
                        "adaptation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="silenced_rules",
                            to="assessments.exerciseadaptation",
                        ),
                    ),
                    ("rule", models.CharField(max_length=6)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("adaptation", "rule"), name="rule_silenced_once"
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="Criterion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "rubric",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="criteria",
                            to="assessments.rubric",
                        ),
                    ),
                    ("code", models.CharField(max_length=4)),
                    ("position", models.PositiveSmallIntegerField()),
                    ("weight", models.PositiveSmallIntegerField()),
                    ("minimum", models.DecimalField(decimal_places=1, default=0.5, max_digits=2)),
                    ("name_es", models.CharField(max_length=120)),
                    ("name_en", models.CharField(max_length=120)),
                ],
                options={
                    "verbose_name_plural": "criteria",
                    "ordering": ["position"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("rubric", "code"), name="criterion_once_per_rubric"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("weight__lte", 100)),
                            name="criterion_weight_is_a_percentage",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="QuizAllowance",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    ("key", models.UUIDField(editable=False, unique=True)),
                    (
                        "quiz",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="allowances",
                            to="assessments.quiz",
                        ),
                    ),
                    (
                        "enrolment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="quiz_allowances",
                            to="courses.enrolment",
                        ),
                    ),
                    (
                        "extra_attempts",
                        models.PositiveSmallIntegerField(default=0, verbose_name="extra attempts"),
                    ),
                    (
                        "extra_minutes",
                        models.PositiveSmallIntegerField(default=0, verbose_name="extra minutes"),
                    ),
                    ("reason", models.CharField(max_length=300, verbose_name="reason")),
                    (
                        "granted_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "granted_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("told_at", models.DateTimeField(editable=False, null=True)),
                    (
                        "taken_back_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("taken_back_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["granted_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("extra_attempts__gt", 0), ("extra_minutes__gt", 0), _connector="OR"
                            ),
                            name="quiz_allowance_grants_something",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("taken_back_at", None), ("taken_back_by", None)),
                                models.Q(
                                    ("taken_back_at__isnull", False),
                                    ("taken_back_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="quiz_allowance_is_taken_back_by_somebody",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="QuizItem",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    (
                        "quiz",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="items",
                            to="assessments.quiz",
                        ),
                    ),
                    ("code", models.CharField(max_length=16)),
                    ("position", models.PositiveSmallIntegerField()),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("single", "One answer"),
                                ("multiple", "Several answers"),
                                ("match", "Match"),
                                ("order", "Put in order"),
                                ("classify", "Classify by level"),
                                ("fix_syntax", "Correct the sentence"),
                                ("numeric", "Number"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("context_html", models.TextField(blank=True, editable=False)),
                    ("stem", models.TextField()),
                    (
                        "sentence",
                        models.TextField(blank=True, help_text="The sentence to be corrected."),
                    ),
                    ("objective", models.CharField(blank=True, max_length=200)),
                    ("language", models.CharField(default="es", max_length=10)),
                    (
                        "difficulty",
                        models.PositiveSmallIntegerField(help_text="1 easy to 3 hard.", null=True),
                    ),
                    ("pair", models.CharField(blank=True, max_length=16)),
                    ("key_corrected_on", models.DateField(editable=False, null=True)),
                    ("unit", models.CharField(blank=True, max_length=40)),
                    ("tolerance", models.DecimalField(decimal_places=6, default=0, max_digits=20)),
                    ("formula", models.CharField(blank=True, max_length=300)),
                    (
                        "feedback",
                        models.TextField(
                            blank=True, help_text="For a number that no choice foresees."
                        ),
                    ),
                ],
                options={
                    "ordering": ["position"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("quiz", "code"), name="quiz_item_once_per_quiz"
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="QuizAttempt",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    (
                        "quiz",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="attempts",
                            to="assessments.quiz",
                        ),
                    ),
                    (
                        "enrolment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="quiz_attempts",
                            to="courses.enrolment",
                        ),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    ("key", models.UUIDField(editable=False, null=True, unique=True)),
                    ("seed", models.PositiveIntegerField()),
                    ("place", models.PositiveSmallIntegerField(default=1)),
                    ("on_one_page", models.BooleanField(default=False)),
                    (
                        "started_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("submitted_at", models.DateTimeField(editable=False, null=True)),
                    (
                        "score",
                        models.DecimalField(
                            decimal_places=2,
                            editable=False,
                            help_text="Of 100.",
                            max_digits=5,
                            null=True,
                        ),
                    ),
                    ("taken_on", models.DateField(editable=False, null=True)),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("is_score_only", models.BooleanField(default=False, editable=False)),
                    (
                        "paper_note",
                        models.CharField(
                            blank=True, editable=False, max_length=120, verbose_name="sheet"
                        ),
                    ),
                    ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                    (
                        "withdrawn_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "withdrawal_reason",
                        models.CharField(blank=True, editable=False, max_length=300),
                    ),
                ],
                options={
                    "ordering": ["number"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("quiz", "enrolment", "number"),
                            name="quiz_attempt_once_per_number",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("submitted_at", None)),
                            fields=("quiz", "enrolment"),
                            name="one_open_attempt_per_quiz",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("submitted_at", None), ("score__range", (0, 100)), _connector="OR"
                            ),
                            name="handed_in_attempt_has_a_score",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("recorded_by", None), ("taken_on", None)),
                                models.Q(
                                    ("recorded_by__isnull", False), ("taken_on__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="paper_attempt_says_when_and_by_whom",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                                models.Q(
                                    ("taken_on__isnull", False),
                                    ("withdrawn_at__isnull", False),
                                    ("withdrawn_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="only_paper_attempts_are_taken_back",
                        ),
                    ],
                    "indexes": [],
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=1)),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "deletion",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="assessments.deletion",
                        ),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="problem_nodes",
                            to="assessments.logframeproject",
                        ),
                    ),
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
                    (
                        "parent",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="children",
                            to="assessments.problemnode",
                        ),
                    ),
                    ("text", models.CharField(blank=True, max_length=250, verbose_name="text")),
                    (
                        "evidence",
                        models.CharField(blank=True, max_length=300, verbose_name="evidence"),
                    ),
                    (
                        "is_out_of_scope",
                        models.BooleanField(
                            default=False, verbose_name="outside the reach of the project"
                        ),
                    ),
                    (
                        "out_of_scope_reason",
                        models.CharField(
                            blank=True, max_length=300, verbose_name="why it is left out"
                        ),
                    ),
                ],
                options={
                    "ordering": ["position", "pk"],
                    "abstract": False,
                    "default_manager_name": "objects",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("deletion", None), ("kind", "central")),
                            fields=("project",),
                            name="one_central_problem",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "central"), ("parent", None)),
                                models.Q(
                                    models.Q(("kind", "central"), _negated=True),
                                    ("parent__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="only_the_central_problem_has_no_parent",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("parent", None),
                                models.Q(("parent", models.F("id")), _negated=True),
                                _connector="OR",
                            ),
                            name="no_problem_is_its_own_parent",
                        ),
                    ],
                    "indexes": [],
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=1)),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "deletion",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="assessments.deletion",
                        ),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="sdg_interactions",
                            to="assessments.logframeproject",
                        ),
                    ),
                    (
                        "from_target",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="courses.target",
                        ),
                    ),
                    (
                        "to_target",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="courses.target",
                        ),
                    ),
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
                    "indexes": [],
                    "constraints": [],
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=1)),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "deletion",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="assessments.deletion",
                        ),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="plan_alignments",
                            to="assessments.logframeproject",
                        ),
                    ),
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
                    (
                        "end_year",
                        models.PositiveSmallIntegerField(null=True, verbose_name="last year"),
                    ),
                    ("axis", models.CharField(blank=True, max_length=150, verbose_name="axis")),
                    (
                        "objective",
                        models.CharField(blank=True, max_length=300, verbose_name="objective"),
                    ),
                    (
                        "strategy",
                        models.CharField(blank=True, max_length=300, verbose_name="strategy"),
                    ),
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
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("start_year", None),
                                    ("start_year__range", (1990, 2100)),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("end_year", None),
                                    ("end_year__range", (1990, 2100)),
                                    _connector="OR",
                                ),
                            ),
                            name="plan_years_are_plausible",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("start_year", None),
                                ("end_year", None),
                                ("end_year__gte", models.F("start_year")),
                                _connector="OR",
                            ),
                            name="plan_ends_after_it_starts",
                        ),
                    ],
                    "indexes": [],
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=1)),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "deletion",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="assessments.deletion",
                        ),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="class_plans",
                            to="assessments.logframeproject",
                        ),
                    ),
                    (
                        "subject",
                        models.CharField(blank=True, max_length=120, verbose_name="subject"),
                    ),
                    (
                        "level",
                        models.CharField(
                            blank=True, max_length=80, verbose_name="level of education"
                        ),
                    ),
                    ("term", models.CharField(blank=True, max_length=80, verbose_name="term")),
                    (
                        "sessions",
                        models.PositiveSmallIntegerField(null=True, verbose_name="sessions"),
                    ),
                    (
                        "learning_outcome",
                        models.CharField(
                            blank=True, max_length=300, verbose_name="learning outcome"
                        ),
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
                        models.CharField(
                            blank=True, max_length=300, verbose_name="without connection"
                        ),
                    ),
                    (
                        "sdg_targets",
                        models.ManyToManyField(
                            blank=True,
                            related_name="+",
                            to="courses.target",
                            verbose_name="SDG targets",
                        ),
                    ),
                ],
                options={
                    "ordering": ["position", "pk"],
                    "abstract": False,
                    "default_manager_name": "objects",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("deletion", None)),
                            fields=("project",),
                            name="class_plan_once_per_project",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("sessions", None), ("sessions__range", (1, 40)), _connector="OR"
                            ),
                            name="class_plan_has_1_to_40_sessions",
                        ),
                    ],
                    "indexes": [],
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=1)),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "deletion",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="assessments.deletion",
                        ),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="planned_evaluations",
                            to="assessments.logframeproject",
                        ),
                    ),
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
                    ("date", models.DateField(null=True, verbose_name="month")),
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
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("budget", None), ("budget__gte", 0), _connector="OR"
                            ),
                            name="evaluation_budget_is_not_negative",
                        )
                    ],
                    "indexes": [],
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=1)),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "deletion",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="assessments.deletion",
                        ),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="evidence_sources",
                            to="assessments.logframeproject",
                        ),
                    ),
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
                        models.CharField(
                            blank=True, max_length=300, verbose_name="address on the web"
                        ),
                    ),
                ],
                options={
                    "ordering": ["position", "pk"],
                    "abstract": False,
                    "default_manager_name": "objects",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("year", None), ("year__range", (1900, 2100)), _connector="OR"
                            ),
                            name="evidence_year_is_plausible",
                        )
                    ],
                    "indexes": [],
                },
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=1)),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "deletion",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="assessments.deletion",
                        ),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="stakeholders",
                            to="assessments.logframeproject",
                        ),
                    ),
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
                    (
                        "interest",
                        models.CharField(blank=True, max_length=300, verbose_name="interest"),
                    ),
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
                    (
                        "mandate",
                        models.CharField(blank=True, max_length=200, verbose_name="mandate"),
                    ),
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
                        models.PositiveSmallIntegerField(
                            null=True, verbose_name="level of interest"
                        ),
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
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("influence", None),
                                    ("influence__range", (1, 5)),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("interest_level", None),
                                    ("interest_level__range", (1, 5)),
                                    _connector="OR",
                                ),
                            ),
                            name="influence_and_interest_are_1_to_5",
                        )
                    ],
                    "indexes": [],
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=1)),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "deletion",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="assessments.deletion",
                        ),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="strategy_criteria",
                            to="assessments.logframeproject",
                        ),
                    ),
                    ("key", models.CharField(max_length=40)),
                    ("name", models.CharField(blank=True, max_length=80, verbose_name="name")),
                    ("weight", models.PositiveSmallIntegerField(default=0, verbose_name="weight")),
                ],
                options={
                    "ordering": ["position", "pk"],
                    "abstract": False,
                    "default_manager_name": "objects",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("deletion", None)),
                            fields=("project", "key"),
                            name="strategy_criterion_once_per_key",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("weight__range", (0, 100))),
                            name="weight_is_0_to_100",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="Grade",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    (
                        "submission",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="grades",
                            to="assessments.submission",
                        ),
                    ),
                    (
                        "rubric",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="grades",
                            to="assessments.rubric",
                        ),
                    ),
                    (
                        "tutor",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "total",
                        models.DecimalField(
                            decimal_places=2, max_digits=5, null=True, verbose_name="total"
                        ),
                    ),
                    (
                        "verdict",
                        models.CharField(
                            blank=True,
                            choices=[("return", "Return with changes"), ("approve", "Approve")],
                            max_length=8,
                            verbose_name="verdict",
                        ),
                    ),
                    (
                        "message",
                        models.TextField(blank=True, max_length=4000, verbose_name="message"),
                    ),
                    (
                        "resubmit_by",
                        models.DateField(
                            blank=True, null=True, verbose_name="may be handed in again until"
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=0)),
                    ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("sent_at", models.DateTimeField(editable=False, null=True)),
                    ("replaced_at", models.DateTimeField(editable=False, null=True)),
                    ("participant_told_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["saved_at"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("replaced_at", None)),
                            fields=("submission",),
                            name="one_grade_in_force",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("sent_at", None),
                                models.Q(
                                    ("total__range", (0, 100)),
                                    models.Q(("verdict", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="sent_grade_is_complete",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="PeerReview",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    (
                        "reviewer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="peer_reviews",
                            to="courses.enrolment",
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="peer_reviews",
                            to="assessments.logframeproject",
                        ),
                    ),
                    (
                        "submission",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="peer_reviews",
                            to="assessments.submission",
                        ),
                    ),
                    (
                        "strong",
                        models.TextField(
                            blank=True, max_length=1500, verbose_name="what is done well"
                        ),
                    ),
                    (
                        "doubtful",
                        models.TextField(
                            blank=True,
                            max_length=1500,
                            verbose_name="what is not verifiable or logical yet",
                        ),
                    ),
                    (
                        "suggestion",
                        models.TextField(
                            blank=True, max_length=1500, verbose_name="one suggestion"
                        ),
                    ),
                    (
                        "given_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("opened_at", models.DateTimeField(editable=False, null=True)),
                    ("saved_at", models.DateTimeField(editable=False, null=True)),
                    ("sent_at", models.DateTimeField(editable=False, null=True)),
                    ("hidden_at", models.DateTimeField(editable=False, null=True)),
                    ("authors_told_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["reviewer", "position"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("reviewer", "position"), name="peer_review_once_per_place"
                        ),
                        models.UniqueConstraint(
                            fields=("reviewer", "project"), name="peer_review_once_per_project"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("position__range", (1, 2))),
                            name="two_peer_reviews_at_most",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("sent_at", None),
                                models.Q(
                                    ("opened_at__isnull", False),
                                    models.Q(("strong", ""), _negated=True),
                                    models.Q(("doubtful", ""), _negated=True),
                                    models.Q(("suggestion", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="sent_peer_review_is_complete",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="Level",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "criterion",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="levels",
                            to="assessments.criterion",
                        ),
                    ),
                    ("value", models.PositiveSmallIntegerField()),
                    ("percent", models.PositiveSmallIntegerField()),
                    ("text_es", models.CharField(max_length=400)),
                    ("text_en", models.CharField(max_length=400)),
                ],
                options={
                    "ordering": ["value"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("criterion", "value"), name="level_once_per_criterion"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("percent__lte", 100), ("value__lte", 4)),
                            name="level_is_0_to_4",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="ItemPart",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "item",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="parts",
                            to="assessments.quizitem",
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    ("text", models.TextField(blank=True)),
                    ("feedback", models.TextField(blank=True)),
                ],
                options={
                    "ordering": ["position"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("item", "position"), name="item_part_once_per_place"
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="KeyCorrection",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    ("key", models.UUIDField(editable=False, unique=True)),
                    (
                        "item",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="corrections",
                            to="assessments.quizitem",
                        ),
                    ),
                    ("old_key", models.JSONField(editable=False)),
                    ("new_key", models.JSONField(editable=False)),
                    ("reason", models.CharField(max_length=300, verbose_name="reason")),
                    (
                        "corrected_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "corrected_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("rescored_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["-corrected_at"],
                    "indexes": [],
                    "constraints": [],
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=1)),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "deletion",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="assessments.deletion",
                        ),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="objective_nodes",
                            to="assessments.logframeproject",
                        ),
                    ),
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
                    (
                        "problem_node",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="objectives",
                            to="assessments.problemnode",
                        ),
                    ),
                    (
                        "parent",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="children",
                            to="assessments.objectivenode",
                        ),
                    ),
                    ("text", models.CharField(blank=True, max_length=250, verbose_name="text")),
                ],
                options={
                    "ordering": ["position", "pk"],
                    "abstract": False,
                    "default_manager_name": "objects",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("deletion", None), ("kind", "central")),
                            fields=("project",),
                            name="one_central_objective",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("deletion", None)),
                            fields=("problem_node",),
                            name="one_objective_per_problem",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "central"), ("parent", None)),
                                models.Q(
                                    models.Q(("kind", "central"), _negated=True),
                                    ("parent__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="only_the_central_objective_has_no_parent",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("parent", None),
                                models.Q(("parent", models.F("id")), _negated=True),
                                _connector="OR",
                            ),
                            name="no_objective_is_its_own_parent",
                        ),
                    ],
                    "indexes": [],
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
                    (
                        "plan",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="activities",
                            to="assessments.classplan",
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    ("text", models.CharField(max_length=300, verbose_name="activity")),
                    (
                        "minutes",
                        models.PositiveSmallIntegerField(null=True, verbose_name="minutes"),
                    ),
                ],
                options={
                    "ordering": ["position"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("plan", "position"), name="class_activity_once_per_place"
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="CriterionScore",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "grade",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="scores",
                            to="assessments.grade",
                        ),
                    ),
                    (
                        "criterion",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="scores",
                            to="assessments.criterion",
                        ),
                    ),
                    ("level", models.DecimalField(decimal_places=1, max_digits=2)),
                    (
                        "comment",
                        models.TextField(blank=True, max_length=1000, verbose_name="comment"),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("grade", "criterion"), name="score_once_per_criterion"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("level__range", (0, 4))), name="score_is_0_to_4"
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="ReviewReport",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "review",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="reports",
                            to="assessments.peerreview",
                        ),
                    ),
                    (
                        "reported_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("reason", models.CharField(max_length=500, verbose_name="reason")),
                    (
                        "reported_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    (
                        "decision",
                        models.CharField(
                            blank=True,
                            choices=[("hide", "taken down"), ("keep", "left as it is")],
                            max_length=4,
                        ),
                    ),
                    ("why", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                    (
                        "decided_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("decided_at", models.DateTimeField(editable=False, null=True)),
                    ("reviewer_told_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["reported_at"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("review", "reported_by"),
                            name="peer_review_is_reported_once_per_person",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("decided_at", None), ("decision", "")),
                                models.Q(
                                    ("decided_at__isnull", False),
                                    ("decided_by__isnull", False),
                                    ("decision", "keep"),
                                ),
                                models.Q(
                                    ("decided_by__isnull", False),
                                    ("decision", "hide"),
                                    models.Q(("why", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="decision_on_review_says_by_whom_and_why",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="Choice",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "item",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="choices",
                            to="assessments.quizitem",
                        ),
                    ),
                    (
                        "part",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="choices",
                            to="assessments.itempart",
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    ("text", models.TextField()),
                    ("value", models.DecimalField(decimal_places=6, max_digits=20, null=True)),
                    ("is_correct", models.BooleanField(default=False)),
                    ("feedback", models.TextField(blank=True)),
                ],
                options={
                    "ordering": ["position"],
                    "indexes": [],
                    "constraints": [],
                },
            ),
            migrations.CreateModel(
                name="ScoreChange",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "correction",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="changes",
                            to="assessments.keycorrection",
                        ),
                    ),
                    (
                        "attempt",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="score_changes",
                            to="assessments.quizattempt",
                        ),
                    ),
                    ("before", models.DecimalField(decimal_places=2, max_digits=5)),
                    ("after", models.DecimalField(decimal_places=2, max_digits=5)),
                    ("told_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["attempt__number"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("correction", "attempt"),
                            name="score_changes_once_per_correction",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("after__gt", models.F("before"))),
                            name="score_never_falls",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="LogframeRow",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=1)),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "deletion",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="assessments.deletion",
                        ),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="rows",
                            to="assessments.logframeproject",
                        ),
                    ),
                    (
                        "level",
                        models.CharField(
                            choices=[
                                ("goal", "Goal"),
                                ("purpose", "Purpose"),
                                ("component", "Component"),
                                ("activity", "Activity"),
                            ],
                            max_length=9,
                        ),
                    ),
                    (
                        "parent",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="children",
                            to="assessments.logframerow",
                        ),
                    ),
                    (
                        "narrative",
                        models.TextField(
                            blank=True, max_length=300, verbose_name="narrative summary"
                        ),
                    ),
                    (
                        "objective_node",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="rows",
                            to="assessments.objectivenode",
                            verbose_name="objective it comes from",
                        ),
                    ),
                    (
                        "delivered_to",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("population", "The population"),
                                ("intermediary", "An institution in between"),
                            ],
                            max_length=12,
                            verbose_name="delivered to",
                        ),
                    ),
                    ("start", models.DateField(blank=True, null=True, verbose_name="first month")),
                    ("end", models.DateField(blank=True, null=True, verbose_name="last month")),
                    (
                        "responsible",
                        models.CharField(
                            blank=True, max_length=120, verbose_name="person in charge"
                        ),
                    ),
                    (
                        "has_no_cost",
                        models.BooleanField(default=False, verbose_name="it costs nothing"),
                    ),
                ],
                options={
                    "ordering": ["position", "pk"],
                    "abstract": False,
                    "default_manager_name": "objects",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("level", "activity"), ("parent__isnull", False)),
                                models.Q(
                                    models.Q(("level", "activity"), _negated=True), ("parent", None)
                                ),
                                _connector="OR",
                            ),
                            name="only_an_activity_has_a_parent",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(
                                ("deletion", None), ("level__in", ["goal", "purpose"])
                            ),
                            fields=("project", "level"),
                            name="one_goal_and_one_purpose",
                        ),
                    ],
                    "indexes": [],
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=1)),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "deletion",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="assessments.deletion",
                        ),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="alternatives",
                            to="assessments.logframeproject",
                        ),
                    ),
                    ("name", models.CharField(blank=True, max_length=150, verbose_name="name")),
                    (
                        "description",
                        models.TextField(blank=True, max_length=600, verbose_name="description"),
                    ),
                    ("is_selected", models.BooleanField(default=False, verbose_name="chosen")),
                    (
                        "means",
                        models.ManyToManyField(
                            blank=True,
                            related_name="alternatives",
                            to="assessments.objectivenode",
                            verbose_name="means it uses",
                        ),
                    ),
                ],
                options={
                    "ordering": ["position", "pk"],
                    "abstract": False,
                    "default_manager_name": "objects",
                    "indexes": [],
                    "constraints": [],
                },
            ),
            migrations.CreateModel(
                name="Response",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "attempt",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="responses",
                            to="assessments.quizattempt",
                        ),
                    ),
                    (
                        "item",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="responses",
                            to="assessments.quizitem",
                        ),
                    ),
                    ("number", models.DecimalField(decimal_places=6, max_digits=20, null=True)),
                    ("is_flagged", models.BooleanField(default=False)),
                    ("answered_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("choices", models.ManyToManyField(related_name="+", to="assessments.choice")),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("attempt", "item"), name="one_response_per_item"
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="Assumption",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=1)),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "deletion",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="assessments.deletion",
                        ),
                    ),
                    (
                        "row",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="assumptions",
                            to="assessments.logframerow",
                        ),
                    ),
                    (
                        "text",
                        models.CharField(blank=True, max_length=250, verbose_name="assumption"),
                    ),
                    (
                        "is_external",
                        models.BooleanField(
                            null=True, verbose_name="outside the control of the project"
                        ),
                    ),
                    (
                        "likelihood",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("almost_certain", "Almost certain"),
                                ("likely", "Likely"),
                                ("unlikely", "Unlikely"),
                            ],
                            max_length=14,
                            verbose_name="how likely it is",
                        ),
                    ),
                    (
                        "importance",
                        models.CharField(
                            blank=True,
                            choices=[("high", "High"), ("medium", "Medium"), ("low", "Low")],
                            max_length=6,
                            verbose_name="how much it matters",
                        ),
                    ),
                    (
                        "redesign_note",
                        models.TextField(
                            blank=True, max_length=500, verbose_name="how the project changes"
                        ),
                    ),
                    (
                        "monitoring_note",
                        models.CharField(
                            blank=True, max_length=300, verbose_name="how it is watched"
                        ),
                    ),
                ],
                options={
                    "ordering": ["position", "pk"],
                    "abstract": False,
                    "default_manager_name": "objects",
                    "indexes": [],
                    "constraints": [],
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=1)),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "deletion",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="assessments.deletion",
                        ),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="sdg_links",
                            to="assessments.logframeproject",
                        ),
                    ),
                    (
                        "target",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="courses.target",
                            verbose_name="SDG target",
                        ),
                    ),
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
                        models.TextField(
                            blank=True, max_length=500, verbose_name="how it contributes"
                        ),
                    ),
                    (
                        "rows",
                        models.ManyToManyField(
                            blank=True,
                            related_name="sdg_links",
                            to="assessments.logframerow",
                            verbose_name="rows of the matrix",
                        ),
                    ),
                ],
                options={
                    "ordering": ["position", "pk"],
                    "abstract": False,
                    "default_manager_name": "objects",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("deletion", None)),
                            fields=("project", "target"),
                            name="sdg_target_once_per_project",
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="Indicator",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=1)),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "deletion",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="assessments.deletion",
                        ),
                    ),
                    (
                        "row",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="indicators",
                            to="assessments.logframerow",
                        ),
                    ),
                    (
                        "name",
                        models.CharField(
                            blank=True, max_length=150, verbose_name="name of the indicator"
                        ),
                    ),
                    (
                        "definition",
                        models.CharField(blank=True, max_length=240, verbose_name="definition"),
                    ),
                    (
                        "indicator_type",
                        models.CharField(
                            blank=True,
                            choices=[("strategic", "Strategic"), ("management", "Management")],
                            max_length=10,
                            verbose_name="type of indicator",
                        ),
                    ),
                    (
                        "dimension",
                        models.CharField(
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
                    (
                        "method_kind",
                        models.CharField(
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
                    (
                        "formula",
                        models.CharField(
                            blank=True, max_length=200, verbose_name="method of calculation"
                        ),
                    ),
                    (
                        "unit",
                        models.CharField(
                            blank=True, max_length=40, verbose_name="unit of measurement"
                        ),
                    ),
                    (
                        "frequency",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("continuous", "Continuous"),
                                ("monthly", "Monthly"),
                                ("bimonthly", "Every two months"),
                                ("quarterly", "Quarterly"),
                                ("four_monthly", "Every four months"),
                                ("semiannual", "Every six months"),
                                ("annual", "Annual"),
                                ("biennial", "Every two years"),
                                ("triennial", "Every three years"),
                                ("quinquennial", "Every five years"),
                                ("sexennial", "Every six years"),
                            ],
                            max_length=12,
                            verbose_name="frequency",
                        ),
                    ),
                    (
                        "direction",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("ascending", "Ascending: more is better"),
                                ("descending", "Descending: less is better"),
                            ],
                            max_length=10,
                            verbose_name="direction",
                        ),
                    ),
                    (
                        "baseline_value",
                        models.DecimalField(
                            blank=True,
                            decimal_places=4,
                            max_digits=16,
                            null=True,
                            verbose_name="baseline",
                        ),
                    ),
                    (
                        "baseline_year",
                        models.PositiveSmallIntegerField(
                            blank=True, null=True, verbose_name="year"
                        ),
                    ),
                    (
                        "baseline_source",
                        models.CharField(
                            blank=True, max_length=200, verbose_name="source of the baseline"
                        ),
                    ),
                    (
                        "baseline_pending",
                        models.BooleanField(
                            default=False, verbose_name="the baseline is still to be measured"
                        ),
                    ),
                    (
                        "baseline_reason",
                        models.CharField(
                            blank=True, max_length=300, verbose_name="why there is none yet"
                        ),
                    ),
                    (
                        "baseline_planned_date",
                        models.DateField(
                            blank=True, null=True, verbose_name="month of measurement"
                        ),
                    ),
                    (
                        "target_value",
                        models.DecimalField(
                            blank=True,
                            decimal_places=4,
                            max_digits=16,
                            null=True,
                            verbose_name="target",
                        ),
                    ),
                    (
                        "target_year",
                        models.PositiveSmallIntegerField(
                            blank=True, null=True, verbose_name="year"
                        ),
                    ),
                    (
                        "is_cumulative",
                        models.BooleanField(
                            default=True, verbose_name="the targets of each period add up"
                        ),
                    ),
                    (
                        "green_min",
                        models.DecimalField(
                            decimal_places=2, default=90, max_digits=6, verbose_name="green from"
                        ),
                    ),
                    (
                        "amber_min",
                        models.DecimalField(
                            decimal_places=2, default=70, max_digits=6, verbose_name="amber from"
                        ),
                    ),
                    (
                        "over_max",
                        models.DecimalField(
                            decimal_places=2,
                            default=130,
                            max_digits=6,
                            verbose_name="over-achieved from",
                        ),
                    ),
                    (
                        "counts_people",
                        models.BooleanField(default=False, verbose_name="it counts people"),
                    ),
                    (
                        "sdg_indicator_note",
                        models.CharField(
                            blank=True,
                            max_length=100,
                            verbose_name="related official SDG indicator",
                        ),
                    ),
                ],
                options={
                    "ordering": ["position", "pk"],
                    "abstract": False,
                    "default_manager_name": "objects",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("baseline_year", None),
                                    ("baseline_year__range", (1990, 2100)),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("target_year", None),
                                    ("target_year__range", (1990, 2100)),
                                    _connector="OR",
                                ),
                            ),
                            name="indicator_years_are_plausible",
                        )
                    ],
                    "indexes": [],
                },
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=1)),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "deletion",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="assessments.deletion",
                        ),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="budget_lines",
                            to="assessments.logframeproject",
                        ),
                    ),
                    (
                        "activity",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="budget_lines",
                            to="assessments.logframerow",
                        ),
                    ),
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
                    (
                        "concept",
                        models.CharField(blank=True, max_length=150, verbose_name="concept"),
                    ),
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
                    ("is_in_kind", models.BooleanField(default=False, verbose_name="in kind")),
                ],
                options={
                    "ordering": ["position", "pk"],
                    "abstract": False,
                    "default_manager_name": "objects",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("activity__isnull", False), ("cross_cutting_kind", "")),
                                models.Q(
                                    ("activity", None),
                                    models.Q(("cross_cutting_kind", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="a_cost_is_of_an_activity_or_of_the_whole",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("amount", None), ("amount__gte", 0), _connector="OR"
                            ),
                            name="budget_amount_is_not_negative",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("year", None), ("year__range", (1990, 2100)), _connector="OR"
                            ),
                            name="budget_year_is_plausible",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="CellComment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    (
                        "submission",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="comments",
                            to="assessments.submission",
                        ),
                    ),
                    (
                        "row",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="comments",
                            to="assessments.logframerow",
                        ),
                    ),
                    ("row_code", models.CharField(max_length=8)),
                    ("column", models.CharField(max_length=10)),
                    (
                        "author",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("body", models.TextField(max_length=1000, verbose_name="comment")),
                    ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    (
                        "written_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("resolved_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["written_at"],
                    "indexes": [],
                    "constraints": [],
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=1)),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "deletion",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="assessments.deletion",
                        ),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="approaches",
                            to="assessments.logframeproject",
                        ),
                    ),
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
                        "is_not_applicable",
                        models.BooleanField(default=False, verbose_name="it does not apply"),
                    ),
                    (
                        "justification",
                        models.TextField(
                            blank=True, max_length=1200, verbose_name="why it does not apply"
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
                    (
                        "rows",
                        models.ManyToManyField(
                            blank=True,
                            related_name="approaches",
                            to="assessments.logframerow",
                            verbose_name="rows of the matrix",
                        ),
                    ),
                ],
                options={
                    "ordering": ["position", "pk"],
                    "abstract": False,
                    "default_manager_name": "objects",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("deletion", None)),
                            fields=("project", "principle"),
                            name="approach_once_per_principle",
                        )
                    ],
                    "indexes": [],
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
                    (
                        "alternative",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="scores",
                            to="assessments.strategyalternative",
                        ),
                    ),
                    (
                        "criterion",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="scores",
                            to="assessments.strategycriterion",
                        ),
                    ),
                    ("score", models.PositiveSmallIntegerField(verbose_name="score")),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("alternative", "criterion"),
                            name="strategy_score_once_per_criterion",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("score__range", (1, 5))),
                            name="strategy_score_is_1_to_5",
                        ),
                    ],
                    "indexes": [],
                },
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
                    (
                        "indicator",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="variables",
                            to="assessments.indicator",
                        ),
                    ),
                    ("symbol", models.CharField(max_length=1, verbose_name="letter")),
                    ("name", models.CharField(max_length=150, verbose_name="variable")),
                    ("unit", models.CharField(blank=True, max_length=40, verbose_name="unit")),
                    ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                ],
                options={
                    "ordering": ["symbol"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("indicator", "symbol"), name="variable_once_per_letter"
                        )
                    ],
                    "indexes": [],
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
                    (
                        "indicator",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="period_targets",
                            to="assessments.indicator",
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    ("period", models.CharField(blank=True, max_length=20, verbose_name="period")),
                    (
                        "value",
                        models.DecimalField(
                            decimal_places=4, max_digits=16, null=True, verbose_name="target"
                        ),
                    ),
                ],
                options={
                    "ordering": ["position"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("indicator", "position"), name="period_target_once_per_place"
                        )
                    ],
                    "indexes": [],
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
                    (
                        "indicator",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="disaggregations",
                            to="assessments.indicator",
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
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("indicator", "kind"), name="disaggregated_once_by"
                        )
                    ],
                    "indexes": [],
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
                        "indicator",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="cremaa_answers",
                            to="assessments.indicator",
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
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("indicator", "criterion"),
                            name="cremaa_answer_once_per_criterion",
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="MeansOfVerification",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=1)),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "deletion",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="assessments.deletion",
                        ),
                    ),
                    (
                        "indicator",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="means",
                            to="assessments.indicator",
                        ),
                    ),
                    (
                        "source_name",
                        models.CharField(blank=True, max_length=200, verbose_name="source"),
                    ),
                    (
                        "responsible_unit",
                        models.CharField(blank=True, max_length=150, verbose_name="who keeps it"),
                    ),
                    (
                        "frequency",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("continuous", "Continuous"),
                                ("monthly", "Monthly"),
                                ("bimonthly", "Every two months"),
                                ("quarterly", "Quarterly"),
                                ("four_monthly", "Every four months"),
                                ("semiannual", "Every six months"),
                                ("annual", "Annual"),
                                ("biennial", "Every two years"),
                                ("triennial", "Every three years"),
                                ("quinquennial", "Every five years"),
                                ("sexennial", "Every six years"),
                            ],
                            max_length=12,
                            verbose_name="how often it is published",
                        ),
                    ),
                    (
                        "source_type",
                        models.CharField(
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
                    (
                        "url_or_location",
                        models.CharField(
                            blank=True, max_length=300, verbose_name="where it is found"
                        ),
                    ),
                    (
                        "is_public",
                        models.BooleanField(null=True, verbose_name="anybody can consult it"),
                    ),
                    (
                        "holds_personal_data",
                        models.BooleanField(null=True, verbose_name="it has personal data"),
                    ),
                ],
                options={
                    "verbose_name": "means of verification",
                    "verbose_name_plural": "means of verification",
                    "ordering": ["position", "pk"],
                    "abstract": False,
                    "default_manager_name": "objects",
                    "indexes": [],
                    "constraints": [],
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=1)),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "deletion",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="assessments.deletion",
                        ),
                    ),
                    (
                        "indicator",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="monitoring_entries",
                            to="assessments.indicator",
                        ),
                    ),
                    (
                        "responsible",
                        models.CharField(blank=True, max_length=120, verbose_name="who measures"),
                    ),
                    (
                        "first_date",
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
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("deletion", None)),
                            fields=("indicator",),
                            name="monitoring_once_per_indicator",
                        )
                    ],
                    "indexes": [],
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=1)),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "deletion",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="assessments.deletion",
                        ),
                    ),
                    (
                        "project",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="left_behind_groups",
                            to="assessments.logframeproject",
                        ),
                    ),
                    ("group", models.CharField(blank=True, max_length=120, verbose_name="group")),
                    (
                        "barrier",
                        models.CharField(blank=True, max_length=300, verbose_name="barrier"),
                    ),
                    (
                        "evidence",
                        models.CharField(blank=True, max_length=300, verbose_name="evidence"),
                    ),
                    ("people", models.PositiveIntegerField(null=True, verbose_name="people")),
                    (
                        "rows",
                        models.ManyToManyField(
                            blank=True,
                            related_name="left_behind_groups",
                            to="assessments.logframerow",
                            verbose_name="components and activities",
                        ),
                    ),
                    (
                        "indicators",
                        models.ManyToManyField(
                            blank=True,
                            related_name="left_behind_groups",
                            to="assessments.indicator",
                            verbose_name="indicators",
                        ),
                    ),
                ],
                options={
                    "ordering": ["position", "pk"],
                    "abstract": False,
                    "default_manager_name": "objects",
                    "indexes": [],
                    "constraints": [],
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
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="factors",
                            to="assessments.leftbehindgroup",
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
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("group", "kind"), name="factor_once_per_group"
                        )
                    ],
                    "indexes": [],
                },
            ),
        )
    ]
