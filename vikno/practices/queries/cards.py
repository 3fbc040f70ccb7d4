"""Cards as each side sees them, and as everybody reads them."""

from django.db.models import Count, Q, QuerySet

from vikno.accounts.enums import OrganisationKind
from vikno.accounts.models import Organisation
from vikno.common.actors import Actor
from vikno.common.finding import containing
from vikno.practices import policies
from vikno.practices.enums import PracticeState
from vikno.practices.errors import NoSuchThing
from vikno.practices.models import Adoption, Practice, PracticeRevision
from vikno.practices.queries.words import with_words

RELATED = 5


def own_cards(actor: Actor) -> QuerySet[Practice]:
    """Of the hromada, the last changed first, with how many took them up."""
    mine = policies.visible(actor, Practice.objects.filter(hromada_id=actor.hromada_code or "-"))
    return mine.annotate(adopted=Count("adoptions")).order_by("-changed_at", "-pk")


def sent_cards(actor: Actor, *, state: str = "") -> QuerySet[Practice]:
    """Sent to the programme, the last changed first."""
    sent = policies.visible(actor, Practice.objects.filter(organisation_id=actor.organisation_id or 0))
    sent = sent.select_related("hromada").order_by("-changed_at", "-pk")
    return sent.filter(state=state) if state else sent


def card_of(actor: Actor, pk: int) -> Practice:
    """A card of the actor's side. Refusals: NoSuchThing, which is a 404."""
    rows = policies.visible(actor, Practice.objects.select_related("hromada", "oblast", "organisation"))
    for one in rows.filter(pk=pk):
        return one
    raise NoSuchThing


def public_cards(*, words: str = "", topic: str = "", oblast: str = "") -> QuerySet[Practice]:
    """What everybody reads, the newest first. Words are found in any of their forms."""
    found = Practice.objects.filter(published__isnull=False).exclude(state=PracticeState.ARCHIVED)
    found = found.select_related("published", "hromada", "oblast").order_by("-published_at", "-pk")
    condition = with_words(words, "published__lemmas") if words else None
    if condition is not None:
        found = found.filter(condition)
    if topic:
        found = found.filter(published__topics__contains=[topic])
    return found.filter(oblast_id=oblast) if oblast else found


def found_cards(cards: QuerySet[Practice], *, words: str) -> QuerySet[Practice]:
    """Published ones of these that say the words in any form, or whose title or hromada holds them. Two queries."""
    listed = cards.order_by().values_list("pk", "published__title", "hromada__name")
    said = with_words(words, "published__lemmas")
    return cards.filter(Q(pk__in=containing(listed, words)) | (said or Q(pk__in=[])))


def found_own_cards(cards: QuerySet[Practice], *, words: str) -> QuerySet[Practice]:
    """Of these, drafts too, those whose title holds the words."""
    return cards.filter(pk__in=containing(cards.order_by().values_list("pk", "title"), words))


def public_card(pk: int) -> Practice:
    """Refusals: NoSuchThing, which is a 404."""
    for one in public_cards().filter(pk=pk):
        return one
    raise NoSuchThing


def related_cards(practice: Practice) -> list[Practice]:
    """Other published cards of a topic of this one."""
    topics = practice.published.topics if practice.published else []
    return list(public_cards().filter(published__topics__overlap=topics).exclude(pk=practice.pk)[:RELATED])


def adoptions_of(practice: Practice) -> QuerySet[Adoption]:
    """Who took it up, the first one first."""
    return practice.adoptions.select_related("hromada", "event").order_by("adopted_on", "pk")


def has_adopted(actor: Actor, practice: Practice) -> bool:
    return practice.adoptions.filter(hromada_id=actor.hromada_code).exists()


def revisions_of(practice: Practice) -> QuerySet[PracticeRevision]:
    """Each step, the newest first."""
    return practice.revisions.filter(hromada_id=practice.hromada_id).order_by("-number")


def programmes() -> QuerySet[Organisation]:
    """Whom a card may be sent to."""
    return Organisation.objects.filter(kind=OrganisationKind.PROGRAMME).order_by("name", "pk")
