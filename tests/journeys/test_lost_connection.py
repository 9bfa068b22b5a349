"""What somebody typed survives a lost connection and a lost session, and nobody else sees it."""

import pytest
from django.conf import settings
from django.test.utils import override_settings
from django.utils.translation import gettext

from assessments.domain.project import matrix_of, project_of, save_cell
from courses.models import Enrolment, LessonReply
from people.domain.people import confirm_email
from tests.factories import (
    EnrolmentFactory,
    LessonFactory,
    QuestionFactory,
    TutorAssignmentFactory,
    UserFactory,
)
from tests.live import Visitor, wait_for
from tutoring.models import Question

TEXT = "El agua potable es la meta más urgente en mi municipio."
PASSWORD = "un sol de agua clara"
QUEUED = "No connection. It is kept on this device and is sent when the connection is back."
HELD = (
    "No connection. It is still on this page: do not close it."
    " It is sent when the connection is back."
)
RESTORED = "You wrote this on {when} and did not save it. It was kept on this device."
REFUSED = "It was sent but not saved. Press the button again to see why."
UNSAVED = "There is text of yours on this device that was not saved. Signing out deletes it."
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('aula:'))"

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("lost connection")]


@pytest.fixture
def visitor(site, chromium):
    visitor = Visitor(chromium, site)
    yield visitor
    visitor.leave(is_content=False)


def a_participant(**facts) -> Enrolment:
    enrolment = EnrolmentFactory(**facts)
    person = enrolment.participant
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"]):
        person.set_password(PASSWORD)
    person.save()
    confirm_email(person)
    return enrolment


def a_reply(enrolment: Enrolment) -> str:
    """Return the page of an item with a written reply."""
    lesson = LessonFactory(module__edition=enrolment.cohort.edition, closed_by="reply", kind="F")
    return f"/curso/{enrolment.cohort.code}/leccion/{lesson.public_id}/"


def field(visitor: Visitor):
    return visitor.page.locator("#reply textarea")


def note(visitor: Visitor, words: str):
    said = gettext(words).rpartition("{when}")[2]
    return visitor.page.get_by_role("status").filter(has_text=said)


def save(visitor: Visitor):
    visitor.page.locator("#reply button.btn").click()


def sign_in(visitor: Visitor, enrolment: Enrolment, **boxes: bool) -> None:
    visitor.fill(login=enrolment.participant.email, password=PASSWORD, **boxes)
    visitor.press(gettext("Sign in"), exact=True)


def lose_session(visitor: Visitor) -> None:
    visitor.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def replies(enrolment: Enrolment) -> list[str]:
    return list(LessonReply.objects.filter(enrolment=enrolment).values_list("body", flat=True))


def test_text_saved_without_connection_arrives_once_it_is_back(visitor):
    mine = a_participant()
    page = a_reply(mine)
    visitor.enter_as(mine.participant)
    visitor.open(page)

    visitor.context.set_offline(True)
    field(visitor).fill(TEXT)
    save(visitor)
    note(visitor, QUEUED).wait_for()
    assert replies(mine) == []
    with visitor.page.expect_navigation():
        visitor.context.set_offline(False)
    visitor.look()

    assert gettext("Your reply is saved and the item is completed.") in visitor.text
    assert replies(mine) == [TEXT]
    assert visitor.page.evaluate(KEPT) == []


def test_text_of_a_closed_page_is_sent_from_the_next_one(visitor):
    mine = a_participant()
    page = a_reply(mine)
    visitor.enter_as(mine.participant)
    visitor.open(page)

    visitor.context.set_offline(True)
    field(visitor).fill(TEXT)
    save(visitor)
    note(visitor, QUEUED).wait_for()
    visitor.page.goto("about:blank")
    visitor.context.set_offline(False)
    visitor.open("/ayuda/")
    note(visitor, "Sent and saved.").wait_for()

    assert replies(mine) == [TEXT]
    assert visitor.page.evaluate(KEPT) == []


def test_text_of_a_lost_session_is_back_after_signing_in(visitor):
    mine = a_participant()
    visitor.enter_as(mine.participant)
    visitor.open(a_reply(mine))

    field(visitor).fill(TEXT)
    lose_session(visitor)
    with visitor.page.expect_navigation(url="**/entrar/**"):
        save(visitor)
    sign_in(visitor, mine)
    note(visitor, RESTORED).wait_for()
    assert field(visitor).input_value() == TEXT
    assert replies(mine) == []
    with visitor.page.expect_navigation():
        save(visitor)
    visitor.look()

    assert replies(mine) == [TEXT]
    assert visitor.page.evaluate(KEPT) == []


def test_kept_text_can_be_discarded(visitor):
    mine = a_participant()
    page = a_reply(mine)
    visitor.enter_as(mine.participant)
    visitor.open(page)

    field(visitor).fill(TEXT)
    visitor.open(page)
    assert field(visitor).input_value() == TEXT
    visitor.page.get_by_role("button", name=gettext("Discard it")).click()

    assert field(visitor).input_value() == ""
    assert visitor.page.evaluate(KEPT) == []


def test_nobody_sees_the_text_of_who_used_the_device_before(visitor):
    mine = a_participant()
    theirs = a_participant(cohort=mine.cohort)
    page = a_reply(mine)
    visitor.enter_as(mine.participant)
    visitor.open(page)
    field(visitor).fill(TEXT)

    lose_session(visitor)
    visitor.open("/entrar/")
    sign_in(visitor, theirs)
    visitor.open(page)
    assert field(visitor).input_value() == ""
    assert visitor.page.locator("[data-kept-note]").count() == 0

    lose_session(visitor)
    visitor.open("/entrar/")
    sign_in(visitor, mine)
    visitor.open(page)
    assert field(visitor).input_value() == TEXT


