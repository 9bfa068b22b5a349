import uuid

import django.contrib.auth.models
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import people.models.user
from lms.lib.migrations import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("people", "0001_initial"),
        ("people", "0002_messages_may_be_stopped"),
        ("people", "0003_messages_carry_a_calendar_entry"),
        ("people", "0004_letters_tell_what_became_of_them"),
        ("people", "0005_letters_sent_before_say_so"),
        ("people", "0006_organisations_written_twice_are_merged"),
        ("people", "0007_people_may_enter_with_a_name_code"),
        ("people", "0008_people_choose_who_reads_of_their_needs"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="User",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("password", models.CharField(max_length=128, verbose_name="password")),
                    (
                        "last_login",
                        models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                    ),
                    (
                        "is_superuser",
                        models.BooleanField(
                            default=False,
                            help_text="Designates that this user has all permissions without explicitly assigning them.",
                            verbose_name="superuser status",
                        ),
                    ),
                    (
                        "is_staff",
                        models.BooleanField(
                            default=False,
                            help_text="Designates whether the user can log into this admin site.",
                            verbose_name="staff status",
                        ),
                    ),
                    (
                        "is_active",
                        models.BooleanField(
                            default=True,
                            help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                            verbose_name="active",
                        ),
                    ),
                    (
                        "date_joined",
                        models.DateTimeField(
                            default=django.utils.timezone.now, verbose_name="date joined"
                        ),
                    ),
                    (
                        "public_id",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                    ),
                    (
                        "username",
                        models.CharField(
                            default=people.models.user.opaque_name,
                            editable=False,
                            max_length=64,
                            unique=True,
                        ),
                    ),
                    (
                        "email",
                        models.EmailField(
                            blank=True, max_length=254, null=True, verbose_name="e-mail"
                        ),
                    ),
                    (
                        "name_code",
                        models.CharField(
                            editable=False, max_length=20, null=True, verbose_name="name code"
                        ),
                    ),
                    ("pin_printed_at", models.DateTimeField(editable=False, null=True)),
                    ("given_names", models.CharField(max_length=100, verbose_name="given names")),
                    (
                        "surname_1",
                        models.CharField(blank=True, max_length=100, verbose_name="first surname"),
                    ),
                    (
                        "surname_2",
                        models.CharField(blank=True, max_length=100, verbose_name="second surname"),
                    ),
                    (
                        "preferred_name",
                        models.CharField(blank=True, max_length=100, verbose_name="preferred name"),
                    ),
                    (
                        "folded_name",
                        models.CharField(db_index=True, editable=False, max_length=310),
                    ),
                    (
                        "language",
                        models.CharField(default="es-mx", max_length=10, verbose_name="language"),
                    ),
                    (
                        "time_zone",
                        models.CharField(
                            default="America/Mexico_City", max_length=50, verbose_name="time zone"
                        ),
                    ),
                    (
                        "sex",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("woman", "Woman"),
                                ("man", "Man"),
                                ("other", "I describe myself otherwise"),
                                ("not_stated", "I prefer not to say"),
                            ],
                            max_length=10,
                            verbose_name="sex",
                        ),
                    ),
                    (
                        "birth_year",
                        models.PositiveSmallIntegerField(
                            blank=True, null=True, verbose_name="year of birth"
                        ),
                    ),
                    (
                        "support_needed",
                        models.CharField(
                            blank=True,
                            max_length=300,
                            verbose_name="support you need to take the course",
                        ),
                    ),
                    (
                        "connectivity",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("own", "My own internet"),
                                ("shared", "Shared or public internet"),
                                ("none", "No internet most days"),
                                ("not_stated", "I prefer not to say"),
                            ],
                            max_length=10,
                            verbose_name="connection",
                        ),
                    ),
                    ("shares_support", models.BooleanField(null=True)),
                    ("shares_connectivity", models.BooleanField(null=True)),
                    ("told_about_self_at", models.DateTimeField(editable=False, null=True)),
                    ("is_demo", models.BooleanField(default=False, editable=False)),
                    (
                        "groups",
                        models.ManyToManyField(
                            blank=True,
                            help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                            related_name="user_set",
                            related_query_name="user",
                            to="auth.group",
                            verbose_name="groups",
                        ),
                    ),
                    (
                        "user_permissions",
                        models.ManyToManyField(
                            blank=True,
                            help_text="Specific permissions for this user.",
                            related_name="user_set",
                            related_query_name="user",
                            to="auth.permission",
                            verbose_name="user permissions",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "person",
                    "verbose_name_plural": "people",
                    "ordering": ["folded_name"],
                    "constraints": [
                        models.UniqueConstraint(
                            django.db.models.functions.text.Lower("email"),
                            name="one_person_per_email",
                            violation_error_message="Another account has this e-mail.",
                        ),
                        models.UniqueConstraint(
                            django.db.models.functions.text.Lower("name_code"),
                            name="one_person_per_name_code",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("birth_year", None),
                                ("birth_year__range", (1900, 2100)),
                                _connector="OR",
                            ),
                            name="birth_year_is_plausible",
                        ),
                    ],
                    "indexes": [],
                },
                managers=[
                    ("objects", django.contrib.auth.models.UserManager()),
                ],
            ),
            migrations.CreateModel(
                name="PrivacyNotice",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                    ("language", models.CharField(max_length=10, verbose_name="language")),
                    ("text", models.TextField(verbose_name="text")),
                    ("published_on", models.DateField(verbose_name="published on")),
                ],
                options={
                    "ordering": ["-version", "language"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("version", "language"), name="privacy_notice_once_per_language"
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="Territory",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("code", models.CharField(max_length=5, unique=True, verbose_name="code")),
                    ("name", models.CharField(max_length=120, verbose_name="name")),
                    (
                        "folded_name",
                        models.CharField(db_index=True, editable=False, max_length=120),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("country", "country"),
                                ("state", "state"),
                                ("municipality", "municipality"),
                            ],
                            max_length=12,
                            verbose_name="kind",
                        ),
                    ),
                    (
                        "parent",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="children",
                            to="people.territory",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "territory",
                    "verbose_name_plural": "territories",
                    "ordering": ["code"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "country"), ("parent", None)),
                                models.Q(
                                    models.Q(("kind", "country"), _negated=True),
                                    models.Q(("parent", None), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="only_a_country_has_no_parent",
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="Invitation",
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
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="invitations",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "purpose",
                        models.CharField(
                            choices=[
                                ("enrolment", "to take a course"),
                                ("team", "to work in the team"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                    ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                    (
                        "invited_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "created_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("sent_at", models.DateTimeField(editable=False, null=True)),
                    ("handed_over_at", models.DateTimeField(editable=False, null=True)),
                    ("bounced_at", models.DateTimeField(editable=False, null=True)),
                    ("bounce_reason", models.CharField(blank=True, editable=False, max_length=300)),
                    ("reminders", models.PositiveSmallIntegerField(default=0, editable=False)),
                    ("opened_at", models.DateTimeField(editable=False, null=True)),
                    ("accepted_at", models.DateTimeField(editable=False, null=True)),
                    ("declined_at", models.DateTimeField(editable=False, null=True)),
                    ("replaced_at", models.DateTimeField(editable=False, null=True)),
                    ("expires_at", models.DateTimeField()),
                ],
                options={
                    "ordering": ["-created_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("accepted_at", None), ("declined_at", None), _connector="OR"
                            ),
                            name="invitation_is_accepted_or_declined",
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="AccessRecord",
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
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="access_records",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("action", models.CharField(max_length=40, verbose_name="action")),
                    ("model", models.CharField(max_length=60, verbose_name="what")),
                    ("object_id", models.CharField(max_length=64)),
                    ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                    ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    "ordering": ["-at", "-pk"],
                    "indexes": [
                        models.Index(fields=["model", "object_id"], name="access_record_of_object")
                    ],
                    "constraints": [],
                },
            ),
            migrations.CreateModel(
                name="SignIn",
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
                            related_name="sign_ins",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("device", models.CharField(blank=True, max_length=60)),
                    ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    "ordering": ["-at", "-pk"],
                    "indexes": [],
                    "constraints": [],
                },
            ),
            migrations.CreateModel(
                name="Organisation",
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
                    ("name", models.CharField(max_length=200, verbose_name="name")),
                    (
                        "short_name",
                        models.CharField(blank=True, max_length=60, verbose_name="short name"),
                    ),
                    (
                        "folded_name",
                        models.CharField(db_index=True, editable=False, max_length=200),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("planning_ministry", "Ministry of planning"),
                                ("ministry", "Other ministry"),
                                ("municipality", "Municipality"),
                                ("association", "Association of municipalities"),
                                ("department", "Department or province"),
                                ("legislature", "Legislature"),
                                ("judiciary", "Judiciary"),
                                ("autonomous", "Autonomous body"),
                                ("cso", "Civil society organisation"),
                                ("foundation", "Foundation"),
                                ("university", "University or research council"),
                                ("company", "Company"),
                                ("cooperative", "Cooperative"),
                                ("union", "Union"),
                                ("shelter", "Shelter"),
                                ("un_agency", "United Nations agency"),
                                ("donor", "Donor"),
                                ("financial", "Financial institution"),
                                ("other", "Other"),
                            ],
                            max_length=20,
                            verbose_name="type",
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
                        "sector",
                        models.CharField(
                            choices=[
                                ("government", "Government"),
                                ("legislative", "Legislative"),
                                ("judicial", "Judicial"),
                                ("autonomous", "Autonomous body"),
                                ("private", "Private sector"),
                                ("cso", "Civil society"),
                                ("academia", "Academia"),
                                ("international", "International organisation"),
                                ("other", "Other"),
                            ],
                            max_length=15,
                            verbose_name="sector",
                        ),
                    ),
                    (
                        "territory",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="organisations",
                            to="people.territory",
                            verbose_name="territory",
                        ),
                    ),
                    (
                        "is_host",
                        models.BooleanField(default=False, verbose_name="runs the programme"),
                    ),
                    ("logo", models.FileField(blank=True, upload_to="logos/", verbose_name="logo")),
                    ("is_demo", models.BooleanField(default=False, editable=False)),
                ],
                options={
                    "verbose_name": "organisation",
                    "verbose_name_plural": "organisations",
                    "ordering": ["folded_name"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("folded_name", "territory"),
                            name="organisation_once_per_territory",
                            violation_error_message="There is already an organisation with this name in this territory.",
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="Consent",
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
                            related_name="consents",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "notice",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="consents",
                            to="people.privacynotice",
                        ),
                    ),
                    (
                        "invitation",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="consents",
                            to="people.invitation",
                        ),
                    ),
                    (
                        "given_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                ],
                options={
                    "ordering": ["given_at"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("person", "notice", "invitation"),
                            name="consent_once_per_notice_and_invitation",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("invitation", None)),
                            fields=("person", "notice"),
                            name="consent_once_per_notice",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="Message",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("key", models.CharField(max_length=120, unique=True)),
                    (
                        "person",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="messages_received",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "invitation",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="messages",
                            to="people.invitation",
                        ),
                    ),
                    ("is_paced", models.BooleanField(default=False)),
                    ("to", models.EmailField(max_length=254)),
                    ("language", models.CharField(max_length=10)),
                    ("subject", models.CharField(max_length=300)),
                    ("text", models.TextField(blank=True)),
                    ("html", models.TextField(blank=True)),
                    ("calendar", models.TextField(blank=True)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("pending", "pending"),
                                ("sent", "sent"),
                                ("failed", "failed"),
                                ("stopped", "not sent: taken back"),
                                ("bounced", "came back"),
                            ],
                            default="pending",
                            max_length=8,
                        ),
                    ),
                    ("attempts", models.PositiveSmallIntegerField(default=0)),
                    ("error", models.CharField(blank=True, max_length=300)),
                    (
                        "created_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                    ("not_before", models.DateTimeField(default=django.utils.timezone.now)),
                    ("sent_at", models.DateTimeField(editable=False, null=True)),
                ],
                options={
                    "ordering": ["created_at"],
                    "indexes": [
                        models.Index(
                            condition=models.Q(("state", "pending")),
                            fields=["not_before"],
                            name="message_pending",
                        ),
                        models.Index(
                            condition=models.Q(("is_paced", True)),
                            fields=["sent_at"],
                            name="message_sent_at_a_pace",
                        ),
                    ],
                    "constraints": [],
                },
            ),
            migrations.CreateModel(
                name="DataAgreement",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "partner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="data_agreements",
                            to="people.organisation",
                        ),
                    ),
                    ("since", models.DateField(verbose_name="since")),
                    ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                    (
                        "includes_grades",
                        models.BooleanField(
                            default=False, verbose_name="includes grades and last activity"
                        ),
                    ),
                    (
                        "signed_by",
                        models.CharField(blank=True, max_length=200, verbose_name="signed by"),
                    ),
                ],
                options={
                    "verbose_name": "data agreement",
                    "verbose_name_plural": "data agreements",
                    "ordering": ["-since"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("until", None), ("until__gte", models.F("since")), _connector="OR"
                            ),
                            name="data_agreement_ends_after_it_begins",
                        )
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="Membership",
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
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="memberships",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="memberships",
                            to="people.organisation",
                        ),
                    ),
                    (
                        "role",
                        models.CharField(
                            choices=[
                                ("staff", "UNDP team"),
                                ("coordinator", "Coordinator"),
                                ("observer", "Observer"),
                                ("tutor", "Tutor"),
                                ("facilitator", "Facilitator"),
                                ("author", "Author"),
                            ],
                            max_length=12,
                            verbose_name="role",
                        ),
                    ),
                    (
                        "since",
                        models.DateField(
                            default=django.utils.timezone.localdate, verbose_name="since"
                        ),
                    ),
                    ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                    (
                        "granted_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "invitation",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="memberships",
                            to="people.invitation",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "role in an organisation",
                    "verbose_name_plural": "roles in an organisation",
                    "ordering": ["organisation", "role", "person__folded_name"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("until", None)),
                            fields=("person", "organisation", "role"),
                            name="one_open_membership_per_role",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("until", None), ("until__gte", models.F("since")), _connector="OR"
                            ),
                            name="membership_ends_after_it_begins",
                        ),
                    ],
                    "indexes": [],
                },
            ),
            migrations.CreateModel(
                name="Affiliation",
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
                            related_name="affiliations",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="affiliations",
                            to="people.organisation",
                        ),
                    ),
                    (
                        "position",
                        models.CharField(blank=True, max_length=150, verbose_name="position"),
                    ),
                    ("area", models.CharField(blank=True, max_length=150, verbose_name="area")),
                    (
                        "since",
                        models.DateField(
                            default=django.utils.timezone.localdate, verbose_name="since"
                        ),
                    ),
                    ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                ],
                options={
                    "verbose_name": "workplace",
                    "verbose_name_plural": "workplaces",
                    "ordering": ["-since"],
                    "indexes": [],
                    "constraints": [],
                },
            ),
            migrations.CreateModel(
                name="OrganisationMerge",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "kept",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="merges",
                            to="people.organisation",
                        ),
                    ),
                    ("merged_name", models.CharField(max_length=200)),
                    (
                        "merged_territory",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="people.territory",
                        ),
                    ),
                    ("merged_public_id", models.UUIDField()),
                    ("moved", models.JSONField(default=dict)),
                    (
                        "merged_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "merged_at",
                        models.DateTimeField(default=django.utils.timezone.now, editable=False),
                    ),
                ],
                options={
                    "verbose_name": "earlier merge",
                    "verbose_name_plural": "earlier merges",
                    "ordering": ["-merged_at"],
                    "indexes": [],
                    "constraints": [],
                },
            ),
        )
    ]
