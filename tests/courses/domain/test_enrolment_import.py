"""Lists of people: loading, correcting, confirming, enrolling."""

from dataclasses import asdict

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.domain import enrolment_job
from courses.domain.enrolment_correcting import cancel_list, choose_columns, correct_rows
from courses.domain.enrolment_import import (
    earlier_load,
    figures_of,
    load_pasted,
)
from courses.domain.enrolment_job import confirm_list, enrol_list
from courses.domain.enrolment_review import notices_in_words
from courses.models import Enrolment, EnrolmentList
from courses.notifications import invitations_to_course
from courses.signals import list_confirmed
from lms.lib.errors import RuleViolation
from people.models import Affiliation, Invitation, Message, Organisation, User
from tests.courses.lists import HEADERS, cohort_in_mexico, csv_of, lines, loaded
from tests.factories import EnrolmentFactory, UserFactory

pytestmark = pytest.mark.django_db


def nothing(enrolments):
    """Tell nobody."""


def enrolled(enrolment_list, tell=nothing, typed=""):
    confirm_list(enrolment_list, by=UserFactory(), typed=typed)
    enrol_list(enrolment_list.pk, tell=tell)
    enrolment_list.refresh_from_db()
    return figures_of(enrolment_list)


def outcomes(figures):
    facts = asdict(figures)
    parts = {name: facts[name] for name in ("enrolled", "already", "refused", "pending")}
    assert sum(parts.values()) == facts["total"]
    verdicts = [facts[name] for name in ("ready", "notice", "error", "duplicate")]
    assert sum(verdicts) == facts["total"]
    return parts


# Loading


def test_loading_a_list_enrols_nobody():
    cohort = cohort_in_mexico()

    waiting = loaded(cohort, csv_of(1, 2), name="C:\\Descargas\\lista final.csv")

    assert (waiting.state, waiting.file_name) == ("review", "lista final.csv")
    assert figures_of(waiting).to_enrol == 2
    assert not Enrolment.objects.exists()
    assert not User.objects.filter(email__startswith="ana").exists()


def test_the_same_person_loading_the_same_file_again_gets_the_first_back():
    cohort, person = cohort_in_mexico(), UserFactory()
    first = loaded(cohort, csv_of(1), by=person)

    assert loaded(cohort, csv_of(1), by=person) == first
    assert loaded(cohort, csv_of(1)) != first


def test_a_file_that_cannot_be_read_leaves_nothing_behind():
    with pytest.raises(RuleViolation):
        loaded(cohort_in_mexico(), b"%PDF-1.7")

    assert not EnrolmentList.objects.exists()


def test_a_closed_cohort_takes_no_list():
    with pytest.raises(RuleViolation) as refusal:
        loaded(cohort_in_mexico(state="closed"), csv_of(1))

    assert refusal.value.code == "closed"


def test_a49_hostile_cells_are_kept_as_text():
    hostile = (
        '<script>alert(1)</script>,{{7*7}},{% debug %},"""><img onerror=x>"@x.mx,Toluca,%00\u202e\n'
    )

    waiting = loaded(cohort_in_mexico(), csv_of(1, more=hostile))

    row = waiting.rows.get(line=3)
    assert (row.given_names, row.surname_1) == ("<script>alert(1)</script>", "{{7*7}}")
    assert row.position == "%00"
    assert "email_wrong" in row.reasons


def test_a49_a_hostile_name_is_text_in_the_letter():
    hostile = "<img src=x onerror=alert(1)>,{{7*7}},{% debug %},ana@x.example,Toluca,Jefa\n"

    enrolled(loaded(cohort_in_mexico(), csv_of(more=hostile)), tell=invitations_to_course)

    letter = Message.objects.get()
    assert "<img" not in letter.html
    assert "&lt;img src=x onerror=alert(1)&gt;" in letter.html
    assert "<img src=x onerror=alert(1)>" in letter.text
    assert User.objects.get(email="ana@x.example").surname_2 == "{% debug %}"


def test_a49_signs_nobody_sees_leave_names_and_ten_thousand_emoji_are_refused():
    odd = "Ana\u202e\u200d Luz,Pe\u200bña\u2066,,luz@x.example,Toluca,J\n"

    row = loaded(cohort_in_mexico(), csv_of(more=odd)).rows.get()
    with pytest.raises(RuleViolation) as refusal:
        loaded(cohort_in_mexico(), csv_of(more="\U0001f600" * 10_000 + ",Sol,,e@x.example\n"))

    assert (row.given_names, row.surname_1) == ("Ana Luz", "Peña")
    assert refusal.value.code == "cell_too_long"


