"""The WSGI entry point."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")

application = get_wsgi_application()

# What the house is made of is loaded now, not with the first page, and stays for good: Python need
# not look through it for garbage. A large project makes tens of thousands of values, all gone after
# its page; with Python's own thresholds every second page of it waited for a search of everything.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
