import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("courses", "0001_initial"),
        ("courses", "0002_initial"),
        ("courses", "0003_hours_may_be_earned_again_after_a_correction"),
        ("courses", "0004_every_line_of_the_ledger_has_an_address"),
        ("courses", "0005_addresses_of_the_ledger_are_unique"),
        ("courses", "0006_due_days_can_be_extended_and_moved"),
        ("courses", "0007_rows_of_a_list_may_be_duplicates"),
        ("courses", "0008_texts_have_targets_and_reviewers"),
        ("courses", "0009_sheets_of_a_module_studied_without_connection"),
        ("courses", "0010_enrolment_remembers_the_item_opened_last"),
        ("courses", "0011_editions_have_a_glossary_and_resources"),
        ("courses", "0012_handbooks_are_made_by_a_job"),
        ("courses", "0013_items_are_completed_in_more_ways"),
    ]

    initial = True

    dependencies = [
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Course",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                (
                    "audience",
                    models.CharField(
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
                ("title_es", models.CharField(max_length=200)),
                ("title_en", models.CharField(blank=True, max_length=200)),
                ("objective_es", models.CharField(max_length=400)),
                ("objective_en", models.CharField(blank=True, max_length=400)),
            ],
            options={
                "verbose_name": "course",
                "verbose_name_plural": "courses",
                "ordering": ["slug"],
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(unique=True)),
                ("name_es", models.CharField(max_length=80)),
                ("name_en", models.CharField(max_length=80)),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("published", "published"),
                            ("closed", "closed"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("online_minutes", models.PositiveSmallIntegerField()),
                ("in_person_minutes", models.PositiveSmallIntegerField()),
                ("content_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="courses.course",
                    ),
                ),
                ("reviewed_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "edition",
                "verbose_name_plural": "editions",
                "ordering": ["course", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("course", "number"), name="edition_once_per_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"), ("published_at__isnull", False), _connector="OR"
                        ),
                        name="published_edition_has_a_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=5, unique=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("label_es", models.CharField(max_length=200)),
                ("label_en", models.CharField(max_length=200)),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="courses.goal",
                    ),
                ),
            ],
            options={
                "ordering": ["goal", "position"],
            },
        ),
        migrations.CreateModel(
            name="Cohort",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        error_messages={"unique": "Another cohort has this code."},
                        max_length=12,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]{3,12}$", "Use 3 to 12 small letters or digits."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("starts_on", models.DateField(verbose_name="starts on")),
                ("ends_on", models.DateField(verbose_name="ends on")),
                (
                    "project_due_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="project due"),
                ),
                ("seats", models.PositiveIntegerField(verbose_name="seats")),
                (
                    "time_zone",
                    models.CharField(
                        default="America/Mexico_City", max_length=50, verbose_name="time zone"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "planned"), ("open", "open"), ("closed", "closed")],
                        default="planned",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "release",
                    models.CharField(
                        choices=[
                            ("held", "when UNDP releases them"),
                            ("at_once", "as soon as somebody fulfils the rules"),
                        ],
                        default="held",
                        max_length=8,
                        verbose_name="certificates are issued",
                    ),
                ),
                ("signatories", models.TextField(blank=True, verbose_name="signatories")),
                (
                    "exercise_note",
                    models.TextField(blank=True, verbose_name="the exercise in this cohort"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cohorts_hosted",
                        to="people.organisation",
                        verbose_name="host",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cohorts",
                        to="people.organisation",
                        verbose_name="partner",
                    ),
                ),
                (
                    "sponsor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cohorts_sponsored",
                        to="people.organisation",
                        verbose_name="sponsor",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cohorts",
                        to="people.territory",
                        verbose_name="territory",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cohorts",
                        to="courses.edition",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "cohort",
                "verbose_name_plural": "cohorts",
                "ordering": ["-starts_on", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                        name="cohort_ends_after_it_starts",
                        violation_error_message="The cohort must end after it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seats__gte", 1)),
                        name="cohort_has_seats",
                        violation_error_message="A cohort has at least one seat.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("author", "Author"), ("reviewer", "Reviewer")], max_length=10
                    ),
                ),
                ("since", models.DateField(default=django.utils.timezone.localdate)),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="courses.edition",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="edition_roles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "person", "role"), name="edition_role_once_per_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Module",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=6)),
                ("position", models.PositiveSmallIntegerField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("title_es", models.CharField(max_length=200)),
                ("title_en", models.CharField(blank=True, max_length=200)),
                ("objective_es", models.CharField(blank=True, max_length=300)),
                ("objective_en", models.CharField(blank=True, max_length=300)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="modules",
                        to="courses.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["edition", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "code"), name="module_once_per_edition"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=6)),
                ("position", models.PositiveSmallIntegerField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("title_es", models.CharField(max_length=200)),
                ("title_en", models.CharField(blank=True, max_length=200)),
                (
                    "agenda_es",
                    models.TextField(
                        blank=True, help_text="One activity a line, with its minutes."
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="courses.edition",
                    ),
                ),
            ],
            options={
                "ordering": ["edition", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "code"), name="planned_session_once_per_edition"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("days", models.SmallIntegerField(verbose_name="days")),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("moved", models.JSONField(default=list, editable=False)),
                ("key", models.UUIDField(editable=False, unique=True)),
                (
                    "moved_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("told_at", models.DateTimeField(editable=False, null=True)),
                ("undone_at", models.DateTimeField(editable=False, null=True)),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calendar_moves",
                        to="courses.cohort",
                    ),
                ),
                (
                    "moved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-moved_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("days", 0), _negated=True),
                        name="calendar_moves_by_some_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("told_at", None), ("undone_at", None), _connector="OR"),
                        name="calendar_move_is_told_or_undone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EnrolmentList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "uploaded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("file_name", models.CharField(max_length=200, verbose_name="file")),
                ("file_hash", models.CharField(db_index=True, max_length=64)),
                ("encoding", models.CharField(blank=True, max_length=30)),
                ("columns", models.JSONField(default=dict)),
                ("headers", models.JSONField(default=list)),
                ("notices", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("review", "waiting for your review"),
                            ("queued", "waiting for its turn"),
                            ("running", "in progress"),
                            ("done", "finished"),
                            ("cancelled", "cancelled"),
                            ("undone", "undone"),
                        ],
                        default="review",
                        max_length=10,
                    ),
                ),
                ("confirmed_at", models.DateTimeField(editable=False, null=True)),
                ("finished_at", models.DateTimeField(editable=False, null=True)),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolment_lists",
                        to="courses.cohort",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("undone_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["-uploaded_at"],
            },
        ),
        migrations.CreateModel(
            name="GlossaryTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        help_text="In the order of the Spanish alphabet."
                    ),
                ),
                ("acronym", models.CharField(blank=True, max_length=20)),
                ("term_es", models.CharField(max_length=120)),
                ("term_en", models.CharField(blank=True, max_length=120)),
                ("definition_es", models.CharField(max_length=600)),
                ("definition_en", models.CharField(blank=True, max_length=600)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="glossary",
                        to="courses.edition",
                    ),
                ),
                (
                    "modules",
                    models.ManyToManyField(blank=True, related_name="terms", to="courses.module"),
                ),
            ],
            options={
                "ordering": ["edition", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "term_es"), name="glossary_term_once_per_edition"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Handbook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "format",
                    models.CharField(choices=[("pdf", "PDF"), ("epub", "EPUB")], max_length=4),
                ),
                ("language", models.CharField(max_length=10)),
                ("with_key", models.BooleanField(default=False)),
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
                ("content_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("file", models.FileField(blank=True, upload_to="handbooks/")),
                ("size_bytes", models.PositiveIntegerField(default=0, editable=False)),
                ("error", models.CharField(blank=True, max_length=300)),
                (
                    "requested_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("claimed_at", models.DateTimeField(editable=False, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("ready_at", models.DateTimeField(editable=False, null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handbooks",
                        to="courses.edition",
                    ),
                ),
                (
                    "module",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handbooks",
                        to="courses.module",
                    ),
                ),
            ],
            options={
                "ordering": ["edition", "module__position", "format"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("module__isnull", False)),
                        fields=("module", "format", "language", "with_key"),
                        name="handbook_once_per_module",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("module", None)),
                        fields=("edition", "format", "language", "with_key"),
                        name="handbook_once_per_course",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            models.Q(
                                models.Q(("file", ""), _negated=True),
                                models.Q(("content_hash", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="ready_handbook_has_its_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.CharField(max_length=8)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("L", "Lesson"),
                            ("I", "Lesson with practice"),
                            ("F", "Forum"),
                            ("Q", "Quiz"),
                            ("H", "Homework"),
                            ("W", "Live session"),
                            ("P", "Project"),
                            ("S", "Test or survey"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "closed_by",
                    models.CharField(
                        choices=[
                            ("finish", "finishing it"),
                            ("reply", "a written reply"),
                            ("quiz", "handing in the questions"),
                            ("submission", "handing in the project"),
                            ("approval", "the approval of the project"),
                            ("survey", "answering the survey"),
                            ("forum", "taking part in the forum"),
                            ("homework", "handing in the homework"),
                            ("live", "attending the live session"),
                            ("plan", "writing the three commitments"),
                        ],
                        max_length=10,
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField()),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        help_text="Counted through the whole edition."
                    ),
                ),
                ("title_es", models.CharField(max_length=200)),
                ("title_en", models.CharField(blank=True, max_length=200)),
                ("objective_es", models.CharField(blank=True, max_length=300)),
                ("objective_en", models.CharField(blank=True, max_length=300)),
                (
                    "module",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lessons",
                        to="courses.module",
                    ),
                ),
                ("origin", models.CharField(blank=True, editable=False, max_length=70)),
            ],
            options={
                "ordering": ["module__position", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("module", "code"), name="lesson_once_per_module"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Resource",
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
                            ("guide", "Guide"),
                            ("manual", "Manual"),
                            ("study", "Study"),
                            ("law", "Law or agreement"),
                            ("data", "Data"),
                            ("site", "Website"),
                        ],
                        max_length=6,
                    ),
                ),
                ("title", models.CharField(max_length=250)),
                ("language", models.CharField(max_length=10)),
                ("author", models.CharField(max_length=200)),
                (
                    "year",
                    models.CharField(help_text="2018, or 1917, text in force.", max_length=40),
                ),
                ("address", models.URLField(blank=True, max_length=300)),
                (
                    "size",
                    models.PositiveIntegerField(
                        blank=True, help_text="Bytes, where known.", null=True
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="resources",
                        to="courses.edition",
                    ),
                ),
                (
                    "modules",
                    models.ManyToManyField(
                        blank=True, related_name="resources", to="courses.module"
                    ),
                ),
            ],
            options={
                "ordering": ["edition", "position"],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("invited", "invited"),
                            ("active", "active"),
                            ("withdrawn", "withdrawn"),
                            ("not_completed", "not completed"),
                            ("graduated", "graduated"),
                        ],
                        default="invited",
                        editable=False,
                        max_length=13,
                        verbose_name="status",
                    ),
                ),
                (
                    "enrolled_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("activated_at", models.DateTimeField(editable=False, null=True)),
                ("last_seen_at", models.DateTimeField(editable=False, null=True)),
                ("graduated_on", models.DateField(editable=False, null=True)),
                (
                    "withdrawal_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="reason"),
                ),
                (
                    "affiliation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="people.affiliation",
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="courses.cohort",
                    ),
                ),
                (
                    "enrolled_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="people.invitation",
                    ),
                ),
                (
                    "nominated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="people.organisation",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "last_lesson",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="courses.lesson",
                    ),
                ),
            ],
            options={
                "verbose_name": "enrolment",
                "verbose_name_plural": "enrolments",
                "ordering": ["participant__folded_name", "pk"],
                "indexes": [models.Index(fields=["cohort", "status"], name="enrolment_by_status")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cohort", "participant"), name="enrolment_once_per_cohort"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "graduated"), _negated=True),
                            ("graduated_on__isnull", False),
                            _connector="OR",
                        ),
                        name="graduated_enrolment_has_a_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemDue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="due")),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="item_dues",
                        to="courses.cohort",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dues",
                        to="courses.lesson",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cohort", "lesson"), name="item_due_once_per_cohort"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=10)),
                ("markdown", models.TextField()),
                ("html", models.TextField(editable=False)),
                ("words", models.PositiveIntegerField(default=0, editable=False)),
                ("is_reviewed", models.BooleanField(default=False)),
                ("sources", models.TextField(blank=True, help_text="One a line.")),
                ("goals", models.ManyToManyField(blank=True, related_name="+", to="courses.goal")),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="courses.lesson",
                    ),
                ),
                ("reviewed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "targets",
                    models.ManyToManyField(blank=True, related_name="+", to="courses.target"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lesson", "language"), name="lesson_text_once_per_language"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DueExtension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=8)),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("batch", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                (
                    "granted_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("told_at", models.DateTimeField(editable=False, null=True)),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="courses.enrolment",
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-granted_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enrolment", "what", "batch"), name="extension_once_per_batch"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None), ("withdrawn_by__isnull", False), _connector="OR"
                        ),
                        name="withdrawn_extension_says_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EnrolmentListRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                ("raw", models.JSONField(default=list)),
                ("given_names", models.CharField(blank=True, max_length=100)),
                ("surname_1", models.CharField(blank=True, max_length=100)),
                ("surname_2", models.CharField(blank=True, max_length=100)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("municipality", models.CharField(blank=True, max_length=120)),
                ("organisation", models.CharField(blank=True, max_length=200)),
                ("position", models.CharField(blank=True, max_length=150)),
                ("area", models.CharField(blank=True, max_length=150)),
                ("level", models.CharField(blank=True, max_length=10)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("ready", "Ready"),
                            ("notice", "With a notice"),
                            ("error", "To correct"),
                            ("duplicate", "Duplicate"),
                        ],
                        max_length=9,
                    ),
                ),
                ("reasons", models.JSONField(default=list)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("pending", "pending"),
                            ("enrolled", "enrolled"),
                            ("already", "already enrolled"),
                            ("refused", "not enrolled"),
                            ("undone", "enrolment undone"),
                        ],
                        default="pending",
                        max_length=8,
                    ),
                ),
                ("refusal", models.CharField(blank=True, max_length=300)),
                (
                    "enrolment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="list_rows",
                        to="courses.enrolment",
                    ),
                ),
                (
                    "enrolment_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="courses.enrolmentlist",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.territory",
                    ),
                ),
                ("is_another_person", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["line"],
                "indexes": [
                    models.Index(fields=["enrolment_list", "verdict"], name="list_row_by_verdict")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enrolment_list", "line"), name="list_row_once_per_line"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HoursEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "modality",
                    models.CharField(
                        choices=[("online", "online"), ("in_person", "in person")], max_length=9
                    ),
                ),
                ("minutes", models.SmallIntegerField()),
                (
                    "source_kind",
                    models.CharField(
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
                ("source_id", models.BigIntegerField()),
                (
                    "evidence",
                    models.CharField(
                        choices=[
                            ("platform", "done on the platform"),
                            ("handbook", "studied with the handbook"),
                            ("on_site", "done on site"),
                            ("make_up", "made up"),
                        ],
                        default="platform",
                        max_length=8,
                    ),
                ),
                ("label", models.CharField(max_length=220)),
                ("earned_on", models.DateField()),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "entered_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hours_entries",
                        to="courses.enrolment",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("occasion", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["earned_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes", 0), _negated=True),
                        name="hours_entry_counts_something",
                    ),
                    models.UniqueConstraint(
                        fields=("enrolment", "source_kind", "source_id", "occasion"),
                        name="hours_entry_once_per_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonProgress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "started_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("completed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lesson_progress",
                        to="courses.enrolment",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="courses.lesson",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enrolment", "lesson"), name="lesson_progress_once_per_enrolment"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("body", models.TextField(max_length=6000, verbose_name="your reply")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lesson_replies",
                        to="courses.enrolment",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="courses.lesson",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enrolment", "lesson"), name="lesson_reply_once_per_enrolment"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StudySheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "evidence",
                    models.CharField(
                        choices=[
                            ("platform", "done on the platform"),
                            ("handbook", "studied with the handbook"),
                            ("on_site", "done on site"),
                            ("make_up", "made up"),
                        ],
                        max_length=8,
                    ),
                ),
                ("studied_on", models.DateField()),
                ("lessons", models.JSONField(default=list)),
                ("answers", models.JSONField(default=dict)),
                ("key", models.UUIDField(editable=False, unique=True)),
                (
                    "entered_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="study_sheets",
                        to="courses.enrolment",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "module",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="study_sheets",
                        to="courses.module",
                    ),
                ),
            ],
            options={
                "ordering": ["entered_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("evidence__in", ["handbook", "on_site"])),
                        name="study_sheet_is_about_study_without_connection",
                    )
                ],
            },
        ),
    ]
