"""Checks of the machine: disk, fonts, backups, mail, the user we run as."""

import os
import shutil
import time
from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.environment import Environment
from config.paths import PROJECT, cluster_home
from vikno.correspondence.importing import trouble_of
from vikno.documents import scanner
from vikno.notifications.gateways.mail import trouble_of_mail
from vikno.operations.backup import last_noted
from vikno.operations.doctor.finding import BAD, GOOD, WARNING, Check, Finding

_LOW_DISK = 2 * 1024**3
_GIGABYTE = 1024**3
_FRESH = timedelta(days=2)


def disk(environment: Environment) -> Finding:
    title = _("Місце на диску")
    home = environment.home_folder
    folders = [folder for folder in (home, cluster_home(home)) if folder.exists()]
    free, folder = min((shutil.disk_usage(folder).free, folder) for folder in folders)
    words = _("вільно {size} ГБ у {folder}").format(size=f"{free / _GIGABYTE:.1f}", folder=folder)
    if free < _LOW_DISK:
        return Finding(title, WARNING, words, _("Звільніть місце: менше 2 ГБ може зупинити роботу."))
    return Finding(title, GOOD, words)


def fonts(_environment: Environment) -> Finding:
    title = _("Шрифти документів")
    folder = PROJECT / "vikno" / "common" / "fonts"
    found = sorted(folder.glob("*.ttf"))
    if len(found) < 2:
        words = _("немає шрифтів у {folder}").format(folder=folder)
        return Finding(title, BAD, words, _("Відновіть теку програми з дистрибутива."))
    return Finding(title, GOOD, _("накреслень у комплекті: {n}").format(n=len(found)))


def backups(environment: Environment) -> Finding:
    title, remedy = _("Резервні копії"), _("Зробіть копію: vikno backup --to ТЕКА. Тримайте її на іншому комп'ютері.")
    found = [*(environment.home_folder / "backups").glob("vikno-*.tar"), *_noted(environment)]
    if not found:
        return Finding(title, WARNING, _("жодної"), remedy)
    latest = max(found, key=lambda path: path.stat().st_mtime)
    age = timedelta(seconds=time.time() - latest.stat().st_mtime)
    words = _("остання {name}, днів тому: {n}").format(name=latest.name, n=max(0, age.days))
    return Finding(title, GOOD, words) if age < _FRESH else Finding(title, WARNING, words, remedy)


def _noted(environment: Environment) -> list[Path]:
    noted = last_noted(environment)
    return [noted] if noted is not None and noted.exists() else []


def mail(environment: Environment) -> Finding:
    """Whether letters leave: the server is asked to open, nothing is sent."""
    title = _("Пошта")
    if not environment.email_url:
        words = _("листи лягають у {folder}").format(folder=environment.home_folder / "mail")
        return Finding(title, WARNING, words, _("Задайте VIKNO_EMAIL_URL, щоб їх надсилати."))
    trouble = trouble_of_mail()
    if trouble:
        words = _("сервер не відповідає як слід: {trouble}").format(trouble=trouble)
        return Finding(title, BAD, words, _("Перевірте VIKNO_EMAIL_URL: адресу, порт, ім'я і пароль. Листи чекають."))
    if not environment.email_from:
        words, remedy = _("листи йдуть від no-reply@localhost"), _("Задайте VIKNO_EMAIL_FROM: інакше їх відкинуть.")
        return Finding(title, WARNING, words, remedy)
    return Finding(title, GOOD, _("сервер із VIKNO_EMAIL_URL відповідає"))


def sms(environment: Environment) -> Finding:
    title = _("Повідомлення SMS")
    if environment.sms_url:
        if not environment.sms_token:
            return Finding(title, WARNING, _("шлюз задано без пароля"), _("Задайте VIKNO_SMS_TOKEN."))
        return Finding(title, GOOD, _("шлюз задано у VIKNO_SMS_URL"))
    if environment.is_production:
        return Finding(title, GOOD, _("шлюзу немає: про них нагадує працівникові сторінка «Повідомлення»"))
    words = _("нікому не надсилаються, лягають у {folder}").format(folder=environment.home_folder / "sms")
    return Finding(title, WARNING, words, _("Задайте VIKNO_SMS_URL, щоб їх надсилати."))


def antivirus(environment: Environment) -> Finding:
    title = _("Антивірус")
    if not environment.clamd:
        words = _("не підключено: файли звіряються за змістом і перезаписуються, але вірусів у них ніхто не шукає")
        return Finding(title, WARNING, words, _("Поставте ClamAV і задайте VIKNO_CLAMD."))
    if scanner.answers():
        return Finding(title, GOOD, _("відповідає: {where}").format(where=environment.clamd))
    words = _("не відповідає: {where}; нові файли чекають у карантині").format(where=environment.clamd)
    return Finding(title, BAD, words, _("Запустіть clamd. Файли вийдуть із карантину самі."))


def mailboxes(environment: Environment) -> Finding:
    """Whether each mailbox opens; nothing is read."""
    title = _("Скриньки для листів")
    named = environment.mailboxes_read()
    if not named:
        return Finding(title, GOOD, _("не задано: листи заявників читають у поштовій програмі"))
    shut = [f"{mailbox.name}: {trouble}" for mailbox in named if (trouble := trouble_of(mailbox))]
    if shut:
        remedy = _("Перевірте VIKNO_MAILBOXES: адресу, ім'я, пароль і сертифікат. Листи чекають на сервері.")
        return Finding(title, BAD, _("не відкриваються: {names}").format(names=", ".join(shut)), remedy)
    return Finding(title, GOOD, _("відкриваються: {n}").format(n=len(named)))


def user(environment: Environment) -> Finding:
    title = _("Користувач")
    if os.geteuid() == 0:
        state = WARNING if environment.is_production else GOOD
        remedy = _("Створіть окремого користувача і запускайте Вікно від нього.") if state == WARNING else ""
        return Finding(title, state, _("програма працює як root"), remedy)
    return Finding(title, GOOD, _("програма працює не як root"))


ON_MACHINE: tuple[Check, ...] = (
    (gettext_lazy("Місце на диску"), disk),
    (gettext_lazy("Шрифти документів"), fonts),
    (gettext_lazy("Резервні копії"), backups),
    (gettext_lazy("Пошта"), mail),
    (gettext_lazy("Повідомлення SMS"), sms),
    (gettext_lazy("Антивірус"), antivirus),
    (gettext_lazy("Скриньки для листів"), mailboxes),
    (gettext_lazy("Користувач"), user),
)
