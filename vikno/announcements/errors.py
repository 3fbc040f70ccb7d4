"""Why announcements decline."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class NotYourAnnouncement(Refusal):
    code = "announcements.not_your_announcement"
    message = _("Оголошення громади чи програми пише її керівник, решту — розпорядник. Зверніться до нього.")


class NoSuchAnnouncement(Refusal, Http404):
    code = "announcements.no_such_announcement"
    message = _("Такого оголошення немає. Перевірте адресу або поверніться до списку.")


class PlaceNotYours(Refusal):
    code = "announcements.place_not_yours"
    message = _("Оберіть місце зі списку: про інші громади тут не пишуть.")


class WordsMissing(Refusal):
    code = "announcements.words_missing"
    message = _("Напишіть заголовок і текст.")


class EnglishHalf(Refusal):
    code = "announcements.english_half"
    message = _("Англійською потрібні й заголовок, і текст. Допишіть друге або зітріть обидва.")


class DaysReversed(Refusal):
    code = "announcements.days_reversed"
    message = _("Останній день раніший за перший. Виправте одну з дат.")


class TooManyLinks(Refusal):
    code = "announcements.too_many_links"
    message = _("Посилань може бути не більш як {most}. Лишіть найважливіші.")


class LinkWithoutWords(Refusal):
    code = "announcements.link_without_words"
    message = _("Після адреси {address} напишіть, що там: до {longest} знаків.")


class LinkNotHere(Refusal):
    code = "announcements.link_not_here"
    message = _("Адреси {address} люди на цьому сайті не відкриють. Скопіюйте її з рядка адреси тієї сторінки.")


class LinkGone(Refusal):
    code = "announcements.link_gone"
    message = _("За адресою {address} люди нині нічого не прочитають: цього ще або вже немає. Перевірте її.")


class TagUnknown(Refusal):
    code = "announcements.tag_unknown"
    message = _("Такої позначки немає. Оберіть зі списку.")


class TagExists(Refusal):
    code = "announcements.tag_exists"
    message = _("Позначка з таким кодом уже є. Візьміть інший код або змініть ту, що є.")


class StepNotPossible(Refusal):
    code = "announcements.step_not_possible"
    message = _("З оголошенням це вже зробили. Оновіть сторінку.")


class ChangedMeanwhile(Refusal):
    code = "announcements.changed_meanwhile"
    message = _("Поки ви читали, текст змінили. Прочитайте його ще раз і натисніть кнопку знову.")


class StewardOnly(Refusal):
    code = "announcements.steward_only"
    message = _("Позначки змінює розпорядник довідників. Зверніться до нього.")


class LinkOver(Refusal):
    code = "announcements.link_over"
    message = _("Посилання вже не діє. Попросіть новий лист на сторінці оголошень.")
