"""Pages of assessments, one module per noun."""

from vikno.assessments.views.assessments import (
    assessment,
    assessments,
    beginning,
    closing,
    dimension,
    records,
    submission,
)
from vikno.assessments.views.checking import approval, checking, expert, returning
from vikno.assessments.views.evidence import evidence, evidence_file, evidence_new, judgement, revision
from vikno.assessments.views.invitations import invitations, invitations_file
from vikno.assessments.views.results import annex, gap_acceptance, gap_item, report, results
from vikno.assessments.views.roadmap import item, item_move, item_new, roadmap, roadmap_paper, roadmap_table
from vikno.assessments.views.rounds import own_model, round_new, round_page, round_prefill, rounds

__all__ = [
    "annex",
    "approval",
    "assessment",
    "assessments",
    "beginning",
    "checking",
    "closing",
    "dimension",
    "evidence",
    "evidence_file",
    "evidence_new",
    "expert",
    "gap_acceptance",
    "gap_item",
    "invitations",
    "invitations_file",
    "item",
    "item_move",
    "item_new",
    "judgement",
    "own_model",
    "records",
    "report",
    "results",
    "returning",
    "revision",
    "roadmap",
    "roadmap_paper",
    "roadmap_table",
    "round_new",
    "round_page",
    "round_prefill",
    "rounds",
    "submission",
]
