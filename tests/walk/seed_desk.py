"""People whose names nobody else bears, and what an officer keeps of them: printed as JSON for the shared desk.

Runs as a program of its own, in the database of the browser's site: what it makes is committed.
"""

import json
import sys
from itertools import count
from typing import Any

import django

RESIDENTS, CASES = 32, 8
# Each resident's words are made of these: a string of one is found nowhere else.
_SYLLABLES = ("жбе", "ґрю", "щвя", "цхо", "фпи", "мрї", "дзє", "вку")

OTHERS = {
    "booking": {"name": "Йґаздовчук Хвилимон", "contact": "+380997317317", "address": "вул. Йжовтоквіта, 7"},
    "letter": {
        "sender": "yzhqletter@resident.example", "sender_name": "Йпсалтирник Оверко",
        "subject": "Йскарга на йобмерзлий ґанок", "text": "Живу на вулиці Йтернопролазній.",
    },
    "ticket": {"note": "з йповодирем", "phone": "+380997317318"},
    "complaint": {"name": "Йнезмовкайло Пріська", "contact": "+380997317319", "text": "Йтринога лава зламана."},
}  # fmt: skip


def main() -> None:
    django.setup()
    from django.conf import settings
    from django.db import transaction

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    with transaction.atomic():
        sys.stdout.write(json.dumps(_planted(), ensure_ascii=False))


def word(of: int, ending: str) -> str:
    """A word of one resident."""
    return f"Й{_SYLLABLES[of // 8]}{_SYLLABLES[of % 8]}{ending}"


def facts_of(number: int) -> dict[str, Any]:
    """Eight strings of one resident."""
    return {
        "family_name": word(number, "ченко"), "given_name": word(number, "слав"), "patronymic": word(number, "ович"),
        "rnokpp": _rnokpp(number), "phone": f"+38050{7310000 + number * 137:07d}",
        "email": f"yzhq{number}@resident.example", "street_address": f"вул. {word(number, 'івська')}, {number + 100}",
        "identity_number": f"{482_100_000 + number * 7919:09d}",
    }  # fmt: skip


def _rnokpp(number: int) -> str:
    from vikno.common.identifiers import rnokpp_is_valid

    first = f"30{4100000 + number * 7717:07d}"
    return next(f"{first}{digit}" for digit in range(10) if rnokpp_is_valid(f"{first}{digit}"))


def _planted() -> dict[str, Any]:
    from tests import factories as make
    from vikno.accounts.models import Membership
    from vikno.common import tenancy

    make.numbers = count(50_000)  # beside what the site was filled with
    tenancy.bind(make.OWN)
    officers = Membership.objects.filter(role="officer").order_by("pk")
    ours, theirs = (officers.filter(hromada_code=code)[0].user for code in (make.OWN, make.FOREIGN))
    residents = [facts_of(number) for number in range(RESIDENTS)]
    people = _people(residents)
    cases = _cases(people[:CASES], ours)
    return {
        "residents": residents, "others": [value for one in OTHERS.values() for value in one.values()],
        "neighbour": theirs.username, **_addresses(people, cases, _kept_of_others()),
    }  # fmt: skip


def _people(residents: list[dict[str, str]]) -> list[Any]:
    from tests import factories as make
    from vikno.applicants.services import ApplicantFacts, add_applicant
    from vikno.common.actors import Actor

    system = Actor.system(make.OWN)
    return [
        add_applicant(actor=system, at=make.MOMENT, facts=ApplicantFacts(identity_kind="id_card", **facts))
        for facts in residents
    ]


def _cases(people: list[Any], officer: Any) -> list[Any]:
    from tests import factories as make

    made = []
    for person in people:
        case = make.case(officer=officer)
        case.applicant, case.contact = person, person.phone
        case.save()
        made.append(case)
    make.message(made[0])
    return made


def _kept_of_others() -> dict[str, Any]:
    """A booking, a letter, a ticket and a complaint in the words of OTHERS."""
    from tests import factories as make
    from tests import visitors
    from vikno.appointments.models import Booking
    from vikno.queue.models import Ticket

    known = Booking.objects.filter(hromada_id=make.OWN).order_by("pk")[0]
    things = {
        "booking": visitors.booking(known.point, known.service),
        "letter": make.letter(),
        "ticket": Ticket.objects.filter(hromada_id=make.OWN).order_by("pk")[0],
        "complaint": visitors.complaint(),
    }
    for kind, thing in things.items():
        for name, value in OTHERS[kind].items():
            setattr(thing, name, value)
        thing.save()
    return things


def _addresses(people: list[Any], cases: list[Any], things: dict[str, Any]) -> dict[str, list[str]]:
    """Pages to open, and files to take."""
    from django.urls import reverse

    number = cases[0].number
    surname = people[0].family_name
    pages = [
        reverse("desk:home"), f"{reverse('desk:find')}?q={surname}", f"{reverse('desk:people')}?q={surname}",
        reverse("cases:list"), f"{reverse('cases:list')}?q={surname}",
        reverse("cases:journal"), reverse("cases:case", args=[number]),
        reverse("correspondence:case", args=[number]), reverse("cases:scans", args=[number]),
        reverse("correspondence:letters"), reverse("correspondence:letter", args=[things["letter"].pk]),
        reverse("queue:live"), reverse("queue:ticket", args=[things["ticket"].token]),
        f"{reverse('appointments:day')}?point={things['booking'].point_id}",
        reverse("appointments:booking", args=[things["booking"].pk]),
        reverse("feedback:complaint", args=[things["complaint"].pk]), reverse("desk:intake"),
        *(reverse("desk:person", args=[person.pk]) for person in people[:6]),
        *(reverse("desk:person_edit", args=[person.pk]) for person in people[:2]),
    ]  # fmt: skip
    files = [
        reverse("cases:inventory", args=[number]), reverse("cases:progress_sheet", args=[number]),
        reverse("cases:slip", args=[number, "receipt", "a5"]), reverse("cases:table"), reverse("cases:journal_table"),
        reverse("cases:journal_sheet"), reverse("cases:day_list"), reverse("desk:case_beside", args=[number]),
        reverse("correspondence:case_panel", args=[number]), reverse("feedback:complaints_export"),
        *(reverse("desk:person_edit", args=[person.pk]) for person in people),
    ]  # fmt: skip
    return {"pages": pages, "files": files}


if __name__ == "__main__":
    main()
