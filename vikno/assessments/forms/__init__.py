"""What is typed: answers of a dimension, findings of a reviewer, papers, items of the roadmap, rounds."""

from vikno.assessments.forms.answers import DimensionForm
from vikno.assessments.forms.checking import CheckForm, CommentForm, ExpertForm, JudgementForm, PaperForm, ReasonForm
from vikno.assessments.forms.invitations import CodesForm, FindForm, InvitationForm
from vikno.assessments.forms.roadmap import ItemForm, MoveForm
from vikno.assessments.forms.rounds import RoundForm

__all__ = [
    "CheckForm",
    "CodesForm",
    "CommentForm",
    "DimensionForm",
    "ExpertForm",
    "FindForm",
    "InvitationForm",
    "ItemForm",
    "JudgementForm",
    "MoveForm",
    "PaperForm",
    "ReasonForm",
    "RoundForm",
]
