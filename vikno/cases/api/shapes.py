"""What is said and what is asked about a case, field by field."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, StrictBool

from vikno.applicants.enums import ApplicantKind, IdentityDocument
from vikno.cases import enums
from vikno.catalogue.enums import EvidenceForm
from vikno.common.api import Asked, Code, Day, Key, Line, Number, Text, Told, choice
from vikno.documents.enums import FileState
from vikno.notifications.enums import Channel as Channels

State = choice("CaseState", enums.CaseState)
Step = choice("Step", enums.Step)
Outcome = choice("Outcome", enums.Outcome)
ResultChannel = choice("ResultChannel", enums.ResultChannel)
IntakeChannel = choice("IntakeChannel", enums.IntakeChannel)
Channel = choice("Channel", Channels)
Kind = choice("ApplicantKind", ApplicantKind)
Identity = choice("IdentityDocument", IdentityDocument)
TransferReasons = choice("TransferReason", enums.TransferReason)
Way = choice("HearingWay", enums.HearingWay)
FileStates = choice("FileState", FileState)
Evidence = choice("EvidenceForm", EvidenceForm)

ServiceCode = Code(r"^[^\u0000-\u0020\u007f/]{1,40}$")
_UNIT = r"^(UA[0-9]{17})?$"


class CaseRow(Told):
    """A case in a list: no names, no contacts."""

    number: str
    state: State
    service: str
    point_id: int
    registered_at: dt.datetime
    due_on: dt.date | None
    is_overdue: bool
    version: int


class ApplicantShown(Told):
    id: int
    kind: Kind
    name: str


class PaperShown(Told):
    order: int
    name: str
    evidence_form: Evidence
    sheets: int


class StepShown(Told):
    step: Step
    state_after: State
    happened_at: dt.datetime
    recorded_at: dt.datetime
    role: str
    point_id: int | None
    note: str


class DecisionShown(Told):
    outcome: Outcome
    decided_on: dt.date
    number: str
    grounds: str


class ResultShown(Told):
    received_at: dt.datetime
    shelf: str
    issued_at: dt.datetime | None


class CaseShown(CaseRow):
    """A case whole: reading it leaves a trace, as opening its page does."""

    applicant: ApplicantShown
    provider: str | None
    intake_channel: IntakeChannel
    notification_channel: Channel
    contact: str
    result_channel: ResultChannel
    external_number: str
    term: str = Field(description="The last day explained in whole sentences")
    papers: list[PaperShown]
    steps: list[StepShown]
    decision: DecisionShown | None
    result: ResultShown | None


class CaseOpened(Told):
    """The code of the public page is said here and nowhere else."""

    number: str
    state: State
    due_on: dt.date | None
    version: int
    access_code: str


class CaseMoved(Told):
    number: str
    state: State
    due_on: dt.date | None
    version: int


class NewApplicant(Asked):
    """Who applies. With a known РНОКПП and the same name it is the person known already."""

    kind: Kind = Kind.PERSON
    family_name: Line(120) = ""
    given_name: Line(120) = ""
    patronymic: Line(120) = ""
    entity_name: Line(300) = ""
    rnokpp: Code(r"^([0-9]{10})?$") = ""
    has_no_rnokpp: StrictBool = False
    unzr: Code(r"^([0-9]{8}-?[0-9]{5})?$") = ""
    edrpou: Code(r"^([0-9]{8})?$") = ""
    born_on: Day | None = None
    identity_kind: Identity | None = None
    identity_number: Line(20) = ""
    phone: Line(20) = ""
    email: Code(r"^([A-Za-z0-9._%+-]{1,60}@[A-Za-z0-9.-]{1,60}\.[A-Za-z]{2,20})?$") = ""
    settlement_code: Code(_UNIT) = ""
    street_address: Line(300) = ""


class NewPaper(Asked):
    name: Line(500, least=1)
    evidence_form: Evidence
    sheets: Number(1, 999) = 1


class NewCase(Asked):
    """An application: who, which service, at which point of the key's own, with which papers."""

    point_id: Key
    service: ServiceCode
    applicant_id: Key | None = Field(None, description="Somebody known already; or `applicant`")
    applicant: NewApplicant | None = None
    papers: Annotated[list[NewPaper], Field(min_length=1, max_length=100)]
    notification_channel: Channel
    contact: Line(254) = ""
    result_channel: ResultChannel = ResultChannel.SAME_POINT
    intake_channel: IntakeChannel = IntakeChannel.PERSON
    external_number: Line(60) = ""


class Move(Asked):
    """What every act may say: at which of the key's points it happened."""

    point_id: Key | None = Field(None, description="One of the points where the key works; its only one by default")


class Acceptance(Move):
    note: Line(300, least=1)


class Cure(Move):
    on: Day
    note: Text(400) = ""


class Resumption(Move):
    on: Day
    note: Text(400) = ""


class NewDecision(Move):
    outcome: Outcome
    decided_on: Day
    number: Line(60) = ""
    grounds: Text(4000) = ""
    unheard_ground: Code(r"^[a-z0-9_]{0,40}$") = Field("", description="Why an adverse decision goes without a hearing")
    unheard_words: Text(300) = ""


class Invitation(Move):
    """To speak before a decision that is not in the applicant's favour."""

    held_on: Day
    way: Way
    place: Line(200, least=1)
    about: Text(2000, least=1)


class HearingSaid(Move):
    response: Literal["came", "wrote"]
    on: Day
    words: Text(4000, least=1)


class HearingSilence(Move):
    on: Day
    words: Text(400) = ""


class Unclaimed(Move):
    """Nothing to say: the day is counted."""


class Posting(Move):
    address: Line(400, least=1)
    tracking: Line(60, least=1)


class LetterBack(Move):
    shelf: Line(60, least=1)
    note: Line(300) = ""


class Archive(Move):
    shelf: Line(60, least=1)


class Transfer(Move):
    """To whom the case goes: somebody who works at the desk of the same network."""

    to_user_id: Key
    reason: TransferReasons
    words: Line(300) = ""


class FileSaid(Asked):
    """By what a repeat of an attachment is known: not the bytes of the multipart body, which differ each time."""

    name: str
    sha256: str
    paper: int | None


class FileKept(Told):
    """A file of a case: `quarantine` until the antivirus has looked at it, and nobody sees it till then."""

    id: int
    name: str
    state: FileStates
    sha256: str = Field(description="Of the harmless copy that is kept")


class Defects(Move):
    on: Day
    defects: Text(450, least=1)
    cure_by: Day


class Suspension(Move):
    on: Day
    ground: Code(r"^[a-z0-9_]{1,40}$")
    detail: Text(300) = ""


class Extension(Move):
    on: Day
    days: Number(1, 365)
    ground: Code(r"^[a-z0-9_]{1,40}$")
    detail: Text(300) = ""


class NewResult(Move):
    shelf: Line(60) = ""


class Notification(Move):
    channel: Channel
    proof: Line(300) = ""


class Issue(Move):
    """To the applicant, against a document: what it was and how its number ends, never the whole number."""

    identity_kind: Identity
    identity_ending: Code(r"^[0-9A-Za-zА-ЯІЇЄҐа-яіїєґ]{4}$")
    representative_id: Key | None = None


class Withdrawal(Move):
    reason: Text(500, least=1)


class Note(Move):
    text: Text(500, least=1)
