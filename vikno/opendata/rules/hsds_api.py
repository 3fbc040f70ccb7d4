"""What the HSDS API says of itself, in OpenAPI 3.1. Shapes are the published schemas, named by their addresses."""

from typing import Any, Final

_SCHEMAS: Final = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema"
_PAGED: Final = ("page", "per_page", "format")
_PARAMETERS: Final = {
    "search": "Words to look for",
    "page": "Number of a page, from 1",
    "per_page": "Rows on a page",
    "format": "json, or ndjson for everything line by line",
    "taxonomy_term_id": "A group of services or an event of life",
    "taxonomy_id": "One of the two taxonomies",
    "organization_id": "Who decides, or the centre that receives people",
    "modified_after": "ISO 8601; versions published since",
    "postcode": "Locations of a postcode, or near it",
    "proximity": "Metres from the settlements of the postcode",
    "minimal": "Only identifiers and dates, all at once",
    "full": "Everything of each record",
    "full_service": "Services of an organisation in full",
    "parent_id": "Terms below a term; ours have none",
    "top_only": "Terms that are below none; all of ours",
}
_SERVICES: Final = (
    "search", "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "full", *_PAGED,
)  # fmt: skip
_LISTS: Final = {
    "services": ("compiled/service_list.json", (*_SERVICES, "minimal")),
    "organizations": ("compiled/organization_list.json", ("search", "full", "full_service", *_PAGED)),
    "service_at_locations": ("compiled/service_at_location_list.json", (*_SERVICES, "postcode", "proximity")),
    "taxonomies": ("taxonomy.json", _PAGED),
    "taxonomy_terms": ("taxonomy_term.json", ("taxonomy_id", "parent_id", "top_only", *_PAGED)),
}
_ONES: Final = {
    "services": "compiled/service.json",
    "organizations": "compiled/organization.json",
    "service_at_locations": "service_at_location.json",
    "taxonomies": "taxonomy.json",
    "taxonomy_terms": "taxonomy_term.json",
}
_PAGE: Final = {
    "total_items": "integer", "total_pages": "integer", "page_number": "integer", "size": "integer",
    "first_page": "boolean", "last_page": "boolean", "empty": "boolean",
}  # fmt: skip


def description(*, server: str, most: int) -> dict[str, Any]:
    """The document. `most`: rows on a page at most."""
    paths: dict[str, Any] = {"/": {"get": _answer("Version and addresses", {"type": "object"})}}
    for name, (schema, parameters) in _LISTS.items():
        told = _answer(f"A page of {name}", _page(schema))
        paths[f"/{name}"] = {"get": told | {"parameters": [_parameter(one, most) for one in parameters]}}
        one = _answer(f"One of {name}", {"$ref": f"{_SCHEMAS}/{_ONES[name]}"})
        key = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
        paths[f"/{name}/{{id}}"] = {"parameters": [key], "get": one}
    return {
        "openapi": "3.1.0", "servers": [{"url": server}], "paths": paths,
        "info": {"title": "Vikno: Open Referral HSDS", "version": "3.0.0", "license": {"name": "CC BY 4.0"}},
    }  # fmt: skip


def _answer(words: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "summary": words,
        "responses": {"200": {"description": words, "content": {"application/json": {"schema": schema}}}},
    }


def _page(schema: str) -> dict[str, Any]:
    told = {name: {"type": kind} for name, kind in _PAGE.items()}
    rows = {"type": "array", "items": {"$ref": f"{_SCHEMAS}/{schema}"}}
    return {"type": "object", "properties": told | {"contents": rows}}


def _parameter(name: str, most: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if name in ("page", "per_page", "proximity"):
        schema = {"type": "integer", "minimum": 1} | ({"maximum": most} if name == "per_page" else {})
    elif name in ("minimal", "full", "full_service", "top_only"):
        schema = {"type": "boolean"}
    return {"name": name, "in": "query", "description": _PARAMETERS[name], "schema": schema}
