"""The engine of questionnaires: documents, expressions, outcomes, scores. Plain Python, no Django, no clock, no I/O."""

from vikno.questionnaires.engine.answers import NOT_APPLICABLE, Answers, Key, plain, settle
from vikno.questionnaires.engine.evaluating import Value
from vikno.questionnaires.engine.kinds import Sort
from vikno.questionnaires.engine.outcome import Evaluation, choices_shown, evaluate
from vikno.questionnaires.engine.parts import (
    FILES,
    NEVER_TYPED,
    SELECTS,
    Audience,
    Choice,
    Document,
    EvidencePolicy,
    Group,
    Item,
    Kind,
    Labels,
    Method,
    NotApplicable,
    Plain,
    PrefillPolicy,
    Question,
    Repeat,
)
from vikno.questionnaires.engine.predicates import Predicate, predicate
from vikno.questionnaires.engine.problems import DocumentRefused, Problem
from vikno.questionnaires.engine.reading import as_json, canonical, examined, fingerprint, read
from vikno.questionnaires.engine.scoring import Score, Scores, dimension_of, is_scored, score_of, scores
from vikno.questionnaires.engine.soundness import problems_of

__all__ = [
    "FILES",
    "NEVER_TYPED",
    "NOT_APPLICABLE",
    "SELECTS",
    "Answers",
    "Audience",
    "Choice",
    "Document",
    "DocumentRefused",
    "Evaluation",
    "EvidencePolicy",
    "Group",
    "Item",
    "Key",
    "Kind",
    "Labels",
    "Method",
    "NotApplicable",
    "Plain",
    "Predicate",
    "PrefillPolicy",
    "Problem",
    "Question",
    "Repeat",
    "Score",
    "Scores",
    "Sort",
    "Value",
    "as_json",
    "canonical",
    "choices_shown",
    "dimension_of",
    "evaluate",
    "examined",
    "fingerprint",
    "is_scored",
    "plain",
    "predicate",
    "problems_of",
    "read",
    "score_of",
    "scores",
    "settle",
]
