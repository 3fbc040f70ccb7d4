"""Checks of the journals: whole, and told outside the machine."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.environment import Environment
from vikno.common import clock
from vikno.operations import journals
from vikno.operations.doctor.finding import BAD, GOOD, WARNING, Check, Finding


def journal(_environment: Environment) -> Finding:
    title = _("Журнал дій")
    codes = journals.chains()
    for code in codes:
        verdict = journals.verified(code)
        if not verdict.is_whole:
            words = _("ланцюг розірвано на записі {broken}; {code}: {what}").format(
                broken=verdict.broken[0].sequence,
                code=journals.name_of(code),
                what=journals.broken_in_words(verdict.broken[0]),
            )
            remedy = _(
                "Хтось змінив журнал в обхід програми. Збережіть копію, виконайте vikno verify-audit "
                "і повідомте відповідального за дані."
            )
            return Finding(title, BAD, words, remedy)
    return Finding(title, GOOD, _("ланцюгів перевірено: {n}, розривів немає").format(n=len(codes)))


def told(environment: Environment) -> Finding:
    title = _("Підсумки журналу")
    vouched = journals.last_told if environment.email_url else journals.nothing_told
    late = journals.untold(at=clock.now(), vouched=vouched)
    if late and not environment.email_url:
        words = _("нікуди не надсилаються: листи лишаються на цій машині")
        return Finding(title, WARNING, words, _("Задайте VIKNO_EMAIL_URL: переписаний журнал видно лише з листів."))
    if late:
        first = late[0]
        words = _("нікому не надіслано, починаючи із запису {n} від {day}; {code}, усього громад: {count}").format(
            n=first.sequence, day=f"{first.since:%d.%m.%Y}", code=journals.name_of(first.hromada_code), count=len(late)
        )
        remedy = _("Впишіть керівникам електронну пошту або задайте VIKNO_AUDIT_EMAIL; перевірте сервер пошти.")
        return Finding(title, WARNING, words, remedy)
    return Finding(title, GOOD, _("кожен запис, старший за три дні, засвідчено поза цією машиною"))


ON_JOURNALS: tuple[Check, ...] = (
    (gettext_lazy("Журнал дій"), journal),
    (gettext_lazy("Підсумки журналу"), told),
)
