"""Tables of decree 835 (appendices 2, 32, 38, 46): columns as the published templates name and order them.

Four names of appendix 2 are broken by a line separator in the published schema; its example spells them whole, and so
do we.
"""

from dataclasses import dataclass
from typing import Final

NULL: Final = "null"  # «у разі відсутності вказати: null»


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` as the schema says: string, anyURL, date, dateTime, decimal, integer, boolean."""

    name: str
    kind: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Template:
    """A published template; files are named by it."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def _column(told: str) -> Column:
    """«monitoringDate:date!»: a required date."""
    name, _, kind = told.removesuffix("!").partition(":")
    return Column(name, kind or "string", told.endswith("!"))


_TOLD: Final = (
    (
        "dodatok-2-organizations",
        "Id! name! description! constituentDocUrl:anyURL homepage:anyURL! socialAccount:anyURL logo:anyURL "
        "headName! headPost! subOrgOfId subOrgOfName CATUTTC! addressAdminUnitL1! addressAdminUnitL2! "
        "addressAdminUnitL3 addressAdminUnitL4 addressPostName! addressThoroughfare! "
        "addressLocatorDesignator! addressLocatorName addressPostCode! contactPointName! contactPointEmail! "
        "contactPointTelephone! openingHours availabilityRestriction",
    ),
    (
        "dodatok-2-organizationUnits",
        "uid! name! description! constituentDocUrl:anyURL homepage:anyURL headName! headPost! unitOfId! "
        "unitOfName! subUnitOfId subUnitOfName CATUTTC! addressAdminUnitL1! addressAdminUnitL2! "
        "addressAdminUnitL3 addressAdminUnitL4 addressPostName! addressThoroughfare! "
        "addressLocatorDesignator! addressLocatorName addressPostCode! contactPointName! contactPointEmail! "
        "contactPointTelephone! openingHours availabilityRestriction",
    ),
    (
        "dodatok-2-posts",
        "uid! name! gender:integer! positionName! unitId unitName orgId! orgName! img:anyURL homepage:anyURL "
        "socialAccount:anyURL telephone email openingHours availabilityRestriction",
    ),
    (
        "dodatok-32-buildings",
        "uid! monitoringDate:date! authorityName! authorityId! entityName! entityId buildingName! CATUTTC! "
        "addressPostCode! addressAdminUnitL1! addressAdminUnitL2! addressAdminUnitL3 addressAdminUnitL4 "
        "addressPostName! addressThoroughfare! addressLocatorDesignator! addressLocatorBuilding",
    ),
    (
        "dodatok-32-norms",
        "normsNumber! paragraphNumber! paragraphDescription! status:boolean! description! image:anyURL "
        "buildingUid! buildingName!",
    ),
    (
        "dodatok-38-services",
        "uid! registrationDateTime:dateTime! code title! authorityId! authorityName! applicantType! "
        "applicantName applicantId status! providDate:date! amount:decimal! currency:decimal! issuedDate:date",
    ),
    (
        "dodatok-46-line",
        "number:integer! familyName! name! additionalName! recordDecisionDate:date! recordDecisionNumber! "
        "priorityDecisionDate:date priorityDecisionNumber allocationDecisionDate:date "
        "allocationDecisionNumber exclusionDecisionDate:date exclusionDecisionNumber",
    ),
    (
        "dodatok-46-outOfLine",
        "number:integer! familyName! name! additionalName! outOfLineDecisionDate:date outOfLineDecisionNumber "
        "allocationDecisionDate:date allocationDecisionNumber exclusionDecisionDate:date "
        "exclusionDecisionNumber",
    ),
    (
        "dodatok-46-priorityLine",
        "number:integer! familyName! name! additionalName! priorityDecisionDate:date priorityDecisionNumber "
        "allocationDecisionDate:date allocationDecisionNumber exclusionDecisionDate:date "
        "exclusionDecisionNumber",
    ),
)  # fmt: skip
TEMPLATES: Final = {name: Template(name, tuple(map(_column, columns.split()))) for name, columns in _TOLD}

# What everybody may take at once, and what a hromada's head takes to publish: rows about requests and about staff.
PUBLIC: Final = ("dodatok-2-organizations", "dodatok-2-organizationUnits", "dodatok-32-buildings", "dodatok-32-norms")
OWN: Final = ("dodatok-2-posts", "dodatok-38-services")
# Queues for housing: the council's lists, brought by a head as files (`rules/housing.py`).
HOUSING: Final = ("dodatok-46-line", "dodatok-46-outOfLine", "dodatok-46-priorityLine")


def address_parts(street_address: str) -> tuple[str, str]:
    """Street and number: «вул. Миру, 1-А» → («вул. Миру», «1-А»); no number where none is seen.

    >>> address_parts("вул. 8 Березня, буд. 3")
    ('вул. 8 Березня', '3')
    """
    street, comma, number = street_address.rpartition(",")
    number = number.strip().removeprefix("буд.").removeprefix("б.").strip()
    if not comma or not number[:1].isdigit():
        return street_address.strip(), ""
    return street.strip(), number
