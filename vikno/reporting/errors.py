"""Why a report is not shown, filled in or signed, each with what to do."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from vikno.common.errors import Refusal


class MayNotRead(Refusal):
    code = "reporting.may_not_read"
    message = _("Звіти громади бачить її керівник. Попросіть його про роль або про друкований звіт.")


class NoSuchCheck(Refusal, Http404):
    code = "reporting.no_such_check"
    message = _("Такої перевірки немає. Поверніться до списку.")


class NoSuchQuarter(Refusal, Http404):
    code = "reporting.no_such_quarter"
    message = _("Такого кварталу ще немає. Перевірте рік і номер.")


class NoSuchReport(Refusal, Http404):
    code = "reporting.no_such_report"
    message = _("Такого підписаного звіту немає. Перевірте адресу.")


class QuarterNotOver(Refusal):
    code = "reporting.quarter_not_over"
    message = _("Квартал ще триває, і числа зміняться. Підпишіть звіт після {last_day}.")


class AlreadySigned(Refusal):
    code = "reporting.already_signed"
    message = _("Звіт уже підписано {at}, {name}. Щоб виправити, спершу відкличте його.")


class AlreadyWithdrawn(Refusal):
    code = "reporting.already_withdrawn"
    message = _("Цей звіт уже відкликано. Підпишіть нову версію на сторінці кварталу.")


class ReasonMissing(Refusal):
    code = "reporting.reason_missing"
    message = _("Напишіть, чому відкликаєте звіт.")


class FieldNotAsked(Refusal):
    code = "reporting.field_not_asked"
    message = _("Це число вже є в записах. Виправте його там, де його ведуть.")


class NoSuchYear(Refusal, Http404):
    code = "reporting.no_such_year"
    message = _("Звіту за такий рік бути не може. Перевірте рік.")


class AddressMissing(Refusal):
    code = "reporting.address_missing"
    message = _("У вашому записі немає електронної пошти. Додайте її серед працівників і спробуйте ще раз.")


class NoSuchCosts(Refusal, Http404):
    code = "reporting.no_such_costs"
    message = _("Таких витрат немає. Перевірте точку, рік і квартал.")


class CostNeedsSource(Refusal):
    code = "reporting.cost_needs_source"
    message = _("«{kind}»: вкажіть документ, з якого взято суму.")


class CostTwice(Refusal):
    code = "reporting.cost_twice"
    message = _("«{kind}»: за цей рік витрати вже записано {how}. Заберіть їх звідти або пишіть туди.")


class CostsRefused(Refusal):
    code = "reporting.costs_refused"
    message = _("Таблицю не взято, нічого не змінено. {problems}")
