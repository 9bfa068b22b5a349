"""The people of a cohort as a sheet that the importer takes back without changing anything."""

import pytest

from courses.documents.enrolment_sheets import people_sheet
from courses.domain.enrolment import withdraw
from courses.domain.enrolment_import import figures_of
from courses.domain.enrolment_job import confirm_list, enrol_list
from courses.models import Enrolment
from people.models import Affiliation, Invitation, Organisation, User
from tests.courses.lists import cohort_in_mexico, loaded

pytestmark = pytest.mark.django_db
LIST = (
    "Nombre(s),Primer apellido,Segundo apellido,Correo,Nivel,Municipio,Dependencia,Cargo,Área\n"
    "Ana,Peña,Ruiz,ana@toluca.example,Municipal,Toluca,,Regidora,Cabildo\n"
    "Nꞌyeni,de la Cruz,,nyeni@lerma.example,Municipal,Lerma,,,\n"
    "Eva,Sol,Ek,eva@gmail.com,Estatal,,Secretaría de Salud,Jefa,Evaluación\n"
    "Luz,Paz,,luz@toluca.example,Municipal,Toluca,,Síndica,\n"
)


def enrol(cohort, content, name="lista.csv"):
    waiting = loaded(cohort, content, name=name)
    figures = figures_of(waiting)
    confirm_list(waiting, by=waiting.uploaded_by)
    enrol_list(waiting.pk, tell=len)
    return figures


def everything(cohort):
    rows = Affiliation.objects.order_by("pk").values_list(
        "person", "organisation", "position", "area", "until"
    )
    return (
        list(cohort.enrolments.order_by("pk").values_list("pk", "status", "affiliation")),
        list(
            User.objects.filter(enrolments__cohort=cohort)
            .order_by("pk")
            .values_list("email", "given_names", "surname_1")
        ),
        list(rows),
        Organisation.objects.count(),
        Invitation.objects.count(),
    )


def test_people_who_are_exported_and_imported_again_stay_as_they_are():
    cohort = cohort_in_mexico(seats=10)
    assert enrol(cohort, LIST.encode()).to_enrol == 4
    gone = cohort.enrolments.get(participant__email="luz@toluca.example")
    withdraw(gone, by=gone.enrolled_by, reason="Cambió de puesto")
    exported = people_sheet(Enrolment.objects.filter(cohort=cohort).with_workplace())
    before = everything(cohort)

    figures = enrol(cohort, exported, "personas.xlsx")

    assert (figures.total, figures.already_before, figures.to_enrol) == (3, 3, 0)
    assert everything(cohort) == before
