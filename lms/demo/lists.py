"""The lists that ministries of the demonstration send: every cohort from files in a mess."""

from collections.abc import Callable, Sequence

from courses.documents import untidy_lists as untidy
from courses.domain.demo_people import CAMPECHE, MEXICO, YUCATAN, DemoPerson
from courses.domain.enrolment_import import figures_of, load_list
from courses.domain.enrolment_job import confirm_list, number_to_type
from courses.models import Cohort, Enrolment
from people.models import Organisation, User
from tutoring.domain.assignment import appoint_tutor, assign_missing

Written = tuple[str, Callable[[Sequence[DemoPerson]], bytes]]
# State → the files that it sends, each with a share of the people.
FILES: dict[str, tuple[Written, ...]] = {
    MEXICO: (
        ("participantes-valle-de-toluca.xlsx", untidy.titles_and_total),
        ("participantes-oriente.xlsx", untidy.merged_cells),
        ("participantes-norte.txt", untidy.unicode_text),
        ("participantes-sur.csv", untidy.line_breaks),
    ),
    YUCATAN: (
        ("relacion-yucatan-1.csv", untidy.bar_and_sep),
        ("relacion-yucatan-2.ods", untidy.libre_office),
    ),
    CAMPECHE: (("campeche.csv", untidy.macintosh),),
}


def enrol_from_lists(
    cohort: Cohort, people: Sequence[DemoPerson], *, tutors: Sequence[User], by: User
) -> None:
    """Enrol the people of a cohort as the team does: read each file, review it, confirm it."""
    for tutor in tutors:
        appoint_tutor(cohort, tutor, by=by, quota=30)
    files = FILES[cohort.territory.code]
    for number, (name, write) in enumerate(files):
        content = write(people[number :: len(files)])
        loaded = load_list(cohort, content=content, file_name=name, by=by)
        typed = number_to_type(cohort, figures_of(loaded).to_enrol)
        confirm_list(loaded, by=by, typed=str(typed))
    assign_missing(cohort)
    enrolled = Enrolment.objects.filter(cohort=cohort)
    User.objects.filter(enrolments__in=enrolled).update(is_demo=True)
    Organisation.objects.filter(affiliations__enrolments__in=enrolled).update(is_demo=True)
