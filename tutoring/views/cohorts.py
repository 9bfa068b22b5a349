"""The people a tutor has, cohort by cohort."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.models import Cohort, Enrolment
from lms.lib.access import allowed
from tutoring.domain.workload import SILENT_DAYS, tutored, with_workload

A_PAGE = 50


@require_safe
def my_cohorts(request: HttpRequest) -> HttpResponse:
    people = with_workload(allowed(request.user, "tutor", Enrolment.objects.holding_a_seat()))
    cohorts = list(
        allowed(
            request.user, "tutor", Cohort.objects.select_related("edition__course").order_by("name")
        )
    )
    chosen = request.GET.get("cohorte", "")
    if chosen in [cohort.code for cohort in cohorts]:
        people = people.filter(cohort__code=chosen)
    in_need = people.filter(needs_company=True)
    only_in_need = request.GET.get("ver") == "acompanamiento"
    rows = in_need if only_in_need else people
    page = Paginator(
        rows.order_by("cohort__name", "participant__folded_name", "pk"), A_PAGE
    ).get_page(request.GET.get("pagina"))
    context = {
        "cohorts": cohorts,
        "chosen": chosen,
        "page": page,
        "rows": tutored(page.object_list),
        "in_need": in_need.count(),
        "only_in_need": only_in_need,
        "silent_days": SILENT_DAYS,
    }
    return render(request, "tutoring/my_cohorts.html", context)
