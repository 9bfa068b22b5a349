import re
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories import (
    CohortTutorFactory,
    EnrolmentFactory,
    ForumPostFactory,
    LessonFactory,
    MembershipFactory,
)
from tutoring.domain.conduct import accept_conduct
from tutoring.models import ForumPost

pytestmark = pytest.mark.django_db
TEXT = "En mi municipio la meta más urgente es la 6.1, por el agua."


@pytest.fixture
def post():
    return ForumPostFactory(body=TEXT, author__given_names="Ximena")


@pytest.fixture
def reader(post):
    return EnrolmentFactory(cohort=post.cohort).participant


@pytest.fixture
def tutor(post):
    return CohortTutorFactory(cohort=post.cohort).tutor


def thread(post, name="forum"):
    return reverse(f"tutoring:{name}", args=[post.cohort.code, post.lesson.public_id])


def test_code_of_conduct_comes_before_the_first_text_and_only_once(client, post, reader):
    client.force_login(reader)
    form = {"body": TEXT, "key": uuid4()}
    assert client.post(thread(post, "forum-write"), form).status_code == 422

    client.post(thread(post, "forum-conduct"))
    response = client.post(thread(post, "forum-write"), form)

    assert response.status_code == 302
    assert thread(post) in response.url
    assert client.get(thread(post)).context["has_accepted"]
    assert reader.forum_posts.get().body == TEXT


def test_answering_completes_the_item_and_a_refused_answer_keeps_what_was_typed(
    client, post, reader
):
    accept_conduct(reader)
    client.force_login(reader)
    client.post(thread(post, "forum-write"), {"body": TEXT, "key": uuid4()})
    refused = client.post(
        thread(post, "forum-write"), {"body": "Sí.", "key": uuid4(), "parent": post.public_id}
    )
    client.post(
        thread(post, "forum-write"), {"body": TEXT, "key": uuid4(), "parent": post.public_id}
    )

    assert refused.status_code == 422
    assert f'value="{post.public_id}"' in refused.content.decode()
    assert [answer.author for answer in post.replies.all()] == [reader]
    assert reader.enrolments.get().lesson_progress.get().completed_at


def test_text_is_shown_as_text(client, post, reader):
    post.body = "<script>alert(1)</script> **fuerte** https://inegi.org.mx"
    post.save()
    client.force_login(reader)

    page = client.get(thread(post)).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; **fuerte** https://inegi.org.mx" in page
    assert 'href="https://inegi.org.mx"' not in page


def test_report_reaches_the_tutor_who_hides_the_text(client, post, reader, tutor):
    client.force_login(reader)
    client.post(
        reverse("tutoring:post-report", args=[post.public_id]), {"reason": "Publica un teléfono"}
    )
    client.force_login(tutor)
    queue = client.get(reverse("tutoring:forum-reports")).content.decode()
    decide = reverse("tutoring:post-decide", args=[post.public_id])

    client.post(decide, {"action": "hide"})
    post.refresh_from_db()
    assert post.hidden_at is None
    response = client.post(decide + "?de=reportes", {"action": "hide", "reason": "Un teléfono"})

    assert "Publica un teléfono" in queue
    assert response.url == reverse("tutoring:forum-reports")
    client.force_login(reader)
    assert TEXT not in client.get(thread(post)).content.decode()
    assert client.post(decide, {"action": "restore"}).status_code == 403


def test_names_of_people_who_left_are_read_only_by_those_who_moderate(client, post, reader, tutor):
    post.enrolment.status = "withdrawn"
    post.enrolment.save()
    name = post.author.full_name

    pages = []
    for person in (reader, tutor):
        client.force_login(person)
        pages.append(client.get(thread(post)).content.decode())

    assert [name in page for page in pages] == [False, True]
    assert TEXT in pages[0]


def test_only_the_cohort_its_tutors_and_its_staff_read_a_thread(client, post, tutor):
    staff = MembershipFactory(organisation=post.cohort.host, role="staff").person
    coordinator = MembershipFactory(organisation=post.cohort.partner, role="coordinator").person
    other = EnrolmentFactory(cohort__edition=post.cohort.edition).participant
    expected = {tutor: 200, staff: 200, coordinator: 403, other: 404}

    answers = {}
    for person in expected:
        client.force_login(person)
        answers[person] = client.get(thread(post)).status_code

    assert answers == expected
    assert client.get(reverse("tutoring:post-report", args=[post.public_id])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_thread_costs_the_same_for_any_number(
    client, django_assert_num_queries, post, reader, count
):
    for number in range(count):
        more = ForumPostFactory(cohort=post.cohort, lesson=post.lesson) if number else post
        ForumPostFactory(cohort=post.cohort, lesson=post.lesson, parent=more)
    client.force_login(reader)

    with django_assert_num_queries(12):
        page = client.get(thread(post))

    assert len(page.context["page"].object_list) == count


@pytest.mark.parametrize("count", [1, 3])
def test_reports_and_list_cost_the_same_for_any_number(
    client, django_assert_num_queries, post, tutor, count
):
    for _ in range(count):
        lesson = LessonFactory(module=post.lesson.module, closed_by="forum")
        made = ForumPostFactory(cohort=post.cohort, lesson=lesson)
        made.reports.create(reported_by=tutor, reason="x")
    client.force_login(tutor)

    with django_assert_num_queries(6):
        reports = client.get(reverse("tutoring:forum-reports"))
    with django_assert_num_queries(5):
        forums = client.get(reverse("tutoring:forum-list", args=[post.cohort.code]))

    assert len(reports.context["page"].object_list) == count
    assert len(forums.context["lessons"]) == count + 1
    assert ForumPost.objects.count() == count + 1


def test_way_back_from_the_forums_leads_to_where_the_reader_came_from(client, post, tutor):
    staff = MembershipFactory(role="staff", organisation=post.cohort.host).person
    above = {tutor: reverse("tutoring:my-cohorts"), staff: post.cohort.get_absolute_url()}

    ways = {}
    for reader in above:
        client.force_login(reader)
        page = client.get(reverse("tutoring:forum-list", args=[post.cohort.code]))
        crumb = page.content.decode().partition('<ol class="crumb">')[2].partition("</ol>")[0]
        ways[reader] = re.findall(r'href="([^"]+)"', crumb)[-1]

    assert ways == above
