"""The form of a questionnaire."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from vikno.common.actors import Actor
from vikno.common.editions import Difference
from vikno.questionnaires import queries, services, shown
from vikno.questionnaires.engine import (
    NEVER_TYPED,
    NOT_APPLICABLE,
    Audience,
    Document,
    Key,
    Plain,
    PrefillPolicy,
    Question,
    evaluate,
)
from vikno.questionnaires.filling.blocks import Block, blocks_of
from vikno.questionnaires.filling.fields import field_for, typed
from vikno.questionnaires.filling.places import NOTHING, Standing, initial_answers, is_same, name_of
from vikno.questionnaires.filling.sent import answers_in
from vikno.questionnaires.models import Response

REFRESH: Final = "refresh"
REVISION: Final = "revision"


class FillingForm(forms.Form):
    """Fields of what is asked now. `only`: codes of the questions of this page (none: of all).

    `changes`: what is to be saved; `missing`: required and empty; `blocks`: what the template draws in order.
    """

    differences: tuple[Difference, ...] = ()

    def __init__(
        self, data: QueryDict | None = None, files: MultiValueDict[str, Any] | None = None, *, document: Document,
        standing: Standing | None = None, audience: Audience | None = None, only: Collection[str] = (),
    ) -> None:  # fmt: skip
        super().__init__(data, files)
        self.document, self.audience = document, audience
        self.standing = standing or Standing(initial=initial_answers(document))
        self.codes = frozenset(
            one.code for one in document.questions if (not only or one.code in only) and one.is_for(audience)
        )
        self.sent = dict(answers_in(document, data, self.codes)) if data is not None else {}
        begun = self.standing.answers if data is not None else {**self.standing.initial, **self.standing.answers}
        self.merged = {key: value for key, value in {**begun, **self._mine()}.items() if value not in NOTHING}
        self.evaluation = evaluate(document, self.merged, audience)
        self.drawn = evaluate(document, self.merged, audience, blank_rows=1)
        for key in self.asked:
            self._add(key, begun.get(key))

    @property
    def revision(self) -> int | None:
        return self.standing.revision

    @property
    def wants_refresh(self) -> bool:
        """Whether only another look at what is asked is wanted, and nothing is to be saved."""
        return REFRESH in self.data

    @property
    def changes(self) -> dict[Key, Plain | None]:
        """Answers that differ from what stands; None: taken back."""
        mine = {key: None if value in NOTHING else value for key, value in self._mine().items()}
        return {key: value for key, value in mine.items() if not is_same(value, self.standing.answers.get(key))}

    @property
    def missing(self) -> list[str]:
        """Labels of this page's required questions without an answer."""
        return [self.label_of(key) for key in self.evaluation.missing if key[0] in self.codes]

    @cached_property
    def asked(self) -> list[Key]:
        """Places of this page's fields, in the order of asking."""
        listed = [one for one in self.document.questions if one.code in self.codes and one.kind not in NEVER_TYPED]
        return [key for one in listed for key in self.places_of(one.code) if key in self.drawn.relevant]

    @cached_property
    def blocks(self) -> list[Block]:
        return list(blocks_of(self))

    def places_of(self, code: str) -> list[Key]:
        repeat = self.document.repeated.get(code)
        return [(code, 0)] if repeat is None else [(code, row) for row in self.drawn.rows.get(repeat, ())]

    def label_of(self, key: Key) -> str:
        text = shown.spoken(self.document.by_code[key[0]].item.labels) or key[0]
        return shown.filled(self.document, text, self.drawn.values, key[1])

    def uploads(self) -> dict[Key, Any]:
        """Files that were sent, by place: the room keeps them and saves their keys as answers."""
        names = {name_of(key): key for key in self.asked}
        return {names[name]: file for name, file in self.files.items() if name in names}

    def require_complete(self) -> bool:
        """Say at each empty required field of this page that it is wanted; whether nothing is missing anywhere."""
        for key in self.evaluation.missing:
            if name_of(key) in self.fields:
                self.add_error(name_of(key), str(shown.answer_words("missing")))
        return not self.evaluation.missing

    def tell(self, refused: Mapping[Key, str]) -> None:
        """Show refusals of the service at their fields."""
        for key, code in refused.items():
            self.add_error(name_of(key) if name_of(key) in self.fields else None, str(shown.answer_words(code)))

    def clean(self) -> dict[str, Any]:
        for key in self.evaluation.errors:
            if name_of(key) in self.fields:
                self.add_error(name_of(key), self._error(key))
        self.differences = tuple(self._clashes())
        if self.differences:
            self.add_error(None, _("Поки ви відповідали, це змінив хтось інший. Порівняйте й збережіть ще раз."))
        return self.cleaned_data

    def _mine(self) -> dict[Key, Plain]:
        """What was sent, without what is as it was when the window was opened: that is nobody's change."""
        base = self.standing.base
        if base is None:
            return self.sent
        return {key: value for key, value in self.sent.items() if not is_same(value, base.get(key))}

    def _clashes(self) -> Iterator[Difference]:
        """Questions answered here and by somebody else, differently, since the window was opened."""
        base = self.standing.base
        if base is None:
            return
        for key, mine in self._mine().items():
            theirs = self.standing.answers.get(key)
            if not is_same(theirs, base.get(key)) and not is_same(mine, theirs):
                said = [shown.answer_text(self.document, key[0], one or None) for one in (mine, theirs)]
                yield Difference(label=self.label_of(key), mine=said[0], theirs=said[1])

    def _add(self, key: Key, kept: Plain | None) -> None:
        question = self.document.question(key[0])
        if question is None:
            return
        is_wanted = question.required is True or key in self.evaluation.missing
        made = field_for(self.document, question, self.drawn, key[1], label=self.label_of(key), required=is_wanted)
        made.disabled, made.initial = self.is_closed(question, key), typed(question, kept)
        self.fields[name_of(key)] = made
        if question.na is not None:
            tick = forms.BooleanField(label=_("Не застосовується"), required=False, initial=kept == NOT_APPLICABLE)
            tick.disabled = made.disabled
            self.fields[f"{name_of(key)}-na"] = tick

    def is_closed(self, question: Question, key: Key) -> bool:
        """Whether a person may only read it."""
        line = self.standing.lines.get(key)
        is_locked = question.prefill_policy == PrefillPolicy.LOCK and line is not None and line.proposed is not None
        return question.read_only or is_locked

    def _error(self, key: Key) -> str:
        question, code = self.document.question(key[0]), self.evaluation.errors[key]
        own = shown.spoken(question.constraint_message) if question and code == "constraint" else ""
        return own or str(shown.answer_words(code))


