"""Services as CPSV-AP 3.2: one graph, written as JSON-LD; Turtle is the same document told again (`turtle`).

Every service stands with all it names, so its description conforms to the shapes alone and within the catalogue.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import IO, Any, Final

from django.urls import reverse

from vikno.catalogue.enums import ApplicantKind, Channel, EvidenceForm, TermUnit
from vikno.catalogue.models import CompetentAuthority, LegalResource, Requirement
from vikno.common import clock
from vikno.opendata.queries.hsds.rows import address_of, joined
from vikno.opendata.queries.services import Price, Told, published

type Node = dict[str, Any]

CONTEXT: Final = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dct": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "adms": "http://www.w3.org/ns/adms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_EU: Final = "http://publications.europa.eu/resource/authority/"
_UKRAINE, _UKRAINIAN, _HRYVNIA = f"{_EU}country/UKR", f"{_EU}language/UKR", f"{_EU}currency/UAH"
_COMPLETED: Final = "http://purl.org/adms/status/Completed"


class _Nodes:
    """Nodes of a graph, each once."""

    def __init__(self) -> None:
        self.found: dict[str, Node] = {}

    def add(self, key: str, kind: str | list[str], **told: Any) -> Node:
        """Put a node in, say nothing twice; what comes back refers to it."""
        said = {name.replace("_", ":", 1): value for name, value in told.items() if value not in (None, "", [])}
        self.found.setdefault(key, {"@id": key, "@type": kind, **said})
        return {"@id": key}


def service_document(one: Told) -> dict[str, Any]:
    """JSON-LD of one service."""
    nodes = _Nodes()
    _service(nodes, one)
    return _document(nodes)


def catalogue_document(services: Iterable[Told]) -> dict[str, Any]:
    """JSON-LD of a data set with these services."""
    nodes = _Nodes()
    parts = [_service(nodes, one) for one in services]
    page = nodes.add(address_of(reverse("opendata:page")), "foaf:Document")
    publisher = nodes.add(f"{_catalogue()}#publisher", "foaf:Agent", dct_identifier=address_of("/"), dct_title=_said(
        "Центри надання адміністративних послуг", "Administrative service centres"
    ))  # fmt: skip
    nodes.add(
        _catalogue(), "dcat:Dataset", dct_title=_said("Каталог публічних послуг", "Catalogue of public services"),
        dct_description=_said(
            "Послуги, які надають у ЦНАП: документи, строк, плата, результат.",
            "Services given at administrative service centres: papers, term, fee, result.",
        ),
        dct_publisher=publisher, dct_hasPart=parts, dcat_landingPage=page,
        dct_license={"@id": "https://creativecommons.org/licenses/by/4.0/"},
    )  # fmt: skip
    return _document(nodes)


def turtle(document: dict[str, Any]) -> bytes:
    """The same graph in Turtle. Nodes of a document are flat, so its triples are read as they stand."""
    from rdflib import Graph  # a heavy library that most requests never need

    graph = Graph()
    for prefix, address in CONTEXT.items():
        graph.bind(prefix, address)
    for triple in _triples(document):
        graph.add(triple)
    return graph.serialize(format="turtle", encoding="utf-8")


def _triples(document: dict[str, Any]) -> Iterator[tuple[Any, Any, Any]]:
    from rdflib import RDF, URIRef

    for node in document["@graph"]:
        subject = URIRef(node["@id"])
        for kind in _listed(node["@type"]):
            yield subject, RDF.type, URIRef(_expanded(kind))
        for name, values in node.items():
            if not name.startswith("@"):
                yield from ((subject, URIRef(_expanded(name)), _term(value)) for value in _listed(values))


def _term(value: Any) -> Any:
    from rdflib import Literal, URIRef

    if not isinstance(value, dict):
        return Literal(value)
    if "@id" in value:
        return URIRef(value["@id"])
    kind = value.get("@type")
    return Literal(value["@value"], lang=value.get("@language"), datatype=URIRef(_expanded(kind)) if kind else None)


def _expanded(name: str) -> str:
    prefix, _, rest = name.partition(":")
    return CONTEXT[prefix] + rest


def _listed(values: Any) -> list[Any]:
    return values if isinstance(values, list) else [values]


def write_jsonld(target: IO[bytes], *, at: dt.datetime) -> None:
    """The whole catalogue of a day."""
    target.write(json.dumps(_whole(at), ensure_ascii=False, indent=1).encode())


def write_turtle(target: IO[bytes], *, at: dt.datetime) -> None:
    target.write(turtle(_whole(at)))


def _whole(at: dt.datetime) -> dict[str, Any]:
    return catalogue_document(published(on=clock.today(at)))


def _document(nodes: _Nodes) -> dict[str, Any]:
    return {"@context": CONTEXT, "@graph": list(nodes.found.values())}


def _service(nodes: _Nodes, one: Told) -> Node:
    service, version = one.service, one.version
    key = service_address(service.code)
    return nodes.add(
        key, "cpsv:PublicService", dct_identifier=service.code, dct_title=_said(service.name, service.name_en),
        dct_description=_description(one), cv_hasCompetentAuthority=_authority(nodes, version.authority),
        dct_language=nodes.add(_UKRAINIAN, "dct:LinguisticSystem"), dct_spatial=_country(nodes),
        adms_status=_concept(nodes, _COMPLETED, "діє", "in force"),
        cv_thematicArea=_named(nodes, "group", service.group.code, service.group.name, service.group.name_en),
        cv_isGroupedBy=_events(nodes, one), dct_audience=_audience(nodes, one), dcat_keyword=_keywords(one),
        cv_processingTime=_duration(one), cpsv_follows=_rule(nodes, one, key), cpsv_produces=_output(nodes, one, key),
        cv_hasChannel=_channels(nodes, one, key), cv_hasLegalResource=_acts(nodes, one, key),
        cpsv_hasInput=[_evidence(nodes, row, key) for row in version.requirements.all()],
        cv_holdsRequirement=_requirement(nodes, one, key),
        cv_hasCost=[_cost(nodes, price, key, n) for n, price in enumerate(one.prices, start=1)],
        foaf_page=nodes.add(address_of(reverse("portal:service", args=[service.code])), "foaf:Document"),
    )  # fmt: skip


def service_address(code: str) -> str:
    """The name of a service in the web of data; it leads to a page or to a file, as its reader asks."""
    return address_of(reverse("opendata:cpsv_service", args=[code]))


def _catalogue() -> str:
    return address_of(reverse("opendata:cpsv_catalogue"))


def _said(uk: str, en: str = "") -> list[Node]:
    told = [{"@value": uk, "@language": "uk"}] if uk else []
    return told + ([{"@value": en, "@language": "en"}] if en else [])


def _description(one: Told) -> list[Node]:
    version, service = one.version, one.service
    uk = joined((f"Результат: {version.result}" if version.result else "", version.who_may_apply))
    en = joined((f"Result: {version.result_en}" if version.result_en else "", version.who_may_apply_en))
    return _said(uk or service.name, en or service.name_en)


def _authority(nodes: _Nodes, authority: CompetentAuthority | None) -> Node:
    code = authority.code if authority else "unknown"
    named = _said(authority.name, authority.name_en) if authority else _said("Не вказано", "Not named")
    return nodes.add(
        f"{_catalogue()}#authority-{code}", "cv:PublicOrganisation", skos_prefLabel=named, dct_identifier=code,
        dct_spatial=_country(nodes),
    )  # fmt: skip


def _country(nodes: _Nodes) -> Node:
    return nodes.add(_UKRAINE, "dct:Location", skos_prefLabel=_said("Україна", "Ukraine"))


def _concept(nodes: _Nodes, key: str, uk: str, en: str = "") -> Node:
    return nodes.add(key, "skos:Concept", skos_prefLabel=_said(uk, en))


def _named(nodes: _Nodes, kind: str, code: str, uk: str, en: str = "") -> Node:
    """A word of one of our own lists."""
    return _concept(nodes, f"{_catalogue()}#{kind}-{code}", uk, en)


def _events(nodes: _Nodes, one: Told) -> list[Node]:
    return [
        nodes.add(
            f"{_catalogue()}#event-{event.code}", ["cv:Event", "cv:LifeEvent"], dct_identifier=event.code,
            dct_title=_said(event.name, event.name_en),
        )
        for event in sorted(one.service.life_events.all(), key=lambda event: event.code)
    ]  # fmt: skip


def _audience(nodes: _Nodes, one: Told) -> list[Node]:
    return [_named(nodes, "audience", kind, str(ApplicantKind(kind).label)) for kind in one.version.applicants]


def _keywords(one: Told) -> list[Node]:
    return [{"@value": word, "@language": "uk"} for word in filter(None, one.service.keywords.split(", "))]


def _duration(one: Told) -> Node | None:
    """Only calendar days are a duration; working days are told by the rule in words."""
    version = one.version
    if version.is_immediate:
        return {"@value": "P0D", "@type": "xsd:duration"}
    if version.term_days is None or version.term_unit != TermUnit.CALENDAR_DAYS:
        return None
    return {"@value": f"P{version.term_days}D", "@type": "xsd:duration"}


def _rule(nodes: _Nodes, one: Told, key: str) -> Node | None:
    words = joined((one.term, one.version.term_note))
    if not words:
        return None
    return nodes.add(
        f"{key}#term", "cpsv:Rule", dct_identifier=f"{one.service.code}-term",
        dct_title=_said("Строк надання", "Term"), dct_description=_said(words),
    )  # fmt: skip


def _output(nodes: _Nodes, one: Told, key: str) -> Node | None:
    version = one.version
    if not version.result:
        return None
    return nodes.add(
        f"{key}#output", "cv:Output", dct_identifier=f"{one.service.code}-output",
        dct_title=_said(version.result, version.result_en),
    )  # fmt: skip


def _channels(nodes: _Nodes, one: Told, key: str) -> list[Node]:
    return [
        nodes.add(
            f"{key}#channel-{channel}", "cv:Channel", dct_identifier=f"{one.service.code}-channel-{channel}",
            dct_type=_named(nodes, "channel", channel, str(Channel(channel).label)),
        )
        for channel in one.version.channels
    ]  # fmt: skip


def _acts(nodes: _Nodes, one: Told, key: str) -> list[Node]:
    return [_act(nodes, act, f"{key}#act-{n}") for n, act in enumerate(one.version.legal_resources.all(), start=1)]


def _act(nodes: _Nodes, act: LegalResource, key: str) -> Node:
    address = act.url if act.url.startswith("http") and " " not in act.url else key
    return nodes.add(address, "eli:LegalResource", dct_title=_said(act.title, act.title_en))


def _evidence(nodes: _Nodes, row: Requirement, key: str) -> Node:
    condition = f"Лише якщо: {row.condition}" if row.condition else ""
    return nodes.add(
        f"{key}#evidence-{row.order}", "cv:Evidence", dct_identifier=f"{key.rsplit('/', 1)[-1]}-evidence-{row.order}",
        dct_title=_said(row.name, row.name_en), dct_description=_said(joined((condition, row.ground))),
        dct_type=_named(nodes, "form", row.evidence_form, str(EvidenceForm(row.evidence_form).label)),
    )  # fmt: skip


def _requirement(nodes: _Nodes, one: Told, key: str) -> Node | None:
    version = one.version
    if not version.who_may_apply:
        return None
    return nodes.add(
        f"{key}#who", "cv:Requirement", dct_identifier=f"{one.service.code}-who",
        dct_title=_said(version.who_may_apply, version.who_may_apply_en),
    )  # fmt: skip


def _cost(nodes: _Nodes, price: Price, key: str, number: int) -> Node:
    told = None if price.amount is None else {"@value": f"{price.amount:.2f}", "@type": "xsd:double"}
    return nodes.add(
        f"{key}#cost-{number}", "cv:Cost", dct_identifier=f"{key.rsplit('/', 1)[-1]}-cost-{number}", cv_hasValue=told,
        cv_currency=_concept(nodes, _HRYVNIA, "гривня", "hryvnia"),
        dct_description=_said(joined((price.words, price.description), ": "), price.description_en),
    )  # fmt: skip
