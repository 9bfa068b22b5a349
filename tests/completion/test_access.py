"""Who may do what: people by actions, object, list and annotation together."""

import pytest
from django.contrib.auth.models import AnonymousUser

from completion.models import Certificate, CompletionReport, FeedbackSurvey
from lms.lib.access import allowed, may, with_may
from tests.factories import (
    CertificateFactory,
    CohortFactory,
    CompletionReportFactory,
    DataAgreementFactory,
    EnrolmentFactory,
    MembershipFactory,
    OrganisationFactory,
    SurveyInvitationFactory,
    UserFactory,
)


@pytest.fixture
def cast(db):
    cohort = CohortFactory(sponsor=OrganisationFactory())
    partner = cohort.partner

    def member(role, organisation):
        return MembershipFactory(role=role, organisation=organisation).person

    enrolment = EnrolmentFactory(cohort=cohort, status="graduated")
    inactive = member("staff", cohort.host)
    inactive.is_active = False
    inactive.save()
    return {
        "cohort": cohort,
        "enrolment": enrolment,
        "holder": enrolment.participant,
        "classmate": EnrolmentFactory(cohort=cohort).participant,
        "staff": member("staff", cohort.host),
        "staff of another host": member("staff", CohortFactory().host),
        "coordinator": member("coordinator", partner),
        "coordinator of another": member("coordinator", OrganisationFactory()),
        "observer": member("observer", partner),
        "sponsor": member("coordinator", cohort.sponsor),
        "deactivated staff": inactive,
        "administrator": UserFactory(is_superuser=True),
        "visitor": AnonymousUser(),
    }


PEOPLE = [
    "holder",
    "classmate",
    "staff",
    "staff of another host",
    "coordinator",
    "coordinator of another",
    "observer",
    "sponsor",
    "deactivated staff",
    "administrator",
    "visitor",
]


def who_may(cast, action, thing):
    """Ask object, list and annotation; they must agree."""
    found = set()
    rows = type(thing)._base_manager.filter(pk=thing.pk)
    for name in PEOPLE:
        answers = {
            may(cast[name], action, thing),
            allowed(cast[name], action, rows).exists(),
            getattr(with_may(rows, cast[name], action).get(), f"may_{action}"),
        }
        assert len(answers) == 1, name
        found |= {name} if answers.pop() else set()
    return found


@pytest.mark.parametrize(
    ("action", "people"),
    [
        ("view", {"holder", "staff", "administrator"}),
        ("download", {"holder", "staff", "administrator"}),
        ("revoke", {"staff", "administrator"}),
    ],
)
def test_certificates(cast, action, people):
    assert who_may(cast, action, CertificateFactory(enrolment=cast["enrolment"])) == people


@pytest.mark.parametrize(
    ("action", "people"),
    [
        ("view", {"holder", "staff", "administrator"}),
        ("answer", {"holder", "administrator"}),
        ("read_results", {"staff", "administrator"}),
    ],
)
def test_surveys(cast, action, people):
    invitation = SurveyInvitationFactory(enrolment=cast["enrolment"])

    assert who_may(cast, action, invitation.survey) == people


@pytest.mark.parametrize(
    ("facts", "people"),
    [
        ({"partner": "own"}, {"staff", "coordinator", "administrator"}),
        ({"partner": "own", "with_names": True}, {"staff", "administrator"}),
        (
            {"partner": "own", "with_names": True, "agreed": True},
            {"staff", "coordinator", "administrator"},
        ),
        (
            {"partner": "own", "by": "observer"},
            {"staff", "coordinator", "observer", "administrator"},
        ),
        (
            {"partner": "own", "by": "observer", "with_names": True},
            {"staff", "administrator"},
        ),
        ({"by": "sponsor"}, {"staff", "sponsor", "administrator"}),
        ({"by": "staff"}, {"staff", "administrator"}),
        ({"by": "coordinator of another"}, {"staff", "administrator"}),
    ],
)
def test_a102_files_of_reports(cast, facts, people):
    partner = cast["cohort"].partner
    if facts.get("agreed"):
        DataAgreementFactory(partner=partner)
    report = CompletionReportFactory(
        cohort=cast["cohort"],
        partner=partner if facts.get("partner") else None,
        asked_by=cast[facts.get("by", "staff")],
        with_names=facts.get("with_names", False),
    )

    assert who_may(cast, "view", report) == people


@pytest.mark.parametrize("model", [Certificate, CompletionReport, FeedbackSurvey])
def test_an_action_nobody_granted_is_a_mistake(cast, model):
    with pytest.raises(LookupError):
        allowed(cast["staff"], "dance", model.objects.all())
