"""Decisions about services that need neither a database nor a clock."""

from vikno.catalogue.rules.content import ActLine, CardContent, CardPlace, CostLine, PlaceHours, RequirementLine
from vikno.catalogue.rules.fees import fee_amount
from vikno.catalogue.rules.findings import Finding, Severity
from vikno.catalogue.rules.linter import lint_card
from vikno.catalogue.rules.naming import is_placeholder, name_key, search_stems
from vikno.catalogue.rules.versions import Period, closing_day, in_force, may_start_on

__all__ = [
    "ActLine",
    "CardContent",
    "CardPlace",
    "CostLine",
    "Finding",
    "Period",
    "PlaceHours",
    "RequirementLine",
    "Severity",
    "closing_day",
    "fee_amount",
    "in_force",
    "is_placeholder",
    "lint_card",
    "may_start_on",
    "name_key",
    "search_stems",
]
