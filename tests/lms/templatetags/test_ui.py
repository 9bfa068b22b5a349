from datetime import datetime

import pytest
from django.utils import timezone
from django.utils.translation import override

from lms.templatetags.ui import long_day

DAY = datetime(2026, 11, 25, 17, 5, tzinfo=timezone.get_fixed_timezone(0))


@pytest.mark.parametrize(
    ("language", "said"),
    [("es-mx", "miércoles 25 de noviembre"), ("en", "Wednesday 25 November")],
)
def test_a_day_is_written_as_people_of_the_language_do(language, said):
    with override(language):
        assert (long_day(DAY), long_day(DAY, "H:i")) == (said, f"{said}, 17:05")
