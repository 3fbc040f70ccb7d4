"""Why a document is not given out, each with what to do."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class DocumentNotFound(Refusal, Http404):
    """Unknown and foreign answer the same; as Http404 it makes the page of an unknown address."""

    code = "documents.not_found"
    message = _("Такого документа немає. Перевірте адресу.")


class MayNotKeep(Refusal):
    code = "documents.may_not_keep"
    message = _("Ваша роль не дозволяє друкувати цей документ. Зверніться до керівника ЦНАП.")


class ReprintDiffers(Refusal):
    """The bytes are not those that were given out: another typesetter, or somebody changed the data."""

    code = "documents.reprint_differs"
    message = _(
        "«{title}» не друкується так само, як тоді. Тоді: {engine}, тепер: {engine_now}. "
        "Надрукуйте копію з тих самих даних або візьміть паперовий примірник."
    )
