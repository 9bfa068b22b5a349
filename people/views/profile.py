"""One's own account: name, language, roles, and the ways in."""

from http import HTTPStatus

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from lms.lib.access import fetch
from people.domain.profile import save_profile
from people.domain.sign_ins import last_sign_ins
from people.forms import ProfileForm
from people.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    person = fetch(request.user, "edit", User.objects.all(), pk=request.user.pk)
    form = ProfileForm(request.POST or None, instance=person)
    if form.is_valid():
        save_profile(request.user, **form.cleaned_data)
        with override(form.cleaned_data["language"]):
            messages.success(request, _("Your account was saved."))
        return redirect(translate_url(reverse("people:profile"), form.cleaned_data["language"]))
    return render(
        request,
        "people/profile.html",
        {
            "form": form,
            "has_second_factor": is_mfa_enabled(request.user),
            "sign_ins": last_sign_ins(request.user),
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )
