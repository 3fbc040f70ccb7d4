"""Versions: drafts change, what is published does not; codes keep their meaning."""

from typing import Any

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from tests import factories as make
from tests import for_questionnaires as given
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.questionnaires import queries, rules, services
from vikno.questionnaires.engine import Document, fingerprint, read
from vikno.questionnaires.enums import VersionState
from vikno.questionnaires.errors import (
    CodeReused,
    CodeTaken,
    DocumentUnsound,
    DraftExists,
    MayNotEdit,
    NoSuchVersion,
    NothingAsked,
    VersionFrozen,
    WrongMove,
)
from vikno.questionnaires.models import QuestionnaireVersion
from vikno.questionnaires.tests.samples import asked, document, yes_no

pytestmark = pytest.mark.django_db
SYSTEM, AT = Actor.system(), make.MOMENT


@pytest.fixture(autouse=True)
def _for_no_hromada(db: None) -> None:
    tenancy.bind("")


def test_the_hash_of_a_version_is_that_of_its_document() -> None:
    version = given.published()
    kept = QuestionnaireVersion.objects.get(pk=version.pk)
    assert kept.sha256 == fingerprint(read(kept.document)) == fingerprint(given.small_document())
    assert queries.document_of(kept) == given.small_document()


@pytest.mark.parametrize("change", [{"document": {}}, {"sha256": "0" * 64}, {"number": 9}, {"state": "draft"}])
def test_the_database_keeps_what_was_published(change: dict[str, Any]) -> None:
    version = given.published()
    with pytest.raises(DatabaseError), transaction.atomic():
        QuestionnaireVersion.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        QuestionnaireVersion.objects.filter(pk=version.pk).delete()


def test_a_published_version_is_not_edited_and_a_retired_one_stays_readable() -> None:
    version = given.published()
    with pytest.raises(VersionFrozen):
        services.edit_document(version=version, document=document(asked("b")), actor=SYSTEM, at=AT)
    services.retire_version(version=version, actor=SYSTEM, at=AT)
    assert queries.document_of(QuestionnaireVersion.objects.get(pk=version.pk)).question("ramp")
    assert queries.newest_published(version.questionnaire) is None


def test_every_move_of_a_version() -> None:
    """The whole table: 4 states by 4."""
    allowed = {
        ("draft", "testing"), ("draft", "published"), ("testing", "draft"), ("testing", "published"),
        ("published", "retired"),
    }  # fmt: skip
    states = [state.value for state in VersionState]
    assert {(one, to) for one in states for to in states if rules.may_move(one, to)} == allowed


def test_a_draft_is_tried_and_taken_back() -> None:
    version = given.drafted()
    services.move_version(version=version, to=VersionState.TESTING, actor=SYSTEM, at=AT)
    services.move_version(version=version, to=VersionState.DRAFT, actor=SYSTEM, at=AT)
    with pytest.raises(WrongMove):
        services.retire_version(version=version, actor=SYSTEM, at=AT)
    with pytest.raises(WrongMove):
        services.move_version(version=version, to=VersionState.PUBLISHED, actor=SYSTEM, at=AT)


def test_the_next_version_begins_as_a_copy_and_is_one() -> None:
    version = given.published()
    draft = services.start_version(questionnaire=version.questionnaire, actor=SYSTEM, at=AT)
    assert (draft.number, draft.state, draft.sha256) == (2, "draft", version.sha256)
    with pytest.raises(DraftExists):
        services.start_version(questionnaire=version.questionnaire, actor=SYSTEM, at=AT)


def _next(version: QuestionnaireVersion, made: Document) -> QuestionnaireVersion:
    draft = services.start_version(questionnaire=version.questionnaire, actor=SYSTEM, at=AT)
    services.edit_document(version=draft, document=made, actor=SYSTEM, at=AT)
    services.publish_version(version=draft, actor=SYSTEM, at=AT)
    return draft


def test_a_code_does_not_change_its_kind() -> None:
    first = given.published(made=document(asked("a"), asked("b")))
    with pytest.raises(CodeReused):
        _next(first, document(asked("a", "integer"), asked("b")))


def test_a_dropped_code_comes_back_only_as_itself() -> None:
    first = given.published(made=document(asked("a"), asked("b")))
    second = _next(first, document(asked("b", labels={"uk": "Уточнено"})))
    with pytest.raises(CodeReused), transaction.atomic():
        _next(second, document(asked("a", labels={"uk": "Зовсім інше"}), asked("b")))
    draft = queries.versions_of(first.questionnaire).filter(state="draft").first() or services.start_version(
        questionnaire=first.questionnaire, actor=SYSTEM, at=AT
    )
    services.edit_document(version=draft, document=document(asked("a"), asked("b")), actor=SYSTEM, at=AT)
    services.publish_version(version=draft, actor=SYSTEM, at=AT)


def test_an_empty_or_unsound_document_is_not_published() -> None:
    version = services.create_questionnaire(code="e", title="Е", organisation_id=None, actor=SYSTEM, at=AT)
    with pytest.raises(NothingAsked), transaction.atomic():
        services.publish_version(version=version, actor=SYSTEM, at=AT)
    broken = Document(code="x", items=(*document(yes_no("a")).items,))
    with pytest.raises(DocumentUnsound):
        services.edit_document(version=version, document=broken, actor=SYSTEM, at=AT)
    with pytest.raises(CodeTaken):
        services.create_questionnaire(code="e", title="Е", organisation_id=None, actor=SYSTEM, at=AT)


def test_only_the_head_of_its_own_programme_changes_it() -> None:
    version, at = given.published(), AT
    for stranger in (
        given.editor(make.FOREIGN),
        make.actor(Role.EXPERT),
        make.actor(Role.HEAD),
        make.actor(Role.STEWARD),
    ):
        for refused in (
            lambda actor=stranger: services.retire_version(version=version, actor=actor, at=at),
            lambda actor=stranger: services.publish_version(version=version, actor=actor, at=at),
            lambda actor=stranger: services.start_version(questionnaire=version.questionnaire, actor=actor, at=at),
            lambda actor=stranger: services.edit_document(
                version=version, document=document(asked("z")), actor=actor, at=at
            ),
        ):
            with pytest.raises(MayNotEdit):
                refused()
    services.retire_version(version=version, actor=given.editor(), at=at)


def test_who_reads() -> None:
    own, foreign = given.published(), given.published(make.FOREIGN)
    house = services.create_questionnaire(code="house", title="Дім", organisation_id=None, actor=SYSTEM, at=AT)
    expert = make.actor(Role.EXPERT)
    assert set(queries.questionnaires_of(expert)) == {own.questionnaire, house.questionnaire}
    assert queries.version_for(expert, own.pk) == own
    with pytest.raises(NoSuchVersion):
        queries.version_for(expert, foreign.pk)
    assert not queries.questionnaires_of(make.actor(Role.HEAD))
