"""Reads of questionnaires and responses."""

from vikno.questionnaires.queries.answers import (
    answers_at,
    answers_of,
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
from vikno.questionnaires.queries.versions import (
    document_of,
    newest_published,
    published_before,
    published_for,
    questionnaire_for,
    questionnaires_of,
    version_for,
    versions_of,
)

__all__ = [
    "answers_at",
    "answers_of",
    "document_of",
    "evaluation_of",
    "history_of",
    "newest_published",
    "published_before",
    "published_for",
    "questionnaire_for",
    "questionnaires_of",
    "response_for",
    "revision_of",
    "scores_of",
    "sha256_of",
    "snapshot_of",
    "standing",
    "values_in",
    "version_for",
    "versions_of",
]
