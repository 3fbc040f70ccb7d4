"""Hosts, events with their limits, pools of seats, sessions and speakers. They are the programme's, and public."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation
from vikno.common.text import web_address
from vikno.events import rules
from vikno.events.enums import EventKind, EventState, HostKind, PoolKind, Post
from vikno.questionnaires.models import QuestionnaireVersion
from vikno.territories.models import Unit


class Host(models.Model):
    """A centre that receives visits: what is to be learnt there, how many at once, how often."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="hosts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(_("назва"), max_length=300)
    kind = models.CharField(_("який це центр"), max_length=20, choices=HostKind)
    learn = models.TextField(_("чого тут навчаються"), max_length=4000)
    capacity = models.PositiveSmallIntegerField(_("людей за один візит"))
    rest_days = models.PositiveSmallIntegerField(_("днів між візитами"), default=0)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [models.CheckConstraint(condition=Q(capacity__gt=0), name="host_receives_somebody")]

    def __str__(self) -> str:
        return self.title


class Event(models.Model):
    """Limits that are not set do not count. `hold_hours`, `offer_hours`: how long seats wait, shown to everybody.

    `edition`: how often time or place changed after registration was opened; who is registered hears of each.
    `questionnaire`: what each delegation answers; it stands from the opening on (trigger).
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="events")
    number = models.SlugField(_("номер"), max_length=40, unique=True)
    kind = models.CharField(_("вид"), max_length=20, choices=EventKind)
    state = models.CharField(_("стан"), max_length=20, choices=EventState, default=EventState.DRAFT)
    title = models.CharField(_("назва"), max_length=300)
    summary = models.TextField(_("про що"), max_length=4000, blank=True)
    place = models.CharField(_("місце"), max_length=300, blank=True)
    online_url = models.URLField(_("посилання для участі онлайн"), blank=True)
    dimensions = ArrayField(
        models.CharField(max_length=60), verbose_name=_("чого це стосується в самооцінці"), default=list, blank=True
    )
    host = models.ForeignKey(Host, models.PROTECT, null=True, blank=True, related_name="events")
    host_report = models.TextField(max_length=8000, blank=True)
    begins_at = models.DateTimeField(_("початок"))
    ends_at = models.DateTimeField(_("кінець"))
    closes_at = models.DateTimeField(_("заявки до"))
    capacity = models.PositiveSmallIntegerField(_("усього місць"))
    per_hromada = models.PositiveSmallIntegerField(_("не більше від громади"), null=True, blank=True)
    per_oblast = models.PositiveSmallIntegerField(_("не більше від області"), null=True, blank=True)
    questionnaire = models.ForeignKey(
        QuestionnaireVersion, models.PROTECT, verbose_name=_("що запитати під час реєстрації"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    hold_hours = models.PositiveSmallIntegerField(default=24)
    offer_hours = models.PositiveSmallIntegerField(default=24)
    edition = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by_name = models.CharField(max_length=200)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-begins_at", "-pk"]
        indexes = [models.Index(fields=["organisation", "-begins_at"], name="event_of_programme")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="event_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(closes_at__lte=F("begins_at")), name="event_closes_before_it_begins"),
            models.CheckConstraint(condition=Q(capacity__gt=0), name="event_has_seats"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def online_address(self) -> str:
        """Where a page may lead; "" for what is no address of the web."""
        return web_address(self.online_url)


class PostLimit(models.Model):
    """Not more people of a post than this at an event."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="post_limits")
    post = models.CharField(max_length=20, choices=Post)
    most = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["event", "post"]
        constraints = [models.UniqueConstraint("event", "post", name="post_limit_once")]

    def __str__(self) -> str:
        return f"{self.get_post_display()}: {self.most}"


class SeatPool(models.Model):
    """Seats of one way in. `taken` is counted by the database from delegations that keep seats, by nothing else.

    `codes`: КАТОТТГ of the oblasts or hromadas the pool is for; empty: for everybody. `basis`: the list or decision
    that says so, as of the date of the event. `status`: codes are read from the records by it, until the event opens.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="pools")
    kind = models.CharField(_("вид"), max_length=20, choices=PoolKind)
    capacity = models.PositiveSmallIntegerField(_("місць"))
    taken = models.IntegerField(default=0)
    codes = ArrayField(models.CharField(max_length=19), default=list, blank=True)
    basis = models.CharField(_("підстава"), max_length=300, blank=True)
    status = models.CharField(_("за яким станом"), max_length=80, blank=True)

    class Meta:
        ordering = ["event", "pk"]
        constraints = [
            models.UniqueConstraint("event", "kind", name="pool_of_a_kind_once"),
            models.CheckConstraint(condition=Q(taken__gte=0, taken__lte=F("capacity")), name="pool_is_not_overfull"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Invitation(models.Model):
    """Whom a status of hromadas named for a pool, and why, when the event opened. Added only."""

    pool = models.ForeignKey(SeatPool, models.PROTECT, related_name="invitations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    as_of = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pool", "unit"]
        constraints = [models.UniqueConstraint("pool", "unit", name="hromada_invited_once_to_a_pool")]

    def __str__(self) -> str:
        return f"{self.pool_id} {self.unit_id}"


class Session(models.Model):
    """A part of the programme of an event; sessions in different rooms may run at once.

    `seats`: how many may choose it; None: everybody. `taken` is counted by the database from what people chose.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="sessions")
    title = models.CharField(_("назва"), max_length=300)
    room = models.CharField(_("зала"), max_length=100, blank=True)
    begins_at = models.DateTimeField(_("початок"))
    ends_at = models.DateTimeField(_("кінець"))
    materials_url = models.URLField(_("матеріали"), blank=True)
    seats = models.PositiveSmallIntegerField(_("місць на сесії"), null=True, blank=True)
    taken = models.IntegerField(default=0)

    class Meta:
        ordering = ["event", "begins_at", "room", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="session_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(taken__gte=0) & (Q(seats__isnull=True) | Q(taken__lte=F("seats"))),
                name="session_is_not_overfull",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def materials_address(self) -> str:
        """Where a page may lead; "" for what is no address of the web."""
        return web_address(self.materials_url)

    @property
    def part(self) -> rules.Part:
        """As rules read it."""
        return rules.Part(pk=self.pk, begins=self.begins_at, ends=self.ends_at)

    @property
    def free(self) -> int | None:
        """Seats nobody has chosen; None where everybody fits."""
        return None if self.seats is None else self.seats - self.taken


class Speaker(models.Model):
    """Who speaks: name, post and hromada as the programme of the event says them."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="speakers")
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["session", "pk"]

    def __str__(self) -> str:
        return f"{self.name}, {self.post}" if self.post else self.name
