"""What several forms of courses are made of."""

from django import forms

DATE = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")
