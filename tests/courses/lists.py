"""Lists of people as tests upload them."""

from django.utils import timezone

from courses.domain.enrolment_import import load_list
from people.models import PrivacyNotice
from tests.factories import (
    CohortFactory,
    CohortTutorFactory,
    MunicipalityFactory,
    TerritoryFactory,
    UserFactory,
)

HEADERS = "Nombre(s),Primer apellido,Segundo apellido,Correo electrónico,Municipio,Cargo\n"


def lines(*numbers):
    """Return one good row a number."""
    return "".join(f"Ana,Peña{n},Ruiz,ana{n}@toluca.example,Toluca,Regidora\n" for n in numbers)


def csv_of(*numbers, more=""):
    return (HEADERS + lines(*numbers) + more).encode()


def make_ready(cohort):
    """Give a cohort what is required before anybody is invited, and return it."""
    CohortTutorFactory(cohort=cohort)
    cohort.edition.completion_requirements.create(kind="online", position=1)
    notice = {"version": 1, "language": "es-mx"}
    if not PrivacyNotice.objects.filter(**notice).exists():
        PrivacyNotice.objects.create(**notice, text="x", published_on=timezone.localdate())
    return cohort


def cohort_in_mexico(**facts):
    """Return a cohort of the State of Mexico, ready to invite; it knows Toluca and Lerma."""
    state = TerritoryFactory()
    MunicipalityFactory(code="15106", name="Toluca", parent=state)
    MunicipalityFactory(code="15051", name="Lerma", parent=state)
    return make_ready(CohortFactory(territory=state, **facts))


def loaded(cohort, content, *, by=None, name="lista.csv"):
    return load_list(cohort, content=content, file_name=name, by=by or UserFactory())
