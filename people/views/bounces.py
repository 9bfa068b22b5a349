"""Where a mail system reports letters that came back."""

import json
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from people.domain.bounces import is_signed, message_behind, note_bounce


@login_not_required
@csrf_exempt
@require_POST
def bounce_report(request: HttpRequest) -> HttpResponse:
    """Take a signed report: which return path, whether for good, and what the server said.

    Without a shared secret the address does not exist. What bounced for a while changes nothing:
    the mail server goes on trying.
    """
    if not settings.BOUNCE_SECRET:
        raise Http404
    if not is_signed(request.body, request.headers.get("X-Aula-Signature", "")):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    try:
        report = json.loads(request.body)
        return_path, reason = str(report["return_path"]), str(report.get("reason", ""))
        is_for_good = report["permanent"] is True
    except (ValueError, TypeError, KeyError, AttributeError):
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    message = message_behind(return_path)
    if message is None:
        return HttpResponse(status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if is_for_good:
        note_bounce(message, reason=" ".join(reason.split()))
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
