"""One's own data: what the site holds, what one chose to tell, who looked, and a copy."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lms.dashboards import my_data as mine
from lms.lib.access import fetch
from people.domain.privacy import tell_about_self
from people.forms import AboutSelfForm
from people.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def my_data(request: HttpRequest) -> HttpResponse:
    """Show everything; the POST keeps what the person chose to tell."""
    person = fetch(request.user, "edit", User.objects.all(), pk=request.user.pk)
    form = AboutSelfForm(request.POST if request.method == "POST" else None, instance=person)
    if form.is_bound and form.is_valid():
        tell_about_self(request.user, form.told())
        messages.success(request, _("What you told was saved."))
        return redirect("my-data")
    return render(
        request,
        "lms/my_data.html",
        {"form": form, "data": mine.my_data(request.user)},
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


@require_POST
def my_data_download(request: HttpRequest) -> HttpResponse:
    """Hand over everything that is known about whoever asks, as one file."""
    parts = mine.copy_of_my_data(request.user)
    is_csv = request.POST.get("kind") == "csv"
    return HttpResponse(
        mine.as_csv(parts) if is_csv else mine.as_json(parts),
        content_type="text/csv; charset=utf-8" if is_csv else "application/json",
        headers={
            "Content-Disposition": "attachment; filename="
            f'"aula-ods-mis-datos.{"csv" if is_csv else "json"}"',
        },
    )
