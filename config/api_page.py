"""The description of the API for people: drawn from the same OpenAPI, with no script of anybody."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from config.api import api


@require_GET
def docs(request: HttpRequest) -> HttpResponse:
    """Every call with what it takes and answers."""
    return render(request, "api/docs.html", {"groups": _groups(), "version": api.version})


@cache
def _groups() -> list[dict[str, Any]]:
    described = api.get_openapi_schema()
    shapes = described["components"]["schemas"]
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, calls in described["paths"].items():
        for method, call in calls.items():
            groups.setdefault(call["tags"][0], []).append(_call(method, path, call, shapes))
    return [{"name": name, "calls": calls} for name, calls in groups.items()]


def _call(method: str, path: str, call: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any]:
    body = call.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return {
        "method": method.upper(), "path": path, "about": call.get("description", ""),
        "scope": call["security"][0]["key"][0],
        "asked": [
            *({"name": one["name"], "where": one["in"], "is_required": one["required"]} for one in call["parameters"]),
            *_fields(body, shapes),
        ],
        "statuses": sorted(call["responses"]),
    }  # fmt: skip


def _fields(body: dict[str, Any], shapes: dict[str, Any]) -> list[dict[str, Any]]:
    shape = shapes.get(body.get("$ref", "").rsplit("/", 1)[-1], {})
    required = shape.get("required", [])
    return [{"name": name, "where": "body", "is_required": name in required} for name in shape.get("properties", {})]
