"""The shape of what people type: signing in, their profile, the team, organisations."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.lib.shared_device import SharedDeviceField
from people.domain.credentials import normal_name_code
from people.domain.organisations import find_territory, territory_label
from people.domain.privacy import PURPOSES, SHARES, AboutSelf, birth_years
from people.domain.team import HOST_ROLES, PARTNER_ROLES, Newcomer
from people.models import Membership, Organisation, User

EMAIL = {"autocomplete": "username", "inputmode": "email"}
# Where people of the programme live; the names are those of the time zone database.
ZONES = [
    ("America/Mexico_City", _("Central Mexico")),
    ("America/Cancun", _("Quintana Roo")),
    ("America/Hermosillo", _("Sonora")),
    ("America/Chihuahua", _("Chihuahua")),
    ("America/Mazatlan", _("Pacific: Baja California Sur, Nayarit, Sinaloa")),
    ("America/Tijuana", _("North-west: Baja California")),
    ("America/Ciudad_Juarez", _("Border: Ciudad Juárez")),
    ("America/Matamoros", _("Border: Coahuila, Nuevo León, Tamaulipas")),
    ("UTC", _("Universal time (UTC)")),
]


def without_placeholders(form: forms.Form) -> None:
    """Labels say what a field is for; grey words inside it are mistaken for an answer."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignInForm(account.LoginForm):
    shared = SharedDeviceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_placeholders(self)
        self.fields["login"] = forms.CharField(
            label=_("E-mail or name code"),
            max_length=254,
            initial=normal_name_code(self.request.GET.get("clave", ""))[:20],
            widget=forms.TextInput(attrs=EMAIL | {"autocapitalize": "none", "spellcheck": "false"}),
        )
        self.order_fields(["login", "password", "remember"])
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = _("Leave it empty if you prefer a code.")
        self.fields["remember"].label = _("Remember me on this device")
        self.fields["remember"].help_text = _("Do not tick this on a shared computer.")

    def clean_login(self) -> str:
        login = super().clean_login()
        return forms.EmailField().clean(login) if "@" in login else normal_name_code(login)

    def user_credentials(self) -> dict[str, str]:
        login = self.cleaned_data["login"]
        kind = "email" if "@" in login else "username"
        return {kind: login, "password": self.cleaned_data.get("password", "")}

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if facts.get("shared"):
            facts["remember"] = False
        return facts


class CodeRequestForm(account.RequestLoginCodeForm):
    """Also understands the form of the sign-in page, whose e-mail field is called login."""

    shared = SharedDeviceField()

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        if data is not None and "email" not in data and "login" in data:
            data = data.copy()
            data["email"] = data["login"]
        super().__init__(data, *args, **kwargs)
        without_placeholders(self)
        self.fields["email"].label = _("E-mail")
        self.fields["email"].error_messages["invalid"] = _(
            "Write a whole e-mail address. With a name code you enter with your PIN."
        )
        self.fields["email"].widget.attrs.update(EMAIL)


