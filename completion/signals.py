"""What this app announces. Sent after commit, through ``lms.lib.events.announce``."""

from django.dispatch import Signal

certificates_issued = Signal()  # certificate_ids: list of int; their PDFs are to be made now
report_requested = Signal()  # report: completion.models.CompletionReport; its file is to be made
