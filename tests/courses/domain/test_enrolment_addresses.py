"""Addresses of lists: tidied, and the slips that are asked about and never corrected."""

import pytest

from courses.domain.enrolment_addresses import about_email, tidy_email, usual_domains

USUAL = ["edomex.gob.mx", "toluca.gob.mx"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("mailto:Ana@X.mx", "ana@x.mx"),
        ("Ana Peña <ana@x.mx>", "ana@x.mx"),
        (" ana@x.mx; ", "ana@x.mx"),
        ("ana@x", "ana@x"),
    ],
)
def test_addresses_are_tidied_and_wrong_ones_kept_as_typed(text, address):
    assert tidy_email(text) == address


@pytest.mark.parametrize(
    ("domain", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("gmai.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.com.mx", "gmail.com"),
        ("hotmial.com", "hotmail.com"),
        ("hotmal.es", "hotmail.es"),
        ("outlok.com", "outlook.com"),
        ("outlook.con", "outlook.com"),
        ("yaho.com.mx", "yahoo.com.mx"),
        ("edomex.gob", "edomex.gob.mx"),
        ("naucalpan.gov.mx", "naucalpan.gob.mx"),
        ("naucalpan.gob.nx", "naucalpan.gob.mx"),
        ("tolca.gob.mx", "toluca.gob.mx"),
    ],
)
def test_a_slip_in_the_domain_is_asked_about_with_what_was_meant(domain, meant):
    assert about_email(f"ana@{domain}", USUAL) == f"email_typo:ana@{meant}"


@pytest.mark.parametrize(
    "domain",
    [
        "gmail.com", "hotmail.es", "outlook.com", "yahoo.com.mx", "live.com.mx", "icloud.com",
        "mail.com", "ymail.com", "email.com", "toluca.gob.mx", "lerma.gob.mx", "edomex.gob.mx",
        "mail.toluca.gob.mx", "live.uaemex.mx", "unam.mx", "harvard.edu", "prodigy.net.mx",
    ],
)  # fmt: skip
def test_right_domains_are_left_alone(domain):
    assert about_email(f"ana@{domain}", USUAL) == ""


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("", "email_missing"),
        ("ana", "email_incomplete"),
        ("ana@lerma", "email_incomplete"),
        ("ana@toluca", "email_incomplete:ana@toluca.gob.mx"),
        ("ana@ejemplo,mx", "email_wrong:ana@ejemplo.mx"),
        ("ana@yahoo.com.m", "email_wrong:ana@yahoo.com.mx"),
        ("ana@gmial,com", "email_wrong:ana@gmail.com"),
        ("ana @ejemplo.mx", "email_wrong:ana@ejemplo.mx"),
        ("muñoz@ejemplo.mx", "email_wrong:munoz@ejemplo.mx"),
        ("ana@x.mx / eva@x.mx", "email_wrong:ana@x.mx"),
        ("no tiene", "email_wrong"),
        ("ana pech@ejemplo.mx", "email_wrong"),
    ],
)
def test_what_cannot_be_an_address_is_told_with_what_was_probably_meant(address, told):
    assert about_email(address, USUAL) == told


def test_a_domain_is_usual_when_three_people_have_it():
    addresses = [f"{name}@toluca.gob.mx" for name in "abc"] + ["a@lerma.gob.mx", "ana"]

    assert usual_domains(addresses) == ["toluca.gob.mx"]
