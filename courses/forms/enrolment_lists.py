"""What is filled in about lists of people."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from courses.domain.enrolment_columns import FIELDS
from courses.domain.enrolment_correcting import Tapped


class ListUploadForm(forms.Form):
    """A file, or rows pasted from a spreadsheet; one of the two."""

    file = forms.FileField(
        label=_("File (.xlsx, .ods, .xls or .csv)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.xls,.csv,.txt,text/csv"}),
    )
    pasted = forms.CharField(
        label=_("Or paste the rows here, with their headers"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if not facts.get("file") and not facts.get("pasted", "").strip() and not self.errors:
            raise forms.ValidationError(_("Choose a file or paste the rows."), code="nothing")
        return facts


class ColumnsForm(forms.Form):
    """What each column of the file holds: one choice a column, column-0 and so on."""

    def __init__(
        self, *args: Any, headers: Sequence[str], columns: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Not imported")), *FIELDS.items()]
        for number, header in enumerate(headers):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=header or _("Column %(number)s") % {"number": number + 1},
                choices=choices,
                required=False,
                initial=columns.get(str(number), ""),
                widget=forms.Select(attrs={"class": "s"}),
            )

    def columns(self) -> dict[int, str]:
        return {
            int(name.removeprefix("column-")): value for name, value in self.cleaned_data.items()
        }


CORRECTION = re.compile(
    r"^(given_names|surname_1|surname_2|email|municipality|organisation|position|area)-(\d{1,7})$"
)
SUGGESTION = re.compile(r"^(\d{1,7}):(email|municipality):(.+)$")


def corrections_in(posted: QueryDict) -> dict[int, dict[str, str]]:
    """Return line → field → text of the inputs named email-14; ``use`` is a suggestion taken."""
    corrections: dict[int, dict[str, str]] = {}
    for name, text in posted.items():
        place = CORRECTION.match(name)
        if place:
            corrections.setdefault(int(place.group(2)), {})[place.group(1)] = text
    used = SUGGESTION.match(posted.get("use", ""))
    if used:
        corrections.setdefault(int(used.group(1)), {})[used.group(2)] = used.group(3)
    return corrections


def tap_in(posted: QueryDict) -> Tapped:
    """Return the button that was pressed; a number that is none is no button."""
    lines = {
        name: int(posted[name])
        for name in ("another", "turn")
        if re.fullmatch(r"\d{1,7}", posted.get(name, ""))
    }
    return Tapped(order=posted.get("order", ""), **lines)
