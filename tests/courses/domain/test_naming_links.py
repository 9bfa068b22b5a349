"""Seats handed to municipalities by a link: handed out, taken back, reminded, and answered."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from courses.domain.enrolment_import import catalogue_for
from courses.domain.enrolment_job import enrol_list
from courses.domain.naming_by_link import Named, hand_in, judge_names, names_of, problems_of
from courses.domain.naming_links import (
    SeatLine,
    change_link,
    find,
    hand_out,
    letters_returned,
    municipalities_without,
    read_seat_lines,
    remind,
    renew_link,
    standing_of,
    token_of,
    withdraw_link,
)
from courses.domain.nominations import Choice, confirm_many, confirm_nominations
from courses.models import EnrolmentList, NamingLink
from courses.notifications import invitations_to_course, links_to_municipalities
from lms.lib.errors import RuleViolation
from people.models import AccessRecord, Message, Territory, User
from tests.courses.lists import cohort_in_mexico
from tests.factories import (
    EnrolmentFactory,
    NamingLinkFactory,
    OrganisationFactory,
    PartnershipFactory,
    PartnershipQuotaFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def partnership_in_mexico(*quotas, **facts):
    partnership = PartnershipFactory(
        cohort=cohort_in_mexico(seats=facts.pop("seats", 10)), state="accepted", **facts
    )
    for seats in quotas:
        PartnershipQuotaFactory(partnership=partnership, seats=seats)
    return partnership


def link_of(partnership, code="15106", **facts):
    territory = Territory.objects.get(code=code)
    return NamingLinkFactory(partnership=partnership, territory=territory, **facts)


def eva(line=1, **facts):
    return Named(
        line, **{"given_names": "Eva", "surname_1": "Sol", "email": "eva@toluca.example"} | facts
    )


def luz(line=2, **facts):
    return eva(line, given_names="Luz", **{"email": "luz@toluca.example"} | facts)


def handed_in(link, *people, who="Ana Ruiz, Secretaria", seen=0):
    return hand_in(link, people, handed_in_by=who, seen=seen)


def refusal_of(call, *args, **facts):
    with pytest.raises(RuleViolation) as caught:
        call(*args, **facts)
    return caught.value.code


def given(partnership, *lines, **facts):
    return hand_out(partnership, lines, by=UserFactory(), tell=links_to_municipalities, **facts)


def seat_line(code="15106", seats=2, **facts):
    return SeatLine(Territory.objects.get(code=code).pk, seats, **facts)


# Handing out


def test_lines_are_read_in_any_order_with_defaults_and_name_the_line_that_cannot_be_right():
    catalogue = catalogue_for(partnership_in_mexico().cohort)
    text = "toluca\tAna Ruiz\tAna@Toluca.example\t3\n\nLerma; ;\n"

    lines = read_seat_lines(text, catalogue=catalogue, seats=2)

    assert lines == [
        seat_line(seats=3, contact_name="Ana Ruiz", contact_email="ana@toluca.example"),
        seat_line("15051"),
    ]
    for bad in ("Tolca", "Toluca; ana@x", "Toluca; 99", "Toluca\nToluca"):
        assert refusal_of(read_seat_lines, bad, catalogue=catalogue, seats=2) == "line"


def test_each_municipality_gets_one_link_and_its_contact_one_letter():
    partnership = partnership_in_mexico(10, names_until=timezone.localdate() + timedelta(days=9))
    line = seat_line(contact_email="ana@toluca.example")

    [link] = given(partnership, line)
    second = refusal_of(given, partnership, line)

    assert second == "nothing"
    assert Message.objects.get().to == "ana@toluca.example"
    assert token_of(link) not in Message.objects.get().subject
    assert timezone.localdate(link.expires_at) == partnership.names_until
    assert [each.code for each in municipalities_without(partnership)] == ["15051"]


def test_no_more_seats_are_handed_out_than_the_partner_has_for_municipalities():
    partnership = partnership_in_mexico(3)
    PartnershipQuotaFactory(partnership=partnership, seats=50, level="state")

    assert refusal_of(given, partnership, seat_line(), seat_line("15051")) == "seats"
    assert NamingLink.objects.count() == 0
    [link] = given(partnership, seat_line())
    change = {"contact_name": "", "contact_email": "", "by": UserFactory()}
    assert refusal_of(change_link, link, seats=4, **change) == "seats"
    change_link(link, seats=3, **change)
    assert NamingLink.objects.get().seats == 3


def test_seats_are_handed_out_only_by_who_may_name_people_and_in_courses_of_governments():
    late = partnership_in_mexico(5, names_until=date(2020, 1, 1))
    academic = partnership_in_mexico(5)
    academic.cohort.edition.course.audience = "academia"
    academic.cohort.edition.course.save()

    assert refusal_of(given, late, seat_line()) == "late"
    assert refusal_of(given, academic, seat_line()) == "audience"


def test_who_has_not_answered_is_reminded_once_a_day():
    partnership = partnership_in_mexico(10)
    now = timezone.now()
    given(
        partnership,
        seat_line(contact_email="ana@toluca.example"),
        seat_line("15051", contact_email="eva@lerma.example"),
        now=now,
    )
    toluca, lerma = NamingLink.objects.order_by("territory__code").reverse()
    handed_in(lerma, eva())
    facts = {"by": UserFactory(), "tell": links_to_municipalities}

    same_day = refusal_of(remind, partnership, now=now + timedelta(hours=23), **facts)
    sent = remind(partnership, now=now + timedelta(hours=25), **facts)
    again = refusal_of(remind, partnership, now=now + timedelta(hours=26), **facts)

    assert (same_day, sent, again) == ("nobody", 1, "nobody")
    assert sorted(Message.objects.values_list("to", flat=True)) == [
        "ana@toluca.example",
        "ana@toluca.example",
        "eva@lerma.example",
    ]
    assert NamingLink.objects.get(pk=toluca.pk).letters == 2


def test_the_coordinator_sees_whose_letter_came_back_until_another_is_written():
    partnership = partnership_in_mexico(10)
    [link] = given(partnership, seat_line(contact_email="ana@toluca.example"))
    link.refresh_from_db()
    Message.objects.update(state="bounced")

    assert letters_returned([link]) == {link.pk}
    renew_link(link, by=UserFactory(), tell=links_to_municipalities)
    link.refresh_from_db()
    assert letters_returned([link]) == set()


def test_a_link_taken_back_or_expired_takes_no_names_and_a_new_one_takes_its_place():
    link = link_of(partnership_in_mexico(10))
    old = token_of(link)
    handed_in(link, eva())

    withdraw_link(link, by=UserFactory())
    link.refresh_from_db()
    withdrawn = refusal_of(handed_in, link, eva(), luz())
    renew_link(link, by=UserFactory(), tell=links_to_municipalities)
    link.refresh_from_db()

    assert withdrawn == "withdrawn"
    assert find(old) is None
    assert find(token_of(link)) == link
    assert names_of(link).rows[0].given_names == "Eva"
    assert standing_of(link, now=link.expires_at) == "expired"


def test_there_cannot_be_fewer_seats_than_people_named():
    link = link_of(partnership_in_mexico(10))
    handed_in(link, eva(), luz())

    change = {"contact_name": "", "contact_email": "", "by": UserFactory()}
    assert refusal_of(change_link, link, seats=1, **change) == "named"


# Naming


def test_names_given_by_a_link_are_nominations_of_the_partner_with_who_gave_them():
    partnership = partnership_in_mexico(10)
    link = link_of(partnership)

    named = handed_in(link, eva(position="Regidora"), luz(email="", has_no_email=True))
    confirm_nominations(named, by=UserFactory())
    enrol_list(named.pk, tell=invitations_to_course)

    people = partnership.cohort.enrolments.order_by("participant__given_names")
    assert [
        (each.participant.full_name, each.participant.email, each.invitation is not None)
        for each in people
    ] == [("Eva Sol", "eva@toluca.example", True), ("Luz Sol", None, False)]
    assert {each.nominated_by for each in people} == {partnership.partner}
    assert {each.affiliation.organisation.territory.code for each in people} == {"15106"}
    assert list(named.rows.values_list("outcome", "enrolment__participant__given_names")) == [
        ("enrolled", "Eva"),
        ("enrolled", "Luz"),
    ]
    assert Message.objects.get().to == "eva@toluca.example"
    assert AccessRecord.objects.filter(
        action="name people by link", reason="Toluca: Ana Ruiz, Secretaria"
    ).exists()


def test_a_second_answer_changes_its_own_names_and_none_of_others():
    partnership = partnership_in_mexico(10)
    toluca, lerma = link_of(partnership), link_of(partnership, "15051")
    other = handed_in(lerma, luz())
    first = handed_in(toluca, eva())

    same = handed_in(toluca, eva())
    second = handed_in(toluca, luz(1, email="l@toluca.example"), who="Beto, Síndico", seen=1)

    assert first == same == second
    assert [row.email for row in first.rows.all()] == ["l@toluca.example"]
    assert [row.email for row in other.rows.all()] == ["luz@toluca.example"]
    toluca.refresh_from_db()
    assert toluca.answers == 2


def test_nobody_writes_over_an_answer_or_a_decision_that_they_have_not_read():
    link = link_of(partnership_in_mexico(10), seats=3)
    handed_in(link, eva())

    over_an_answer = refusal_of(handed_in, link, luz(1))
    version = names_of(link).version
    confirm_nominations(EnrolmentList.objects.get(), by=UserFactory())
    link.refresh_from_db()
    over_a_decision = refusal_of(handed_in, link, eva(), luz(), seen=version)
    more = handed_in(link, luz(1), seen=names_of(link).version)

    assert (over_an_answer, over_a_decision) == ("changed", "changed")
    assert [row.given_names for row in more.rows.all()] == ["Luz"]
    assert names_of(link).seats == 2


def test_what_the_team_left_out_frees_its_seat():
    link = link_of(partnership_in_mexico(10), seats=1)
    named = handed_in(link, eva())
    assert refusal_of(handed_in, link, eva(), luz(), seen=1) == "seats"

    confirm_nominations(named, by=UserFactory(), leaving_out=[1], reason="Otro puesto")

    names = names_of(link)
    assert ([word for _row, word in names.decided], names.seats) == (["no confirmada"], 1)
    assert NamingLink.objects.with_names().get().named == 0


def test_the_team_confirms_no_names_that_changed_after_it_read_them():
    link = link_of(partnership_in_mexico(10))
    named = handed_in(link, eva())
    handed_in(link, luz(1), seen=1)

    stale = refusal_of(confirm_many, [Choice(named, seen=1)], by=UserFactory())
    confirm_many([Choice(named, seen=2)], by=UserFactory())

    assert stale == "changed"
    assert EnrolmentList.objects.get().state == "queued"


def test_names_are_judged_like_rows_of_the_importer():
    link = link_of(partnership_in_mexico(10), seats=9)
    people = [
        eva(),
        luz(email="luz@toluca"),
        luz(3, email=""),
        luz(4, email="eva@toluca.example"),
        eva(5, email="", has_no_email=True),
        eva(6, given_names=""),
        eva(7, email="", has_no_email=True, is_another_person=True),
    ]

    found = [[field for field, _said in problems_of(each)] for each in judge_names(link, people)]

    assert found == [
        [],
        ["email"],
        ["email"],
        ["email"],
        ["is_another_person"],
        ["given_names", "email"],
        [],
    ]
    assert refusal_of(handed_in, link, *people) == "rows"
    assert refusal_of(handed_in, link) == "nobody"


def test_a25_a_link_says_nothing_of_people_whom_it_did_not_name():
    """Neither who has an account nor who is enrolled; the team hears it when it confirms."""
    partnership = partnership_in_mexico(10)
    link = link_of(partnership)
    EnrolmentFactory(
        cohort=partnership.cohort,
        nominated_by=OrganisationFactory(),
        participant__email="eva@toluca.example",
    )
    UserFactory(email="luz@toluca.example")

    known = [each.reasons for each in judge_names(link, [eva(), luz()])]
    unknown = [
        each.reasons
        for each in judge_names(
            link, [eva(email="a@toluca.example"), luz(email="b@toluca.example")]
        )
    ]
    named = handed_in(link, eva(), luz())

    assert known == unknown
    assert list(named.rows.values_list("verdict", flat=True)) == ["duplicate", "notice"]
    confirm_nominations(named, by=UserFactory(), typed="1")
    enrol_list(named.pk, tell=invitations_to_course)
    assert {word for _row, word in names_of(link).decided} == {"confirmada"}


def test_somebody_without_email_who_is_enrolled_already_is_pointed_out_to_the_team():
    link = link_of(partnership_in_mexico(10), seats=4)
    first = handed_in(link, eva(email="", has_no_email=True))
    confirm_nominations(first, by=UserFactory())
    enrol_list(first.pk, tell=invitations_to_course)

    link.refresh_from_db()
    again = handed_in(link, eva(email="", has_no_email=True), seen=names_of(link).version)

    assert "same_person_without_email" in again.rows.get().reasons
    assert User.objects.filter(given_names="Eva").count() == 1
