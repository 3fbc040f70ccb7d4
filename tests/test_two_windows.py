"""Every form that edits what is kept, opened in two windows and saved in both: the second sees both versions.

The forms are found by walking every page of the table of rights, so a new one cannot be forgotten: it either carries a
mark of what it was opened with, or stands below as a form that only adds, with the reason.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.rights.table import Page, table
from tests.rights.world import World
from vikno.common import tenancy

pytestmark = pytest.mark.django_db
SHOWN_NOW = re.compile("Записано зараз|Що збережено зараз")
MARKS = {"edition", "version", "revision", "card-edition"}
# Forms whose fields have values of their own although nothing kept is edited.
ADD_ONLY = {
    "desk:intake": "a new person; the search's own words are the values",
    "desk:who": "the same",
    "desk:person_new": "a new person",
    "desk:representative_new": "a new representative",
    "consignments:day": "the name under a check that is signed once; the second signature is refused",
    "desk:check": "the last press; a draft registered elsewhere leads to its case",
    "network:point_new": "a new point",
    "network:status": "a new line of the history of states",
    "network:people": "a new posting from today",
    "network:authorisation_new": "a new authorisation",
    "network:availability": "a new line of the history of a provider",
    "network:placement": "one answer to a question that is then closed",
    "network:register": "a file taken in whole",
    "appointments:wait": "a new line of the waiting list",
    "feedback:sending": "a new rule from a day",
    "accounts:person_new": "a new person",
    "accounts:person": "a new role, or the end of one",
    "accounts:key_new": "a new key",
    "accounts:role_new": "a new role",
    "catalogue:add": "a new service",
    "catalogue:import": "a file taken in whole",
    "catalogue:import_workflows": "a file taken in whole",
    "catalogue:bundles": "a file taken in whole",
    "catalogue:words": "a new word; the value is what people asked for",
    "catalogue:figures": "a new figure from a day",
    "catalogue:new_version": "a new draft",
    "catalogue:new_workflow": "a new draft",
    "cases:act": "one step; the order of states refuses the second",
    "cases:terms": "new local days",
    "cases:handover": "an act on the cases that are ticked",
    "announcements:new": "a new draft",
    "assessments:evidence": "a new revision; those before it are kept",
    "assessments:item_new": "a new item",
    "assessments:results": "a step: the state refuses what does not follow; one expert, the last named",
    "assessments:round_new": "a new round",
    "announcements:national_new": "a new draft",
    "announcements:programme_new": "a new draft",
    "appointments:contact": "a new booking",
    "appointments:duty": "new lines of duty; the door is a new row, the newest holds",
    "appointments:terms": "new figures from a day",
    "blanks:act": "a new line of the ledger",
    "blanks:keepers": "a new keeper from a day",
    "blanks:case": "a blank is given out: a new line of the ledger",
    "consignments:modes": "a new mode from a day",
    "consignments:trip_new": "a new trip",
    "correspondence:letter": "one answer to a letter that is then closed",
    "correspondence:wording": "a new wording from now; those before it are kept",
    "continuity:begin": "a new interruption, once by its press",
    "continuity:interruption": "a step: the state of the interruption refuses what does not follow",
    "feedback:invitations": "a new link",
    "feedback:actions": "a new line for the public page",
    "feedback:complaint_new": "a new complaint",
    "feedback:posters": "a new sheet",
    "payments:accounts": "a new account from a day",
    "payments:exemptions": "a new ground from a day",
    "payments:bill": "a new entry of the ledger",
    "payments:case": "a new bill",
    "queue:reception": "a new ticket; its token makes a second press the same one",
    "queue:consult": "a new entry, once by its press",
    "queue:counter_new": "a new window",
    "queue:service_new": "a new queue",
    "queue:rule": "a new rule from a day; those before it are kept",
    "queue:priorities": "a new priority from a day",
    "queue:window": "a move of a ticket: the table of moves refuses the second",
    "queue:transfer": "the same",
    "events:new": "a new draft",
    "events:hosts": "a new host",
    "events:pools": "seats of a new kind; the second of a kind is refused",
    "events:sessions": "a new session",
    "events:register": "a new delegation; the second of a hromada is refused",
    "events:promise": "a new promise",
    "events:outcome": "one answer to a promise that is then closed",
    "events:survey": "one answer, counted once",
    "events:door": "new scans, each once by its id",
    "support:ledger": "a new line of the ledger",
    "support:activity_correction": "a new line instead of another, once: the database refuses the second",
    "support:amendment_new": "a new amendment; the next one waits until it is signed",
    "support:plan": "a new milestone",
    "support:equipment": "a new allocation",
    "support:inspection": "a new line of what was found",
    "support:departure": "a new act of return",
    "support:correction": "a new correction act",
    "support:incident": "a new incident",
    "support:result_new": "a new row of the framework",
    "support:memorandum_new": "a new memorandum",
    "programmes:new_programme": "a new programme; the currency has a default",
    "practices:pilot_end": "the last day of one; the value is today",
    "practices:pilots": "a new pilot; no card is what is ticked at first",
    "programmes:parts": "a new row of the rules; the values are defaults",
    "programmes:answer": "one answer to a question that is then closed",
    "programmes:received": "a new conclusion; those before it are kept",
    "questionnaires:add": "a new row of the draft",
    "selection:reviewers": "one more expert; how many proposals has a default",
    "selection:terms": "said once; the values are defaults",
    "territories:imports": "a file taken in whole",
    "consignments:provider": "a step of each ticked case; the order of states refuses the second",
}


@dataclass
class Form:
    """A form of a page as a browser would send it."""

    action: str = ""
    method: str = "get"
    values: list[tuple[str, str]] = field(default_factory=list)
    editable: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def is_marked(self) -> bool:
        return bool(MARKS & {name for name, _value in self.values})


class Reader(HTMLParser):
    """Forms of a page with their values."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select, self._option, self._area = "", False, ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._form = Form(said.get("action", ""), said.get("method", "get").lower())
            self.forms.append(self._form)
        if self._form is None or "disabled" in said:
            return
        if tag == "input":
            self._input(said)
        elif tag == "select":
            self._select, self._option = said.get("name", ""), False
        elif tag == "option" and self._select and ("selected" in said or not self._option):
            self._choose(said)
        elif tag == "textarea":
            self._area = said.get("name", "")
            self._form.values.append((self._area, ""))

    def _input(self, said: dict[str, str]) -> None:
        assert self._form is not None
        name, kind = said.get("name", ""), said.get("type", "text")
        if not name or kind in ("submit", "file", "search"):
            return
        if kind in ("checkbox", "radio"):
            if "checked" not in said:
                return
            self._form.editable.append(name)
        elif kind != "hidden" and said.get("value"):
            self._form.editable.append(name)
            self._form.texts.append(name)
        self._form.values.append((name, said.get("value", "on" if kind == "checkbox" else "")))

    def _choose(self, said: dict[str, str]) -> None:
        assert self._form is not None
        if self._option:
            self._form.values.pop()
        self._option = True
        self._form.values.append((self._select, said.get("value", "")))
        if "selected" in said and said.get("value"):
            self._form.editable.append(self._select)

    def handle_data(self, data: str) -> None:
        if self._area and self._form is not None:
            name, before = self._form.values[-1]
            self._form.values[-1] = (name, before + data.removeprefix("\n"))
            if data.strip():
                self._form.editable.append(self._area)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""


