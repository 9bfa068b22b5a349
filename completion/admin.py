"""What administrators see of certificates; revoking goes through the domain."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from completion.domain.certificates import revoke
from completion.models import Certificate


@admin.register(Certificate)
class CertificateAdmin(admin.ModelAdmin):
    list_display = ["folio", "enrolment", "state", "issued_at"]
    list_filter = ["state"]
    list_select_related = ["enrolment__participant", "enrolment__cohort"]
    search_fields = ["folio"]
    fields = readonly_fields = [
        "folio",
        "enrolment",
        "state",
        "issued_at",
        "holder_told_at",
        "error",
        "revoked_at",
    ]
    actions = ["revoke_chosen"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Certificate | None = None) -> bool:
        return False

    @admin.action(description=gettext_lazy("Revoke the chosen certificates"))
    def revoke_chosen(self, request: HttpRequest, queryset: QuerySet[Certificate]) -> None:
        for certificate in queryset:
            revoke(certificate, by=request.user, reason=_("Revoked in the administration."))
        messages.success(request, _("The certificates were revoked."))
