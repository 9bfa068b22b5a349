"""Correcting the name of a person in a cohort."""

from http import HTTPStatus
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from completion.domain.names import certificates_with_the_name, correct_name
from completion.forms import NameForm
from courses.models import Enrolment
from lms.lib.access import allowed, fetch
from lms.lib.errors import RuleViolation
from people.domain.people import names_of


@require_http_methods(["GET", "HEAD", "POST"])
def name_correct(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say where the name is read, ask for the right one and the reason, and write it."""
    enrolment = fetch(request.user, "manage", Enrolment.objects.with_course(), public_id=public_id)
    certificates = list(allowed(request.user, "view", certificates_with_the_name(enrolment)))
    form = NameForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4(), **names_of(enrolment.participant)},
        is_issued=bool(certificates),
    )
    if form.is_bound and form.is_valid():
        try:
            correct_name(enrolment, by=request.user, **form.cleaned_data)
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The name is corrected."))
            return redirect("person", public_id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"enrolment": enrolment, "certificates": certificates, "form": form}
    return render(request, "completion/name_correct.html", context, status=status)