def forms_of(content: bytes) -> list[Form]:
    reader = Reader()
    reader.feed(content.decode())
    return [form for form in reader.forms if form.method == "post"]


@pytest.fixture
def world(lent_world: World) -> World:
    return lent_world


def opened(world: World, page: Page) -> tuple[Client, str]:
    role = page.who[-1] if isinstance(page.who, list) else "head"  # whoever has the widest rights stands last
    if isinstance(page.who, list) and "officer" in page.who:
        role = "officer"
    return world.client(role), reverse(page.name, kwargs=world.parts(page.of))


# What became of the questions of a questionnaire, told in two orders.
CROSSED = [f"same: {code} → {code}" for code in ("note", "ramp", "width", "name", "years", "total")]

# Address -> a field with a text to change, and two values for it.
EDITED = {
    "network:details": ("name", "Точка перша", "Точка друга"),
    "network:hours": ("reception_1", "08:00-12:00", "09:00-13:00"),
    "network:accessibility": (None, "yes", "no"),
    "network:equipment": (None, "2", "3"),
    "catalogue:details": ("name", "Послуга перша", "Послуга друга"),
    "catalogue:bundle": ("name", "Переїзд перший", "Переїзд другий"),
    "catalogue:draft": ("who_may_apply", "Хто завгодно", "Лише мешканці"),
    "catalogue:workflow_draft": ("steps-0-name", "Прийом у вікні", "Реєстрація у вікні"),
    "network:offerings": (None, "full", "consult"),
    "desk:person_edit": ("family_name", "Перший", "Друга"),
    "events:host_report": ("text", "Показали зал", "Показали валізу"),
    "events:sessions_of_person": (None, "false", "on"),
    "events:pool": ("basis", "Перший список", "Другий список"),
    "events:session": ("title", "Перша сесія", "Друга сесія"),
    "events:change": ("title", "Перший візит", "Другий візит"),
    "events:limits": ("head", "3", "4"),
    "events:change_answers": ("q-1-meal", "сир", "риба"),
    "announcements:edit": ("title", "Перша назва", "Друга назва"),
    "announcements:national_edit": ("title", "Перша назва", "Друга назва"),
    "announcements:programme_edit": ("links", "/services/ Перша назва", "/services/ Друга назва"),
    "announcements:tag": ("name", "графік", "години"),
    "queue:counter": ("name", "5", "6"),
    "queue:service": ("name", "Перша черга", "Друга черга"),
    "queue:topic": ("name", "перша тема", "друга тема"),
    "reporting:quarter": ("num_waiting_seats", "12", "14"),
    "support:wording": ("title", "Перша назва", "Друга назва"),
    "support:act_lines": (None, "SN-1", "SN-2"),
    "assessments:dimension": ("A1", "1", "2"),
    "assessments:checking": ("A1-comment", "Рішення є", "Рішення бачили"),
    "assessments:item": ("title", "Перший захід", "Другий захід"),
    "reporting:cost_lines": ("staff_source", "Перший наказ", "Другий наказ"),
    "reporting:year": ("done", "Відкрили перше", "Відкрили друге"),
    "selection:talk_plan": ("place", "Перша зала", "Друга зала"),
    "selection:review": ("comment", "Перший висновок", "Другий висновок"),
    "practices:edit": ("title", "Перша назва", "Друга назва"),
    "practices:recording_edit": ("title", "Перша назва", "Друга назва"),
    "practices:recording_marks": ("chapters", "02:20 Перше питання", "02:20 Друге питання"),
    "practices:model_group": ("decides", "Старший адміністратор", "Керівник відділу"),
    "programmes:facts": ("title", "Перша назва", "Друга назва"),
    "programmes:part": ("title", "Перший напрям", "Другий напрям"),
    "programmes:contacts": ("contact_name", "Перша Особа", "Друга Особа"),
    "programmes:answers": ("q-0-ramp", "yes", "no"),
    "questionnaires:item": ("label-uk", "Перше питання", "Друге питання"),
    "questionnaires:crosswalk": ("lines", "\n".join(CROSSED), "\n".join(CROSSED[::-1])),
}
# Forms that can be saved once, with the test that a second save is refused.
CLOSED = {
    "desk:person_merge": "desk/tests/test_merging.py",
    "network:question": "network/tests/test_editing.py",
}


