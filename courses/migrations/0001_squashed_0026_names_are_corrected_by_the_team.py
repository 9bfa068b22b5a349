import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from lms.lib.migrations import CreateModels


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
        ("courses", "0014_items_are_completed_by_reviewing_others"),
        ("courses", "0015_projects_of_others_are_reviewed_on_pages"),
        ("courses", "0016_people_hear_when_more_time_is_taken_back"),
        ("courses", "0017_items_wait_for_deliverables"),
        ("courses", "0018_partners_of_a_cohort_are_written_down"),
        ("courses", "0019_partners_name_people_by_lists"),
        ("courses", "0020_access_is_printed_for_people_without_email"),
        ("courses", "0021_changes_of_the_roster_can_be_undone"),
        ("courses", "0022_municipalities_name_their_people_by_a_link"),
        ("courses", "0023_people_move_to_another_cohort"),
        ("courses", "0024_people_without_an_invitation_ask_for_a_place"),
        ("courses", "0025_courses_may_be_taken_in_several_countries"),
        ("courses", "0026_names_are_corrected_by_the_team"),
    ]

    initial = True

    dependencies = [
        ("people", "0007_people_may_enter_with_a_name_code"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
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
                    "indexes": [],
                    "constraints": [],
                },
            ),
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
                    (
                        "is_international",
                        models.BooleanField(
                            default=False, verbose_name="taken in several countries"
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
                    "indexes": [],
                    "constraints": [],
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
                    (
                        "goal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="targets",
                            to="courses.goal",
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    ("label_es", models.CharField(max_length=200)),
                    ("label_en", models.CharField(max_length=200)),
                ],
                options={
                    "ordering": ["goal", "position"],
                    "indexes": [],
                    "constraints": [],
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
                    (
                        "course",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="editions",
                            to="courses.course",
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
                    "indexes": [],
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
                    (
                        "edition",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="cohorts",
                            to="courses.edition",
                            verbose_name="edition",
                        ),
                    ),
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
                            choices=[
                                ("planned", "planned"),
                                ("open", "open"),
                                ("closed", "closed"),
                            ],
                            default="planned",
                            max_length=8,
                            verbose_name="state",
                        ),
                    ),
                    (
                        "takes_requests",
                        models.BooleanField(
                            default=False,
                            verbose_name="people without an invitation may ask for a place",
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
                    "indexes": [],
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
                    (
                        "edition",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="modules",
                            to="courses.edition",
                        ),
                    ),
                    ("code", models.CharField(max_length=6)),
                    ("position", models.PositiveSmallIntegerField()),
                    ("minutes", models.PositiveSmallIntegerField()),
                    ("title_es", models.CharField(max_length=200)),
                    ("title_en", models.CharField(blank=True, max_length=200)),
                    ("objective_es", models.CharField(blank=True, max_length=300)),
                    ("objective_en", models.CharField(blank=True, max_length=300)),
                ],
                options={
                    "ordering": ["edition", "position"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("edition", "code"), name="module_once_per_edition"
                        )
                    ],
                    "indexes": [],
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
                    (
                        "edition",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="sessions",
                            to="courses.edition",
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
                ],
                options={
                    "ordering": ["edition", "position"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("edition", "code"), name="planned_session_once_per_edition"
                        )
                    ],
                    "indexes": [],
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
                    (
                        "role",
                        models.CharField(
                            choices=[("author", "Author"), ("reviewer", "Reviewer")], max_length=10
                        ),
                    ),
                    ("since", models.DateField(default=django.utils.timezone.localdate)),
                    ("until", models.DateField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("edition", "person", "role"),
                            name="edition_role_once_per_person",
                        )
                    ],
                    "indexes": [],
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    (
                        "cohort",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="calendar_moves",
                            to="courses.cohort",
                        ),
                    ),
                    ("days", models.SmallIntegerField(verbose_name="days")),
                    ("reason", models.CharField(max_length=300, verbose_name="reason")),
                    ("moved", models.JSONField(default=list, editable=False)),
                    ("key", models.UUIDField(editable=False, unique=True)),
                    (
                        "moved_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "moved_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("told_at", models.DateTimeField(editable=False, null=True)),
                    (
                        "undone_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("undone_at", models.DateTimeField(editable=False, null=True)),
                    ("undoing_told_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["-moved_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("days", 0), _negated=True),
                            name="calendar_moves_by_some_days",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("undone_at", None), ("undone_by__isnull", False), _connector="OR"
                            ),
                            name="undone_calendar_move_says_by_whom",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="Partnership",
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
                        "cohort",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="partnerships",
                            to="courses.cohort",
                        ),
                    ),
                    (
                        "partner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="partnerships",
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
                            related_name="partnerships_sponsored",
                            to="people.organisation",
                            verbose_name="sponsor",
                        ),
                    ),
                    (
                        "amount_usd",
                        models.DecimalField(
                            blank=True,
                            decimal_places=2,
                            max_digits=12,
                            null=True,
                            verbose_name="amount in US dollars",
                        ),
                    ),
                    (
                        "agreement",
                        models.CharField(blank=True, max_length=200, verbose_name="agreement"),
                    ),
                    (
                        "agreed_on",
                        models.DateField(blank=True, null=True, verbose_name="signed on"),
                    ),
                    (
                        "data_agreement",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="partnerships",
                            to="people.dataagreement",
                        ),
                    ),
                    (
                        "focal_point",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="partnerships",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "focal_position",
                        models.CharField(blank=True, max_length=150, verbose_name="position"),
                    ),
                    (
                        "names_until",
                        models.DateField(blank=True, null=True, verbose_name="names until"),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("draft", "being prepared"),
                                ("sent", "waiting for its answer"),
                                ("accepted", "accepted"),
                                ("declined", "declined"),
                            ],
                            default="draft",
                            max_length=8,
                            verbose_name="state",
                        ),
                    ),
                    ("sent_at", models.DateTimeField(editable=False, null=True)),
                    (
                        "sent_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("reply", models.TextField(blank=True, max_length=1000, verbose_name="reply")),
                    ("replied_at", models.DateTimeField(editable=False, null=True)),
                    (
                        "created_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                ],
                options={
                    "verbose_name": "partnership",
                    "verbose_name_plural": "partnerships",
                    "ordering": ["partner__folded_name", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("cohort", "partner"), name="partnership_once_per_cohort"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("state__in", ["draft", "sent"]),
                                ("replied_at__isnull", False),
                                _connector="OR",
                            ),
                            name="answered_partnership_has_a_date",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="RosterChange",
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
                        "cohort",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="roster_changes",
                            to="courses.cohort",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("withdrawal", "withdrawn"),
                                ("return", "brought back"),
                                ("tutor", "another tutor"),
                                ("move", "moved to another cohort"),
                                ("name", "name corrected"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("reason", models.CharField(max_length=300, verbose_name="reason")),
                    ("key", models.UUIDField(editable=False, unique=True)),
                    (
                        "made_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "made_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                ],
                options={
                    "ordering": ["-made_at", "-pk"],
                    "indexes": [],
                    "constraints": [],
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    (
                        "module",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="lessons",
                            to="courses.module",
                        ),
                    ),
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
                                ("review", "reviewing two projects of others"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("awaits", models.CharField(blank=True, max_length=14)),
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
                    ("origin", models.CharField(blank=True, editable=False, max_length=70)),
                ],
                options={
                    "ordering": ["module__position", "position"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("module", "code"), name="lesson_once_per_module"
                        )
                    ],
                    "indexes": [],
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
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
                    "indexes": [],
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
                        "edition",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="glossary",
                            to="courses.edition",
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
                        "modules",
                        models.ManyToManyField(
                            blank=True, related_name="terms", to="courses.module"
                        ),
                    ),
                ],
                options={
                    "ordering": ["edition", "position"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("edition", "term_es"), name="glossary_term_once_per_edition"
                        )
                    ],
                    "indexes": [],
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
                    (
                        "edition",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="resources",
                            to="courses.edition",
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
                        "modules",
                        models.ManyToManyField(
                            blank=True, related_name="resources", to="courses.module"
                        ),
                    ),
                ],
                options={
                    "ordering": ["edition", "position"],
                    "indexes": [],
                    "constraints": [],
                },
            ),
            migrations.CreateModel(
                name="NamingLink",
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
                        "partnership",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="naming_links",
                            to="courses.partnership",
                        ),
                    ),
                    (
                        "territory",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="people.territory",
                            verbose_name="municipality",
                        ),
                    ),
                    ("seats", models.PositiveSmallIntegerField(verbose_name="seats")),
                    (
                        "contact_name",
                        models.CharField(blank=True, max_length=200, verbose_name="contact"),
                    ),
                    (
                        "contact_email",
                        models.EmailField(
                            blank=True, max_length=254, verbose_name="e-mail of the contact"
                        ),
                    ),
                    ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                    ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                    (
                        "made_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "made_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("expires_at", models.DateTimeField()),
                    ("written_at", models.DateTimeField(editable=False, null=True)),
                    ("letters", models.PositiveSmallIntegerField(default=0, editable=False)),
                    ("opened_at", models.DateTimeField(editable=False, null=True)),
                    ("answered_at", models.DateTimeField(editable=False, null=True)),
                    ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                    ("answers", models.PositiveIntegerField(default=0, editable=False)),
                ],
                options={
                    "verbose_name": "link of a municipality",
                    "verbose_name_plural": "links of municipalities",
                    "ordering": ["territory__folded_name", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("partnership", "territory"),
                            name="naming_link_once_per_municipality",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("seats__gte", 1), ("seats__lte", 20)),
                            name="naming_link_has_some_seats",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("expires_at__gt", models.F("made_at"))),
                            name="naming_link_expires_after_it_is_made",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="PartnershipQuota",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "partnership",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="quotas",
                            to="courses.partnership",
                        ),
                    ),
                    (
                        "level",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("federal", "Federal"),
                                ("state", "State"),
                                ("municipal", "Municipal"),
                            ],
                            max_length=10,
                            verbose_name="level of government",
                        ),
                    ),
                    (
                        "territory",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="people.territory",
                        ),
                    ),
                    ("seats", models.PositiveIntegerField(verbose_name="seats")),
                ],
                options={
                    "ordering": ["pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("partnership", "level", "territory"),
                            name="quota_once_per_level_and_territory",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("territory", None)),
                            fields=("partnership", "level"),
                            name="quota_once_per_level_everywhere",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("seats__gte", 1)), name="quota_has_seats"
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="PartnerLink",
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
                        "partnership",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="links",
                            to="courses.partnership",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                    ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                    (
                        "made_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "made_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("letter", models.FileField(blank=True, editable=False, upload_to="letters/")),
                    ("problem", models.CharField(blank=True, editable=False, max_length=300)),
                    ("sent_at", models.DateTimeField(editable=False, null=True)),
                    ("opened_at", models.DateTimeField(editable=False, null=True)),
                    ("used_at", models.DateTimeField(editable=False, null=True)),
                    ("replaced_at", models.DateTimeField(editable=False, null=True)),
                    ("expires_at", models.DateTimeField()),
                ],
                options={
                    "ordering": ["-made_at", "-pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("expires_at__gt", models.F("made_at"))),
                            name="partner_link_expires_after_it_is_made",
                        )
                    ],
                    "indexes": [],
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
                    ("due_at", models.DateTimeField(verbose_name="due")),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("cohort", "lesson"), name="item_due_once_per_cohort"
                        )
                    ],
                    "indexes": [],
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
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
                        "participant",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="enrolments",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
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
                        "nominated_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="nominations",
                            to="people.organisation",
                        ),
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
                        "enrolled_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "enrolled_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("activated_at", models.DateTimeField(editable=False, null=True)),
                    ("last_seen_at", models.DateTimeField(editable=False, null=True)),
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
                    ("graduated_on", models.DateField(editable=False, null=True)),
                    (
                        "withdrawal_reason",
                        models.CharField(blank=True, max_length=300, verbose_name="reason"),
                    ),
                ],
                options={
                    "verbose_name": "enrolment",
                    "verbose_name_plural": "enrolments",
                    "ordering": ["participant__folded_name", "pk"],
                    "indexes": [
                        models.Index(fields=["cohort", "status"], name="enrolment_by_status")
                    ],
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
                name="LessonText",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "lesson",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="texts",
                            to="courses.lesson",
                        ),
                    ),
                    ("language", models.CharField(max_length=10)),
                    ("markdown", models.TextField()),
                    ("html", models.TextField(editable=False)),
                    ("words", models.PositiveIntegerField(default=0, editable=False)),
                    ("is_reviewed", models.BooleanField(default=False)),
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
                    ("reviewed_at", models.DateTimeField(editable=False, null=True)),
                    ("sources", models.TextField(blank=True, help_text="One a line.")),
                    (
                        "goals",
                        models.ManyToManyField(blank=True, related_name="+", to="courses.goal"),
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
                    "indexes": [],
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    (
                        "cohort",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="enrolment_lists",
                            to="courses.cohort",
                        ),
                    ),
                    (
                        "partnership",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="enrolment_lists",
                            to="courses.partnership",
                        ),
                    ),
                    ("is_of_requests", models.BooleanField(default=False, editable=False)),
                    (
                        "naming_link",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="lists",
                            to="courses.naminglink",
                        ),
                    ),
                    ("handed_in_by", models.CharField(blank=True, max_length=310)),
                    ("changes", models.PositiveIntegerField(default=0, editable=False)),
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
                                ("nominated", "waiting for the UNDP team"),
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
                    ("nominated_at", models.DateTimeField(editable=False, null=True)),
                    ("confirmed_at", models.DateTimeField(editable=False, null=True)),
                    (
                        "confirmed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("finished_at", models.DateTimeField(editable=False, null=True)),
                    ("undone_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["-uploaded_at"],
                    "indexes": [],
                    "constraints": [],
                },
            ),
            migrations.CreateModel(
                name="AccessSheet",
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
                        "cohort",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="access_sheets",
                            to="courses.cohort",
                        ),
                    ),
                    (
                        "asked_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("key", models.UUIDField(editable=False, unique=True)),
                    ("language", models.CharField(max_length=10)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("pending", "being prepared"),
                                ("ready", "ready"),
                                ("failed", "failed"),
                                ("removed", "removed"),
                            ],
                            default="pending",
                            max_length=8,
                        ),
                    ),
                    ("file", models.FileField(blank=True, upload_to="access/")),
                    ("error", models.CharField(blank=True, max_length=300)),
                    (
                        "asked_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("claimed_at", models.DateTimeField(editable=False, null=True)),
                    ("tries", models.PositiveSmallIntegerField(default=0, editable=False)),
                    ("ready_at", models.DateTimeField(editable=False, null=True)),
                    (
                        "enrolments",
                        models.ManyToManyField(
                            related_name="access_sheets", to="courses.enrolment"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "access sheet",
                    "verbose_name_plural": "access sheets",
                    "ordering": ["-asked_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "ready"), _negated=True),
                                models.Q(("file", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="ready_access_sheet_has_its_file",
                        )
                    ],
                    "indexes": [],
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
                    (
                        "enrolment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="extensions",
                            to="courses.enrolment",
                        ),
                    ),
                    ("what", models.CharField(max_length=8)),
                    ("due_at", models.DateTimeField(verbose_name="due")),
                    ("reason", models.CharField(max_length=300, verbose_name="reason")),
                    ("batch", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
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
                        "withdrawn_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                    ("withdrawal_told_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["-granted_at", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("enrolment", "what", "batch"), name="extension_once_per_batch"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("withdrawn_at", None),
                                ("withdrawn_by__isnull", False),
                                _connector="OR",
                            ),
                            name="withdrawn_extension_says_by_whom",
                        ),
                    ],
                    "indexes": [],
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
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
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
                    ("occasion", models.PositiveSmallIntegerField(default=0)),
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
                    (
                        "entered_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("reason", models.CharField(blank=True, max_length=300)),
                    (
                        "entered_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                ],
                options={
                    "ordering": ["earned_on", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("enrolment", "source_kind", "source_id", "occasion"),
                            name="hours_entry_once_per_source",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("minutes", 0), _negated=True),
                            name="hours_entry_counts_something",
                        ),
                    ],
                    "indexes": [],
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
                    (
                        "started_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("completed_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("enrolment", "lesson"),
                            name="lesson_progress_once_per_enrolment",
                        )
                    ],
                    "indexes": [],
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
                    ("body", models.TextField(max_length=6000, verbose_name="your reply")),
                    ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    (
                        "written_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("enrolment", "lesson"), name="lesson_reply_once_per_enrolment"
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="RosterChangeRow",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "change",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="rows",
                            to="courses.rosterchange",
                        ),
                    ),
                    (
                        "enrolment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="roster_changes",
                            to="courses.enrolment",
                        ),
                    ),
                    (
                        "moved_to",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="roster_arrivals",
                            to="courses.enrolment",
                        ),
                    ),
                    ("before", models.JSONField(default=dict, editable=False)),
                    ("after", models.JSONField(default=dict, editable=False)),
                    (
                        "undone_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("undone_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["-pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("change", "enrolment"), name="person_once_per_roster_change"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("undone_at", None), ("undone_by__isnull", False), _connector="OR"
                            ),
                            name="undone_roster_change_says_by_whom",
                        ),
                    ],
                    "indexes": [],
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
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    (
                        "enrolment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="study_sheets",
                            to="courses.enrolment",
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
                        "entered_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "entered_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["entered_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("evidence__in", ["handbook", "on_site"])),
                            name="study_sheet_is_about_study_without_connection",
                        )
                    ],
                    "indexes": [],
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
                    (
                        "enrolment_list",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="rows",
                            to="courses.enrolmentlist",
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
                        "territory",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="people.territory",
                        ),
                    ),
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
                    ("is_another_person", models.BooleanField(default=False)),
                    ("has_no_email", models.BooleanField(default=False)),
                    (
                        "outcome",
                        models.CharField(
                            choices=[
                                ("pending", "pending"),
                                ("enrolled", "enrolled"),
                                ("already", "already enrolled"),
                                ("refused", "not enrolled"),
                                ("waiting", "on the waiting list"),
                                ("undone", "enrolment undone"),
                            ],
                            default="pending",
                            max_length=8,
                        ),
                    ),
                    ("refusal", models.CharField(blank=True, max_length=300)),
                    (
                        "reason_given",
                        models.CharField(blank=True, max_length=300, verbose_name="reason"),
                    ),
                    (
                        "enrolment",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="list_rows",
                            to="courses.enrolment",
                        ),
                    ),
                ],
                options={
                    "ordering": ["line"],
                    "indexes": [
                        models.Index(
                            fields=["enrolment_list", "verdict"], name="list_row_by_verdict"
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("enrolment_list", "line"), name="list_row_once_per_line"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="AccessRequest",
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
                        "cohort",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="access_requests",
                            to="courses.cohort",
                        ),
                    ),
                    ("given_names", models.CharField(max_length=100)),
                    ("surname_1", models.CharField(blank=True, max_length=100)),
                    ("surname_2", models.CharField(blank=True, max_length=100)),
                    ("email", models.EmailField(max_length=254)),
                    ("municipality", models.CharField(blank=True, max_length=120)),
                    ("organisation", models.CharField(blank=True, max_length=200)),
                    ("position", models.CharField(blank=True, max_length=150)),
                    ("reason", models.TextField(blank=True, max_length=600)),
                    ("language", models.CharField(max_length=10)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("pending", "waiting for the UNDP team"),
                                ("accepted", "accepted"),
                                ("declined", "declined"),
                            ],
                            default="pending",
                            max_length=8,
                        ),
                    ),
                    (
                        "asked_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("decided_at", models.DateTimeField(editable=False, null=True)),
                    (
                        "decided_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("answer", models.CharField(blank=True, max_length=300)),
                    (
                        "row",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="access_request",
                            to="courses.enrolmentlistrow",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "access request",
                    "verbose_name_plural": "access requests",
                    "ordering": ["asked_at", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("state", "declined"), _negated=True),
                            fields=("cohort", "email"),
                            name="one_open_access_request_per_cohort_and_address",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("state", "pending"), ("decided_at__isnull", False), _connector="OR"
                            ),
                            name="decided_access_request_has_a_date",
                        ),
                    ],
                    "indexes": [],
                },
            ),
        )
    ]
