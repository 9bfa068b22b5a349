import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from lms.lib.migrations import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("completion", "0001_initial"),
        ("completion", "0002_initial"),
        ("completion", "0003_initial"),
        ("completion", "0004_files_of_reports_have_a_name"),
    ]

    initial = True

    dependencies = [
        ("courses", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="CompletionRequirement",
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
                            related_name="completion_requirements",
                            to="courses.edition",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("online", "All online activities"),
                                ("in_person", "In-person hours"),
                                ("quizzes", "Mean of the module quizzes"),
                                ("project", "Project approved"),
                                ("post_test", "Post-test taken"),
                                ("survey", "Exit survey answered"),
                            ],
                            max_length=9,
                        ),
                    ),
                    ("threshold", models.PositiveSmallIntegerField(default=0)),
                    ("position", models.PositiveSmallIntegerField()),
                ],
                options={
                    "ordering": ["position"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("edition", "kind"), name="requirement_once_per_edition"
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="CertificateRelease",
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
                            related_name="certificate_releases",
                            to="courses.cohort",
                        ),
                    ),
                    (
                        "released_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "released_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("key", models.UUIDField(unique=True)),
                ],
                options={
                    "ordering": ["-released_at"],
                    "indexes": [],
                    "constraints": [],
                },
            ),
            migrations.CreateModel(
                name="CompletionReport",
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
                            related_name="completion_reports",
                            to="courses.cohort",
                        ),
                    ),
                    (
                        "partner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="completion_reports",
                            to="people.organisation",
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
                    (
                        "asked_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("key", models.UUIDField(unique=True)),
                    ("language", models.CharField(max_length=10)),
                    ("with_names", models.BooleanField(default=False)),
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
                    ("file", models.FileField(blank=True, upload_to="reports/%Y/")),
                    ("size", models.PositiveIntegerField(default=0)),
                    ("ready_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "verbose_name": "file of a report",
                    "verbose_name_plural": "files of reports",
                    "ordering": ["-asked_at"],
                    "indexes": [],
                    "constraints": [],
                },
            ),
            migrations.CreateModel(
                name="FeedbackSurvey",
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
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="feedback_survey",
                            to="courses.cohort",
                        ),
                    ),
                ],
                options={
                    "indexes": [],
                    "constraints": [],
                },
            ),
            migrations.CreateModel(
                name="Certificate",
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
                            related_name="certificates",
                            to="courses.enrolment",
                        ),
                    ),
                    (
                        "release",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="certificates",
                            to="completion.certificaterelease",
                        ),
                    ),
                    ("kind", models.CharField(default="completion", max_length=12)),
                    ("version", models.PositiveSmallIntegerField(default=1)),
                    ("snapshot", models.JSONField()),
                    ("folio", models.CharField(max_length=30, unique=True)),
                    ("token", models.CharField(max_length=43, unique=True)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("pending", "being prepared"),
                                ("ready", "valid"),
                                ("replaced", "replaced"),
                                ("revoked", "revoked"),
                            ],
                            default="pending",
                            max_length=8,
                        ),
                    ),
                    (
                        "issued_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("pdf", models.FileField(blank=True, upload_to="certificates/%Y/")),
                    ("pdf_sha256", models.CharField(blank=True, max_length=64)),
                    ("holder_told_at", models.DateTimeField(editable=False, null=True)),
                    ("error", models.CharField(blank=True, max_length=300)),
                    ("revoked_at", models.DateTimeField(editable=False, null=True)),
                    (
                        "replaced_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="replaces",
                            to="completion.certificate",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "certificate",
                    "verbose_name_plural": "certificates",
                    "ordering": ["-issued_at"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("enrolment", "kind", "version"),
                            name="certificate_once_per_version",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "ready"), _negated=True),
                                models.Q(
                                    models.Q(("pdf", ""), _negated=True),
                                    models.Q(("pdf_sha256", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="ready_certificate_has_its_pdf",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="SurveyQuestion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "survey",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="questions",
                            to="completion.feedbacksurvey",
                        ),
                    ),
                    ("code", models.CharField(max_length=8)),
                    ("position", models.PositiveSmallIntegerField()),
                    (
                        "kind",
                        models.CharField(
                            choices=[("likert5", "Agreement, 1 to 5"), ("text", "Open text")],
                            max_length=8,
                        ),
                    ),
                    ("text_es", models.CharField(max_length=300)),
                    ("text_en", models.CharField(max_length=300)),
                ],
                options={
                    "ordering": ["position"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("survey", "code"), name="survey_question_once_per_survey"
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="SurveyInvitation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "survey",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="invitations",
                            to="completion.feedbacksurvey",
                        ),
                    ),
                    (
                        "enrolment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="survey_invitations",
                            to="courses.enrolment",
                        ),
                    ),
                    ("answered", models.BooleanField(default=False)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("survey", "enrolment"), name="survey_invitation_once_per_person"
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="SurveyResponse",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "survey",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="responses",
                            to="completion.feedbacksurvey",
                        ),
                    ),
                ],
                options={
                    "indexes": [],
                    "constraints": [],
                },
            ),
            migrations.CreateModel(
                name="SurveyAnswer",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "response",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="answers",
                            to="completion.surveyresponse",
                        ),
                    ),
                    (
                        "question",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="answers",
                            to="completion.surveyquestion",
                        ),
                    ),
                    ("value", models.PositiveSmallIntegerField(null=True)),
                    ("text", models.TextField(blank=True, max_length=1000)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("response", "question"), name="survey_answer_once_per_question"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("value", None), ("value__range", (1, 5)), _connector="OR"
                            ),
                            name="survey_value_is_1_to_5",
                        ),
                    ],
                    "indexes": [],
                },
            ),
        )
    ]
