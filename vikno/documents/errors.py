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


class FileNotFound(Refusal, Http404):
    """Unknown, foreign, waiting, refused and destroyed answer the same."""

    code = "documents.file_not_found"
    message = _("Такого файлу немає. Перевірте адресу.")


class MayNotKeepFiles(Refusal):
    code = "documents.may_not_keep_files"
    message = _("Ваша роль не дозволяє додавати файли. Зверніться до керівника ЦНАП.")


class FileEmpty(Refusal):
    code = "documents.file_empty"
    message = _("Файл «{name}» порожній. Відскануйте ще раз.")


class FileTooLarge(Refusal):
    code = "documents.file_too_large"
    message = _("Файл «{name}» більший за {megabytes} МБ. Розділіть його або відскануйте з меншою роздільністю.")


class KindNotTaken(Refusal):
    code = "documents.kind_not_taken"
    message = _("Файл «{name}» не JPEG, PNG, TIFF і не PDF. Відскануйте документ або збережіть його як PDF.")


class HeicNotTaken(Refusal):
    code = "documents.heic_not_taken"
    message = _(
        "Фото «{name}» у форматі HEIC, його відкриє не кожна програма. У налаштуваннях камери виберіть "
        "«Найсумісніший» (JPEG) і сфотографуйте ще раз."
    )


class FileDamaged(Refusal):
    code = "documents.file_damaged"
    message = _("Файл не читається: його пошкоджено або це не те, за що він себе видає. Відскануйте ще раз.")


class FileEncrypted(Refusal):
    code = "documents.file_encrypted"
    message = _("PDF захищено паролем. Попросіть заявника надіслати його без пароля або надрукуйте й відскануйте.")


class FileTooHeavy(Refusal):
    code = "documents.file_too_heavy"
    message = _("Файл надто складний, щоб безпечно його відкрити. Надрукуйте його й відскануйте.")


class FileTooManyPages(Refusal):
    code = "documents.file_too_many_pages"
    message = _("У файлі понад 300 сторінок. Розділіть його на частини.")


class PictureTooLarge(Refusal):
    code = "documents.picture_too_large"
    message = _("Зображення завелике. Відскануйте з роздільністю 300 точок на дюйм.")


class AntivirusAway(Refusal):
    code = "documents.antivirus_away"
    message = _("Антивірус зараз не відповідає, тож файл «{name}» не збережено. Спробуйте за кілька хвилин.")


class FileInfected(Refusal):
    code = "documents.file_infected"
    message = _("Антивірус знайшов у файлі «{name}» загрозу: {virus}. Файл не збережено. Повідомте того, хто його дав.")


class NoRoomForFiles(Refusal):
    code = "documents.no_room"
    message = _("На диску немає місця, файл «{name}» не збережено. Повідомте того, хто доглядає сервер.")


class FileLost(Refusal):
    """The row is here and the bytes are not, or are others: somebody touched the folder."""

    code = "documents.file_lost"
    message = _("Файл «{name}» на диску не такий, як було збережено. Повідомте того, хто доглядає сервер.")


class MayNotDestroy(Refusal):
    code = "documents.may_not_destroy"
    message = _("Знищення документів запитує адміністратор або керівник, а затверджує керівник ЦНАП.")


class SamePersonDecides(Refusal):
    code = "documents.same_person_decides"
    message = _("Акт {number} склали ви. Затвердити його має інша людина.")


class ActNotFound(Refusal, Http404):
    code = "documents.act_not_found"
    message = _("Такого акта немає. Перевірте номер.")


class ActDecided(Refusal):
    code = "documents.act_decided"
    message = _("Акт {number} уже {state}. Складіть новий.")


class NothingToDestroy(Refusal):
    code = "documents.nothing_to_destroy"
    message = _("Позначте хоча б одну справу, строк зберігання якої минув.")


class CommissionTooSmall(Refusal):
    code = "documents.commission_too_small"
    message = _("У комісії має бути щонайменше {n} людей, кожна з посадою.")


class Held(Refusal):
    code = "documents.held"
    message = _("{number}: знищення заборонено, бо {reason}. Спершу зніміть заборону.")


class AlreadyHeld(Refusal):
    code = "documents.already_held"
    message = _("Заборону вже поставлено: {reason}.")


class NotHeld(Refusal):
    code = "documents.not_held"
    message = _("Заборони немає: її вже зняли.")


class TooShort(Refusal):
    code = "documents.retention_too_short"
    message = _("Строк менший за {years} р. Джерело: {source}. Вкажіть не менше.")


class RuleThere(Refusal):
    code = "documents.retention_there"
    message = _("На цей день рядок уже є. Виберіть інший день.")


class DocumentDestroyed(Refusal):
    code = "documents.destroyed"
    message = _("«{title}» знищено за актом {act}.")
