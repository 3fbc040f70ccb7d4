"""Forms of cards, recordings, pilots and the functional model."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from vikno.catalogue.queries import search_services
from vikno.common import clock
from vikno.common.finding import FindingForm, FoundMany, FoundOne
from vikno.common.forms import AmountField, DayField, Ticks
from vikno.indicators.definitions import INDICATORS
from vikno.practices import rules
from vikno.practices.enums import Topic
from vikno.practices.errors import ChapterNotRead
from vikno.practices.models import Practice, Recording
from vikno.practices.queries import found_cards, found_own_cards
from vikno.practices.rules import Mark
from vikno.practices.services import CardFacts, PilotFacts, RecordingFacts

MOST_CHAPTERS = 200
LARGEST_VTT = 2_000_000


def area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea({"rows": str(rows)})


def told_card(one: Practice) -> str:
    """A published card among others: its public title and whose it is."""
    return f"{one.published.title if one.published else one.title} ({one.hromada.title})"


class CardForm(forms.Form):
    """A card in its order of reading."""

    title = forms.CharField(label=_("Назва практики"), max_length=200)
    topics = forms.MultipleChoiceField(label=_("Теми"), choices=Topic, widget=Ticks, required=False)
    problem = forms.CharField(label=_("Проблема"), max_length=4000, widget=area(), required=False)
    context = forms.CharField(label=_("Умови громади"), max_length=4000, widget=area(), required=False)
    done = forms.CharField(label=_("Що зробили"), max_length=8000, widget=area(8), required=False)
    documents = forms.CharField(label=_("Рішення і документи"), max_length=4000, widget=area(), required=False)
    cost = AmountField(label=_("Вартість, грн"), min_value=Decimal(0), max_digits=14, decimal_places=2, required=False)
    cost_note = forms.CharField(label=_("На що пішли гроші"), max_length=500, required=False)
    staff = forms.CharField(label=_("Скільки людей і хто"), max_length=500, required=False)
    result = forms.CharField(label=_("Результат у числах"), max_length=4000, widget=area(), required=False)
    source = forms.CharField(label=_("Звідки ці числа"), max_length=500, required=False)
    failed = forms.CharField(label=_("Що не спрацювало"), max_length=4000, widget=area(), required=False)
    contact = forms.CharField(
        label=_("До кого звернутися"), max_length=500, required=False,
        help_text=_("Робочий телефон або пошта. Це побачать усі."),
    )  # fmt: skip

    def facts(self) -> CardFacts:
        return CardFacts(**self.cleaned_data)

    @staticmethod
    def kept(practice: Practice) -> dict[str, Any]:
        return {name: getattr(practice, name) for name in CardForm.base_fields}


class ProofForm(forms.Form):
    """Which number, and from which day on it was done differently."""

    indicator = forms.ChoiceField(label=_("Показник"))
    day = DayField(label=_("З якого дня працюєте по-новому"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["indicator"]
        chosen.choices = [(code, one.title) for code, one in INDICATORS.items()]


class SendForm(forms.Form):
    """Which programme reads it."""

    to = forms.ModelChoiceField(label=_("Програма"), queryset=None, empty_label=None)

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["to"]
        chosen.queryset = programmes


class ReasonForm(forms.Form):
    """A step with what the other side is told."""

    optional_marks = False
    move = forms.ChoiceField(label=_("Крок"))
    words = forms.CharField(label=_("Пояснення"), max_length=500, required=False)

    def __init__(self, *args: Any, moves: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["move"]
        chosen.choices = moves


class AdoptionForm(forms.Form):
    on = DayField(label=_("З якого дня"))
    note = forms.CharField(label=_("Що змінили для себе"), max_length=1000, widget=area(3), required=False)


class TakenForm(FindingForm, AdoptionForm):
    """Which practice of the library was taken up."""

    practice = FoundOne(label=_("Яку практику взяли"))
    field_order = ("practice", "on", "note")

    def __init__(self, *args: Any, cards: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("practice", cards, find=lambda words: found_cards(cards, words=words), label=told_card)
        self.has_cards = bool(self.fields["practice"].widget.choices) or self.is_bound


class LookForm(forms.Form):
    """Words, topic, oblast of the public list."""

    optional_marks = False
    words = forms.CharField(label=_("Слова"), max_length=100, required=False)
    topic = forms.ChoiceField(label=_("Тема"), choices=[("", _("усі теми")), *Topic.choices], required=False)
    oblast = forms.ChoiceField(label=_("Область"), required=False)

    def __init__(self, *args: Any, oblasts: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if oblasts is None:
            del self.fields["oblast"]
        else:
            chosen: Any = self.fields["oblast"]
            chosen.choices = [("", _("уся країна")), *((one.pk, one.name) for one in oblasts)]
        self.is_valid()

    def asked(self) -> dict[str, str]:
        """What is chosen; something unknown chooses nothing."""
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}


class SecondsField(forms.Field):
    """A time from the beginning, in seconds: 45:00 or 1:05:00."""

    default_error_messages = {"invalid": _("Пишіть хвилини й секунди: 45:00, або з годинами: 1:05:00.")}

    def to_python(self, value: Any) -> Any:
        found = rules.seconds_of(str(value)) if value not in self.empty_values else None
        if value not in self.empty_values and found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found

    def prepare_value(self, value: Any) -> Any:
        return rules.clock_of(value) if isinstance(value, int) else value


class RecordingForm(FindingForm):
    title = forms.CharField(label=_("Назва запису"), max_length=200)
    held_on = DayField(label=_("День розмови"))
    duration = SecondsField(label=_("Тривалість"), help_text=_("Хвилини й секунди: 45:00."))
    address = forms.URLField(
        label=_("Адреса відео"), max_length=500, assume_scheme="https", widget=forms.TextInput, required=False,
        help_text=_("Якщо відео на іншому сайті: ми ведемо туди лише за згодою. Свій файл додасте потім."),
    )  # fmt: skip
    topics = forms.MultipleChoiceField(label=_("Теми"), choices=Topic, widget=Ticks, required=False)
    speakers = forms.CharField(
        label=_("Хто говорить"), max_length=4000, widget=area(), required=False,
        help_text=_("Кожен з нового рядка: ім'я, роль, громада."),
    )  # fmt: skip
    conclusions = forms.CharField(
        label=_("Висновки"), max_length=8000, widget=area(), required=False, help_text=_("Кожен з нового рядка.")
    )
    practices = FoundMany(label=_("Практики, про які говорять"), required=False)

    def __init__(self, *args: Any, cards: Any, length: int = 0, **kwargs: Any) -> None:
        """`length`: seconds that the file itself says; nobody types it then."""
        super().__init__(*args, **kwargs)
        self.length = length
        if length:
            del self.fields["duration"]
        self.offer("practices", cards, find=lambda words: found_cards(cards, words=words), label=told_card)

    def clean_duration(self) -> int:
        seconds = int(self.cleaned_data["duration"])
        if not 1 <= seconds <= 86_400:
            raise ValidationError(_("Запис триває від секунди до доби."))
        return seconds

    def facts(self) -> RecordingFacts:
        said = {"duration": self.length, **self.cleaned_data}
        return RecordingFacts(**{**said, "practices": list(said["practices"])})

    @staticmethod
    def kept(one: Recording) -> dict[str, Any]:
        plain = ("title", "held_on", "duration", "address", "topics", "speakers", "conclusions")
        return {
            **{name: getattr(one, name) for name in plain},
            "practices": list(one.practices.order_by("pk").values_list("pk", flat=True)),
        }


class ChaptersForm(forms.Form):
    """«02:20 Хто приймає заяви», one a line."""

    optional_marks = False
    chapters = forms.CharField(
        label=_("Розділи"), max_length=60_000, widget=area(12), required=False,
        help_text=_("Кожен з нового рядка: час і питання. Наприклад: 02:20 Хто приймає заяви."),
    )  # fmt: skip

    def marks(self) -> list[Mark]:
        """Refusals: ChapterNotRead."""
        made = []
        for line, text in enumerate(str(self.cleaned_data["chapters"]).splitlines(), start=1):
            if not text.strip():
                continue
            moment, _space, title = text.strip().partition(" ")
            at = rules.seconds_of(moment)
            if at is None or not title.strip() or len(made) >= MOST_CHAPTERS:
                raise ChapterNotRead(line=line)
            made.append(Mark(at, title.strip(" —–-"), line))
        return made

    @staticmethod
    def kept(one: Recording) -> dict[str, Any]:
        lines = (f"{rules.clock_of(each.starts)} {each.title}" for each in one.chapters.order_by("starts"))
        return {"chapters": "\n".join(lines)}


class FilmForm(forms.Form):
    """A video file as it came; what it is, its content says."""

    optional_marks = False
    file = forms.FileField(
        label=_("Файл відео"), help_text=_("MP4 або WebM. Дочекайтеся, доки сторінка відкриється знову."),
        widget=forms.FileInput({"accept": "video/mp4,video/webm"}),
    )  # fmt: skip

    def refuse(self, why: object) -> None:
        """Say a refusal of a file that never got as far as this form."""
        self.is_bound, self.cleaned_data, self._errors = True, {}, ErrorDict()  # type: ignore[assignment]
        self.add_error(None, str(why))


class VttForm(forms.Form):
    """A WebVTT file as it came."""

    file = forms.FileField(label=_("Файл WebVTT"), help_text=_("Субтитри у файлі .vtt, до 2 МБ."))

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_VTT:
            raise ValidationError(_("Файл більший за 2 МБ. Розділіть його."))
        try:
            return str(file.read().decode("utf-8"))
        except UnicodeDecodeError as wrong:
            raise ValidationError(_("Файл не в кодуванні UTF-8. Збережіть його ще раз.")) from wrong


class PilotForm(FindingForm):
    title = forms.CharField(label=_("Назва пілота"), max_length=200)
    powers = forms.CharField(label=_("Які повноваження взяли"), max_length=4000, widget=area())
    decision = forms.CharField(label=_("Яким рішенням"), max_length=300)
    starts_on = DayField(label=_("З якого дня"))
    ends_on = DayField(label=_("До якого дня"), required=False)
    practice = FoundOne(label=_("Картка практики"), empty_label=_("ще немає"), required=False)
    services = FoundMany(label=_("Послуги"), required=False)

    def __init__(self, *args: Any, cards: Any, services_here: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("practice", cards, find=lambda words: found_own_cards(cards, words=words))
        self.offer("services", services_here, find=lambda words: search_services(words, among=services_here))

    def facts(self) -> PilotFacts:
        said = self.cleaned_data
        return PilotFacts(**{**said, "services": list(said["services"])})


class EndForm(forms.Form):
    on = DayField(label=_("Останній день"), initial=clock.today)


class DecisionForm(forms.Form):
    """Who is to decide about a group, by which decision, until when."""

    decides = forms.CharField(label=_("Хто має вирішувати"), max_length=300, required=False)
    decision = forms.CharField(label=_("Яке рішення потрібне"), max_length=300, required=False)
    due_on = DayField(label=_("До якого дня"), required=False)
