import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def _in_english():
    """Addresses made in these tests begin with /en/, so pages answer in English."""
    with override("en"):
        yield