def form_for(
    response: Response, data: QueryDict | None = None, files: MultiValueDict[str, Any] | None = None, *,
    audience: Audience | None = None, only: Collection[str] = (),
) -> FillingForm:  # fmt: skip
    """The form of a response as it stands: one query, two when somebody else has saved since it was opened."""
    lines, document = queries.standing(response), queries.document_of(response.version)
    answers, revision = queries.values_in(lines), queries.revision_of(lines)
    standing = Standing(
        answers=answers, initial={} if lines else initial_answers(document), lines=lines,
        base=_base(response, data, answers, revision), revision=revision,
    )  # fmt: skip
    return FillingForm(data, files, document=document, standing=standing, audience=audience, only=only)


def save_form(form: FillingForm, response: Response, *, actor: Actor, at: datetime) -> services.Saved:
    """Save what was changed in a valid form; refused answers are told at their fields. Refusals: of `save_answers`."""
    changes = {key: value for key, value in form.changes.items() if key not in form.evaluation.errors}
    saved = services.save_answers(response=response, answers=changes, actor=actor, at=at, audience=form.audience)
    form.tell(saved.refused)
    return saved


def _base(
    response: Response, data: QueryDict | None, answers: Mapping[Key, Plain], revision: int
) -> Mapping[Key, Plain] | None:
    """What stood when the window was opened; None when the window does not say."""
    opened = str(data.get(REVISION, "")) if data is not None else ""
    if not (opened.isascii() and opened.isdigit() and len(opened) < 19):
        return None
    return answers if int(opened) >= revision else queries.answers_at(response, int(opened))
