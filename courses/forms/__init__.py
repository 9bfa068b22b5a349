from courses.forms.access_sheets import (
    AccessSheetForm,
    FirstUseForm,
    NewPinForm,
    WithoutEmailForm,
)
from courses.forms.cohorts import CohortForm
from courses.forms.enrolment_lists import ColumnsForm, ListUploadForm, corrections_in, tap_in
from courses.forms.handbooks import HandbookForm
from courses.forms.hours import AdjustHoursForm, CorrectLineForm, StudySheetForm
from courses.forms.invitations import (
    AcceptInvitationForm,
    ConfirmInvitationForm,
    CorrectAddressForm,
    DeclineInvitationForm,
)
from courses.forms.learning import ReplyForm
from courses.forms.partnerships import (
    LetterAnswerForm,
    PartnershipForm,
    QuotaFormSet,
    SuccessorForm,
    quota_lines,
    quotas_initial,
)
from courses.forms.roster import RosterChangeForm

__all__ = [
    "AcceptInvitationForm",
    "AccessSheetForm",
    "AdjustHoursForm",
    "CohortForm",
    "ColumnsForm",
    "ConfirmInvitationForm",
    "CorrectAddressForm",
    "CorrectLineForm",
    "DeclineInvitationForm",
    "FirstUseForm",
    "HandbookForm",
    "LetterAnswerForm",
    "ListUploadForm",
    "NewPinForm",
    "PartnershipForm",
    "QuotaFormSet",
    "ReplyForm",
    "RosterChangeForm",
    "StudySheetForm",
    "SuccessorForm",
    "WithoutEmailForm",
    "corrections_in",
    "quota_lines",
    "quotas_initial",
    "tap_in",
]
