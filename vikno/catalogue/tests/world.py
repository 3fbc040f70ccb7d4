"""Named people and boring defaults for the tests of this room."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from hypothesis import HealthCheck, settings

from vikno.accounts.enums import Role
from vikno.accounts.models import Membership, User
from vikno.catalogue.models import CompetentAuthority, PublicService, ServiceGroup, ServiceVersion
from vikno.catalogue.rules import ActLine, CardContent, CostLine, RequirementLine
from vikno.catalogue.services.writing import fill_version, set_keys, write_lists
from vikno.common.actors import Actor

# A property is true however busy the machine is.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

AT: Final = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
TODAY: Final = dt.date(2026, 11, 22)
HROMADA: Final = "UA53020010000035494"
OTHER_HROMADA: Final = "UA53040010000012345"
SYSTEM: Final = Actor.system()

WHOLE: Final = CardContent(
    authority="council",
    applicants=("person",),
    channels=("person",),
    term_days=10,
    term_unit="working",
    term_is_confirmed=True,
    who_may_apply="Мешканець громади.",
    who_may_apply_en="A resident of the hromada.",
    result="Довідка.",
    result_en="Certificate.",
    refusal_grounds=("Відомостей немає.",),
    refusal_grounds_en=("No such information.",),
    requirements=(
        RequirementLine(name="Заява", name_en="Application", ground="Закон України № 1, ст. 2"),
        RequirementLine(name="Паспорт", name_en="Passport", form="shown", ground="Закон України № 1, ст. 2"),
    ),
    costs=(CostLine(kind="free", ground="Закон України № 1", is_confirmed=True),),
    acts=(ActLine(title="Закон України № 1", title_en="Law of Ukraine No. 1", is_confirmed=True),),
)


def card(**changes: Any) -> CardContent:
    """A card without a single finding, changed as said."""
    return replace(WHOLE, **changes)


def requirement(name: str = "Заява", **changes: Any) -> RequirementLine:
    return replace(WHOLE.requirements[0], name=name, name_en="Paper", **changes)


def share(percent: str, **changes: Any) -> CostLine:
    cost = CostLine(kind="index_share", index="subsistence_able", percent=Decimal(percent), is_confirmed=True)
    return replace(cost, **changes)


def person(role: Role, hromada_code: str = "", name: str = "") -> tuple[User, Actor]:
    """A signed-in person in one role."""
    login = f"{role}-{hromada_code or 'nobody'}-{name or 'one'}".lower()
    user = User.objects.create_user(username=login, password="довгий пароль для перевірок")
    membership = Membership.objects.create(
        user=user, role=role, hromada_code=hromada_code, valid_from=dt.date(2026, 1, 1), granted_at=AT
    )
    actor = Actor(user_id=user.pk, name=login, role=role, hromada_code=hromada_code, membership_id=membership.pk)
    return user, actor


def authority(code: str = "council") -> CompetentAuthority:
    name = {"council": "Виконавчий комітет"}.get(code, code)
    return CompetentAuthority.objects.get_or_create(code=code, defaults={"name": name, "name_en": code})[0]


def group(code: str = "residence") -> ServiceGroup:
    return ServiceGroup.objects.get_or_create(code=code, defaults={"name": "Місце проживання", "name_en": code})[0]


def service(code: str = "00034", name: str = "Реєстрація місця проживання", **values: Any) -> PublicService:
    made = PublicService(code=code, name=name, group=group(), **values)
    set_keys(made)
    made.save()
    return made


def version(
    of: PublicService, content: CardContent = WHOLE, *, valid_from: dt.date = dt.date(2026, 1, 1), **values: Any
) -> ServiceVersion:
    """A published version unless said otherwise."""
    made = ServiceVersion(service=of, valid_from=valid_from, created_at=AT, **{"status": "published", **values})
    fill_version(made, content, {"council": authority()})
    made.save()
    write_lists([(made, content)])
    return made
