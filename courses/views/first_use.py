"""What whoever enters with a printed PIN sees first: a PIN of their own, notice, and seat."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from courses.domain.joining import begin_with_pin, is_first_use, offer_to
from courses.forms import FirstUseForm, NewPinForm
from lms.lib.access import fetch
from lms.lib.errors import RuleViolation
from people.models import User


@never_cache
@sensitive_post_parameters("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def first_use(request: HttpRequest) -> HttpResponse:
    person = fetch(request.user, "edit", User.objects.all(), pk=request.user.pk)
    if not person.must_choose_pin:
        return redirect("home")
    is_new = is_first_use(person)
    typed = request.POST if request.method == "POST" else None
    form = FirstUseForm(typed, instance=person) if is_new else NewPinForm(typed)
    if form.is_bound and form.is_valid():
        answers = {"names": form.names(), "about_self": form.told()} if is_new else {}
        try:
            begin_with_pin(
                request.user,
                secret=form.cleaned_data["secret"],
                language=get_language(),
                **answers,
            )
        except RuleViolation as refusal:
            form.add_error("secret", refusal)
        else:
            # The session goes on under the new password; any other one has ended.
            request.user.refresh_from_db()
            update_session_auth_hash(request, request.user)
            messages.success(request, _("From now on you enter with your name code and this PIN."))
            return redirect("home")
    context = {"form": form, "is_new": is_new, "offer": offer_to(request.user), "signs": "ꞌʼɨëäḵ"}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "courses/first_use.html", context, status=status)