def test_a36_letters_that_may_be_others_are_asked_about():
    text = "Nombre(s),Primer apellido,Correo,Municipio\nLuz,Martín,luz@x.example,Toluca\n"

    waiting = loaded(cohort_in_mexico(), text.encode("mac_roman"))

    assert waiting.notices == [["encoding", "Mac Roman"]]
    assert "Mac Roman" in notices_in_words(waiting.notices)[0]
    assert waiting.rows.get().surname_1 == "Martín"


def test_hidden_rows_and_leftovers_are_said_in_words():
    waiting = loaded(cohort_in_mexico(), csv_of(1, more="Total,1,,,,\n"))

    assert len(notices_in_words(waiting.notices)) == 1
    assert "3" in notices_in_words(waiting.notices)[0]


def test_pasted_rows_are_a_list_too():
    waiting = load_pasted(
        cohort_in_mexico(), text=(HEADERS + lines(1)).replace(",", "\t"), by=UserFactory()
    )

    assert figures_of(waiting).ready == 1


def test_loading_costs_the_same_queries_for_three_and_for_sixty_rows():
    cohort, person = cohort_in_mexico(), UserFactory()
    costs = []
    for numbers in (range(3), range(100, 160)):
        with CaptureQueriesContext(connection) as queries:
            loaded(cohort, csv_of(*numbers), by=person)
        costs.append(len(queries))

    # SQLite takes fewer values in one statement.
    assert costs[1] <= costs[0] + 1


# Correcting


def test_a_correction_is_judged_with_the_whole_list():
    waiting = loaded(
        cohort_in_mexico(), csv_of(1, more="Eva,Sol,,ana1@toluca.example,Tolca,Jefa\n")
    )
    assert waiting.rows.get(line=3).reasons == ["shared_mailbox:2", "municipality_unknown"]

    correct_rows(waiting, {3: {"email": "eva@toluca.example", "municipality": "lerma"}})

    row = waiting.rows.get(line=3)
    assert (row.verdict, row.reasons, row.territory.name) == ("ready", [], "Lerma")


def test_what_is_still_wrong_is_kept_as_typed():
    waiting = loaded(cohort_in_mexico(), csv_of(1))

    correct_rows(waiting, {2: {"email": "ana@toluca", "line": "9", "verdict": "ready"}, 99: {}})

    row = waiting.rows.get()
    assert (row.email, row.verdict, row.reasons) == ("ana@toluca", "error", ["email_incomplete"])


def test_a_value_too_long_for_its_column_is_asked_about_and_can_be_shortened():
    waiting = loaded(cohort_in_mexico(), csv_of(more=f"{'x' * 130},Sol,,e@x.example,Lerma,Jefa\n"))
    assert waiting.rows.get().reasons == ["too_long:given_names"]

    correct_rows(waiting, {2: {"given_names": "Eva"}})

    assert waiting.rows.get().verdict == "ready"


def test_a_confirmed_list_is_not_corrected_any_more():
    waiting = loaded(cohort_in_mexico(), csv_of(1))
    confirm_list(waiting, by=UserFactory())

    with pytest.raises(RuleViolation) as refusal:
        correct_rows(waiting, {2: {"email": "x"}})

    assert refusal.value.code == "not_in_review"


def test_a39_the_chosen_columns_are_read_from_the_cells_of_the_file():
    text = "Nombre completo,Correo personal,Correo institucional,Municipio\n"
    text += "Ana Peña,ana@gmail.com,ana@toluca.example,Toluca\n"
    waiting = loaded(cohort_in_mexico(), text.encode())
    assert waiting.rows.get().reasons == ["email_missing"]

    choose_columns(waiting, {0: "full_name", 1: "", 2: "email", 3: "municipality"})

    row = waiting.rows.get()
    assert (row.email, row.given_names, row.surname_1) == ("ana@toluca.example", "Ana", "Peña")


@pytest.mark.parametrize(
    ("columns", "code"),
    [({0: "email", 1: "email"}, "twice"), ({0: "email"}, "lacking"), ({}, "lacking")],
)
def test_columns_that_cannot_be_are_refused(columns, code):
    waiting = loaded(cohort_in_mexico(), csv_of(1))

    with pytest.raises(RuleViolation) as refusal:
        choose_columns(waiting, columns)

    assert refusal.value.code == code


def test_a_list_put_aside_keeps_nothing_of_the_people():
    waiting = loaded(cohort_in_mexico(), csv_of(1))

    cancel_list(waiting)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.rows.count()) == ("cancelled", 0)


# Confirming


def test_confirming_twice_announces_once(heard, django_capture_on_commit_callbacks):
    announced = heard(list_confirmed)
    waiting = loaded(cohort_in_mexico(state="open"), csv_of(1))
    EnrolmentList.objects.filter(pk=waiting.pk).update(state="review")

    with django_capture_on_commit_callbacks() as callbacks:
        confirm_list(waiting, by=UserFactory())
        confirm_list(waiting, by=UserFactory())

    assert len(callbacks) == 1
    assert announced == []  # Nothing is sent before the transaction commits.


@pytest.mark.parametrize(
    ("content", "state", "code"),
    [
        (csv_of(1), "planned", "closed"),
        (csv_of(more="Eva,Sol,,eva@x,Toluca,Jefa\n"), "open", "nobody"),
    ],
)
def test_confirming_is_refused_where_nobody_could_be_enrolled(content, state, code):
    waiting = loaded(cohort_in_mexico(state=state), content)

    with pytest.raises(RuleViolation) as refusal:
        confirm_list(waiting, by=UserFactory())

    assert refusal.value.code == code
    waiting.refresh_from_db()
    assert waiting.state == "review"


# Enrolling


def test_a_municipal_person_gets_account_town_hall_invitation_and_seat():
    cohort = cohort_in_mexico()
    told = []

    figures = enrolled(loaded(cohort, csv_of(1)), tell=told.extend)

    assert outcomes(figures) == {"enrolled": 1, "already": 0, "refused": 0, "pending": 0}
    person = User.objects.get(email="ana1@toluca.example")
    assert (person.full_name, person.folded_name) == ("Ana Peña1 Ruiz", "ana pena1 ruiz")
    assert (person.is_active, person.has_usable_password()) == (False, False)
    enrolment = person.enrolments.get()
    assert (enrolment.status, enrolment.nominated_by) == ("invited", cohort.partner)
    assert enrolment.invitation == Invitation.objects.get()
    assert enrolment.affiliation.position == "Regidora"
    organisation = enrolment.affiliation.organisation
    assert (organisation.name, organisation.kind, organisation.level) == (
        "H. Ayuntamiento de Toluca",
        "municipality",
        "municipal",
    )
    assert told == [enrolment]


def test_state_people_work_for_the_partner_or_for_the_ministry_that_the_list_names():
    cohort = cohort_in_mexico()
    text = "Nombre,Apellidos,Correo,Nivel,Municipio,Dependencia,Cargo\n"
    text += f"Ana,Peña Ruiz,a@x.example,Estatal,,{cohort.partner.name.upper()},Jefa\n"
    text += "Eva,Sol Paz,e@x.example,Estatal,Toluca,Secretaría de Salud,Jefa\n"

    enrolled(loaded(cohort, text.encode()))

    places = dict(
        Affiliation.objects.values_list("person__email", "organisation__name").order_by("pk")
    )
    assert places == {"a@x.example": cohort.partner.name, "e@x.example": "Secretaría de Salud"}
    made = Organisation.objects.get(name="Secretaría de Salud")
    assert (made.kind, made.level, made.territory) == ("ministry", "state", cohort.territory)


def test_people_of_a_course_for_civil_society_work_for_their_organisation():
    cohort = cohort_in_mexico(edition__course__slug="cso", edition__course__audience="cso")
    text = "Nombre,Apellidos,Correo,Municipio,Organización,Cargo\n"
    text += "Ana,Peña,ana@gmail.com,Toluca,Agua Viva A.C.,Directora\n"

    enrolled(loaded(cohort, text.encode()))

    made = Organisation.objects.get(name="Agua Viva A.C.")
    assert (made.kind, made.level, made.sector, made.territory.name) == (
        "cso",
        "",
        "cso",
        "Toluca",
    )


def test_somebody_with_an_account_keeps_name_and_account():
    person = UserFactory(email="ana1@toluca.example", given_names="Ana María")
    waiting = loaded(cohort_in_mexico(), csv_of(1))
    assert waiting.rows.get().reasons == ["name_differs", "has_account"]

    enrolled(waiting)

    person.refresh_from_db()
    assert (person.given_names, person.is_active) == ("Ana María", True)
    assert person.enrolments.get().status == "invited"


