"""What is written about: an announcement, a mark, a choice of a list."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vikno.announcements.enums import Stage
from vikno.announcements.models import Announcement
from vikno.announcements.queries import TagShown, links_of, offered_tags, tags
from vikno.announcements.rules import Link, lines_of, links_in
from vikno.announcements.services import Told, checked_links
from vikno.common import clock
from vikno.common.actors import Actor
from vikno.common.errors import Refusal
from vikno.common.forms import DayField, Ticks
from vikno.network.queries import points_of_hromada
from vikno.territories.queries import oblasts

WHOLE: Final = "all"


class AnnouncementForm(forms.Form):
    """Words, days, marks, and whom it concerns."""

    title = forms.CharField(
        label=_("Заголовок"), max_length=150, help_text=_("Скажіть головне: що, де, коли."),
        error_messages={"required": _("Напишіть заголовок.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("Текст"), max_length=10_000, widget=forms.Textarea({"rows": 10}),
        help_text=_("Порожній рядок починає новий абзац, адреса сайту стає посиланням. Не називайте людей."),
        error_messages={"required": _("Напишіть текст.")},
    )  # fmt: skip
    place = forms.ChoiceField(label=_("Кого стосується"))
    tags = forms.MultipleChoiceField(label=_("Позначки"), required=False, widget=Ticks)
    visible_from = DayField(label=_("Показувати з"))
    visible_until = DayField(
        label=_("Показувати до"), required=False, help_text=_("Останній день. Без нього видно, доки не знімете.")
    )
    is_pinned = forms.BooleanField(label=_("Тримати вгорі списку"), required=False)
    links = forms.CharField(
        label=_("Пов'язані сторінки"), required=False, max_length=3_000, widget=forms.Textarea({"rows": 4}),
        help_text=_("До п'яти, кожна з нового рядка: адреса на цьому сайті й слова. Приклад: /services/ Усі послуги."),
    )  # fmt: skip
    title_en = forms.CharField(label=_("Заголовок англійською"), required=False, max_length=150)
    text_en = forms.CharField(
        label=_("Текст англійською"), required=False, max_length=10_000, widget=forms.Textarea({"rows": 6})
    )

    def __init__(self, *args: Any, actor: Actor, kept: Announcement | None = None, **kwargs: Any) -> None:
        start = _kept_values(kept) if kept else {"visible_from": clock.today(), "place": WHOLE}
        super().__init__(*args, initial=start, **kwargs)
        self._places = {WHOLE: None} | {str(place.pk): place for place in _places_of(actor)}
        whole = _("увесь ЦНАП") if actor.hromada_code else _("уся Україна")
        named = [(key, str(place)) for key, place in self._places.items() if place is not None]
        self.fields["place"].choices = [(WHOLE, whole), *named]  # type: ignore[attr-defined]
        self.fields["tags"].choices = [(tag.code, str(tag)) for tag in _offered(kept)]  # type: ignore[attr-defined]
        self._is_of_hromada = bool(actor.hromada_code)

    def clean_links(self) -> tuple[Link, ...]:
        """Checked here too: a preview must not lead out of the site."""
        try:
            return checked_links(links_in(self.cleaned_data["links"]))
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from None

    def told(self) -> Told:
        """Argument of the service."""
        given = {**self.cleaned_data, "tags": tuple(self.cleaned_data["tags"])}
        place = self._places[given.pop("place")]
        return Told(**given, **{"point" if self._is_of_hromada else "oblast": place})


class TagForm(forms.Form):
    """Words of a mark."""

    name = forms.CharField(label=_("Назва"), max_length=60)
    name_en = forms.CharField(label=_("Назва англійською"), max_length=60)
    is_hidden = forms.BooleanField(label=_("Більше не пропонувати"), required=False)


class NewTagForm(forms.Form):
    """One more mark."""

    name = forms.CharField(label=_("Назва"), max_length=60)
    name_en = forms.CharField(label=_("Назва англійською"), max_length=60)
    code = forms.SlugField(
        label=_("Код"), max_length=30, help_text=_("Латинські літери, цифри, дефіс. Потім не змінюється."),
        error_messages={"invalid": _("Уживайте лише латинські літери, цифри й дефіс.")},
    )  # fmt: skip


class ChoiceForm(forms.Form):
    """Which of one's announcements to list."""

    optional_marks = False
    stage = forms.ChoiceField(label=_("Стан"), required=False, choices=[("", _("усі")), *Stage.choices])
    words = forms.CharField(label=_("Слова"), required=False, max_length=100)

    def chosen(self) -> dict[str, str]:
        """Arguments of the query; a wrong value is as good as none."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("stage", "words")}


def _kept_values(kept: Announcement) -> dict[str, Any]:
    names = ("title", "text", "title_en", "text_en", "tags", "visible_from", "visible_until", "is_pinned")
    place = kept.point_id if kept.hromada_id else kept.oblast_id
    values = {name: getattr(kept, name) for name in names}
    return {**values, "place": str(place or WHOLE), "links": lines_of(links_of(kept))}


def _places_of(actor: Actor) -> Any:
    return points_of_hromada(actor.hromada_code) if actor.hromada_code else oblasts()


def _offered(kept: Announcement | None) -> list[TagShown]:
    """Marks to choose from; one that was hidden later stays where it is."""
    if kept is None:
        return offered_tags()
    return [tag for tag in tags().values() if not tag.is_hidden or tag.code in kept.tags]
