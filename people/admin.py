"""People in Django's admin: to look at, and to mend by hand. Roles are given in the team pages."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from people.domain.people import confirm_email, normal_email
from people.domain.records import record
from people.models import (
    AccessRecord,
    DataAgreement,
    Invitation,
    Membership,
    Message,
    Organisation,
    PrivacyNotice,
    Territory,
    User,
)


class LookOnly(admin.ModelAdmin):
    """Rows that only the domain writes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """No superuser is made here: ``create_first_admin`` does that, from a shell."""

    list_display = ["full_name", "email", "is_active", "is_superuser"]
    search_fields = ["folded_name", "email"]
    fields = [
        "email",
        "given_names",
        "surname_1",
        "surname_2",
        "preferred_name",
        "language",
        "time_zone",
        "is_active",
        "is_superuser",
        "last_login",
    ]
    readonly_fields = ["is_superuser", "last_login"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(
        self,
        request: HttpRequest,
        obj: User,
        form: ModelForm,
        change: bool,  # noqa: FBT001
    ) -> None:
        obj.email = normal_email(obj.email) if obj.email else None
        super().save_model(request, obj, form, change)
        confirm_email(obj)
        record(request.user, "edit", obj, reason=", ".join(form.changed_data))


@admin.register(DataAgreement)
class DataAgreementAdmin(admin.ModelAdmin):
    list_display = ["partner", "since", "until", "includes_grades"]
    autocomplete_fields = ["partner"]

    def save_model(
        self,
        request: HttpRequest,
        obj: DataAgreement,
        form: ModelForm,
        change: bool,  # noqa: FBT001
    ) -> None:
        super().save_model(request, obj, form, change)
        record(request.user, "agree", obj, reason=str(obj))


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "territory", "is_host"]
    search_fields = ["folded_name"]
    autocomplete_fields = ["territory"]


@admin.register(Territory)
class TerritoryAdmin(LookOnly):
    list_display = ["code", "name", "kind"]
    search_fields = ["folded_name", "code"]


@admin.register(Membership)
class MembershipAdmin(LookOnly):
    list_display = ["person", "organisation", "role", "since", "until"]


@admin.register(Invitation)
class InvitationAdmin(LookOnly):
    list_display = ["person", "purpose", "email", "sent_at", "accepted_at", "expires_at"]
    exclude = ["token_hash"]


@admin.register(Message)
class MessageAdmin(LookOnly):
    list_display = ["key", "to", "state", "attempts", "sent_at"]
    exclude = ["text", "html"]


@admin.register(AccessRecord)
class AccessRecordAdmin(LookOnly):
    list_display = ["at", "person", "action", "model", "object_id"]


@admin.register(PrivacyNotice)
class PrivacyNoticeAdmin(LookOnly):
    list_display = ["version", "language", "published_on"]
