"""The notice and its versions, consent, and the copy of one's data."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from people.domain.privacy import consent, export_person, load_notices, notice_in_force
from people.domain.sign_ins import note_sign_in
from people.models import AccessRecord, PrivacyNotice
from tests.factories import AffiliationFactory, InvitationFactory, MembershipFactory, UserFactory

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


def test_the_copy_holds_ones_own_rows_only_and_is_written_down():
    person = MembershipFactory().person
    AffiliationFactory(person=person, position="Directora")
    InvitationFactory(person=person)
    consent(person, language="es-mx")
    AffiliationFactory(position="Somebody else")

    copy = export_person(person, by=person)

    text = json.dumps(copy, cls=DjangoJSONEncoder)
    assert copy["account"]["email"] == person.email
    assert [row["position"] for row in copy["work"]] == ["Directora"]
    assert "token" not in text
    assert "Somebody else" not in text
    assert AccessRecord.objects.filter(action="export", person=person).count() == 1


def test_the_copy_of_ones_data_says_when_and_on_what_one_entered():
    person = UserFactory(email=None, name_code="itzel-7k4mp")
    note_sign_in(person, agent="Mozilla/5.0 (Android 14) Firefox/130.0")

    copy = export_person(person, by=person)

    assert copy["account"]["name_code"] == "itzel-7k4mp"
    assert [each["device"] for each in copy["sign_ins"]] == ["Firefox, Android"]