class CodeForm(account.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_placeholders(self)
        self.fields["code"].label = _("Code")
        self.fields["code"].help_text = _("Six digits. You may paste them.")
        self.fields["code"].widget.attrs.update({"inputmode": "numeric", "class": "short"})


class PasswordForgottenForm(account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_placeholders(self)
        self.fields["email"].label = _("E-mail")
        self.fields["email"].widget.attrs.update(EMAIL)


def secret_help(person: User | None) -> Promise:
    """Say what a new password needs; without e-mail, a PIN will do."""
    if person and not person.email and person.name_code:
        return _("A PIN of 8 digits or more, or a phrase of 10 letters or more.")
    return _("10 characters or more. A phrase is fine.")


class NewPasswordWords:
    """The words of the two fields of a new password, the same on every page that asks for one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_placeholders(self)
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = secret_help(self.user)
        self.fields["password2"].label = _("New password, once more")


class PasswordFromLinkForm(NewPasswordWords, account.ResetPasswordKeyForm):
    pass


class PasswordSetForm(NewPasswordWords, account.SetPasswordForm):
    pass


class PasswordChangeForm(NewPasswordWords, account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Current password")
        self.fields["oldpassword"].help_text = ""


class PasswordAgainForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_placeholders(self)
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""


class SecondFactorWords:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_placeholders(self)
        self.fields["code"].label = _("Code")
        self.fields["code"].help_text = _(
            "The six digits of your authenticator app, or one of your recovery codes."
        )
        self.fields["code"].widget.attrs.update({"inputmode": "numeric", "class": "short"})


class SecondFactorForm(SecondFactorWords, second_factor.AuthenticateForm):
    pass


class SecondFactorAgainForm(SecondFactorWords, second_factor.ReauthenticateForm):
    pass


class ActivateAppForm(SecondFactorWords, ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("The six digits that the app shows now.")


class AboutSelfForm(forms.ModelForm):
    """What people may tell about themselves; each field says what it is for."""

    shares_support = forms.BooleanField(label=SHARES["shares_support"], required=False)
    shares_connectivity = forms.BooleanField(label=SHARES["shares_connectivity"], required=False)

    class Meta:
        model = User
        fields = list(AboutSelf.__annotations__)
        help_texts = PURPOSES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earliest, latest = birth_years()
        self.fields["birth_year"] = forms.IntegerField(
            label=self.fields["birth_year"].label,
            help_text=PURPOSES["birth_year"],
            required=False,
            min_value=earliest,
            max_value=latest,
            widget=forms.NumberInput(attrs={"class": "short"}),
        )
        for name in ("sex", "connectivity"):
            self.fields[name].choices = [
                ("", _("Left empty")),
                *(choice for choice in self.fields[name].choices if choice[0]),
            ]

    def told(self) -> AboutSelf:
        return AboutSelf(**{name: self.cleaned_data[name] for name in AboutSelf.__annotations__})


class ProfileForm(forms.ModelForm):
    language = forms.ChoiceField(label=_("Language of the site and of messages"))
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES)

    class Meta:
        model = User
        fields = [
            "given_names",
            "surname_1",
            "surname_2",
            "preferred_name",
            "language",
            "time_zone",
        ]
        help_texts = {
            "preferred_name": _("How we greet you, if it is not your given name."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES
        self.fields["given_names"].widget.attrs["autocomplete"] = "given-name"
        self.fields["surname_1"].widget.attrs["autocomplete"] = "family-name"
        if self.instance.time_zone not in dict(ZONES):
            self.fields["time_zone"].choices = [
                *ZONES,
                (self.instance.time_zone, self.instance.time_zone),
            ]


class TeamInvitationForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in (*HOST_ROLES, *PARTNER_ROLES)],
    )
    partner = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        required=False,
        label=_("Partner organisation"),
        help_text=_("Only for coordinators and observers."),
        empty_label=_("Choose one"),
    )
    given_names = forms.CharField(label=_("Given names"), max_length=100)
    surname_1 = forms.CharField(label=_("First surname"), max_length=100)
    surname_2 = forms.CharField(label=_("Second surname"), max_length=100, required=False)
    email = forms.EmailField(label=_("E-mail"))
    until = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("Empty means until somebody ends it."),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, partners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = partners

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        needs_partner = facts.get("role") in PARTNER_ROLES and "partner" not in self.errors
        if needs_partner and not facts.get("partner"):
            self.add_error("partner", _("Choose the organisation they act for."))
        return facts

    def newcomer(self) -> Newcomer:
        facts = self.cleaned_data
        return Newcomer(
            email=facts["email"],
            given_names=facts["given_names"],
            surname_1=facts["surname_1"],
            surname_2=facts["surname_2"],
        )

    def organisation(self, host: Organisation) -> Organisation:
        """Return whom the person will act for: roles of the team belong to the host."""
        return self.cleaned_data["partner"] if self._is_for_a_partner else host

    @property
    def _is_for_a_partner(self) -> bool:
        return self.cleaned_data["role"] in PARTNER_ROLES


class TeamFilterForm(forms.Form):
    q = forms.CharField(label=_("Name or e-mail"), required=False, max_length=100)
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[("", _("All roles")), *Membership.Role.choices],
    )


class OrganisationForm(forms.ModelForm):
    territory_name = forms.CharField(
        label=_("State or municipality"),
        max_length=200,
        help_text=_("For example “México” or “Temoaya, México”. A code of INEGI works too."),
        widget=forms.TextInput(attrs={"list": "territories", "autocomplete": "off"}),
    )

    class Meta:
        model = Organisation
        fields = ["name", "short_name", "kind", "level", "sector"]
        help_texts = {"level": _("Leave it empty if it is not a government.")}

    field_order = ["name", "short_name", "kind", "level", "sector", "territory_name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "level", "sector"):
            known = [choice for choice in self.fields[name].choices if choice[0]]
            self.fields[name].choices = [("", _("Choose one")), *known]
        if self.instance.pk:
            self.fields["territory_name"].initial = territory_label(self.instance.territory)

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        name = facts.get("territory_name")
        if name:
            try:
                facts["territory"] = find_territory(name, level=facts.get("level", ""))
            except forms.ValidationError as refusal:
                self.add_error("territory_name", refusal)
        return facts

    def facts(self) -> dict[str, Any]:
        """Return the fields of the organisation, without the words typed for its territory."""
        return {name: self.cleaned_data[name] for name in (*self.Meta.fields, "territory")}
