"""A call as large as a country has seen, up to its closing: hromadas, rules, proposals written and submitted.

Past the services go only units, people, centres and population (`lay_land`): they are there before a call is. The rest
goes the way that people go, step by step and each step in a transaction of its own. Nothing here sets Django up, so
tests lay small ones.
"""

import datetime as dt
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from bench.scales import Direction, Scale, answers
from vikno.accounts.enums import OrganisationKind, Role
from vikno.accounts.models import Membership, Organisation, User
from vikno.accounts.queries import actor_of
from vikno.common import tenancy
from vikno.common.actors import Actor
from vikno.network.models import Centre
from vikno.programmes import queries, services
from vikno.programmes.enums import Fit, RegionKind, Source, Stage
from vikno.programmes.models import Advantage, Criterion, EligibilityRule, Programme, ProgrammeCall, RegionRule, Track
from vikno.questionnaires import services as questionnaires
from vikno.questionnaires.engine import Document
from vikno.territories.models import Population, Unit

DAY: Final = dt.timedelta(days=1)
REFUSED_EACH: Final = 17
_LEVELS: Final = ("не сказано", "загальні слова", "є план", "план із людьми і строками")
_SINCE: Final = dt.date(2024, 1, 1)


@dataclass
class Campaign:
    """A call with its people. `at`: the hour of the next step; `spent`: seconds of each part."""

    scale: Scale
    at: dt.datetime
    dice: random.Random
    lead: Actor
    call: ProgrammeCall = field(default_factory=ProgrammeCall)
    leaders: list[Actor] = field(default_factory=list)
    experts: list[Actor] = field(default_factory=list)
    spent: dict[str, float] = field(default_factory=dict)

    @property
    def organisation(self) -> int:
        return self.lead.organisation_id or 0

    def direction_of(self, place: int) -> Direction:
        """Which direction a hromada applies to: by turns."""
        return self.scale.directions[place % len(self.scale.directions)]

    def hand(self) -> dict[str, Any]:
        """The programme acts now."""
        return {"actor": self.lead, "at": self.at}

    @contextmanager
    def timed(self, part: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.spent[part] = self.spent.get(part, 0) + time.perf_counter() - began

    @contextmanager
    def works(self) -> Iterator[None]:
        """The programme is at work."""
        with tenancy.working_for_programme(self.organisation):
            yield

    @contextmanager
    def writes(self, leader: Actor) -> Iterator[None]:
        """A hromada is at work, and no programme."""
        with tenancy.working_for(leader.hromada_code):
            tenancy.bind_programme(None)
            yield


def begun(scale: Scale, document: Document, *, now: dt.datetime, serial: int = 1, seed: int = 2025) -> Campaign:
    """An open call. It opened eighty days ago."""
    made = lay_land(scale, at=now - 110 * DAY, serial=serial, seed=seed)
    with made.timed("the call with its rules"), made.works():
        made.call = _called(made, document, serial)
    return made


def lay_land(scale: Scale, *, at: dt.datetime, serial: int, seed: int) -> Campaign:
    """Oblasts, hromadas with a leader each, a programme with its head and experts, in bulk."""
    keys: dict[str, Any] = {"search_key": "", "sort_key": "", "first_seen_on": _SINCE}
    oblasts = [
        Unit(code=f"UA{60 + serial}{n:015d}", category="O", name=f"Область {n}", **keys) for n in range(scale.oblasts)
    ]
    hromadas = [
        Unit(
            code=f"UA{70 + serial}{n:015d}", category="H", name=f"Вигадана {n:03d}",
            oblast_id=oblasts[n % scale.oblasts].code, **keys,
        )
        for n in range(scale.proposals)
    ]  # fmt: skip
    Unit.objects.bulk_create([*oblasts, *hromadas])
    organisation = Organisation.objects.create(name=f"Програма {serial}", kind=OrganisationKind.PROGRAMME)
    lead = _people(f"lead{serial}", Role.PROGRAMME, [""], at, organisation)[0]
    made = Campaign(scale=scale, at=at, dice=random.Random(seed), lead=lead)
    made.leaders = _people(f"leader{serial}", Role.LEADER, [one.code for one in hromadas], at)
    made.experts = _people(f"expert{serial}", Role.EXPERT, [""] * scale.experts, at, organisation)
    Population.objects.bulk_create(
        Population(unit=one, as_of=_SINCE, total=made.dice.randrange(5000, 90_000), source="оцінка") for one in hromadas
    )
    Centre.objects.bulk_create(
        Centre(hromada=one, name="ЦНАП", network_number=serial * 400 + n)
        for n, one in enumerate(hromadas)
        if made.direction_of(n).has_centre
    )
    return made


def _people(
    name: str, role: Role, codes: list[str], at: dt.datetime, organisation: Organisation | None = None
) -> list[Actor]:
    users = User.objects.bulk_create(
        User(username=f"{name}-{n}", full_name=f"Особа {name}-{n}", password="!", email=f"{name}-{n}@example.org")  # noqa: S106
        for n in range(len(codes))
    )  # fmt: skip
    held = Membership.objects.bulk_create(
        Membership(
            user=user, role=role, hromada_code=code, organisation=organisation, valid_from=_SINCE, granted_at=at,
            position="голова громади" if role == Role.LEADER else "",
        )
        for user, code in zip(users, codes, strict=True)
    )  # fmt: skip
    return [actor_of(one) for one in held]


def _called(made: Campaign, document: Document, serial: int) -> ProgrammeCall:
    """Made, approved, forecast and opened through the services of the constructor."""
    hand = made.hand()
    programme = services.create_programme(
        code=f"scale{serial}", title="Програма „Відкриті двері“", starts_on=_SINCE, **hand
    )
    call = _drafted(made, programme, document, serial)
    for position, one in enumerate(made.scale.directions, start=1):
        track = Track(
            call=call, code=one.code, title=one.title, title_en=one.title, places=one.places, unused_order=position,
            threshold=Decimal(45), cap_per_oblast=max(2, one.places // 4), stages=_stages(made.scale),
            position=position, who_may_apply="Громади, які відповідають умовам.",
        )  # fmt: skip
        services.keep_part(call=call, part=track, **hand)
        for part in (*_criteria(track, made.scale), *_of_track(track, one, made)):
            services.keep_part(call=call, part=part, **hand)
    council = EligibilityRule(
        call=call, code="council", predicate="", sentence="Рада погодила участь громади.", position=90
    )
    pilot = Advantage(call=call, code="pilot", predicate="${was_in_pilot}", sentence="Громада була в пілоті.")
    for rule in (council, pilot):
        services.keep_part(call=call, part=rule, **hand)
    services.plant_seed(call=call, **hand)
    services.approve_call(call=call, **hand)
    services.forecast_call(call=call, **hand)
    made.at += 30 * DAY
    return services.open_call(call=call, **made.hand())


def _drafted(made: Campaign, programme: Programme, document: Document, serial: int) -> ProgrammeCall:
    hand, opens = made.hand(), made.at + 30 * DAY
    version = questionnaires.create_questionnaire(
        code=f"form{serial}", title="Заявка", organisation_id=made.organisation, document=document, **hand
    )
    questionnaires.publish_version(version=version, **hand)
    call = services.create_call(
        programme=programme, number=f"{opens.year}-{100 + serial}", title=made.scale.title, **hand
    )
    facts = {
        "summary": "Порада, навчання, обладнання.", "quota": made.scale.places, "opens_at": opens,
        "closes_at": opens + 30 * DAY, "questions_until": opens + 25 * DAY, "questionnaire": version,
        "results_on": (opens + 90 * DAY).date(), "who_may_submit": [Role.LEADER], "positions": ["голова громади"],
    }  # fmt: skip
    return services.change_call(call=call, facts=facts, **hand)


def _stages(scale: Scale) -> list[str]:
    return [Stage.REVIEW, *([Stage.FACTS] if scale.facts else []), *([Stage.INTERVIEW] if scale.talk else [])]


def _criteria(track: Track, scale: Scale) -> Iterator[Criterion]:
    """Two kinds are not the experts' matter: what the records say and what was said in a talk."""
    bands = [
        {"least": None, "most": 9999, "score": 40}, {"least": 10_000, "most": 29_999, "score": 70},
        {"least": 30_000, "most": None, "score": 100},
    ]  # fmt: skip
    anchors = [{"value": value, "text": text, "text_en": text} for value, text in enumerate(_LEVELS)]
    by = {"people": Source.FACT, "talk": Source.INTERVIEW}
    for position, (code, weight) in enumerate(scale.weights().items(), start=1):
        source = by.get(code, Source.REVIEWER)
        of_fact = source == Source.FACT
        yield Criterion(
            track=track, code=code, title=f"Критерій {code}", weight=weight, source=source, position=position,
            fact="population" if of_fact else "", bands=bands if of_fact else [], anchors=[] if of_fact else anchors,
        )  # fmt: skip


def _of_track(track: Track, one: Direction, made: Campaign) -> Iterator[EligibilityRule | RegionRule]:
    if one.condition:
        yield EligibilityRule(
            call=track.call, track=track, code=f"{one.code}-fit", predicate=one.condition,
            sentence="Громада підходить для напряму.", position=track.position,
        )  # fmt: skip
    near = list(Unit.objects.filter(pk__in=Unit.objects.filter(pk__in=_codes(made)).values("oblast_id"))[:4])
    if one.places > 4:
        yield RegionRule(
            call=track.call, track=track, code=f"{one.code}-near", title="Поблизу фронту", kind=RegionKind.GUARANTEE,
            oblasts=[each.pk for each in near], seats=max(1, one.places // 5), position=track.position,
        )  # fmt: skip


def _codes(made: Campaign) -> list[str]:
    return [one.hromada_code for one in made.leaders]


def apply_all(made: Campaign, document: Document) -> None:
    """Every hromada begins, fills in and submits, one after another through the month of the call."""
    made.at += DAY
    with made.timed("proposals written and submitted"):
        for place, leader in enumerate(made.leaders):
            with made.writes(leader):
                apply_one(made, document, leader, place)
            made.at += 28 * DAY / len(made.leaders)


def apply_one(made: Campaign, document: Document, leader: Actor, place: int, *, is_submitted: bool = True) -> int:
    """A proposal with everything that is asked; its key."""
    hand = {"actor": leader, "at": made.at}
    track = Track.objects.get(call=made.call, code=made.direction_of(place).code)
    proposal = services.start_proposal(
        call=made.call, track=track, email=f"{leader.hromada_code.lower()}@example.org", **hand
    )
    pilot = services.Said(code="was_in_pilot", value=place % 11 == 0, source="рішення ради")
    services.save_contacts(proposal=proposal, contacts={"contact_phone": "+380400000001"}, **hand)
    services.type_facts(proposal=proposal, said=[pilot], **hand)
    services.answer_questions(proposal=proposal, answers=answers(document, place), **hand)
    if is_submitted:
        services.submit_proposal(proposal=proposal, **hand)
    return proposal.pk


def admit_all(made: Campaign) -> None:
    """Close, check every condition, let a person decide what no record says, admit or refuse."""
    made.at = (made.call.closes_at or made.at) + DAY
    with made.timed("conditions checked, admitted or refused"), made.works():
        services.close_call(call=made.call, **made.hand())
        for place, proposal in enumerate(queries.received_proposals(made.lead, made.call)):
            services.check_eligibility(proposal=proposal, **made.hand())
            fit = Fit.FAIL if place % REFUSED_EACH == 5 else Fit.PASS
            services.judge_rule(proposal=proposal, rule="council", fit=fit, note="за рішенням ради", **made.hand())
            decide = services.refuse_proposal if fit == Fit.FAIL else services.admit_proposal
            decide(proposal=proposal, **made.hand())
