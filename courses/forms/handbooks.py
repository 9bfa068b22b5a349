"""The form with which a handbook is asked for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Module


class HandbookForm(forms.Form):
    """Which handbook is wanted: that of a module, or of the whole course without one."""

    module = forms.CharField(required=False, max_length=6)
    with_key = forms.BooleanField(required=False)

    def __init__(self, *args: Any, modules: Sequence[Module], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.modules = {module.code: module for module in modules}

    def clean_module(self) -> Module | None:
        code = self.cleaned_data["module"]
        if code and code not in self.modules:
            raise forms.ValidationError(_("This course has no such module."))
        return self.modules.get(code)
