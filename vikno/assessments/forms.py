"""What is typed: answers of a dimension, findings of a reviewer, papers, items of the roadmap, rounds."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vikno.assessments import rules
from vikno.assessments.enums import Funding, ItemState, Reply
from vikno.assessments.framework import own
from vikno.assessments.models import RoadmapItem
from vikno.assessments.queries import Line
from vikno.assessments.services import Answer, Finding, Paper, Plan
from vikno.common.clock import KYIV
from vikno.common.forms import AmountField, DayField
from vikno.questionnaires.models import QuestionnaireVersion
from vikno.territories.models import Unit
from vikno.territories.queries import tenants

_CODE: Final = re.compile(r"UA\d{17}")
_NOT_SEEN: Final = "none"


class DimensionForm(forms.Form):
    """One reply and one reason for each question; an empty reply is left for later."""

    optional_marks = False

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        self.lines = lines
        super().__init__(*args, initial=_kept_answers(lines), **kwargs)
        for line in lines:
            code = line.question.code
            self.fields[code] = forms.ChoiceField(
                label=str(line.question.title), required=False, choices=_replies(line), widget=forms.RadioSelect
            )
            self.fields[f"{code}-reason"] = forms.CharField(
                label=_("Чому так"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2}),
                help_text=_("Потрібно, якщо рівень інший, ніж кажуть записи."),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        for line in self.lines:
            code, proposed = line.question.code, line.measured_level
            reply, reason = said.get(code, ""), str(said.get(f"{code}-reason", "")).strip()
            differs = reply not in ("", Reply.ACCEPT, str(proposed))
            if differs and proposed is not None and not reason:
                self.add_error(f"{code}-reason", _("Напишіть, чому рівень інший, ніж кажуть записи."))
        return said

    def answers(self) -> dict[str, Answer]:
        """Arguments of the service, by question."""
        said = self.cleaned_data
        return {
            line.question.code: _answer(said[line.question.code], said[f"{line.question.code}-reason"])
            for line in self.lines
            if said.get(line.question.code)
        }

    @property
    def rows(self) -> list[tuple[Line, forms.BoundField, forms.BoundField]]:
        return [(one, self[one.question.code], self[f"{one.question.code}-reason"]) for one in self.lines]


def _replies(line: Line) -> list[tuple[str, str]]:
    listed = [(str(level), f"{level} — {words}") for level, words in enumerate(line.question.levels)]
    if line.measured_level is not None:
        words = _now("Погоджуюся із записами: рівень {level}").format(level=line.measured_level)
        listed.insert(0, (Reply.ACCEPT.value, words))
    return [*listed, (Reply.NOT_MEASURABLE.value, str(Reply.NOT_MEASURABLE.label))]


def _kept_answers(lines: Sequence[Line]) -> dict[str, str]:
    kept = {}
    for line in lines:
        told, code = line.declared, line.question.code
        if told is not None:
            stale = told.reply == Reply.ACCEPT and told.level != line.measured_level
            kept[code] = str(told.level) if told.reply == Reply.ANSWER or stale else told.reply
            kept[f"{code}-reason"] = told.reason
    return kept


def _answer(reply: str, reason: str) -> Answer:
    if reply in (Reply.ACCEPT, Reply.NOT_MEASURABLE):
        return Answer(reply=reply, reason=reason)
    return Answer(reply=Reply.ANSWER, level=int(reply), reason=reason)


class CheckForm(forms.Form):
    """A level and a comment for each question of a dimension; an empty one is not looked at yet."""

    optional_marks = False

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        self.lines = lines
        super().__init__(*args, initial=_kept_findings(lines), **kwargs)
        choices = [("", _("ще не дивилися")), *((str(n), str(n)) for n in range(rules.MOST_LEVEL + 1))]
        for line in lines:
            code = line.question.code
            self.fields[code] = forms.ChoiceField(
                label=_("Рівень, який ви побачили"), required=False,
                choices=[*choices, (_NOT_SEEN, _("побачити не вдалося"))],
            )  # fmt: skip
            self.fields[f"{code}-comment"] = forms.CharField(
                label=_("Що побачили"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        for line in self.lines:
            code = line.question.code
            level, comment = said.get(code, ""), str(said.get(f"{code}-comment", "")).strip()
            declared = "" if line.declared_level is None else str(line.declared_level)
            if level and level != declared and not comment:
                self.add_error(f"{code}-comment", _("Напишіть, чому рівень інший, ніж відповіла громада."))
        return said

    def findings(self) -> dict[str, Finding]:
        """Arguments of the service, by question."""
        said = self.cleaned_data
        return {
            code: Finding(
                level=None if said[code] == _NOT_SEEN else int(said[code]), comment=said[f"{code}-comment"]
            )
            for line in self.lines
            if said.get(code := line.question.code)
        }  # fmt: skip

    @property
    def rows(self) -> list[tuple[Line, forms.BoundField, forms.BoundField]]:
        return [(one, self[one.question.code], self[f"{one.question.code}-comment"]) for one in self.lines]


def _kept_findings(lines: Sequence[Line]) -> dict[str, str]:
    kept = {}
    for line in lines:
        if line.verified is not None:
            level = line.verified.level
            kept[line.question.code] = _NOT_SEEN if level is None else str(level)
            kept[f"{line.question.code}-comment"] = line.verified.comment
    return kept


class CommentForm(forms.Form):
    comment = forms.CharField(label=_("Що виправити"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Чому лишаємо так"), max_length=1000)


class PaperForm(forms.Form):
    """A file or words; one of the two."""

    title = forms.CharField(label=_("Що це"), max_length=300, help_text=_("Наприклад: рішення ради про план мережі."))
    file = forms.FileField(label=_("Файл"), required=False, help_text=_("PDF, JPEG, PNG або TIFF, до 30 МБ."))
    words = forms.CharField(label=_("Опис або адреса"), required=False, max_length=1000)
    made_on = DayField(label=_("Дата документа"), required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        if not said.get("file") and not str(said.get("words", "")).strip() and "file" not in self.errors:
            self.add_error("words", _("Додайте файл або напишіть, де його знайти."))
        return said

    def paper(self) -> Paper:
        said = self.cleaned_data
        file = said.get("file")
        return Paper(
            title=said["title"], words=said["words"], made_on=said["made_on"], stream=file or None,
            name=file.name if file else "", size=file.size if file else None,
        )  # fmt: skip


class JudgementForm(forms.Form):
    to = forms.ChoiceField(
        label=_("Рішення"), choices=(("approved", _("підтвердити")), ("rejected", _("відхилити"))),
        widget=forms.RadioSelect,
    )  # fmt: skip
    comment = forms.CharField(
        label=_("Пояснення"), required=False, max_length=2000, help_text=_("Потрібне, якщо відхиляєте.")
    )


class ItemForm(forms.Form):
    """What an item of the roadmap says."""

    title = forms.CharField(label=_("Що зробити"), max_length=300)
    result = forms.CharField(
        label=_("Що має вийти"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )
    owner_name = forms.CharField(label=_("Хто відповідає"), required=False, max_length=200)
    due_on = DayField(label=_("До якого дня"), required=False)
    cost = AmountField(
        label=_("Скільки коштує, грн"), required=False, min_value=0, max_digits=12, decimal_places=2
    )  # fmt: skip
    funding = forms.ChoiceField(label=_("Чиї кошти"), choices=Funding.choices)

    def __init__(self, *args: Any, kept: RoadmapItem | None = None, **kwargs: Any) -> None:
        start = {name: getattr(kept, name) for name in type(self).base_fields} if kept else {"funding": Funding.NONE}
        super().__init__(*args, initial=start, **kwargs)

    def plan(self) -> Plan:
        return Plan(**self.cleaned_data)


class MoveForm(forms.Form):
    """One step of an item by the table of moves."""

    to = forms.ChoiceField(label=_("Наступний стан"), widget=forms.RadioSelect)
    funding = forms.ChoiceField(label=_("Чиї кошти"), required=False, choices=[("", "—"), *Funding.choices[1:]])
    words = forms.CharField(
        label=_("Пояснення"), required=False, max_length=1000,
        help_text=_("Для «виконано» — чим підтверджено. Для «відкладено» і «знято» — чому."),
    )  # fmt: skip

    def __init__(self, *args: Any, item: RoadmapItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = rules.ITEM_MOVES[item.state] - {ItemState.CONFIRMED}
        self.fields["to"].choices = [(one.value, one.label) for one in ItemState if one in following]  # type: ignore[attr-defined]


class RoundForm(forms.Form):
    """A campaign: by which model, from when till when, over which hromadas."""

    title = forms.CharField(label=_("Назва"), max_length=200)
    purpose = forms.CharField(label=_("Для чого"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))
    model = forms.ChoiceField(
        label=_("Модель"), required=False,
        help_text=_("Свою модель складіть в анкетах: групи — виміри, вибір із чотирьох відповідей з балами 0–3."),
    )  # fmt: skip
    opens_on = DayField(label=_("Перший день"))
    closes_on = DayField(label=_("Останній день"))
    closes_time = forms.TimeField(label=_("Час закриття"), initial=dt.time(18, 0), input_formats=["%H:%M"])
    oblast = forms.ChoiceField(label=_("Усі громади області"), required=False)
    hromadas = forms.CharField(
        label=_("Або громади"), required=False, max_length=60_000, widget=forms.Textarea({"rows": 5}),
        help_text=_("Код або назва, кожна з нового рядка."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, models: Sequence[QuestionnaireVersion], oblasts: Sequence[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["model"].choices = [("", str(own().title)), *((one.pk, str(one)) for one in models)]  # type: ignore[attr-defined]
        listed = [("", _("не обрано")), *((one.pk, one.title) for one in oblasts)]
        self.fields["oblast"].choices = listed  # type: ignore[attr-defined]

    def clean_hromadas(self) -> list[str]:
        wanted = [line.strip() for line in self.cleaned_data["hromadas"].splitlines() if line.strip()]
        codes = [one for one in wanted if _CODE.fullmatch(one)]
        names = [one.removesuffix(" громада") for one in wanted if not _CODE.fullmatch(one)]
        found = list(tenants().filter(name__in=names).values_list("name", "pk")) if names else []
        known = {name for name, _code in found}
        if strange := [one for one in names if one not in known]:
            raise forms.ValidationError(_now("Немає таких громад: {names}.").format(names=", ".join(strange)))
        if len(found) > len(known):
            raise forms.ValidationError(_("Є кілька громад з однаковою назвою. Назвіть їх кодами."))
        return codes + [code for _name, code in found]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = self.cleaned_data
        if not said.get("oblast") and not said.get("hromadas") and "hromadas" not in self.errors:
            self.add_error("hromadas", _("Назвіть хоч одну громаду або оберіть область."))
        return said

    def facts(self) -> dict[str, Any]:
        """Arguments of the service. It opens at midnight of its first day in Kyiv."""
        said = self.cleaned_data
        codes = set(said["hromadas"])
        if said["oblast"]:
            codes |= set(tenants().filter(oblast=said["oblast"]).values_list("pk", flat=True))
            codes |= set(tenants().filter(pk=said["oblast"]).values_list("pk", flat=True))
        return {
            "title": said["title"], "purpose": said["purpose"],
            "questionnaire": int(said["model"]) if said["model"] else None,
            "opens_at": dt.datetime.combine(said["opens_on"], dt.time.min, KYIV),
            "closes_at": dt.datetime.combine(said["closes_on"], said["closes_time"], KYIV), "hromadas": codes,
        }  # fmt: skip


class ExpertForm(forms.Form):
    expert = forms.ChoiceField(label=_("Хто перевіряє"), required=False)

    def __init__(self, *args: Any, experts: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expert"].choices = [("", _("будь-хто з програми")), *experts]  # type: ignore[attr-defined]
