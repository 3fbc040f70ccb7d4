"""A version as a file: spreadsheet, JSON, schema of answers; all responses in one table."""

import json

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from vikno.accounts.access import StaffRequest, role_required
from vikno.accounts.enums import Role
from vikno.common.tables.sheets import XLSX
from vikno.questionnaires import exporting, queries
from vikno.questionnaires.engine import canonical, schema
from vikno.questionnaires.xlsform import write_xlsform


@require_safe
@role_required(Role.PROGRAMME)
def xlsform(request: StaffRequest, pk: int) -> HttpResponse:
    """XLSForm with our columns."""
    version = queries.version_for(request.actor, pk)
    name = f"{version.questionnaire.code}-{version.number}.xlsx"
    return file_answer(write_xlsform(queries.document_of(version)), XLSX, name)


@require_safe
@role_required(Role.PROGRAMME)
def document_json(request: StaffRequest, pk: int) -> HttpResponse:
    """The canonical document: its SHA-256 is that of the page."""
    version = queries.version_for(request.actor, pk)
    name = f"{version.questionnaire.code}-{version.number}.json"
    return file_answer(canonical(queries.document_of(version)), "application/json", name)


@require_safe
@role_required(Role.PROGRAMME)
def response_schema(request: StaffRequest, pk: int) -> HttpResponse:
    """JSON Schema of answers to the version."""
    version = queries.version_for(request.actor, pk)
    made = schema.response_schema(queries.document_of(version), version_sha256=version.sha256)
    body = json.dumps(made, ensure_ascii=False, indent=1).encode()
    return file_answer(body, "application/schema+json", f"{version.questionnaire.code}-{version.number}.schema.json")


@require_safe
@role_required(Role.PROGRAMME)
def responses(request: StaffRequest, pk: int) -> HttpResponse:
    """Responses to every version side by side."""
    found = queries.questionnaire_for(request.actor, pk)
    body = exporting.responses_sheet(queries.responses_together(request.actor, found))
    return file_answer(body, XLSX, f"{found.code}-vidpovidi.xlsx")


def file_answer(body: bytes, media_type: str, name: str) -> HttpResponse:
    """To be saved; the name is made of a code and a number, both ASCII."""
    return HttpResponse(
        body, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
