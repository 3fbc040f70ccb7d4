"""Decisions about services that need neither a database nor a clock."""

from vikno.catalogue.rules.bundles import BundleWords
from vikno.catalogue.rules.citations import Act, citation, in_english
from vikno.catalogue.rules.content import (
    ActLine,
    CardContent,
    CardDates,
    CardPlace,
    CostLine,
    PlaceHours,
    RequirementLine,
    ServiceFacts,
    same_but_english,
    unconfirmed,
)
from vikno.catalogue.rules.fees import fee_amount
from vikno.catalogue.rules.findings import Finding, Severity
from vikno.catalogue.rules.linter import has_errors, lint_card
from vikno.catalogue.rules.naming import Placeholder, name_key, placeholder, search_key
from vikno.catalogue.rules.versions import Period, closing_day, in_force, may_start_on, next_start
from vikno.catalogue.rules.workflow_linter import ACTIONS, lint_workflow
from vikno.catalogue.rules.workflows import (
    EVENT_ORDER,
    MOST_STEPS,
    ServiceTerm,
    StepLine,
    Way,
    WorkflowContent,
    moved,
    skeleton,
    without,
)

__all__ = [
    "ACTIONS",
    "EVENT_ORDER",
    "MOST_STEPS",
    "Act",
    "ActLine",
    "BundleWords",
    "CardContent",
    "CardDates",
    "CardPlace",
    "CostLine",
    "Finding",
    "Period",
    "PlaceHours",
    "Placeholder",
    "RequirementLine",
    "ServiceFacts",
    "ServiceTerm",
    "Severity",
    "StepLine",
    "Way",
    "WorkflowContent",
    "citation",
    "closing_day",
    "fee_amount",
    "has_errors",
    "in_english",
    "in_force",
    "lint_card",
    "lint_workflow",
    "may_start_on",
    "moved",
    "name_key",
    "next_start",
    "placeholder",
    "same_but_english",
    "search_key",
    "skeleton",
    "unconfirmed",
    "without",
]
