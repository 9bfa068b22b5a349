"""What became of letters of the demonstration, and people whom its partner names besides."""

from collections.abc import Sequence

from courses.domain.enrolment_import import load_list
from courses.domain.nominations import confirm_nominations, nominate
from courses.models import Partnership
from lms.demo.work import Student, days_ago
from people.domain.bounces import note_bounce
from people.domain.invitations import decline, mark_opened
from people.models import Invitation, Message, User

NO_SUCH_ADDRESS = "550 5.1.1 El buzón no existe"
MAILBOX_FULL = "552 5.2.2 El buzón está lleno"
HEADERS = "Nombre(s)\tPrimer apellido\tSegundo apellido\tCorreo electrónico\tOrden de gobierno\t"
HEADERS += "Municipio\tDependencia\tCargo\n"
# The partner has no seats of this level: these wait for one.
WAITING = (
    "Mireya\tOlvera\tSoto\tmireya.olvera@bienestar.example\tFederal\t\tSecretaría de Bienestar\t"
    "Analista de Programas\n"
    "Ramiro\tEscobar\tLuna\tramiro.escobar@salud.example\tFederal\t\tSecretaría de Salud\t"
    "Jefe de Departamento\n"
)
# The team has not decided about these.
NAMED = (
    "Guadalupe\tMillán\tReza\tguadalupe.millan@lerma.example\tMunicipal\tLerma\t\tRegidora\n"
    "Saúl\tArzate\tMora\tsaul.arzate@zinacantepec.example\tMunicipal\tZinacantepec\t\tTesorero\n"
    "Noemí\tFabila\tRíos\tnoemi.fabila@temoaya.example\tMunicipal\tTemoaya\t\tSíndica\n"
)


def let_letters_fare(invited: Sequence[Student]) -> None:
    """Let two letters come back, the next person decline and three others open their link."""
    links = [student.enrolment.invitation for student in invited]
    handed_over = Invitation.objects.filter(pk__in=[each.pk for each in links])
    handed_over.update(handed_over_at=days_ago(2), sent_at=days_ago(2))
    letters = {each.invitation_id: each for each in Message.objects.filter(invitation__in=links)}
    for link, reason in zip(links, (NO_SUCH_ADDRESS, MAILBOX_FULL), strict=False):
        note_bounce(letters[link.pk], reason=reason, now=days_ago(1.9))
    for link in links[2:3]:
        decline(link, reason="Cambio de funciones", now=days_ago(1))
    for link in links[3:6]:
        mark_opened(link, now=days_ago(0.4))


def name_more_people(partnership: Partnership, *, coordinator: User, staff: User) -> None:
    """Let the partner name people over its seats, who wait, and others whom the team is to see."""
    for rows, name in ((WAITING, "dependencias-federales.csv"), (NAMED, "tres-municipios.csv")):
        named = load_list(
            partnership.cohort,
            content=(HEADERS + rows).encode(),
            file_name=name,
            by=coordinator,
            partnership=partnership,
        )
        nominate(named, by=coordinator)
        if rows is WAITING:
            confirm_nominations(named, by=staff)
