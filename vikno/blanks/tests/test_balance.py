"""Whatever is done, in whatever order: a balance is the sum of movements, never below zero, and numbers are never lost.

The model is a dictionary from number to account, kept by the test alone.
"""

import datetime as dt
import random
from collections import Counter
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from vikno.blanks import queries, rules, services
from vikno.blanks.enums import Act, Spot
from vikno.blanks.models import Lot, Movement
from vikno.blanks.rules import Account, Scope, Span
from vikno.blanks.tests import world as worlds
from vikno.blanks.tests.world import COMMISSION, HOME, World, user_of
from vikno.common.errors import Refusal

ACTS = (
    *("receive", "receive", "issue", "issue", "issue", "use", "use", "use", "spoil", "give_back", "give_back_spoiled"),
    *("hand_over", "return", "destroy", "count", "reverse", "reverse", "next_day"),
)
TOP = 60


class Play:
    """A hand that does what a word says to numbers drawn by chance; refusals are lawful answers."""

    def __init__(self, world: World, chance: random.Random) -> None:
        self.world, self.chance, self.day = world, chance, 0
        self.people = [world.starosta, world.remote_officer]
        self.where: dict[int, Account] = {}
        self.lines = 0

    @property
    def at(self) -> dt.datetime:
        return worlds.after(self.day)

    def act(self, word: str) -> None:
        if word == "next_day":
            self.day += 1
            return
        try:
            with transaction.atomic():
                getattr(self, word)()
        except Refusal:
            event(f"refused {word}")
        self._follow()

    def _follow(self) -> None:
        """The model moves with each new line, number by number, and refuses what no ledger may say."""
        for line in Movement.objects.filter(pk__gt=self.lines).order_by("pk"):
            for number in range(line.first, line.last + 1):
                assert self.where.get(number, Account(Spot.OUTSIDE)) == line.origin
                self.where[number] = line.target
            self.lines = line.pk

    def span(self, spot: Spot | None = None) -> tuple[Span, ...]:
        """Mostly a span of what lies there, sometimes any."""
        there = sorted(number for number, account in self.where.items() if spot is None or account.spot == spot)
        first = self.chance.choice(there) if there and self.chance.random() < 0.85 else self.chance.randint(1, TOP)
        return (Span(first, first + self.chance.choice((0, 0, 1, 4))),)

    @property
    def somebody(self) -> Any:
        return user_of(self.chance.choice(self.people))

    def given(self, spans: tuple[Span, ...]) -> dict[str, Any]:
        who = {"actor": self.world.head, "at": self.at, "happened_on": self.at.date()}
        return {"kind": "birth", "series": "І-АБ", "spans": spans, **who}

    def receive(self) -> None:
        first = self.chance.randint(1, TOP)
        spans = (Span(first, first + self.chance.choice((4, 9))),)
        services.receive_blanks(**self.given(spans), party="ДРАЦС", document="накладна", commission=COMMISSION)

    def issue(self) -> None:
        services.issue_blanks(**self.given(self.span(Spot.STORE)), holder=self.somebody, document="")

    def use(self) -> None:
        (span,) = self.span(Spot.HOLDER)
        services.use_blank(**self.given((Span(span.first, span.first),)), holder=self.somebody, act_record="№ 1")

    def spoil(self) -> None:
        holder = self.somebody if self.chance.random() < 0.8 else None
        services.spoil_blanks(
            **self.given(self.span(Spot.HOLDER if holder else Spot.STORE)), holder=holder, reason="так"
        )

    def give_back(self) -> None:
        services.give_back(**self.given(self.span(Spot.HOLDER)), holder=self.somebody)

    def give_back_spoiled(self) -> None:
        services.give_back(**self.given(self.span(Spot.SPOILED)), holder=self.somebody, are_spoiled=Spot.SPOILED)

    def hand_over(self) -> None:
        giver, taker = (user_of(one) for one in self.chance.sample(self.people, 2))
        services.hand_over(
            holder=giver, to=taker, reason="так", happened_on=self.at.date(), actor=self.world.head, at=self.at
        )

    def returned(self) -> None:
        services.return_blanks(**self.given(self.span(Spot.STORE)), party="ДРАЦС", document="акт")

    def destroy(self) -> None:
        services.destroy_blanks(**self.given(self.span(Spot.SPOILED)), holder=None, commission=COMMISSION, document="а")

    def count(self) -> None:
        here = worlds.numbers(Account(Spot.STORE)).get(("birth", "І-АБ"), ())
        counted = rules.cut(here, self.span(Spot.STORE))
        if self.chance.random() < 0.5:
            counted = rules.join(here, self.span(Spot.MISSING))
        services.take_stock(
            holder=None, counted={("birth", "І-АБ"): counted}, commission=list(COMMISSION), note="",
            actor=self.world.head, at=self.at,
        )  # fmt: skip

    def reverse(self) -> None:
        lines = list(Movement.objects.order_by("pk"))
        if lines:
            movement = self.chance.choice(lines[-4:])
            services.reverse_movement(movement=movement, reason="помилка", actor=self.world.head, at=self.at)


