from courses.forms.access_requests import PlaceForm
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
from courses.forms.naming import (
    HandOutForm,
    LinkForm,
    NameFormSet,
    NamerForm,
    add_problems,
    names_initial,
    people_in,
)
from courses.forms.partnerships import (
    LetterAnswerForm,
    PartnershipForm,
    QuotaFormSet,
    SuccessorForm,
    quota_lines,
    quotas_initial,
)
from courses.forms.roster import MoveForm, RosterChangeForm

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
    "HandOutForm",
    "HandbookForm",
    "LetterAnswerForm",
    "LinkForm",
    "ListUploadForm",
    "MoveForm",
    "NameFormSet",
    "NamerForm",
    "NewPinForm",
    "PartnershipForm",
    "PlaceForm",
    "QuotaFormSet",
    "ReplyForm",
    "RosterChangeForm",
    "StudySheetForm",
    "SuccessorForm",
    "WithoutEmailForm",
    "add_problems",
    "corrections_in",
    "names_initial",
    "people_in",
    "quota_lines",
    "quotas_initial",
    "tap_in",
]
