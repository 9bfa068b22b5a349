import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("tutoring", "0001_initial"),
        ("tutoring", "0002_what_was_missed_can_be_made_up"),
        ("tutoring", "0003_live_sessions_and_who_attended"),
        ("tutoring", "0004_forums_with_reports_and_decisions"),
    ]

    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("courses", "0013_items_are_completed_in_more_ways"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                    "quota",
                    models.PositiveSmallIntegerField(default=30, verbose_name="people at most"),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
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
                ("version", models.PositiveSmallIntegerField()),
                (
                    "accepted_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conduct_acceptances",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "version"), name="conduct_accepted_once_per_version"
                    )
                ],
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
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("body", models.TextField(max_length=4000, verbose_name="your text")),
                ("key", models.UUIDField(editable=False, unique=True)),
                (
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("is_pinned", models.BooleanField(default=False)),
                ("hidden_at", models.DateTimeField(editable=False, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forum_posts",
                        to=settings.AUTH_USER_MODEL,
                    ),
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
                    "enrolment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forum_posts",
                        to="courses.enrolment",
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
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="tutoring.forumpost",
                    ),
                ),
            ],
            options={
                "ordering": ["-is_pinned", "written_at", "pk"],
                "indexes": [models.Index(fields=["cohort", "lesson"], name="forum_post_of_thread")],
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
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes that count")),
                ("venue", models.CharField(max_length=200, verbose_name="venue")),
                (
                    "state",
                    models.CharField(
                        choices=[("scheduled", "scheduled"), ("cancelled", "cancelled")],
                        default="scheduled",
                        max_length=10,
                    ),
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
                    "planned",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scheduled",
                        to="courses.plannedsession",
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
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
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
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("reminded_for", models.DateTimeField(editable=False, null=True)),
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
                (
                    "scheduled_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("body", models.TextField(max_length=4000, verbose_name="your question")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
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
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
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
            ],
            options={
                "indexes": [models.Index(fields=["tutor", "until"], name="assignment_of_tutor")],
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
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("body", models.TextField(max_length=6000, verbose_name="answer")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "answered_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("participant_told_at", models.DateTimeField(editable=False, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "ordering": ["answered_at"],
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
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("present", "Present"), ("late", "Late"), ("absent", "Absent")],
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
                            ("qr", "with the QR code"),
                            ("phone", "by telephone"),
                        ],
                        default="by_hand",
                        max_length=8,
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("replaced_at", models.DateTimeField(editable=False, null=True)),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="courses.enrolment",
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
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="tutoring.inpersonsession",
                    ),
                ),
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
                    "decided_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("author_told_at", models.DateTimeField(editable=False, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "ordering": ["decided_at"],
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
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                (
                    "reported_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("settled_at", models.DateTimeField(editable=False, null=True)),
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
                ("was_present", models.BooleanField()),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="live_attendances",
                        to="courses.enrolment",
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
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="tutoring.livesession",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "enrolment"), name="live_attendance_once_per_person"
                    )
                ],
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
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
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
                    models.TextField(blank=True, max_length=6000, verbose_name="what was written"),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("key", models.UUIDField(editable=False, unique=True)),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                ("told_at", models.DateTimeField(editable=False, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions_facilitated",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "person"), name="facilitator_once_per_session"
                    )
                ],
            },
        ),
    ]