@pytest.mark.parametrize("name", EDITED)
def test_the_second_window_sees_both_versions_and_then_saves(world: World, name: str) -> None:
    page = table()[name]
    make.service()
    client, address = opened(world, page)
    field_name, first, second = EDITED[name]
    form = next(form for form in forms_of(client.get(address).content) if form.is_marked)
    changed = field_name or next(
        key for key, _value in form.values if key not in MARKS and key != "csrfmiddlewaretoken"
    )
    here = {**_sent(form), changed: first}
    there = {**_sent(form), changed: second}
    answer = client.post(address, here)
    if answer.status_code == 200 and 'name="seen"' in answer.content.decode():  # warnings are shown once
        here["seen"] = re.findall(r'name="seen" value="([^"]+)"', answer.content.decode())[0]
        there["seen"] = here["seen"]
        answer = client.post(address, here)
    assert answer.status_code == 302, answer.content.decode()[:20000]
    both = client.post(address, there)
    if "seen" in there and not SHOWN_NOW.search(both.content.decode()):
        there["seen"] = re.findall(r'name="seen" value="([^"]+)"', both.content.decode())[0]
        both = client.post(address, there)
    page_now = both.content.decode()
    assert both.status_code == 200
    kept_now = SHOWN_NOW.split(page_now, maxsplit=1)[1].split("<form")[0]
    assert re.search(r"<(tr|li)>", kept_now)
    again = next(form for form in forms_of(both.content) if form.is_marked)
    assert dict(again.values)[changed] == second  # what was typed stays
    assert client.post(address, {**there, **{m: v for m, v in again.values if m in MARKS}}).status_code == 302