def test_a41_three_bad_rows_of_sixty_stay_out_and_go_in_once_mended():
    cohort = cohort_in_mexico()
    bad = (
        "Eva,Sol,,eva@x,Toluca,Jefa\n"
        ",,,sin.nombre@x.example,Lerma,Jefa\n"
        "Luz,Paz,,luz@x.example,Tolca,Jefa\n"
    )
    good = (
        "Eva,Sol,,eva@x.example,Toluca,Jefa\n"
        "Isa,Mar,,sin.nombre@x.example,Lerma,Jefa\n"
        "Luz,Paz,,luz@x.example,Toluca,Jefa\n"
    )

    first = loaded(cohort, csv_of(*range(57), more=bad))
    assert outcomes(enrolled(first)) == {
        "enrolled": 57,
        "already": 0,
        "refused": 3,
        "pending": 0,
    }
    listed = list(first.rows.filter(outcome="refused").values_list("line", "reasons"))
    assert listed == [
        (59, ["email_incomplete"]),
        (60, ["name_missing"]),
        (61, ["municipality_unknown"]),
    ]

    second = loaded(cohort, csv_of(*range(57), more=good))
    assert figures_of(second).already_before == 57
    assert outcomes(enrolled(second)) == {
        "enrolled": 3,
        "already": 57,
        "refused": 0,
        "pending": 0,
    }
    assert cohort.enrolments.count() == 60


def test_the_same_file_again_is_recognised():
    cohort = cohort_in_mexico()
    first = loaded(cohort, csv_of(1, 2))
    enrolled(first)

    again = loaded(cohort, csv_of(1, 2))

    assert earlier_load(again) == first
    assert earlier_load(first) is None
    assert (figures_of(again).to_enrol, figures_of(again).already_before) == (0, 2)


def test_a_full_cohort_refuses_the_last_rows_and_makes_nothing_of_them():
    cohort = cohort_in_mexico(seats=2)
    EnrolmentFactory(cohort=cohort)
    waiting = loaded(cohort, csv_of(1, 2, 3))

    figures = enrolled(waiting, typed="3")
    assert outcomes(figures) == {"enrolled": 1, "already": 0, "refused": 2, "pending": 0}

    assert set(waiting.rows.filter(outcome="refused").values_list("refusal", flat=True)) == {"full"}
    assert not User.objects.filter(email="ana2@toluca.example").exists()
    assert Invitation.objects.count() == 1


def test_a_cohort_closed_meanwhile_refuses_every_row():
    cohort = cohort_in_mexico()
    waiting = loaded(cohort, csv_of(1))
    confirm_list(waiting, by=UserFactory())
    cohort.state = "closed"
    cohort.save()

    enrol_list(waiting.pk, tell=nothing)

    row = waiting.rows.get()
    assert (row.outcome, row.refusal, row.enrolment) == ("refused", "closed", None)
    assert not User.objects.filter(email="ana1@toluca.example").exists()


def test_a43_a_list_killed_half_way_is_resumed_at_the_first_row_without_outcome(monkeypatch):
    monkeypatch.setattr(enrolment_job, "CHUNK", 4)
    cohort = cohort_in_mexico()
    waiting = loaded(cohort, csv_of(*range(10)))
    confirm_list(waiting, by=UserFactory())
    told = []

    def die_in_the_second_chunk(enrolments):
        if told:
            raise KeyboardInterrupt
        told.extend(enrolments)

    with pytest.raises(KeyboardInterrupt):
        enrol_list(waiting.pk, tell=die_in_the_second_chunk)
    half = figures_of(waiting)
    assert (half.enrolled, half.pending) == (4, 6)
    assert cohort.enrolments.count() == User.objects.filter(email__startswith="ana").count() == 4

    enrol_list(waiting.pk, tell=nothing)

    waiting.refresh_from_db()
    assert waiting.state == "done"
    assert outcomes(figures_of(waiting)) == {
        "enrolled": 10,
        "already": 0,
        "refused": 0,
        "pending": 0,
    }
    assert cohort.enrolments.count() == Invitation.objects.count() == 10


def test_enrolling_a_finished_list_again_changes_nothing():
    cohort = cohort_in_mexico()
    waiting = loaded(cohort, csv_of(1))
    enrolled(waiting)
    told = []

    enrol_list(waiting.pk, tell=told.extend)

    assert told == []
    assert cohort.enrolments.count() == 1


def test_the_cells_of_the_file_are_forgotten_once_people_are_enrolled():
    waiting = loaded(cohort_in_mexico(), csv_of(1))
    assert waiting.rows.get().raw

    enrolled(waiting)

    assert waiting.rows.get().raw == []
