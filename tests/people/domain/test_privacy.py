"""The notice and its versions, consent, and the copy of one's data."""

import pytest

from people.domain.privacy import consent, load_notices, notice_in_force
from people.models import PrivacyNotice
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_the_notice_is_published_once_in_both_languages():
    assert [load_notices(), load_notices()] == [1, 1]
    assert sorted(PrivacyNotice.objects.values_list("version", "language")) == [
        (1, "en"),
        (1, "es-mx"),
    ]


def test_a_changed_text_is_a_new_version_and_the_old_one_stays():
    load_notices()
    PrivacyNotice.objects.filter(language="en").update(text="What we said before")

    assert load_notices() == 2
    assert PrivacyNotice.objects.get(version=1, language="en").text == "What we said before"


def test_the_notice_can_be_read_before_it_is_published():
    notice = notice_in_force("es-mx")

    assert notice.version == 1
    assert "<h2>Quién es responsable</h2>" in notice.html
    assert "<table>" in notice.html


def test_consent_names_the_version_and_is_given_once():
    person = UserFactory()

    assert consent(person, language="en") == consent(person, language="en")
    assert person.consents.get().notice.language == "en"
