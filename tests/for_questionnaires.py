"""Questionnaires of programmes for tests: each call needs no other."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests import factories as make
from vikno.accounts.enums import Role
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.questionnaires import services
from vikno.questionnaires.engine import Document
from vikno.questionnaires.field import Submission
from vikno.questionnaires.models import Collected, Questionnaire, QuestionnaireVersion, Response
from vikno.questionnaires.tests.samples import asked, document, section, yes_no


def small_document() -> Document:
    """A yes-or-no, a question that hangs on it, rows of staff and a sum over them."""
    return document(
        yes_no("ramp", required=True, indicator="access", na="exclude"),
        asked("width", "integer", relevant="${ramp} = 'yes'", constraint=". > 0 and . < 500", required=True),
        section("staff", asked("name", personal=True), asked("years", "decimal", scale=["0", "10"]), kind="repeat"),
        asked("total", "calculate", calculation="sum(${years})"),
        asked("note", "text", audience=["reviewer"]),
    )


@contextmanager
def nationally() -> Iterator[None]:
    """Work for no hromada for a while: what a programme does is journalled in the national chain."""
    before = tenancy.bound()
    tenancy.bind("")
    yield
    tenancy.bind(before)


def drafted(of: str = make.OWN, *, made: Document | None = None) -> QuestionnaireVersion:
    """A draft of the programme of a hromada's test."""
    number = next(make.numbers)
    with nationally():
        return services.create_questionnaire(
        code=f"q{number}", title=f"Анкета {number}", organisation_id=make.programme_organisation(of).pk,
        actor=Actor.system(), at=make.MOMENT, document=made or small_document(),
    )  # fmt: skip


def published(of: str = make.OWN, *, made: Document | None = None) -> QuestionnaireVersion:
    """A published version."""
    version = drafted(of, made=made)
    with nationally():
        services.publish_version(version=version, actor=Actor.system(), at=make.MOMENT)
    return QuestionnaireVersion.objects.select_related("questionnaire").get(pk=version.pk)


def second(of: str = make.OWN) -> QuestionnaireVersion:
    """A draft after a published version."""
    first = published(of)
    with nationally():
        return services.start_version(questionnaire=first.questionnaire, actor=Actor.system(), at=make.MOMENT)


def questionnaire(of: str = make.OWN) -> Questionnaire:
    return drafted(of).questionnaire


def response(of: str = make.OWN, *, version: QuestionnaireVersion | None = None) -> Response:
    """A begun response of a hromada to its programme. Bind the hromada first."""
    make.hromada(of)
    return services.start_response(
        version=version or published(of), hromada_code=of, organisation_id=make.programme_organisation(of).pk,
        actor=Actor.system(of), at=make.MOMENT,
    )  # fmt: skip


def submitted(of: str = make.OWN, *, version: QuestionnaireVersion | None = None, **answers: Any) -> Response:
    """One that was answered and submitted. Bind the hromada first."""
    made = response(of, version=version)
    said: dict[tuple[str, int], Any] = {(code, 0): value for code, value in (answers or {"ramp": "no"}).items()}
    services.save_answers(response=made, answers=said, actor=Actor.system(of), at=make.MOMENT)
    services.submit_response(response=made, actor=Actor.system(of), at=make.MOMENT)
    return Response.objects.select_related("version__questionnaire").get(pk=made.pk)


def collected(of: str = make.OWN, *, version: QuestionnaireVersion) -> Collected:
    """An answer to a published version brought back from the field by its programme."""
    number = next(make.numbers)
    said = Submission(
        place=1, instance=f"field-{number}", version=version.sha256, collector="Вигаданий Опитувач", where="Лугове",
        hromada="", sent="2026-11-20T09:20:00+02:00", answers={("ramp", 0): "no"},
    )  # fmt: skip
    with nationally():
        services.bring_back(
            version=version, found=[said], file_name="kobo.json", body=b"{}", actor=editor(of), at=make.MOMENT
        )
    return Collected.objects.get(instance=said.instance)


def seen_by_programme(of: str = make.OWN) -> None:
    """The transaction works for the programme and for no hromada."""
    tenancy.bind("")
    tenancy.bind_programme(make.programme_organisation(of).pk)


def editor(of: str = make.OWN) -> Actor:
    """The head of the programme."""
    return make.actor(Role.PROGRAMME, of=of)
