"""Forms of signing in, of second factors, and of people."""

from datetime import date, timedelta
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from vikno.accounts import queries
from vikno.accounts.enums import KeyHolder, Role, Scope
from vikno.accounts.models import Organisation
from vikno.accounts.rules import GRANTABLE_BY_HEAD, ROLES_OF_AN_ORGANISATION, ROLES_OF_KEYS, SCOPES_OF_ROLE
from vikno.common.forms import DayField
from vikno.common.text import clean

_ONE_TIME = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}
_CODE_HINT = _("6 цифр із застосунку або один із запасних кодів.")


def _password(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": autocomplete})


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, password = self.fields["login"], self.fields["password"]
        name.label, password.label, password.help_text = _("Ім'я для входу"), _("Пароль"), ""
        name.widget = forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "maxlength": 150}
        )
        password.widget = _password("current-password")


class PasswordAgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Пароль")
        self.fields["password"].widget = _password("current-password")


class OwnPasswordForm(ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "oldpassword": _("Поточний пароль"),
            "password1": _("Новий пароль"),
            "password2": _("Новий пароль ще раз"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].widget = _password("current-password" if name == "oldpassword" else "new-password")
        self.fields["password1"].help_text = _(
            "Щонайменше 15 знаків. Найлегше запам'ятати кілька слів поспіль, наприклад рядок, який знаєте лише ви."
        )


class CodeForm(AuthenticateForm):
    code = forms.CharField(label=_("Код"), help_text=_CODE_HINT, widget=forms.TextInput(attrs=_ONE_TIME))


class CodeOnceMoreForm(CodeAgainForm):
    code = forms.CharField(label=_("Код"), help_text=_CODE_HINT, widget=forms.TextInput(attrs=_ONE_TIME))


class AppCodeForm(ActivateTOTPForm):
    code = forms.CharField(label=_("Код із застосунку"), help_text=_("6 цифр"), widget=forms.TextInput(attrs=_ONE_TIME))


class KeyForm(AddWebAuthnForm):
    name = forms.CharField(
        label=_("Назва ключа"), help_text=_("Щоб відрізняти ключі: «на зв'язці», «запасний»."), required=False,
        max_length=100, initial="",
    )  # fmt: skip


class KeyNameForm(EditWebAuthnForm):
    name = forms.CharField(label=_("Назва ключа"), max_length=100)


class RoleChoiceForm(forms.Form):
    """One of the roles a person holds."""

    membership = forms.TypedChoiceField(coerce=int, label=_("Роль"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, memberships: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"].choices = [(m.pk, _described(m)) for m in memberships]  # type: ignore[attr-defined]


def _described(membership: Any) -> str:
    place = membership.organisation or membership.position
    return f"{membership.get_role_display()} — {place}" if place else membership.get_role_display()


class SearchPeopleForm(forms.Form):
    optional_marks = False
    q = forms.CharField(label=_("Прізвище або ім'я для входу"), required=False, max_length=100)


class RoleForm(forms.Form):
    """A role to grant."""

    role = forms.ChoiceField(label=_("Роль"), widget=forms.RadioSelect)
    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        queryset=None, label=_("Організація"), required=False, empty_label=_("не обрано"),
        help_text=_("Лише для ролі суб'єкта надання."),
    )  # fmt: skip
    position = forms.CharField(label=_("Посада"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(role.value, capfirst(role.label)) for role in Role if role.value in GRANTABLE_BY_HEAD]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = queries.providers()  # type: ignore[attr-defined]

    def clean_position(self) -> str:
        return clean(self.cleaned_data["position"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("role") in ROLES_OF_AN_ORGANISATION and not data.get("organisation"):
            self.add_error("organisation", _("Оберіть організацію: суб'єкт надання діє від її імені."))
        elif data.get("role") not in ROLES_OF_AN_ORGANISATION:
            data["organisation"] = None
        return data

    def facts(self) -> dict[str, Any]:
        """Arguments of the service."""
        data = dict(self.cleaned_data)
        organisation = data.pop("organisation")
        return data | {"organisation_id": organisation.pk if organisation else None}


class GrantForm(RoleForm):
    valid_from = DayField(label=_("Діє з"))
    valid_to = DayField(label=_("Діє до"), required=False, help_text=_("Порожньо — без строку."))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        start, end = data.get("valid_from"), data.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _("Кінець раніше за початок. Виправте одну з дат."))
        return data


class PersonForm(RoleForm):
    """A new person with their first role."""

    full_name = forms.CharField(label=_("Прізвище, ім'я, по батькові"), max_length=200)
    username = forms.CharField(
        label=_("Ім'я для входу"), max_length=150, validators=[UnicodeUsernameValidator()],
        help_text=_("Латинкою, без пробілів: наприклад, o.koval"),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )  # fmt: skip
    email = forms.EmailField(label=_("Електронна пошта"), required=False)
    field_order = ["full_name", "username", "email", "role", "organisation", "position"]

    def clean_full_name(self) -> str:
        return clean(self.cleaned_data["full_name"])


class ProgramKeyForm(forms.Form):
    """A key for a device or another system: whose, in which role, what it opens, until when."""

    name = forms.CharField(
        label=_("Що це за програма або пристрій"), max_length=200,
        help_text=_("Наприклад, «Термінал в основному офісі». Так його названо в журналі."),
    )  # fmt: skip
    holder = forms.ChoiceField(
        label=_("Хто ним працює"), choices=KeyHolder.choices, widget=forms.RadioSelect, initial=KeyHolder.DEVICE
    )
    role = forms.ChoiceField(label=_("Роль"), widget=forms.RadioSelect)
    organisation: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        queryset=None, label=_("Організація"), required=False, empty_label=_("не обрано"),
        help_text=_("Лише для ролі суб'єкта надання."),
    )  # fmt: skip
    scopes = forms.MultipleChoiceField(
        label=_("Що дозволено"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Лише те, без чого програма не працює."),
    )
    expires_on = DayField(label=_("Діє до"), help_text=_("Щонайбільше рік, останній день включно."))

    def __init__(self, *args: Any, by: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(role.value, capfirst(role.label)) for role in Role if role.value in ROLES_OF_KEYS.get(by, ())]
        opened = frozenset[str]().union(*(SCOPES_OF_ROLE[role] for role, _label in roles))
        scopes = [(scope.value, capfirst(scope.label)) for scope in Scope if scope.value in opened]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.fields["scopes"].choices = scopes  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = queries.providers()  # type: ignore[attr-defined]
        self.fields["expires_on"].initial = today + timedelta(days=90)

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("role") in ROLES_OF_AN_ORGANISATION and not data.get("organisation"):
            self.add_error("organisation", _("Оберіть організацію: суб'єкт надання діє від її імені."))
        elif data.get("role") not in ROLES_OF_AN_ORGANISATION:
            data["organisation"] = None
        return data

    def facts(self) -> dict[str, Any]:
        """Arguments of the service."""
        data = dict(self.cleaned_data)
        organisation = data.pop("organisation")
        return data | {"organisation_id": organisation.pk if organisation else None}
