"""Reads of questionnaires and responses."""

from vikno.questionnaires.queries.answers import (
    answers_at,
    answers_of,
    answers_of_each,
    evaluation_of,
    history_of,
    response_for,
    revision_of,
    scores_of,
    sha256_of,
    snapshot_of,
    standing,
    values_in,
)
from vikno.questionnaires.queries.collecting import collected_of, judged_submissions, version_carried_by
from vikno.questionnaires.queries.crosswalks import comparison_of, crossings_between, version_before
from vikno.questionnaires.queries.exports import Together, responses_together
from vikno.questionnaires.queries.versions import (
    document_of,
    newest_published,
    published_before,
    published_for,
    questionnaire_for,
    questionnaires_of,
    version_for,
    version_held,
    versions_of,
)

__all__ = [
    "Together",
    "answers_at",
    "answers_of",
    "answers_of_each",
    "collected_of",
    "comparison_of",
    "crossings_between",
    "document_of",
    "evaluation_of",
    "history_of",
    "judged_submissions",
    "newest_published",
    "published_before",
    "published_for",
    "questionnaire_for",
    "questionnaires_of",
    "response_for",
    "responses_together",
    "revision_of",
    "scores_of",
    "sha256_of",
    "snapshot_of",
    "standing",
    "values_in",
    "version_before",
    "version_carried_by",
    "version_for",
    "version_held",
    "versions_of",
]
