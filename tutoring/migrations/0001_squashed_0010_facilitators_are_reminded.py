import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from lms.lib.migrations import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("tutoring", "0001_initial"),
        ("tutoring", "0002_what_was_missed_can_be_made_up"),
        ("tutoring", "0003_live_sessions_and_who_attended"),
        ("tutoring", "0004_forums_with_reports_and_decisions"),
        ("tutoring", "0005_people_check_in_with_a_code"),
        ("tutoring", "0006_lists_are_signed_on_paper_with_a_folio"),
        ("tutoring", "0007_venues_are_registered_and_changes_told"),
        ("tutoring", "0008_workshops_are_counted_by_municipality"),
        ("tutoring", "0009_announcements_to_several_people"),
        ("tutoring", "0010_facilitators_are_reminded"),
    ]

    initial = True

    dependencies = [
        ("courses", "0020_access_is_printed_for_people_without_email"),
        ("people", "0007_people_may_enter_with_a_name_code"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Announcement",
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
                            related_name="announcements",
                            to="courses.cohort",
                        ),
                    ),
                    ("audience", models.JSONField(default=list, editable=False)),
                    ("subject", models.CharField(max_length=120, verbose_name="subject")),
                    ("body", models.TextField(verbose_name="text")),
                    (
                        "shown_until",
                        models.DateField(
                            blank=True, null=True, verbose_name="on first pages until"
                        ),
                    ),
                    ("key", models.UUIDField(editable=False, unique=True)),
                    (
                        "written_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "written_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("posted_at", models.DateTimeField(editable=False, null=True)),
                    (
                        "stopped_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("stopped_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["-written_at", "-pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("stopped_at", None), ("stopped_by__isnull", False), _connector="OR"
                            ),
                            name="stopped_announcement_says_by_whom",
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="ForumPost",
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
                            related_name="forum_posts",
                            to="courses.cohort",
                        ),
                    ),
                    (
                        "lesson",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="forum_posts",
                            to="courses.lesson",
                        ),
                    ),
                    (
                        "author",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="forum_posts",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "enrolment",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="forum_posts",
                            to="courses.enrolment",
                        ),
                    ),
                    (
                        "parent",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="replies",
                            to="tutoring.forumpost",
                        ),
                    ),
                    ("body", models.TextField(max_length=4000, verbose_name="your text")),
                    ("key", models.UUIDField(editable=False, unique=True)),
                    (
                        "written_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("is_pinned", models.BooleanField(default=False)),
                    ("hidden_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["-is_pinned", "written_at", "pk"],
                    "indexes": [
                        models.Index(fields=["cohort", "lesson"], name="forum_post_of_thread")
                    ],
                    "constraints": [],
                },
            ),
            migrations.CreateModel(
                name="ConductAcceptance",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="conduct_acceptances",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("version", models.PositiveSmallIntegerField()),
                    (
                        "accepted_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("person", "version"), name="conduct_accepted_once_per_version"
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="LiveSession",
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
                            related_name="live_sessions",
                            to="courses.cohort",
                        ),
                    ),
                    (
                        "lesson",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="live_sessions",
                            to="courses.lesson",
                        ),
                    ),
                    ("starts_at", models.DateTimeField(verbose_name="starts")),
                    ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                    (
                        "link",
                        models.URLField(
                            max_length=500,
                            validators=[
                                django.core.validators.URLValidator(
                                    message="Write an address that begins with https.",
                                    schemes=["https"],
                                )
                            ],
                            verbose_name="link",
                        ),
                    ),
                    (
                        "dial_in",
                        models.CharField(blank=True, max_length=300, verbose_name="by telephone"),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[("scheduled", "scheduled"), ("cancelled", "cancelled")],
                            default="scheduled",
                            max_length=10,
                        ),
                    ),
                    (
                        "recording",
                        models.URLField(
                            blank=True,
                            max_length=500,
                            validators=[
                                django.core.validators.URLValidator(
                                    message="Write an address that begins with https.",
                                    schemes=["https"],
                                )
                            ],
                            verbose_name="recording",
                        ),
                    ),
                    ("transcript", models.TextField(blank=True, verbose_name="transcript")),
                    ("key", models.UUIDField(editable=False, unique=True)),
                    (
                        "scheduled_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "changed_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("reminded_for", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "verbose_name": "live session",
                    "verbose_name_plural": "live sessions",
                    "ordering": ["starts_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("link__startswith", "https://")),
                            name="live_session_is_entered_by_https",
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="Question",
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
                            related_name="questions",
                            to="courses.enrolment",
                        ),
                    ),
                    (
                        "lesson",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="questions",
                            to="courses.lesson",
                        ),
                    ),
                    ("body", models.TextField(max_length=4000, verbose_name="your question")),
                    ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    (
                        "asked_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("answered_at", models.DateTimeField(editable=False, null=True)),
                    ("closed_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["-asked_at"],
                    "indexes": [
                        models.Index(
                            condition=models.Q(("answered_at", None), ("closed_at", None)),
                            fields=["asked_at"],
                            name="question_waiting",
                        )
                    ],
                    "constraints": [],
                },
            ),
            migrations.CreateModel(
                name="Venue",
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
                        "host",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="venues",
                            to="people.organisation",
                            verbose_name="host",
                        ),
                    ),
                    ("name", models.CharField(max_length=120, verbose_name="name")),
                    (
                        "folded_name",
                        models.CharField(db_index=True, editable=False, max_length=120),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("hall", "Room or hall"),
                                ("learning_centre", "Learning centre"),
                                ("office", "Office"),
                                ("school", "School or university"),
                                ("other", "Other"),
                            ],
                            default="hall",
                            max_length=15,
                            verbose_name="type",
                        ),
                    ),
                    (
                        "address",
                        models.CharField(
                            blank=True, max_length=160, verbose_name="street and number"
                        ),
                    ),
                    (
                        "municipality",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="venues",
                            to="people.territory",
                            verbose_name="municipality",
                        ),
                    ),
                    (
                        "capacity",
                        models.PositiveSmallIntegerField(
                            blank=True, null=True, verbose_name="people it holds"
                        ),
                    ),
                    (
                        "computers",
                        models.PositiveSmallIntegerField(
                            default=0, verbose_name="shared computers"
                        ),
                    ),
                    ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                    ("is_in_use", models.BooleanField(default=True, verbose_name="in use")),
                ],
                options={
                    "verbose_name": "venue",
                    "verbose_name_plural": "venues",
                    "ordering": ["folded_name", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("host", "municipality", "folded_name"),
                            name="venue_once_per_municipality",
                            violation_error_message="There is already a venue with this name in this municipality.",
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="CohortTutor",
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
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="cohort_tutors",
                            to="courses.cohort",
                        ),
                    ),
                    (
                        "tutor",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="cohorts_tutored",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "quota",
                        models.PositiveSmallIntegerField(default=30, verbose_name="people at most"),
                    ),
                    ("since", models.DateTimeField(default=django.utils.timezone.now)),
                    ("until", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["cohort", "tutor__folded_name"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("until", None)),
                            fields=("cohort", "tutor"),
                            name="tutor_once_per_cohort",
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="TutorAssignment",
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
                            related_name="tutor_assignments",
                            to="courses.enrolment",
                        ),
                    ),
                    (
                        "tutor",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="tutor_assignments",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("since", models.DateTimeField(default=django.utils.timezone.now)),
                    ("until", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["tutor", "until"], name="assignment_of_tutor")
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("until", None)),
                            fields=("enrolment",),
                            name="one_tutor_at_a_time",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Workshop",
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
                        "host",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="workshops",
                            to="people.organisation",
                            verbose_name="host",
                        ),
                    ),
                    (
                        "partner",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="workshops_with",
                            to="people.organisation",
                            verbose_name="organised with",
                        ),
                    ),
                    ("title", models.CharField(max_length=160, verbose_name="title")),
                    ("held_on", models.DateField(verbose_name="day")),
                    (
                        "until",
                        models.DateField(
                            blank=True, null=True, verbose_name="last day, if it took several"
                        ),
                    ),
                    (
                        "minutes",
                        models.PositiveSmallIntegerField(default=0, verbose_name="minutes"),
                    ),
                    (
                        "modality",
                        models.CharField(
                            choices=[
                                ("in_person", "in person"),
                                ("in_situ", "on site, without connection"),
                                ("live", "live, online"),
                            ],
                            default="in_person",
                            max_length=9,
                            verbose_name="modality",
                        ),
                    ),
                    (
                        "territory",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="workshops",
                            to="people.territory",
                            verbose_name="state or municipality",
                        ),
                    ),
                    ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                    ("note", models.TextField(blank=True, max_length=600, verbose_name="note")),
                    ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    (
                        "facilitators",
                        models.ManyToManyField(
                            blank=True,
                            related_name="workshops_facilitated",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "workshop",
                    "verbose_name_plural": "workshops",
                    "ordering": ["-held_on", "-pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("until", None),
                                ("until__gte", models.F("held_on")),
                                _connector="OR",
                            ),
                            name="workshop_ends_after_it_begins",
                            violation_error_message="The last day is before the first.",
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="AnnouncementRecipient",
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
                        "announcement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="recipients",
                            to="tutoring.announcement",
                        ),
                    ),
                    (
                        "enrolment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="announcements_received",
                            to="courses.enrolment",
                        ),
                    ),
                    (
                        "message",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="announcement_recipients",
                            to="people.message",
                        ),
                    ),
                    ("dismissed_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("announcement", "enrolment"),
                            name="announcement_once_per_person",
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="ForumReport",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "post",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="reports",
                            to="tutoring.forumpost",
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
                    ("settled_at", models.DateTimeField(editable=False, null=True)),
                    (
                        "settled_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ["reported_at"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("settled_at", None)),
                            fields=("post", "reported_by"),
                            name="one_open_report_per_person",
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="ForumDecision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "post",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="decisions",
                            to="tutoring.forumpost",
                        ),
                    ),
                    (
                        "action",
                        models.CharField(
                            choices=[
                                ("hide", "hide"),
                                ("restore", "restore"),
                                ("pin", "pin"),
                                ("unpin", "unpin"),
                                ("keep", "keep as it is"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                    (
                        "decided_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "decided_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("author_told_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["decided_at"],
                    "indexes": [],
                    "constraints": [],
                },
            ),
            migrations.CreateModel(
                name="LiveAttendance",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "session",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="attendances",
                            to="tutoring.livesession",
                        ),
                    ),
                    (
                        "enrolment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="live_attendances",
                            to="courses.enrolment",
                        ),
                    ),
                    ("was_present", models.BooleanField()),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "recorded_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("session", "enrolment"), name="live_attendance_once_per_person"
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="Answer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "question",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="answers",
                            to="tutoring.question",
                        ),
                    ),
                    (
                        "author",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="answers",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("body", models.TextField(max_length=6000, verbose_name="answer")),
                    ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    (
                        "answered_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("participant_told_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["answered_at"],
                    "indexes": [],
                    "constraints": [],
                },
            ),
            migrations.CreateModel(
                name="InPersonSession",
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
                            related_name="sessions",
                            to="courses.cohort",
                        ),
                    ),
                    (
                        "planned",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="scheduled",
                            to="courses.plannedsession",
                        ),
                    ),
                    ("starts_at", models.DateTimeField(verbose_name="starts")),
                    ("ends_at", models.DateTimeField(verbose_name="ends")),
                    (
                        "minutes",
                        models.PositiveSmallIntegerField(verbose_name="minutes that count"),
                    ),
                    ("venue", models.CharField(max_length=200, verbose_name="venue")),
                    (
                        "municipality",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="people.territory",
                            verbose_name="municipality",
                        ),
                    ),
                    (
                        "registered_venue",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sessions",
                            to="tutoring.venue",
                        ),
                    ),
                    (
                        "capacity",
                        models.PositiveSmallIntegerField(
                            blank=True, null=True, verbose_name="people it holds"
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[("scheduled", "scheduled"), ("cancelled", "cancelled")],
                            default="scheduled",
                            max_length=10,
                        ),
                    ),
                    ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                    ("announced_sequence", models.PositiveIntegerField(default=0, editable=False)),
                    ("moved_from", models.DateTimeField(editable=False, null=True)),
                    (
                        "changed_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("reminded_for", models.DateTimeField(editable=False, null=True)),
                    (
                        "head_count",
                        models.PositiveSmallIntegerField(
                            blank=True, null=True, verbose_name="people in the room"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "in-person session",
                    "verbose_name_plural": "in-person sessions",
                    "ordering": ["starts_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                            name="session_ends_after_it_starts",
                            violation_error_message="The session must end after it starts.",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("state", "scheduled")),
                            fields=("cohort", "planned"),
                            name="planned_session_once_per_cohort",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="WorkshopCount",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "workshop",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="counts",
                            to="tutoring.workshop",
                        ),
                    ),
                    (
                        "territory",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="people.territory",
                        ),
                    ),
                    ("people", models.PositiveIntegerField()),
                    ("institutions", models.PositiveIntegerField(default=0)),
                    (
                        "counted_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "counted_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                ],
                options={
                    "ordering": ["territory__folded_name", "territory"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("workshop", "territory"),
                            name="workshop_counts_a_territory_once",
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="MakeUp",
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
                            related_name="make_ups",
                            to="courses.enrolment",
                        ),
                    ),
                    (
                        "lesson",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="make_ups",
                            to="courses.lesson",
                        ),
                    ),
                    (
                        "planned",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="make_ups",
                            to="courses.plannedsession",
                        ),
                    ),
                    (
                        "session",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="make_ups",
                            to="tutoring.inpersonsession",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("recording", "recording or transcript, with three questions"),
                                ("comment", "written comment to the tutor"),
                                ("paper", "activity on paper"),
                                ("session", "session of another cohort"),
                            ],
                            max_length=9,
                            verbose_name="how it was made up",
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("requested", "asked for"),
                                ("granted", "granted"),
                                ("declined", "not granted"),
                                ("undone", "undone"),
                            ],
                            max_length=9,
                        ),
                    ),
                    ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                    ("happened_on", models.DateField(verbose_name="when it happened")),
                    (
                        "body",
                        models.TextField(
                            blank=True, max_length=6000, verbose_name="what was written"
                        ),
                    ),
                    ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                    ("key", models.UUIDField(editable=False, unique=True)),
                    (
                        "made_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
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
                    ("told_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["made_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("lesson__isnull", False), ("planned", None)),
                                models.Q(("lesson", None), ("planned__isnull", False)),
                                _connector="OR",
                            ),
                            name="make_up_stands_for_one_thing",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("minutes__gt", 0)), name="make_up_has_minutes"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("state", "requested"),
                                models.Q(
                                    ("decided_by__isnull", False),
                                    models.Q(("reason", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="decided_make_up_says_by_whom_and_why",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("state__in", ["requested", "granted"])),
                            fields=("enrolment", "lesson"),
                            name="item_is_made_up_once",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="SessionFacilitator",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "session",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="session_facilitators",
                            to="tutoring.inpersonsession",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sessions_facilitated",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("reminded_for", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("session", "person"), name="facilitator_once_per_session"
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="Attendance",
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
                        "session",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="attendances",
                            to="tutoring.inpersonsession",
                        ),
                    ),
                    (
                        "enrolment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="attendances",
                            to="courses.enrolment",
                        ),
                    ),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("present", "Present"),
                                ("late", "Late"),
                                ("absent", "Absent"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("minutes", models.PositiveSmallIntegerField()),
                    (
                        "how",
                        models.CharField(
                            choices=[
                                ("by_hand", "by hand"),
                                ("paper", "from the paper sheet"),
                                ("qr", "with the code"),
                                ("phone", "by telephone"),
                            ],
                            default="by_hand",
                            max_length=8,
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "recorded_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("replaced_at", models.DateTimeField(editable=False, null=True)),
                    ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                    ("folio", models.CharField(blank=True, max_length=24)),
                ],
                options={
                    "ordering": ["recorded_at"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("replaced_at", None)),
                            fields=("session", "enrolment"),
                            name="one_attendance_in_force",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("status", "absent"), _negated=True),
                                ("minutes", 0),
                                _connector="OR",
                            ),
                            name="absent_people_earn_no_minutes",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="SignInSheet",
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
                        "session",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sign_in_sheets",
                            to="tutoring.inpersonsession",
                        ),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    ("folio", models.CharField(max_length=24, unique=True)),
                    ("people", models.JSONField()),
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
                    ("file", models.FileField(blank=True, upload_to="sheets/")),
                    ("size_bytes", models.PositiveIntegerField(default=0, editable=False)),
                    ("error", models.CharField(blank=True, max_length=300)),
                    (
                        "printed_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "printed_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("claimed_at", models.DateTimeField(editable=False, null=True)),
                    ("tries", models.PositiveSmallIntegerField(default=0, editable=False)),
                ],
                options={
                    "verbose_name": "sign-in sheet",
                    "verbose_name_plural": "sign-in sheets",
                    "ordering": ["-number"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("session", "number"),
                            name="sign_in_sheet_number_once_per_session",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "ready"), _negated=True),
                                models.Q(("file", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="ready_sheet_has_its_file",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="WalkIn",
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
                        "session",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="walk_ins",
                            to="tutoring.inpersonsession",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="walk_ins",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("name", models.CharField(max_length=200, verbose_name="name")),
                    (
                        "note",
                        models.CharField(blank=True, max_length=200, verbose_name="where from"),
                    ),
                    ("has_left_the_cohort", models.BooleanField(default=False, editable=False)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("waiting", "to be matched"),
                                ("matched", "matched"),
                                ("dismissed", "stays out"),
                            ],
                            default="waiting",
                            max_length=9,
                        ),
                    ),
                    (
                        "enrolment",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="walk_ins",
                            to="courses.enrolment",
                        ),
                    ),
                    ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                    ("key", models.UUIDField(editable=False, unique=True)),
                    (
                        "came_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    (
                        "noted_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "decided_by",
                        models.ForeignKey(
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("decided_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "verbose_name": "walk-in",
                    "verbose_name_plural": "walk-ins",
                    "ordering": ["came_at", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("person", None), _negated=True),
                            fields=("session", "person"),
                            name="walk_in_once_per_person",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "matched"), _negated=True),
                                models.Q(("enrolment", None), _negated=True),
                                _connector="OR",
                            ),
                            name="matched_walk_in_has_an_enrolment",
                        ),
                    ],
                    "indexes": [],
                },
            ),
        )
    ]
