"""What a partner is told of the people whom it named."""

import pytest

from courses.domain.enrolment_import import load_list
from courses.domain.nominations import Choice, confirm_many, nominate
from courses.tasks import resume_lists, tell_about_decision
from people.models import Message
from tests.courses.lists import cohort_in_mexico, csv_of
from tests.factories import (
    MembershipFactory,
    PartnershipFactory,
    PartnershipQuotaFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    partnership = PartnershipFactory(cohort=cohort_in_mexico(), state="accepted")
    PartnershipQuotaFactory(partnership=partnership, seats=2)
    return partnership


def named(partnership, *numbers, by):
    content = csv_of(*numbers)
    made = load_list(
        partnership.cohort, content=content, file_name="x.csv", by=by, partnership=partnership
    )
    nominate(made, by=by)
    return made


def news(partnership):
    return Message.objects.filter(key__startswith=f"names-decided-{partnership.public_id}")


def confirm(*choices, **facts):
    confirm_many(choices, by=UserFactory(), reason="Cambió de puesto", **facts)


def test_a_partner_gets_one_message_on_all_who_were_decided_on_together(
    partnership, django_capture_on_commit_callbacks, mailoutbox
):
    coordinator = MembershipFactory(role="coordinator", organisation=partnership.partner).person
    lists = [
        named(partnership, *numbers, by=by)
        for numbers, by in (((1, 2), coordinator), ((3, 4), UserFactory()))
    ]

    with django_capture_on_commit_callbacks(execute=True):
        confirm(Choice(lists[0]), Choice(lists[1], [3]))
    tell_about_decision(lists[0].pk)
    resume_lists()

    people = {partnership.focal_point, coordinator}
    assert {each.person for each in news(partnership)} == people
    [mail] = [each for each in mailoutbox if each.to == [partnership.focal_point.email]]
    assert "2 con lugar, 1 en espera, 1 sin confirmar" in mail.subject
    assert "\n- Ana Peña3 Ruiz\n" in mail.body
    assert "\n- Ana Peña4 Ruiz: Cambió de puesto\n" in mail.body


def test_nothing_is_told_before_all_is_carried_out_and_a_lost_bell_is_found(partnership):
    made = named(partnership, 1, by=UserFactory())
    confirm(Choice(made))
    tell_about_decision(made.pk)
    assert not news(partnership).exists()

    for _minute in range(2):  # The first enrols, the second finds what was not told.
        resume_lists()

    assert news(partnership).count() == 1


def test_a_list_of_which_nobody_is_confirmed_is_told_too(
    partnership, django_capture_on_commit_callbacks
):
    made = named(partnership, 1, by=UserFactory())

    with django_capture_on_commit_callbacks(execute=True):
        confirm(Choice(made, [2]))

    [message] = news(partnership)
    assert "0 con lugar, 0 en espera, 1 sin confirmar" in message.subject
