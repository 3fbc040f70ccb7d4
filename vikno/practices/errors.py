"""Why practices and recordings decline, each with what to do."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class NoSuchThing(Refusal, Http404):
    code = "practices.not_found"
    message = _("Такого запису немає. Перевірте адресу.")


class NotYourMove(Refusal):
    code = "practices.not_your_move"
    message = _("Цей крок робить інша сторона. Зачекайте на неї або напишіть їй.")


class MoveNotAllowed(Refusal):
    code = "practices.move_not_allowed"
    message = _("Зараз стан «{state}», і цей крок неможливий. Оновіть сторінку.")


class WordsMissing(Refusal):
    code = "practices.words_missing"
    message = _("Напишіть пояснення: його прочитає інша сторона.")


class CardNotWhole(Refusal):
    code = "practices.card_not_whole"
    message = _("Картку ще не завершено. Заповніть: {fields}.")


class ProgrammeMissing(Refusal):
    code = "practices.programme_missing"
    message = _("Оберіть програму, якій надсилаєте картку.")


class ProofNotReady(Refusal):
    code = "practices.proof_not_ready"
    message = _("Від цього дня ще не минув цілий тиждень або показника немає. Оберіть раніший день.")


class OwnPractice(Refusal):
    code = "practices.own_practice"
    message = _("Це практика вашої громади. Упровадження записують інші громади.")


class AlreadyAdopted(Refusal):
    code = "practices.already_adopted"
    message = _("Ваша громада вже записала, що впровадила цю практику.")


class AlreadyBegun(Refusal):
    code = "practices.already_begun"
    message = _("Картку з цього вже розпочато. Відкрийте її.")


class NotKeptYet(Refusal):
    code = "practices.not_kept_yet"
    message = _("Спершу дайте відповідь, що впровадили хоча б частково.")


class DayAhead(Refusal):
    code = "practices.day_ahead"
    message = _("Цей день ще не настав. Вкажіть, коли почали.")


class PeriodWrong(Refusal):
    code = "practices.period_wrong"
    message = _("Останній день раніший за перший. Перевірте дати.")


class ChaptersMisplaced(Refusal):
    code = "practices.chapters_misplaced"
    message = _("Розділів не взято. Не на місці: {rows}. Кожен починається після попереднього і до кінця запису.")


class NoChapters(Refusal):
    code = "practices.no_chapters"
    message = _("У файлі немає жодного розділу. Виберіть інший файл.")


class ChapterMisplaced(Refusal):
    code = "practices.chapter_misplaced"
    message = _("Рядок {line}: час {moment} має бути пізніший за попередній і не пізніший за кінець запису.")


class ChapterNotRead(Refusal):
    code = "practices.chapter_not_read"
    message = _("Рядок {line} не зрозумілий. Пишіть час і назву: «02:20 Хто приймає заяви».")


class NotWebVtt(Refusal):
    code = "practices.not_webvtt"
    message = _("Це не файл WebVTT: {reason} Рядок {line}. Збережіть його ще раз у програмі субтитрів.")


class AddressWrong(Refusal):
    code = "practices.address_wrong"
    message = _("Вкажіть повну адресу відео, що починається з https://.")


class NothingToWatch(Refusal):
    code = "practices.nothing_to_watch"
    message = _("Спершу додайте файл відео або його адресу: запис нема де дивитися.")


class LastPlace(Refusal):
    code = "practices.last_place"
    message = _("Запис опубліковано, і дивитися його більше нема де. Спершу зніміть запис або вкажіть адресу.")


class FilmTooLarge(Refusal):
    code = "practices.film_too_large"
    message = _("Файл більший за {most} МБ. Збережіть відео з меншою якістю або поділіть розмову на частини.")


class FilmNotPlayed(Refusal):
    code = "practices.film_not_played"
    message = _("Це не відео MP4 чи WebM, яке відкриває кожен браузер. Збережіть його як MP4 (H.264).")


class FilmShorter(Refusal):
    code = "practices.film_shorter"
    message = _("Відео триває {length}, а розділ «{title}» починається о {moment}. Спершу виправте розділи.")


class NoRoomForFilm(Refusal):
    code = "practices.no_room_for_film"
    message = _("На сервері замало місця для цього відео. Попросіть адміністратора звільнити диск.")


class NoFilm(Refusal):
    code = "practices.no_film"
    message = _("Файлу відео вже немає. Оновіть сторінку.")


class NotWhole(Refusal):
    code = "practices.not_whole"
    message = _("Спершу додайте розділи: без них запис не публікують.")