setattr(Play, "return", Play.returned)


def require_books_agree(play: Play) -> None:
    """The model, the lots, the sums of the database and the replayed book say one thing."""
    model = Counter(play.where.values())
    lots = list(Lot.objects.order_by("first"))
    in_lots = {number: lot.account for lot in lots for number in range(lot.first, lot.last + 1)}
    assert in_lots == {number: account for number, account in play.where.items() if account.spot != Spot.OUTSIDE}
    assert sum(len(lot.span) for lot in lots) == len(in_lots)  # no number twice
    book = queries.book(HOME, until=play.at.date())
    accounts = {Account(Spot(spot), holder) for spot in Spot for holder in (0, *(p.user_id or 0 for p in play.people))}
    for day in range(play.day + 1):
        on = worlds.after(day).date()
        for account in accounts - {Account(Spot.OUTSIDE)}:
            counted = queries.balance_of(HOME, account, on=on)
            assert counted >= 0
            assert counted == rules.balance(book, account, on=on)
            assert counted == sum(rules.size(spans) for spans in rules.held(book, [account], on=on).values())
            if day == play.day:
                assert counted == model[account]


def require_periods_agree(play: Play) -> None:
    """Each period adds up, and the end of one is the beginning of the next."""
    book = queries.book(HOME, until=play.at.date())
    half = worlds.after(play.day // 2).date()
    for scope in (Scope(), *(Scope(one.user_id or 0) for one in play.people)):
        before = rules.period_lines(book, since=worlds.DAY, until=half, scope=scope)
        after = rules.period_lines(
            book, since=half + dt.timedelta(days=1), until=worlds.after(play.day + 1).date(), scope=scope
        )
        assert all(line.agrees for line in (*before, *after))
        closing = {(line.kind, line.series): line.closing for line in before if line.closing}
        assert closing == {(line.kind, line.series): line.opening for line in after if line.opening}


def require_used_once() -> None:
    """A number has one use in force at most."""
    uses = Movement.objects.filter(act=Act.USED, reverses__isnull=True, reversal__isnull=True)
    assert all(times == 1 for times in Counter(uses.values_list("kind", "series", "first")).values())


SMALL = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FULL = settings(SMALL, max_examples=60)
SEEDS = st.integers(0, 2**32)


@SMALL
@given(SEEDS)
def test_a_balance_is_the_sum_of_movements(db: None, seed: int) -> None:
    play_and_check(seed)


@pytest.mark.slow
@FULL
@given(SEEDS)
def test_a_balance_is_the_sum_of_movements_in_sixty_plays(db: None, seed: int) -> None:
    play_and_check(seed)


def play_and_check(seed: int) -> None:
    """Forty acts drawn evenly; the seed tells the story again."""
    chance = random.Random(seed)
    with transaction.atomic():
        play = Play(worlds.build(), chance)
        play.act("receive")
        for _ in range(40):
            play.act(chance.choice(ACTS))
        require_books_agree(play)
        require_periods_agree(play)
        require_used_once()
        transaction.set_rollback(True)
