"""Writes of reports: answers of a person, signing, taking back."""

from vikno.reporting.services.answering import type_answers
from vikno.reporting.services.costs import Cost, CostRow, take_costs, write_costs
from vikno.reporting.services.facts import keep_facts
from vikno.reporting.services.letters import wish_letters, write_week_letters
from vikno.reporting.services.signing import sign_report, withdraw_report
from vikno.reporting.services.years import write_year_words

__all__ = [
    "Cost",
    "CostRow",
    "keep_facts",
    "sign_report",
    "take_costs",
    "type_answers",
    "wish_letters",
    "withdraw_report",
    "write_costs",
    "write_week_letters",
    "write_year_words",
]