# Address -> what makes a field wrong: a mistake of one's own must not hide what somebody else has saved.
MISTAKEN = {
    "network:details": ("name", ""),
    "network:hours": ("reception_1", "о восьмій"),
    "catalogue:bundle": ("name", ""),
    "catalogue:draft": ("valid_from", "учора"),
    "catalogue:workflow_draft": ("valid_from", "учора"),
    "desk:person_edit": ("given_name", "x" * 500),
}


@pytest.mark.parametrize("name", MISTAKEN)
def test_a_mistake_does_not_hide_what_was_saved_meanwhile(world: World, name: str) -> None:
    page = table()[name]
    make.service()
    client, address = opened(world, page)
    (wrong, nonsense), (changed, first, second) = MISTAKEN[name], EDITED[name]
    form = next(form for form in forms_of(client.get(address).content) if form.is_marked)
    here, there = {**_sent(form), changed: first}, {**_sent(form), changed: second}
    answer = client.post(address, here)
    if answer.status_code == 200:  # warnings are shown once
        here["seen"] = re.findall(r'name="seen" value="([^"]+)"', answer.content.decode())[0]
        answer = client.post(address, here)
    assert answer.status_code == 302
    mistaken = client.post(address, {**there, wrong: nonsense})
    assert mistaken.status_code == 200
    again = next(form for form in forms_of(mistaken.content) if form.is_marked)
    marks = {name: value for name, value in again.values if name in {*MARKS, "seen"}}
    both = mistaken if SHOWN_NOW.search(mistaken.content.decode()) else client.post(address, {**there, **marks})
    assert both.status_code == 200
    assert SHOWN_NOW.search(both.content.decode())


def _sent(form: Form) -> dict[str, Any]:
    sent: dict[str, Any] = {}
    for name, value in form.values:
        sent.setdefault(name, []).append(value)
    return sent


@pytest.mark.parametrize("step", ["papers", "wishes"])
def test_a_draft_in_two_windows(world: World, step: str) -> None:
    tenancy.bind(make.OWN)
    draft = make.draft(world.people[make.OWN]["officer"].user)
    service = make.service()
    draft.service = service
    if step == "wishes":
        draft.papers = [
            {"name": "Заява", "evidence_form": "copy", "sheets": 1, "requirement_id": None, "of": [[service.pk, None]]}
        ]
    draft.save()
    client, address = world.client("officer"), f"/desk/intake/{draft.pk}/{step}/"
    form = next(form for form in forms_of(client.get(address).content) if form.is_marked)
    changes = {
        "papers": ({"papers-0-name": "Паспорт"}, {"papers-0-name": "Свідоцтво"}),
        "wishes": ({"contact": "067 111 22 33"}, {"contact": "050 999 88 77"}),
    }[step]
    common = {"notification_channel": "phone", "papers-0-taken": "on"}
    assert client.post(address, {**_sent(form), **common, **changes[0]}).status_code == 302
    both = client.post(address, {**_sent(form), **common, **changes[1]})
    text = both.content.decode()
    assert both.status_code == 200
    assert "Записано зараз" in text
    for words in (*changes[0].values(), *changes[1].values()):
        assert words in text
    again = next(form for form in forms_of(both.content) if form.is_marked)
    sent = {**_sent(form), **common, **changes[1], "revision": dict(again.values)["revision"]}
    assert client.post(address, sent).status_code == 302