def test_stale_page_never_sends_in_the_name_of_who_came_next(visitor):
    mine = a_participant()
    theirs = a_participant(cohort=mine.cohort)
    visitor.enter_as(mine.participant)
    visitor.open(a_reply(mine))
    field(visitor).fill(TEXT)
    lose_session(visitor)
    other_tab = visitor.context.new_page()
    other_tab.goto("/entrar/")
    other_tab.fill("[name=login]", theirs.participant.email)
    other_tab.fill("[name=password]", PASSWORD)
    other_tab.locator("form[aria-labelledby=with-account] .btn").first.click()
    other_tab.wait_for_url("**/inicio/")

    save(visitor)
    note(visitor, "Somebody else signed in on this device. Nothing was sent.").wait_for()

    assert replies(mine) == replies(theirs) == []


def test_shared_device_keeps_nothing_and_still_sends_what_waits_on_the_page(visitor):
    mine = a_participant()
    visitor.open(f"/entrar/?next={a_reply(mine)}")
    sign_in(visitor, mine, shared=True)

    visitor.context.set_offline(True)
    field(visitor).fill(TEXT)
    save(visitor)
    note(visitor, HELD).wait_for()
    assert visitor.page.evaluate("localStorage.length") == 0
    with visitor.page.expect_navigation():
        visitor.context.set_offline(False)

    assert replies(mine) == [TEXT]


def test_signing_out_leaves_nothing_of_anybody_on_the_device(visitor):
    mine = a_participant()
    theirs = a_participant(cohort=mine.cohort)
    page = a_reply(mine)
    for enrolment in (mine, theirs):
        lose_session(visitor)
        visitor.enter_as(enrolment.participant)
        visitor.open(page)
        field(visitor).fill(TEXT)
    assert len(visitor.page.evaluate(KEPT)) == 2

    visitor.open("/salir/")
    assert visitor.page.get_by_text(gettext(UNSAVED)).is_visible()
    visitor.press(gettext("Sign out"), exact=True)

    assert visitor.page.evaluate(KEPT) == []


@pytest.mark.parametrize("then", [TEXT, "¿Puedo usar datos del censo?"])
def test_question_whose_answer_was_lost_is_asked_once_unless_it_changed(visitor, then):
    mine = a_participant()
    visitor.enter_as(mine.participant)
    visitor.open(f"/curso/{mine.cohort.code}/dudas/nueva/")

    def lose_the_answer(route) -> None:
        route.fetch(max_redirects=0)
        route.abort()

    visitor.page.route("**/dudas/nueva/", lose_the_answer, times=1)
    visitor.fill(body=TEXT)
    visitor.page.locator("#ask button.btn").click()
    note(visitor, QUEUED).wait_for()
    if then != TEXT:
        visitor.fill(body=then)
    with visitor.page.expect_navigation():
        visitor.page.evaluate("dispatchEvent(new Event('online'))")

    asked = Question.objects.filter(enrolment=mine).order_by("asked_at")
    assert [question.body for question in asked] == list(dict.fromkeys([TEXT, then]))


def test_form_that_htmx_sends_is_kept_until_its_answer_came(visitor):
    question = QuestionFactory()
    tutor = TutorAssignmentFactory(enrolment=question.enrolment).tutor
    visitor.enter_as(tutor)
    visitor.open(f"/dudas/{question.public_id}/")
    button = visitor.page.locator("form[data-keep] button.btn")

    visitor.context.set_offline(True)
    visitor.fill(body="Sí, puede usarlos.")
    button.click()
    note(visitor, QUEUED).wait_for()
    with visitor.page.expect_navigation():
        visitor.context.set_offline(False)
    visitor.fill(body="Cite la fuente.")
    button.click()
    visitor.page.locator(".prose", has_text="Cite la fuente.").wait_for()

    said = question.answers.order_by("answered_at").values_list("body", flat=True)
    assert list(said) == ["Sí, puede usarlos.", "Cite la fuente."]
    assert visitor.page.locator("textarea[name=body]").input_value() == ""
    assert visitor.page.evaluate(KEPT) == []


def test_text_that_meets_another_one_shows_both(visitor):
    mine = a_participant()
    project = project_of(mine)
    cell = matrix_of(project).cells[0]
    address = f"/curso/{mine.cohort.code}/proyecto/matriz/celda/{cell.row.id}.{cell.column}/"
    visitor.enter_as(mine.participant)
    visitor.open(address)

    visitor.context.set_offline(True)
    visitor.fill(narrative="Contribuir al agua segura mediante obras.")
    visitor.page.locator("button[name=go][value=matrix]").click()
    note(visitor, QUEUED).wait_for()
    save_cell(
        project, cell.row.id, cell.column, by=UserFactory(), values={"narrative": "El de ella."}
    )
    visitor.context.set_offline(False)
    note(visitor, REFUSED).wait_for()
    visitor.page.locator("button[name=go][value=matrix]").click()
    visitor.page.get_by_role("button", name=gettext("Use mine")).wait_for()
    assert "El de ella." in visitor.text
    assert "Contribuir al agua segura mediante obras." in visitor.text
    visitor.press(gettext("Use mine"))

    [saved] = [each for each in matrix_of(project).cells if each.id == cell.id]
    assert saved.row.narrative == "Contribuir al agua segura mediante obras."
    wait_for(lambda: visitor.page.evaluate(KEPT) == [], what="the end of what was kept")
