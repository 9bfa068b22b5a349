"""Lists of people as tests upload them."""

from courses.domain.enrolment_import import load_list
from tests.factories import CohortFactory, MunicipalityFactory, TerritoryFactory, UserFactory

HEADERS = "Nombre(s),Primer apellido,Segundo apellido,Correo electrónico,Municipio,Cargo\n"


def lines(*numbers):
    """Return one good row a number."""
    return "".join(f"Ana,Peña{n},Ruiz,ana{n}@toluca.example,Toluca,Regidora\n" for n in numbers)


def csv_of(*numbers, more=""):
    return (HEADERS + lines(*numbers) + more).encode()


def cohort_in_mexico(**facts):
    """Return an open cohort of the State of Mexico, whose catalogue has Toluca and Lerma."""
    state = TerritoryFactory()
    MunicipalityFactory(code="15106", name="Toluca", parent=state)
    MunicipalityFactory(code="15051", name="Lerma", parent=state)
    return CohortFactory(territory=state, **facts)


def loaded(cohort, content, *, by=None, name="lista.csv"):
    return load_list(cohort, content=content, file_name=name, by=by or UserFactory())
