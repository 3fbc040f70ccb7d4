"""Words of a topic of consultations."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NewTopicForm(forms.Form):
    """One more topic."""

    name = forms.CharField(label=_("Назва"), max_length=60, help_text=_("Кілька слів: вони стоять на кнопці."))
    name_en = forms.CharField(label=_("Назва англійською"), max_length=60, required=False)


class TopicForm(NewTopicForm):
    """Another name, or off the keys."""

    is_hidden = forms.BooleanField(label=_("Сховати: не пропонувати за столом"), required=False)
