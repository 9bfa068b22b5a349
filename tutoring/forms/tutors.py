"""What staff fills in about the tutors of a cohort."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models import Cohort
from people.models import User
from tutoring.domain.assignment import MOST, QUOTA, team_tutors
from tutoring.forms.fields import PersonChoiceField
from tutoring.models import CohortTutor


class AppointTutorForm(forms.Form):
    tutor = PersonChoiceField(
        queryset=User.objects.none(),
        to_field_name="public_id",
        label=pgettext_lazy("person", "Tutor"),
    )
    quota = forms.IntegerField(
        label=_("People at most"),
        initial=QUOTA,
        min_value=1,
        max_value=MOST,
        help_text=_("From 25 to 30 is what one tutor can accompany well."),
    )

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tutor"].queryset = team_tutors(cohort)


class HandOverForm(forms.Form):
    """To whom people go; who they are comes from the ticked boxes of a list."""

    to = PersonChoiceField(
        queryset=User.objects.none(), to_field_name="public_id", label=_("Their new tutor")
    )

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = CohortTutor.objects.current().filter(cohort=cohort)
        self.fields["to"].queryset = User.objects.filter(pk__in=current.values("tutor"))
