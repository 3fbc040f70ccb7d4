"""The button pressed five times within a moment."""

import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connection, transaction

from vikno.cases.models import Case
from vikno.cases.tests import world as worlds
from vikno.common import tenancy
from vikno.desk import services
from vikno.desk.models import IntakeDraft, VisitCase

PRESSES = 5


@pytest.mark.django_db(transaction=True)
def test_five_presses_make_one_case() -> None:
    with transaction.atomic():
        world = worlds.build()
    with tenancy.working_for(worlds.HOME):
        draft = services.start_draft(actor=world.officer, at=worlds.AT, point=world.main, applicant=world.applicant)
        services.choose_service(draft=draft, actor=world.officer, at=worlds.AT, service=world.service)
        paper = {"name": "Заява", "evidence_form": "original", "sheets": 1, "requirement_id": None}
        services.keep_papers(draft=draft, actor=world.officer, at=worlds.AT, papers=[paper])
        wishes = {"notification_channel": "in_person", "result_channel": "same_point"}
        services.keep_wishes(draft=draft, actor=world.officer, at=worlds.AT, wishes=wishes)
    ready = threading.Barrier(PRESSES)

    def press(_place: int) -> UUID:
        try:
            ready.wait(timeout=10)
            with tenancy.working_for(worlds.HOME):
                mine = IntakeDraft.objects.get(pk=draft.pk)
                return services.register_draft(draft=mine, actor=world.officer, at=worlds.AT).token
        finally:
            connection.close()

    with ThreadPoolExecutor(PRESSES) as pool:
        tokens = list(pool.map(press, range(PRESSES)))
    assert len(set(tokens)) == 1
    with tenancy.working_for(worlds.HOME):
        assert Case.objects.count() == 1
        assert VisitCase.objects.get().visit_id == tokens[0]
