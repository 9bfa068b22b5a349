"""With which code somebody joins a team, and where a tutor or the team puts them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.models import LogframeProject


class JoinForm(forms.Form):
    code = forms.CharField(
        label=_("Code of the team"),
        max_length=20,
        help_text=_("8 letters and digits. A colleague of your cohort who leads a team has it."),
        widget=forms.TextInput(
            attrs={"class": "short", "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )


class ReasonForm(forms.Form):
    """Why somebody is taken out of a team by who leads it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("The person reads it, in the mail and on the page of their team."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TeamPlaceForm(forms.Form):
    """Where somebody works from now on, and why."""

    ALONE = "alone"

    where = forms.ChoiceField(label=_("From now on works"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("The person reads it on the page of their team."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        *args: Any,
        teams: Iterable[tuple[LogframeProject, list[str]]],
        may_be_alone: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.projects = {str(project.public_id): project for project, _names in teams}
        choices = [
            (
                str(project.public_id),
                gettext("with %(names)s: %(project)s")
                % {"names": ", ".join(names), "project": project},
            )
            for project, names in teams
        ]
        alone = [(self.ALONE, _("on their own"))] if may_be_alone else []
        self.fields["where"].choices = [("", "–"), *alone, *choices]

    @property
    def project(self) -> LogframeProject | None:
        """The project chosen, None for working alone; once the form is valid."""
        return self.projects.get(self.cleaned_data["where"])
