"""What a partner or the team sets for the exercise of a cohort."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.domain.adaptation import Adaptation
from assessments.domain.checker.findings import Rule
from assessments.domain.checker.reasons import reason_for
from assessments.domain.exercise_limits import COUNTS
from assessments.forms.record_controls import Ticks
from assessments.models import Criterion
from courses.models import Goal
from lms.lib.text import in_language


class AdaptationForm(forms.Form):
    emphasis = forms.CharField(
        label=_("Emphasis"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The theme of the projects in one or two sentences, for example water."),
    )
    instructions = forms.CharField(
        label=_("Instructions"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What people should know or use: context, data, contacts."),
    )
    plan_label = forms.CharField(
        label=_("Plan to align with"),
        max_length=150,
        required=False,
        help_text=_("The full name of the plan that every project must be aligned with."),
    )
    team_most = forms.TypedChoiceField(
        label=_("How people work"),
        coerce=int,
        help_text=_("Teams that exist already stay as they are."),
    )
    goals = forms.TypedMultipleChoiceField(
        label=_("SDGs that every project must contribute to"),
        coerce=int,
        required=False,
        widget=Ticks,
        help_text=_("At most 3; none leaves the choice to each project."),
    )
    targets = forms.CharField(
        label=_("SDG targets suggested"),
        max_length=100,
        required=False,
        help_text=_("Codes with commas between them, for example 6.1, 6.b. At most 10."),
    )
    silenced = forms.MultipleChoiceField(
        label=_("Hints that are switched off"),
        required=False,
        widget=Ticks,
        help_text=_("Errors cannot be switched off."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        goals: Iterable[Goal],
        criteria: Iterable[Criterion],
        rules: Iterable[Rule],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        self.fields["goals"].choices = [
            (goal.number, f"{goal.number} {in_language(goal, 'name')}") for goal in goals
        ]
        self.fields["team_most"].choices = [
            (most, _work_of(most)) for most in range(COUNTS["team"].least, COUNTS["team"].most + 1)
        ]
        self.fields["silenced"].choices = [
            (rule.id, f"{rule.id}: {reason_for(rule.id)}") for rule in rules
        ]
        for criterion in self.criteria:
            self.fields[f"weight_{criterion.code}"] = forms.IntegerField(
                label=f"{criterion.code} {criterion.name}",
                min_value=0,
                max_value=100,
                help_text=gettext("Usually %(weight)s") % {"weight": criterion.weight},
                widget=forms.NumberInput(attrs={"class": "short"}),
            )

    def weights(self) -> list[forms.BoundField]:
        return [self[f"weight_{criterion.code}"] for criterion in self.criteria]

    def adaptation(self) -> Adaptation:
        said = self.cleaned_data
        codes = said["targets"].replace(";", ",").split(",")
        return Adaptation(
            emphasis=said["emphasis"],
            instructions=said["instructions"],
            plan_label=said["plan_label"],
            goals=tuple(said["goals"]),
            targets=tuple(filter(None, (code.strip() for code in codes))),
            weights={each.code: said[f"weight_{each.code}"] for each in self.criteria},
            silenced=tuple(said["silenced"]),
            team_most=said["team_most"],
            version=said["version"],
        )


def _work_of(most: int) -> str:
    if most == 1:
        return gettext("Everybody on their own")
    return gettext("On their own or in teams of up to %(most)s") % {"most": most}


def initial_of_adaptation(said: Adaptation) -> dict[str, Any]:
    return {
        "emphasis": said.emphasis,
        "instructions": said.instructions,
        "plan_label": said.plan_label,
        "goals": said.goals,
        "targets": ", ".join(said.targets),
        "silenced": said.silenced,
        "team_most": said.team_most,
        "version": said.version,
        **{f"weight_{code}": weight for code, weight in said.weights.items()},
    }
