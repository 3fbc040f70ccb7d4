"""Tables of an HSDS 3.0 data package: columns, kinds and links, as the standard names and orders them."""

from dataclasses import dataclass
from typing import Any, Final

_LINKS: Final = {
    "taxonomy_term_id": "taxonomy_term", "taxonomy_id": "taxonomy", "service_at_location_id": "service_at_location",
    "organization_id": "organization", "program_id": "program", "service_id": "service", "location_id": "location",
    "contact_id": "contact", "phone_id": "phone",
}  # fmt: skip
_CHOICES: Final = {
    ("service", "status"): ["active", "inactive", "defunct", "temporarily closed"],
    ("location", "location_type"): ["physical", "postal", "virtual"],
    ("address", "address_type"): ["physical", "postal", "virtual"],
    ("schedule", "wkst"): ["MO", "TU", "WE", "TH", "FR", "SA", "SU"],
    ("schedule", "freq"): ["WEEKLY", "MONTHLY"],
}
_FORMATS: Final = frozenset({"uuid", "uri", "email"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `kind` is a type of the data package (string, number, date, time, datetime)."""

    name: str
    kind: str = "string"
    format: str = ""
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the package and the file it lies in."""

    name: str
    path: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def _column(told: str) -> Column:
    """«id:uuid!»: a required UUID."""
    name, _, kind = told.removesuffix("!").partition(":")
    if kind in _FORMATS:
        return Column(name, format=kind, is_required=told.endswith("!"))
    return Column(name, kind or "string", is_required=told.endswith("!"))


_TOLD: Final = (
    (
        "organization", "organizations.csv",
        "id:uuid! name! alternate_name description! email:email website:uri tax_status tax_id "
        "year_incorporated:number legal_status logo uri:uri parent_organization_id:uuid",
    ),
    (
        "program", "programs.csv",
        "id:uuid! organization_id:uuid! name! alternate_name description!",
    ),
    (
        "service", "services.csv",
        "id:uuid! organization_id:uuid! program_id:uuid name! alternate_name description url:uri email:email "
        "status! interpretation_services application_process fees_description wait_time fees accreditations "
        "eligibility_description minimum_age:number maximum_age:number assured_date:date assurer_email:email "
        "licenses alert last_modified:datetime",
    ),
    (
        "attribute", "attributes.csv",
        "id:uuid! link_id:uuid! taxonomy_term_id:uuid! link_type link_entity! value",
    ),
    (
        "service_at_location", "service_at_location.csv",
        "id:uuid! service_id:uuid! location_id:uuid! description",
    ),
    (
        "location", "locations.csv",
        "id:uuid! location_type! url:uri organization_id:uuid name alternate_name description transportation "
        "latitude:number longitude:number external_identifier external_identifier_type",
    ),
    (
        "phone", "phones.csv",
        "id:uuid! location_id:uuid service_id:uuid organization_id:uuid contact_id:uuid "
        "service_at_location_id:uuid number! extension:number type description",
    ),
    (
        "contact", "contacts.csv",
        "id:uuid! organization_id:uuid service_id:uuid service_at_location_id:uuid location_id:uuid name "
        "title department email:email",
    ),
    (
        "address", "addresses.csv",
        "id:uuid! location_id:uuid attention address_1! address_2 city! region state_province! postal_code! "
        "country! address_type!",
    ),
    (
        "schedule", "schedules.csv",
        "id:uuid! service_id:uuid location_id:uuid service_at_location_id:uuid valid_from:date valid_to:date "
        "dtstart:date timezone:number until:date count:number wkst freq interval:number byday byweekno "
        "bymonthday byyearday description opens_at:time closes_at:time schedule_link:uri attending_type notes",
    ),
    (
        "funding", "funding.csv",
        "id:uuid! organization_id:uuid service_id:uuid source",
    ),
    (
        "service_area", "service_areas.csv",
        "id:uuid! service_id:uuid name description extent extent_type uri",
    ),
    (
        "required_document", "required_documents.csv",
        "id:uuid! service_id:uuid document uri:uri",
    ),
    (
        "language", "languages.csv",
        "id:uuid! service_id:uuid location_id:uuid phone_id:uuid name code note",
    ),
    (
        "accessibility", "accessibility.csv",
        "id:uuid! location_id:uuid description details url:uri",
    ),
    (
        "taxonomy_term", "taxonomy_terms.csv",
        "id:uuid! code name! description! parent_id:uuid taxonomy language taxonomy_id:uuid term_uri:uri",
    ),
    (
        "metadata", "metadata.csv",
        "id:uuid! resource_id:uuid! resource_type! last_action_date:date! last_action_type! field_name! "
        "previous_value! replacement_value! updated_by!",
    ),
    (
        "meta_table_description", "meta_table_descriptions.csv",
        "id:uuid! name language character_set",
    ),
    (
        "cost_option", "cost_options.csv",
        "id:uuid! service_id:uuid! valid_from:date valid_to:date option currency amount:number "
        "amount_description",
    ),
    (
        "organization_identifier", "organization_identifiers.csv",
        "id:uuid! organization_id:uuid! identifier_scheme identifier_type! identifier!",
    ),
    (
        "taxonomy", "taxonomies.csv",
        "id:uuid! name! description! uri:uri version",
    ),
)  # fmt: skip
TABLES: Final = {name: Table(name, path, tuple(map(_column, columns.split()))) for name, path, columns in _TOLD}


def descriptor(*, title: str, homepage: str, licence: dict[str, str]) -> dict[str, Any]:
    """`datapackage.json` of a package of these tables."""
    return {
        "name": "human_services_data", "title": title, "profile": "tabular-data-package", "version": "3.0.0",
        "homepage": homepage, "licenses": [licence], "resources": [_resource(table) for table in TABLES.values()],
    }  # fmt: skip


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"primaryKey": "id", "fields": [_field(table, column) for column in table.columns]}
    links = [name for name in table.names if name in _LINKS]
    if links:
        schema["foreignKeys"] = [
            {"fields": name, "reference": {"resource": _LINKS[name], "fields": "id"}} for name in links
        ]
    return {
        "name": table.name, "path": table.path, "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "profile": "tabular-data-resource", "schema": schema,
    }  # fmt: skip


def _field(table: Table, column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": column.is_required, "unique": column.name == "id"}
    if choice := _CHOICES.get((table.name, column.name)):
        constraints["enum"] = choice
    told: dict[str, Any] = {"name": column.name, "type": column.kind, "constraints": constraints}
    return told | ({"format": column.format} if column.format else {})
