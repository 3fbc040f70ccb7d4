"""Packages of grants and what was brought in from them, of the actor's programme alone."""

from django.db.models import Count, QuerySet

from vikno.common.actors import Actor
from vikno.support import giving
from vikno.support.errors import NoSuchThing
from vikno.support.judging import JudgedGrant, codes_in, is_text, judged_grants
from vikno.support.models import BroughtGrant, GrantPackage
from vikno.territories.enums import Category
from vikno.territories.models import Unit


def packages_of(actor: Actor, *, programme: int) -> QuerySet[GrantPackage]:
    """The newest first, without their bytes."""
    rows = GrantPackage.objects.filter(organisation_id=actor.organisation_id or 0, programme=programme)
    return rows.defer("content").annotate(count=Count("grants")).order_by("-pk")


def package_for(actor: Actor, pk: int) -> GrantPackage:
    """Refusals: NoSuchThing."""
    rows = GrantPackage.objects.select_related("programme").filter(organisation_id=actor.organisation_id or 0)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NoSuchThing
    return found


def judged_package(actor: Actor, package: GrantPackage) -> list[JudgedGrant]:
    """Its grants as they would come, beside what is here now. Two queries."""
    read = giving.read_package(package.content.encode())
    keys = [one.key for one in read.grants if is_text(one.key)]
    known = BroughtGrant.objects.filter(organisation_id=actor.organisation_id or 0, key__in=keys)
    hromadas = Unit.objects.filter(pk__in=codes_in(read), category=Category.HROMADA)
    return judged_grants(
        read, known=set(known.values_list("key", flat=True)), hromadas=set(hromadas.values_list("pk", flat=True)),
        day_order=package.day_order,
    )  # fmt: skip


def grants_in(actor: Actor, package: GrantPackage) -> QuerySet[BroughtGrant]:
    """In the order of the file."""
    rows = BroughtGrant.objects.filter(organisation_id=actor.organisation_id or 0, package=package)
    return rows.select_related("about", "memorandum").order_by("row")


def grant_for(actor: Actor, pk: int) -> BroughtGrant:
    """Refusals: NoSuchThing."""
    rows = BroughtGrant.objects.select_related("package__programme").filter(organisation_id=actor.organisation_id or 0)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NoSuchThing
    return found
