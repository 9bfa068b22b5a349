"""Two small programmes that know nothing of each other, and somebody in every role."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from assessments.domain.exchange.imports import keep_upload
from assessments.domain.exercise.deletions import delete_record
from assessments.domain.exercise.records import save_record
from assessments.domain.project import project_of
from assessments.domain.rubrics import load_rubric
from assessments.models import CellComment, HintDismissal, ProjectPrint, QuizAttempt
from completion.domain.requirements import load_requirements
from courses.domain.naming_links import token_of as token_of_naming
from courses.domain.partner_links import keep_letter
from courses.domain.partner_links import token_of as token_of_letter
from courses.domain.partnerships import send_letter
from courses.domain.progress import finish_lesson
from courses.domain.study import hand_in_sheet
from courses.models import (
    AccessSheet,
    CalendarMove,
    DueExtension,
    EditionRole,
    EnrolmentList,
    EnrolmentListRow,
    LessonText,
    RosterChange,
)
from people.domain.invitations import invite, token_of
from people.domain.privacy import load_notices
from tests.factories import (
    AnnouncementRecipientFactory,
    CertificateFactory,
    ChoiceFactory,
    CohortFactory,
    CohortTutorFactory,
    CompletionReportFactory,
    CourseFactory,
    DataAgreementFactory,
    EditionFactory,
    EnrolmentFactory,
    ForumPostFactory,
    HandbookFactory,
    HomeworkFactory,
    HostFactory,
    InPersonSessionFactory,
    LessonFactory,
    LiveSessionFactory,
    MembershipFactory,
    ModuleFactory,
    NamingLinkFactory,
    OrganisationFactory,
    PartnershipFactory,
    PartnershipQuotaFactory,
    PeerReviewFactory,
    ProjectMemberFactory,
    QuestionFactory,
    QuizAllowanceFactory,
    QuizFactory,
    QuizItemFactory,
    ReviewReportFactory,
    SentReviewFactory,
    SubmissionFactory,
    SurveyInvitationFactory,
    TutorAssignmentFactory,
    UserFactory,
    VenueFactory,
    WorkshopFactory,
)
from tutoring.domain.check_in import code_at
from tutoring.models import Attendance, MakeUp, SessionFacilitator, SignInSheet, WalkIn

# The people of side A come first; whoever is called other belongs to side B.
ROLES = {
    "visitor": None,
    "participant": ("a", "participant"),
    "tutor": ("a", "tutor"),
    "staff": ("a", "staff"),
    "coordinator": ("a", "coordinator"),
    "observer": ("a", "observer"),
    "facilitator": ("a", "facilitator"),
    "author": ("a", "author"),
    "admin": ("a", "admin"),
}


@dataclass(frozen=True)
class Side:
    """One programme: its people by role, and the arguments of every address."""

    people: dict
    code: str
    things: dict[str, dict | Callable[[], dict]]

    def arguments(self, name: str) -> dict:
        thing = self.things.get(name, {"code": self.code})
        return thing() if callable(thing) else thing


def build() -> dict[str, Side]:
    load_notices()
    return {name: _side(name) for name in ("a", "b")}


def _side(name: str) -> Side:
    side = _Builder(name)
    return Side(side.people, side.cohort.code, side.things())


class _Builder:
    def __init__(self, name: str) -> None:
        self.name = name
        self.host = HostFactory()
        self.partner = OrganisationFactory()
        self.people = {
            role: UserFactory(given_names=f"{role} {name}")
            for role in (
                "participant",
                "tutor",
                "staff",
                "coordinator",
                "observer",
                "facilitator",
                "author",
            )
        }
        self.people["admin"] = UserFactory(is_superuser=True, is_staff=True)
        self._teach()
        self._employ()
        self._study()
        self._recognise()
        self._agree()

    def _teach(self) -> None:
        self.course = CourseFactory(slug=f"course-{self.name}")
        self.edition = EditionFactory(course=self.course)
        load_requirements(self.edition)
        load_rubric(self.course.audience)
        self.module = ModuleFactory(edition=self.edition, code="M0")
        self.lesson = LessonFactory(module=self.module, code="M0.1", position=1)
        LessonText.objects.create(lesson=self.lesson, language="es", markdown="x", html="<p>x</p>")
        self.handbook = HandbookFactory(
            edition=self.edition,
            module=self.module,
            state="ready",
            content_hash="x",
            file=default_storage.save("handbooks/x.pdf", ContentFile(b"%PDF")),
        )
        self.homework = LessonFactory(
            module=self.module, code="M0.2", position=2, kind="H", closed_by="reply"
        )
        quizzed = LessonFactory(
            module=self.module, code="M0.3", position=3, kind="Q", closed_by="quiz"
        )
        self.quiz = QuizFactory(lesson=quizzed)
        for position in (1, 2):
            self.item = QuizItemFactory(quiz=self.quiz, position=position)
            ChoiceFactory(item=self.item, is_correct=True)
            ChoiceFactory(item=self.item)
        self.cohort = CohortFactory(
            code=f"cohort{self.name}",
            edition=self.edition,
            host=self.host,
            partner=self.partner,
            takes_requests=True,
        )

    def _employ(self) -> None:
        for role, place in (
            ("staff", self.host),
            ("tutor", self.host),
            ("facilitator", self.host),
            ("author", self.host),
            ("coordinator", self.partner),
            ("observer", self.partner),
        ):
            self.membership = MembershipFactory(
                person=self.people[role], organisation=place, role=role
            )
        DataAgreementFactory(partner=self.partner)
        CohortTutorFactory(cohort=self.cohort, tutor=self.people["tutor"])
        EditionRole.objects.create(
            edition=self.edition, person=self.people["author"], role="author"
        )
        self.session = InPersonSessionFactory(cohort=self.cohort)
        SessionFacilitator.objects.create(session=self.session, person=self.people["facilitator"])

    def _study(self) -> None:
        self.enrolment = EnrolmentFactory(
            cohort=self.cohort, participant=self.people["participant"]
        )
        TutorAssignmentFactory(enrolment=self.enrolment, tutor=self.people["tutor"])
        self.question = QuestionFactory(enrolment=self.enrolment, lesson=self.lesson)
        self.paper = HomeworkFactory(
            enrolment=self.enrolment,
            lesson=LessonFactory(
                module=self.module, code="M0.4", position=4, kind="H", closed_by="homework"
            ),
            file=default_storage.save(f"{self.name}-homework.pdf", ContentFile(b"%PDF")),
            file_name="x.pdf",
            file_kind="pdf",
        )
        self.post = ForumPostFactory(
            cohort=self.cohort,
            lesson=LessonFactory(
                module=self.module, code="M0.7", position=7, kind="F", closed_by="forum"
            ),
            author=self.people["participant"],
            enrolment=self.enrolment,
        )
        self.announced = AnnouncementRecipientFactory(
            enrolment=self.enrolment, announcement__written_by=self.people["tutor"]
        )
        self.live = LiveSessionFactory(
            cohort=self.cohort,
            lesson=LessonFactory(
                module=self.module, code="M0.6", position=6, kind="W", closed_by="live"
            ),
        )
        self.plan = LessonFactory(module=self.module, code="M0.5", position=5, closed_by="plan")
        self.attempt = QuizAttempt.objects.create(
            quiz=self.quiz, enrolment=self.enrolment, number=1, seed=1
        )
        self.on_paper = QuizAttempt.objects.create(
            quiz=self.quiz,
            enrolment=self.enrolment,
            number=2,
            seed=1,
            submitted_at=timezone.now(),
            score=50,
            taken_on=timezone.localdate(),
            recorded_by=self.people["facilitator"],
        )
        self.allowance = QuizAllowanceFactory(
            quiz=self.quiz, enrolment=self.enrolment, extra_attempts=1
        )
        self.project = project_of(self.enrolment)
        self.row = self.project.rows.first()
        self.actor = save_record(self.project, "stakeholder", None, {"name": "x"}, by=None)
        save_record(self.project, "problem", None, {"kind": "central", "text": "x"}, by=None)
        gone = save_record(self.project, "plan", None, {"name": "x"}, by=None)
        self.deletion = delete_record(self.project, "plan", gone.public_id, by=None)
        self.dismissal = HintDismissal.objects.create(
            project=self.project,
            rule="SYN-01",
            place="row:x:narrative",
            reason="x",
            by=self.enrolment.participant,
        )
        self.submission = SubmissionFactory(project=self.project, enrolment=self.enrolment)
        self.upload = keep_upload(
            self.project, name="x.json", content=b'{"title": "x"}', by=self.enrolment.participant
        )
        ProjectPrint.objects.create(
            project=self.project,
            kind="matriz",
            language="es-mx",
            state="ready",
            file=default_storage.save("prints/x.pdf", ContentFile(b"%PDF")),
        )
        self.comment = CellComment.objects.create(
            submission=self.submission,
            row=self.row,
            row_code="F",
            column="narrative",
            author=self.people["tutor"],
            body="x",
        )
        self._review()
        finish_lesson(self.enrolment, self.lesson, by=self.people["participant"])
        self.line = self.enrolment.hours_entries.get()
        self.read_later = LessonFactory(module=self.module, code="M0.9", position=9)
        self.sheet = hand_in_sheet(
            self.enrolment,
            "M0",
            lessons=[self.read_later.public_id],
            studied_on=timezone.localdate(),
            by=self.people["facilitator"],
            key=uuid4(),
        )
        Attendance.objects.create(
            session=self.session,
            enrolment=self.enrolment,
            status="present",
            minutes=180,
            recorded_by=self.people["facilitator"],
        )
        self.workshop = WorkshopFactory(
            host=self.host, partner=self.partner, territory=self.cohort.territory
        )
        self.workshop.facilitators.add(self.people["facilitator"])
        self.venue = VenueFactory(host=self.host)
        self.sign_in_sheet = SignInSheet.objects.create(
            session=self.session,
            number=1,
            folio=f"{self.cohort.code}-1",
            people=[self.enrolment.pk],
            language="es-mx",
            state="ready",
            file=default_storage.save(f"{self.name}-sheet.pdf", ContentFile(b"%PDF")),
            printed_by=self.people["facilitator"],
        )
        self.walk_in = WalkIn.objects.create(
            session=self.session, name="x", key=uuid4(), noted_by=self.people["facilitator"]
        )
        self.extension = DueExtension.objects.create(
            enrolment=self.enrolment,
            what="E5",
            due_at=timezone.now(),
            reason="x",
            granted_by=self.people["tutor"],
        )
        self.move = CalendarMove.objects.create(
            cohort=self.cohort, days=7, reason="x", key=uuid4(), moved_by=self.people["staff"]
        )
        self.roster_change = RosterChange.objects.create(
            cohort=self.cohort,
            kind="withdrawal",
            reason="x",
            key=uuid4(),
            made_by=self.people["staff"],
        )
        self.make_up = MakeUp.objects.create(
            enrolment=self.enrolment,
            lesson=LessonFactory(
                module=self.module, code="M0.8", position=8, kind="F", closed_by="reply"
            ),
            kind="comment",
            state="granted",
            minutes=60,
            happened_on=timezone.localdate(),
            reason="x",
            key=uuid4(),
            decided_by=self.people["tutor"],
        )
        invited = EnrolmentFactory(
            cohort=self.cohort, participant__is_active=False, status="invited", activated_at=None
        )
        self.invitation = invite(invited.participant, purpose="enrolment", by=self.people["staff"])
        invited.invitation = self.invitation
        invited.save(update_fields=["invitation"])

    def _review(self) -> None:
        """The participant reviews somebody's project, and their own is reviewed and reported."""
        self.reviews = LessonFactory(
            module=self.module, code="M0.10", position=10, kind="P", closed_by="review"
        )
        other = ProjectMemberFactory(project__cohort=self.cohort)
        self.given = PeerReviewFactory(
            reviewer=self.enrolment,
            submission=SubmissionFactory(project=other.project, enrolment=other.enrolment),
        )
        self.received = SentReviewFactory(submission=self.submission, reviewer=other.enrolment)
        ReviewReportFactory(review=self.received)

    def _recognise(self) -> None:
        self.certificate = CertificateFactory(
            enrolment=self.enrolment,
            state="ready",
            pdf=default_storage.save(f"{self.name}.pdf", ContentFile(b"%PDF")),
            pdf_sha256="0" * 64,
            snapshot=_snapshot(),
        )
        self.survey = SurveyInvitationFactory(enrolment=self.enrolment).survey
        self.report = CompletionReportFactory(
            cohort=self.cohort,
            partner=self.partner,
            asked_by=self.people["coordinator"],
            with_names=True,
            state="ready",
            file=default_storage.save(f"{self.name}.xlsx", ContentFile(b"PK")),
            size=2,
            ready_at=timezone.now(),
        )
        self.list = EnrolmentList.objects.create(
            cohort=self.cohort,
            uploaded_by=self.people["staff"],
            file_name="list.csv",
            file_hash="0" * 64,
            columns={"0": "given_names", "1": "email"},
            headers=["Nombre", "Correo"],
        )
        EnrolmentListRow.objects.create(
            enrolment_list=self.list,
            line=2,
            raw=["Ana", "ana@x.mx"],
            given_names="Ana",
            email="ana@x.mx",
            verdict="ready",
        )

    def _agree(self) -> None:
        self.access_sheet = AccessSheet.objects.create(
            cohort=self.cohort,
            asked_by=self.people["staff"],
            key=uuid4(),
            language="es-mx",
            state="ready",
            file=default_storage.save("access/x.pdf", ContentFile(b"%PDF")),
            ready_at=timezone.now(),
        )
        """Send a letter that waits for its answer, with its file."""
        self.partnership = PartnershipFactory(cohort=self.cohort)
        PartnershipQuotaFactory(partnership=self.partnership)
        self.letter = send_letter(self.partnership, by=self.people["staff"])
        keep_letter(self.letter, b"%PDF")
        self.naming = NamingLinkFactory(
            partnership=self.partnership, territory=self.cohort.territory
        )
        self.named = EnrolmentList.objects.create(
            cohort=self.cohort,
            partnership=self.partnership,
            uploaded_by=self.people["coordinator"],
            file_name="names.csv",
            file_hash="1" * 64,
            state="nominated",
            nominated_at=timezone.now(),
        )
        EnrolmentListRow.objects.create(
            enrolment_list=self.named, line=2, given_names="Eva", verdict="ready"
        )

    def _code_on_the_wall(self) -> dict:
        """It changes every five minutes, and this world may stand for longer."""
        return {"code": code_at(self.session.public_id, timezone.now()).text}

    def things(self) -> dict[str, dict | Callable[[], dict]]:
        """Return what stands in the address of each view, unless it is only the cohort's code."""
        code = {"code": self.cohort.code}

        def thing(row: object, **more: object) -> dict:
            return {"public_id": row.public_id, **more}

        session = {**code, "planned": self.session.planned.code}
        in_list = thing(self.list, **code)
        row = {**code, "row": self.row.public_id}
        actor = {**code, "section": "actor", "record": self.actor.public_id}
        edition = {"slug": self.course.slug, "number": self.edition.number}
        return {
            "assessments:allowance-take-back": thing(self.allowance),
            "assessments:item-key": thing(self.item),
            "assessments:person-quizzes": thing(self.enrolment),
            "assessments:person-team": thing(self.enrolment),
            "assessments:team-hand-on": thing(self.enrolment, **code),
            "assessments:team-remove": thing(self.enrolment, **code),
            "assessments:team-let-back": thing(self.enrolment, **code),
            "assessments:quiz-items": thing(self.quiz.lesson),
            "assessments:attempt-item": thing(self.attempt, number=1),
            "assessments:attempt-result": thing(self.attempt),
            "assessments:attempt-review": thing(self.attempt),
            "assessments:attempt-sheet": thing(self.attempt),
            "assessments:attempt-submit": thing(self.attempt),
            "assessments:cell": {**row, "column": "narrative"},
            "assessments:comment-add": thing(self.submission),
            "assessments:comment-delete": thing(self.comment),
            "assessments:calendar-move-undo": thing(self.move, **code),
            "assessments:group-extension-withdraw": {**code, "batch": self.extension.batch},
            "assessments:extension": thing(self.enrolment),
            "assessments:extension-withdraw": thing(self.enrolment, batch=self.extension.batch),
            "assessments:grade": thing(self.submission),
            "assessments:homework": thing(self.paper.lesson, **code),
            "assessments:homework-detail": thing(self.paper),
            "assessments:homework-file": thing(self.paper),
            "assessments:paper-attempt": thing(self.enrolment, quiz=self.quiz.lesson.public_id),
            "assessments:paper-sheet": thing(self.enrolment, quiz=self.quiz.lesson.public_id),
            "assessments:paper-withdraw": thing(self.on_paper),
            "assessments:person-work": thing(self.enrolment),
            "assessments:peer-review": thing(self.given),
            "assessments:peer-review-decide": thing(self.received),
            "assessments:peer-review-report": thing(self.received),
            "assessments:peer-reviews": thing(self.reviews, **code),
            "assessments:plan": thing(self.plan, **code),
            "assessments:quiz": thing(self.quiz.lesson, **code),
            "assessments:quiz-start": thing(self.quiz.lesson, **code),
            "assessments:project-data": thing(self.project),
            "assessments:project-files": thing(self.project),
            "assessments:project-import": thing(self.project, upload=self.upload.public_id),
            "assessments:project-import-new": thing(self.project),
            "assessments:project-print": thing(self.project, kind="matriz"),
            "assessments:project-print-request": thing(self.project),
            "assessments:project-version-restore": thing(
                self.project, version=self.submission.public_id
            ),
            "assessments:project-versions": thing(self.project),
            "assessments:project-workbook": thing(self.project),
            "assessments:project-read": thing(self.project, step="involucrados"),
            "assessments:record-add": {**code, "section": "actor"},
            "assessments:record-delete": actor,
            "assessments:record-edit": actor,
            "assessments:record-move": actor,
            "assessments:record-place": {**code, "section": "fila", "record": self.row.public_id},
            "assessments:record-restore": {**code, "deletion": self.deletion.public_id},
            "assessments:deliverable-submit": {**code, "deliverable": "E1"},
            "assessments:hint-return": {**code, "dismissal": self.dismissal.public_id},
            "assessments:step": {**code, "step": "involucrados"},
            "assessments:tree-drawing": {**code, "step": "arbol-problemas"},
            "assessments:row-delete": row,
            "assessments:row-move": row,
            "assessments:submission-receipt": thing(self.submission),
            "assessments:submission-withdraw": thing(self.submission),
            "completion:certificate-pdf": thing(self.certificate),
            "completion:report-file": thing(self.report),
            "completion:survey": thing(self.survey),
            "completion:survey-collect": thing(self.enrolment),
            "completion:survey-sheets": thing(self.survey),
            "completion:verify-folio": {"folio": self.certificate.folio},
            "courses:course-detail": {"slug": self.course.slug},
            "courses:edition-detail": edition,
            "courses:edition-handbooks": edition,
            "courses:edition-handbooks-request": edition,
            "courses:access-sheet": thing(self.access_sheet, **code),
            "courses:handbook-file": thing(self.handbook),
            "courses:enrolment-list": in_list,
            "courses:enrolment-list-columns": in_list,
            "courses:enrolment-list-confirm": in_list,
            "courses:enrolment-list-correct": in_list,
            "courses:enrolment-list-status": in_list,
            "courses:enrolment-list-stop": in_list,
            "courses:enrolment-list-undo": in_list,
            "courses:letter": {"token": token_of_letter(self.letter)},
            "courses:letter-file": {"token": token_of_letter(self.letter)},
            "courses:letter-renew": {"token": token_of_letter(self.letter)},
            "courses:enrolment-list-nominate": thing(self.named, **code),
            "courses:naming": {"token": token_of_naming(self.naming)},
            "courses:naming-link": thing(self.partnership, link_id=self.naming.public_id),
            "courses:naming-links": thing(self.partnership),
            "courses:naming-names": thing(self.partnership),
            "courses:naming-new": thing(self.partnership),
            "courses:naming-remind": thing(self.partnership),
            "courses:naming-renew": thing(self.partnership, link_id=self.naming.public_id),
            "courses:naming-sheets": thing(self.partnership),
            "courses:naming-withdraw": thing(self.partnership, link_id=self.naming.public_id),
            "courses:nominate": thing(self.partnership),
            "courses:place-ask": {"slug": self.course.slug, **code},
            "courses:place-asked": {"slug": self.course.slug, **code},
            "courses:nominations-confirm": thing(self.named, **code),
            "courses:partnership": thing(self.partnership),
            "courses:partnership-edit": thing(self.partnership),
            "courses:partnership-letter": thing(self.partnership),
            "courses:partnership-send": thing(self.partnership),
            "courses:partnership-succession": thing(self.partnership),
            "courses:hours-adjust": thing(self.enrolment),
            "courses:invitation": {"token": token_of(self.invitation)},
            "courses:invitation-correct": thing(self.invitation, **code),
            "courses:invitation-returned": thing(self.invitation, **code),
            "courses:invitation-decline": {"token": token_of(self.invitation)},
            "courses:invitation-renew": {"token": token_of(self.invitation)},
            "courses:lesson": thing(self.lesson, **code),
            "courses:lesson-finish": thing(self.lesson, **code),
            "courses:lesson-reply": thing(self.homework, **code),
            "courses:lesson-preview": thing(self.lesson, **edition),
            "courses:text-approve": thing(self.lesson, **edition),
            "courses:text-disapprove": thing(self.lesson, **edition),
            "courses:line-correct": thing(self.enrolment, line=self.line.public_id),
            "courses:module": {**code, "module": "M0"},
            "person": thing(self.enrolment),
            "completion:name-correct": thing(self.enrolment),
            "roster-undo": thing(self.roster_change, **code),
            "person-paper": thing(self.enrolment),
            "courses:module-sheet": {**code, "module": "M0"},
            "courses:sheet-enter": thing(self.enrolment, module="M0"),
            "courses:sheet-undo": thing(self.enrolment, sheet=self.sheet.public_id),
            "people:membership-end": thing(self.membership),
            "people:membership-invite-again": thing(self.membership),
            "people:organisation-edit": thing(self.partner),
            "people:organisation-merge": thing(self.partner),
            "tutoring:attendance-rest": thing(self.session),
            "tutoring:attendance-save": thing(self.session),
            "tutoring:attendance-undo": thing(self.session),
            "tutoring:check-in": self._code_on_the_wall,
            "tutoring:attendance-list": thing(self.session),
            "tutoring:session-papers": thing(self.session),
            "tutoring:sheet-file": thing(self.sign_in_sheet),
            "tutoring:sheet-print": thing(self.session),
            "tutoring:walk-ins-list": thing(self.session),
            "tutoring:session-calendar": thing(self.session, **code),
            "tutoring:venue-edit": thing(self.venue),
            "tutoring:workshop-count": thing(self.workshop),
            "tutoring:workshop-detail": thing(self.workshop),
            "tutoring:workshop-edit": thing(self.workshop),
            "tutoring:workshop-table": thing(self.workshop),
            "tutoring:heads-count": thing(self.session),
            "tutoring:session-code": thing(self.session),
            "tutoring:walk-ins": thing(self.session),
            "tutoring:walk-in-dismiss": thing(self.walk_in),
            "tutoring:walk-in-match": thing(self.walk_in),
            "tutoring:make-up": thing(self.enrolment, what="M0.2"),
            "tutoring:make-up-ask": {**code, "what": "M0.2"},
            "tutoring:make-up-undo": thing(self.make_up),
            "tutoring:forum": thing(self.post.lesson, **code),
            "tutoring:forum-conduct": thing(self.post.lesson, **code),
            "tutoring:forum-write": thing(self.post.lesson, **code),
            "tutoring:post-decide": thing(self.post),
            "tutoring:post-report": thing(self.post),
            "tutoring:announcement": thing(self.announced.announcement),
            "tutoring:announcement-take-back": thing(self.announced.announcement),
            "tutoring:announcement-dismiss": thing(self.announced),
            "tutoring:live-attendance": thing(self.live),
            "tutoring:live-calendar": thing(self.live),
            "tutoring:live-cancel": thing(self.live),
            "tutoring:live-edit": thing(self.live),
            "tutoring:live-new": thing(self.live.lesson, **code),
            "tutoring:live-recording": thing(self.live),
            "tutoring:live-session": thing(self.live),
            "tutoring:question-answer": thing(self.question),
            "tutoring:question-close": thing(self.question),
            "tutoring:question-detail": thing(self.question),
            "tutoring:session-cancel": session,
            "tutoring:session-detail": thing(self.session),
            "tutoring:session-edit": session,
            "tutoring:tutor-end": {**code, "tutor": self.people["tutor"].public_id},
        }


def _snapshot() -> dict:
    """Return the facts that a page about a certificate shows."""
    return {
        "name": "Ana López",
        "course": "La Agenda 2030",
        "online_minutes": 2400,
        "in_person_minutes": 600,
        "total_minutes": 3000,
        "issued_on": timezone.localdate().isoformat(),
    }
