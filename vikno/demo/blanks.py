"""Certificate blanks of the demo: received, issued to the starosta and an officer, used, one spoiled."""

from datetime import date, datetime, timedelta

from vikno.accounts.models import User
from vikno.blanks import services
from vikno.blanks.rules import Span
from vikno.common import clock
from vikno.common.actors import Actor

COMMISSION = (
    "Ґалаґан Є. І., керівник, голова комісії",
    "Барвінок О. М., адміністратор",
    "Чебрець Г. С., адміністратор",
)
OFFICE = "Вербопільський відділ ДРАЦС (вигаданий)"


def tell(*, head: Actor, starosta: Actor, officer: Actor, keeper: Actor, at: datetime) -> None:
    """Two months of blanks, written down today with the days they happened on."""
    today = clock.today(at)

    def ago(days: int) -> date:
        return today - timedelta(days=days)

    services.appoint_keeper(
        user=_user(keeper), order="Розпорядження № 12", valid_from=ago(90), actor=head, at=at
    )  # fmt: skip
    given = {"actor": keeper, "at": at}
    for kind, series, first in (("birth", "І-ВП", 120_401), ("death", "І-ВП", 88_001), ("marriage", "І-ВП", 54_201)):
        services.receive_blanks(
            kind=kind, series=series, spans=[Span(first, first + 49)], party=OFFICE, document="Накладна № 31",
            commission=COMMISSION, happened_on=ago(60), **given,
        )  # fmt: skip
    for kind, first, count, holder in (("birth", 120_401, 10, starosta), ("death", 88_001, 10, starosta),
                                       ("birth", 120_411, 15, officer), ("marriage", 54_201, 10, officer)):  # fmt: skip
        services.issue_blanks(
            kind=kind, series="І-ВП", spans=[Span(first, first + count - 1)], holder=_user(holder),
            document="Відомість № 4", happened_on=ago(55), **given,
        )  # fmt: skip
    _spend(starosta, kind="death", first=88_001, days=(41, 33, 20, 9), at=at)
    _spend(starosta, kind="birth", first=120_401, days=(38, 12), at=at)
    _spend(officer, kind="birth", first=120_411, days=(50, 44, 31, 18, 6), at=at)
    services.spoil_blanks(
        kind="birth", series="І-ВП", spans=[Span(120_403, 120_403)], holder=_user(starosta),
        reason="помилка друку в даті", happened_on=ago(11), actor=starosta, at=at,
    )  # fmt: skip


def _spend(holder: Actor, *, kind: str, first: int, days: tuple[int, ...], at: datetime) -> None:
    for number, day in enumerate(days):
        on = clock.today(at) - timedelta(days=day)
        services.use_blank(
            kind=kind, series="І-ВП", spans=[Span(first + number, first + number)], holder=_user(holder),
            act_record=f"№ {14 + number} від {on:%d.%m.%Y}", happened_on=on, actor=holder, at=at,
        )  # fmt: skip


def _user(actor: Actor) -> User:
    return User.objects.get(pk=actor.user_id)
