"""What is typed about events: facts, sessions, a delegation, an answer, a promise."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vikno.assessments import queries as assessments
from vikno.assessments.models import RoadmapItem
from vikno.common.finding import FindingForm, FoundOne, containing
from vikno.common.forms import MomentField
from vikno.events import services
from vikno.events.enums import EventKind, EventState, HostKind, Outcome, Post
from vikno.events.models import Event, Host, SeatPool, Session
from vikno.notifications.enums import Language
from vikno.questionnaires.models import QuestionnaireVersion

MOST_PEOPLE: Final = 6


def area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea({"rows": str(rows)})


def language_in_force() -> Language:
    """What whoever fills a form reads the page in."""
    return Language.ENGLISH if (get_language() or "uk").startswith("en") else Language.UKRAINIAN


class HostForm(forms.Form):
    optional_marks = False
    unit_code = forms.RegexField(r"^UA\d{17}$", label=_("Код громади за КАТОТТГ"))
    title = forms.CharField(label=_("Назва центру"), max_length=300)
    kind = forms.ChoiceField(label=_("Який це центр"), choices=HostKind.choices)
    learn = forms.CharField(label=_("Чого тут навчаються"), max_length=4000, widget=area())
    capacity = forms.IntegerField(label=_("Людей за один візит"), min_value=1, max_value=500)
    rest_days = forms.IntegerField(label=_("Днів між візитами"), min_value=0, max_value=366, initial=0)

    def facts(self) -> services.HostFacts:
        said = self.cleaned_data
        return services.HostFacts(**{**said, "kind": HostKind(said["kind"])})


class EventForm(forms.Form):
    number = forms.SlugField(
        label=_("Номер"), max_length=40, help_text=_("Латиницею, наприклад visit-2026-05: він буде в адресі сторінки.")
    )
    kind = forms.ChoiceField(label=_("Вид"), choices=EventKind.choices)
    title = forms.CharField(label=_("Назва"), max_length=300)
    summary = forms.CharField(label=_("Про що"), max_length=4000, widget=area(), required=False)
    host = forms.ChoiceField(label=_("Хто приймає візит"), required=False)
    dimensions = forms.MultipleChoiceField(
        label=_("Чого це стосується в самооцінці"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Громаді, якій цього бракувало в конкурсі, покажемо цей захід."),
    )  # fmt: skip
    place = forms.CharField(label=_("Місце"), max_length=300, required=False)
    online_url = forms.URLField(
        label=_("Посилання для участі онлайн"), required=False, assume_scheme="https",
        help_text=_("Його побачать лише ті, чию участь підтверджено."),
    )  # fmt: skip
    begins_at = MomentField(label=_("Початок"))
    ends_at = MomentField(label=_("Кінець"))
    closes_at = MomentField(label=_("Реєстрація до"))
    capacity = forms.IntegerField(label=_("Усього місць"), min_value=1, max_value=5000)
    per_hromada = forms.IntegerField(label=_("Не більше від громади"), min_value=1, max_value=500, required=False)
    per_oblast = forms.IntegerField(label=_("Не більше від області"), min_value=1, max_value=5000, required=False)
    questionnaire = forms.ChoiceField(
        label=_("Що запитати під час реєстрації"), required=False,
        help_text=_("Опублікована анкета без файлів. Коли реєстрацію відкрито, її не змінюють."),
    )  # fmt: skip
    hold_hours = forms.IntegerField(
        label=_("Скільки годин місця чекають на групу"), min_value=1, max_value=720, initial=24
    )
    offer_hours = forms.IntegerField(label=_("Скільки годин діє пропозиція"), min_value=1, max_value=720, initial=24)

    def __init__(
        self, *args: Any, hosts: Iterable[Host], versions: Iterable[QuestionnaireVersion], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {str(one.pk): one for one in versions}
        asked: Any = self.fields["questionnaire"]
        asked.choices = [("", _("лише звичайні питання")), *((key, str(one)) for key, one in self.versions.items())]
        self.hosts = {str(one.pk): one for one in hosts}
        topics: Any = self.fields["dimensions"]
        topics.choices = list(assessments.own_dimensions().items())
        chosen: Any = self.fields["host"]
        chosen.choices = [("", _("без приймаючого центру")), *((key, one.title) for key, one in self.hosts.items())]

    @staticmethod
    def kept(one: Event) -> dict[str, Any]:
        """What is kept, as the form reads it."""
        names = [each.name for each in fields(services.EventFacts) if each.name not in ("host", "questionnaire")]
        kept = {name: getattr(one, name) for name in names}
        return {**kept, "host": str(one.host_id or ""), "questionnaire": str(one.questionnaire_id or "")}

    def facts(self) -> services.EventFacts:
        said = self.cleaned_data
        return services.EventFacts(**{
            **said, "kind": EventKind(said["kind"]), "host": self.hosts.get(said["host"]), "questionnaire": self.asked,
        })  # fmt: skip

    @property
    def asked(self) -> QuestionnaireVersion | None:
        """What was chosen to be answered."""
        return self.versions.get(self.cleaned_data["questionnaire"])


class ChangeForm(EventForm):
    """An event written anew: the number stands in addresses and papers, so it stays; so do questions once opened."""

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        del self.fields["number"]
        if event.state != EventState.DRAFT:
            del self.fields["questionnaire"]

    @property
    def asked(self) -> QuestionnaireVersion | None:
        return super().asked if "questionnaire" in self.fields else self.event.questionnaire

    def facts(self) -> services.EventFacts:
        self.cleaned_data["number"] = self.event.number
        return super().facts()


class SessionForm(forms.Form):
    title = forms.CharField(label=_("Назва"), max_length=300)
    room = forms.CharField(label=_("Зала"), max_length=100, required=False)
    begins_at = MomentField(label=_("Початок"))
    ends_at = MomentField(label=_("Кінець"))
    seats = forms.IntegerField(
        label=_("Скільки людей вміщує"), min_value=1, max_value=5000, required=False,
        help_text=_("Порожньо — для всіх, хто приїде."),
    )  # fmt: skip
    materials_url = forms.URLField(label=_("Посилання на матеріали"), required=False, assume_scheme="https")
    speakers = forms.CharField(
        label=_("Хто говорить"), required=False, max_length=4000, widget=area(),
        help_text=_("Кожен з нового рядка: прізвище та ім'я; посада."),
    )  # fmt: skip

    @staticmethod
    def kept(one: Session) -> dict[str, Any]:
        """What is kept, as the form reads it."""
        names = ("title", "room", "begins_at", "ends_at", "seats", "materials_url")
        lines = [f"{who.name}; {who.post}" if who.post else who.name for who in one.speakers.all()]
        return {**{name: getattr(one, name) for name in names}, "speakers": "\n".join(lines)}

    def facts(self) -> services.SessionFacts:
        said = dict(self.cleaned_data)
        lines = [line.partition(";") for line in said.pop("speakers").splitlines() if line.strip()]
        return services.SessionFacts(**said, speakers=[(name, post, "") for name, _sign, post in lines])


class DelegationForm(forms.Form):
    """One way in and up to six people; empty names are nobody."""

    optional_marks = False
    pool = forms.ChoiceField(label=_("Які місця"))
    contact = forms.CharField(
        label=_("Пошта або телефон для зв'язку"), max_length=200,
        help_text=_("Сюди прийдуть пропозиція місць, зміни, нагадування."),
    )  # fmt: skip

    language = forms.ChoiceField(
        label=_("Мова листів"), choices=Language.choices, required=False,
        help_text=_("Кожен, хто має власну пошту, зможе змінити її для себе на своїй сторінці."),
    )  # fmt: skip

    def __init__(self, *args: Any, pools: Sequence[SeatPool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = language_in_force()
        self.pools = {str(one.pk): one for one in pools}
        chosen: Any = self.fields["pool"]
        chosen.choices = [(key, str(one.get_kind_display())) for key, one in self.pools.items()]
        for n in range(1, MOST_PEOPLE + 1):
            self.fields[f"name_{n}"] = forms.CharField(
                label=_("Людина {n}: прізвище, ім'я, по батькові").format(n=n), max_length=200, required=n == 1
            )
            self.fields[f"post_{n}"] = forms.ChoiceField(
                label=_("Людина {n}: хто це").format(n=n), choices=[("", _("оберіть")), *Post.choices], required=False
            )
            self.fields[f"position_{n}"] = forms.CharField(
                label=_("Людина {n}: посада для бейджа").format(n=n), max_length=200, required=False
            )
            self.fields[f"email_{n}"] = forms.EmailField(
                label=_("Людина {n}: пошта для її сторінки, анкети й сертифіката").format(n=n),
                max_length=254,
                required=False,
            )
            self.fields[f"needs_{n}"] = forms.CharField(
                label=_("Людина {n}: що врахувати, якщо треба").format(n=n), max_length=300, required=False
            )

    def groups(self) -> list[dict[str, Any]]:
        """Fields of each person; those nobody stands in are folded."""
        names = ("name", "post", "position", "email", "needs")
        made = []
        for n in range(1, MOST_PEOPLE + 1):
            fields_of = [self[f"{name}_{n}"] for name in names]
            made.append({
                "n": n, "fields": fields_of,
                "is_open": n == 1 or any(each.value() or each.errors for each in fields_of),
            })  # fmt: skip
        return made

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for n in range(1, MOST_PEOPLE + 1):
            if said.get(f"name_{n}") and not said.get(f"post_{n}"):
                self.add_error(f"post_{n}", _("Оберіть, хто це: місця рахують і за посадами."))
        return said

    def clean_language(self) -> str:
        return str(self.cleaned_data["language"] or Language.UKRAINIAN)

    @property
    def chosen(self) -> SeatPool:
        return self.pools[self.cleaned_data["pool"]]

    def people(self) -> list[services.PersonFacts]:
        said = self.cleaned_data
        return [
            services.PersonFacts(
                name=said[f"name_{n}"], post=Post(said[f"post_{n}"] or Post.OTHER), position=said[f"position_{n}"],
                needs=said[f"needs_{n}"], email=said[f"email_{n}"],
            )
            for n in range(1, MOST_PEOPLE + 1)
            if said[f"name_{n}"]
        ]  # fmt: skip


class CheckForm(forms.Form):
    optional_marks = False
    code = forms.CharField(label=_("Код перевірки із сертифіката"), max_length=30, help_text=_("Шістнадцять цифр."))


class SurveyForm(forms.Form):
    optional_marks = False
    useful = forms.TypedChoiceField(
        label=_("Наскільки корисно було?"), coerce=int, choices=[(n, str(n)) for n in range(5, 0, -1)],
        help_text=_("5 — дуже корисно, 1 — зовсім ні."),
    )  # fmt: skip
    will_use = forms.ChoiceField(
        label=_("Впровадите щось із побаченого?"),
        choices=[("yes", _("так")), ("no", _("ні"))],
        widget=forms.RadioSelect,
    )
    what = forms.CharField(label=_("Що саме?"), max_length=1000, widget=area(3), required=False)
    quote = forms.CharField(label=_("Кілька слів для звіту"), max_length=1000, widget=area(3), required=False)
    may_quote = forms.BooleanField(label=_("Ці слова можна оприлюднити без імені"), required=False)

    def facts(self) -> services.AnswerFacts:
        said = self.cleaned_data
        return services.AnswerFacts(**{**said, "will_use": said["will_use"] == "yes"})


class PromiseForm(FindingForm):
    optional_marks = False
    text = forms.CharField(label=_("Що впровадите у своїй громаді"), max_length=1000, widget=area(3))
    months = forms.TypedChoiceField(
        label=_("Коли запитати, чи вдалося"), coerce=int,
        choices=[(3, _("за 3 місяці")), (4, _("за 4 місяці")), (5, _("за 5 місяців")), (6, _("за 6 місяців"))],
    )  # fmt: skip
    item = FoundOne(label=_("Захід дорожньої карти"), empty_label=_("не пов'язано"), required=False)

    def __init__(self, *args: Any, items: QuerySet[RoadmapItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = items.order_by().values_list("pk", "title")
        find = lambda words: items.filter(pk__in=containing(listed, words))  # noqa: E731
        self.offer("item", items, find=find, label=lambda one: one.title)


class OutcomeForm(forms.Form):
    optional_marks = False
    outcome = forms.ChoiceField(label=_("Чи вдалося?"), choices=Outcome.choices)
    words = forms.CharField(label=_("Кілька слів"), max_length=1000, widget=area(3), required=False)


class HostReportForm(forms.Form):
    """What the host says of a visit."""

    text = forms.CharField(
        label=_("Що показали, про що питали, що самі взяли від гостей"), max_length=8000, widget=area(10),
        help_text=_("Цей текст прочитають усі на сторінці візиту. Не називайте людей без їхньої згоди."),
    )  # fmt: skip


class DoorForm(forms.Form):
    """Codes typed or scanned by hand, each on its own line; a device sends `batch` instead."""

    optional_marks = False
    session = forms.ChoiceField(label=_("Куди заходять"), required=False)
    codes = forms.CharField(
        label=_("Коди з бейджів"),
        required=False,
        max_length=20_000,
        widget=area(6),
        help_text=_("Кожен з нового рядка."),
    )

    def __init__(self, *args: Any, sessions: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["session"]
        chosen.choices = [("", _("вхід на захід")), *((str(one.pk), one.title) for one in sessions)]
