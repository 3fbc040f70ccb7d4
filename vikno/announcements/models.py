"""What a centre, a programme or the steward tells everybody, what it said before, its marks, and who gets letters."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vikno.accounts.models import Organisation
from vikno.announcements.enums import State
from vikno.network.models import Point
from vikno.notifications.enums import Language
from vikno.territories.models import Unit


class Tag(models.Model):
    """A mark as the steward has it now: a new one, or other words for a shipped one."""

    code = models.SlugField(_("код"), max_length=30, primary_key=True)
    name = models.CharField(_("назва"), max_length=60)
    name_en = models.CharField(_("назва англійською"), max_length=60)
    is_hidden = models.BooleanField(_("більше не пропонувати"), default=False)
    changed_at = models.DateTimeField()
    changed_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Announcement(models.Model):
    """News for everybody: of a hromada, or of a programme or the steward for an oblast or the country."""

    hromada = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", help_text="the programme that tells it"
    )
    point = models.ForeignKey(Point, models.PROTECT, null=True, related_name="+")
    oblast = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", help_text="of the hromada, or the steward's area"
    )
    title = models.CharField(_("заголовок"), max_length=150)
    text = models.TextField(_("текст"), max_length=10_000)
    title_en = models.CharField(_("заголовок англійською"), max_length=150, blank=True)
    text_en = models.TextField(_("текст англійською"), max_length=10_000, blank=True)
    tags = ArrayField(models.SlugField(max_length=30), default=list, blank=True)
    links = models.JSONField(default=list, blank=True, help_text="[{title, path}]: pages of this site, up to five")
    search_key = models.TextField()
    visible_from = models.DateField(_("показувати з"))
    visible_until = models.DateField(_("показувати до"), null=True)
    is_pinned = models.BooleanField(_("угорі списку"), default=False)
    state = models.CharField(_("стан"), max_length=20, choices=State, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    feed_id = models.CharField(
        max_length=200, blank=True, help_text="tag: URI given at the first publication, for ever"
    )
    created_at = models.DateTimeField()
    created_by_name = models.CharField(max_length=200)
    changed_at = models.DateTimeField(help_text="when anything of it was last changed")
    published_at = models.DateTimeField(null=True, help_text="for the first time")
    amended_at = models.DateTimeField(null=True, help_text="when people were last told something else")
    withdrawn_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-is_pinned", "-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint("feed_id", condition=~Q(feed_id=""), name="announcement_feed_id_once"),
            models.CheckConstraint(
                condition=Q(point__isnull=True) | Q(hromada__isnull=False), name="announcement_point_has_hromada"
            ),
            models.CheckConstraint(
                condition=Q(hromada__isnull=True) | Q(organisation__isnull=True), name="announcement_of_one_side"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True)
                | (Q(state__in=["published", "withdrawn"], published_at__isnull=False) & ~Q(feed_id="")),
                name="announcement_published_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True)),
                name="announcement_withdrawn_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(visible_until__isnull=True) | Q(visible_until__gte=F("visible_from")),
                name="announcement_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(title_en="", text_en="") | (~Q(title_en="") & ~Q(text_en="")),
                name="announcement_english_whole",
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="announcement_has_words"),
        ]
        indexes = [
            models.Index(fields=["hromada", "-published_at"], name="announcement_of_hromada"),
            models.Index(fields=["oblast", "-published_at"], name="announcement_of_oblast"),
            models.Index(fields=["organisation", "-published_at"], name="announcement_of_programme"),
            models.Index(fields=["-published_at", "-id"], name="announcement_by_time", condition=Q(state="published")),
            models.Index(
                fields=["-is_pinned", "-published_at", "-id"],
                name="announcement_in_list",
                condition=Q(state="published"),
            ),
            # The last of each tells when a public list last became another: asked at every feed.
            *(
                models.Index(fields=[f"-{moment}"], name=f"announcement_by_{moment}", condition=~Q(published_at=None))
                for moment in ("changed_at", "visible_from", "visible_until")
            ),
            GinIndex(fields=["tags"], name="announcement_by_tag"),
            GinIndex(OpClass("search_key", "gin_trgm_ops"), fastupdate=False, name="announcement_by_trigram"),
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """What people could read from a moment on, and who wrote it. Only added to."""

    announcement = models.ForeignKey(Announcement, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    said = models.JSONField(help_text="{field: value} of everything people read")

    class Meta:
        ordering = ["announcement", "-number"]
        constraints = [models.UniqueConstraint("announcement", "number", name="announcement_version_once")]

    def __str__(self) -> str:
        return f"{self.announcement_id} {self.number}"


class LetterChoice(models.Model):
    """What letters are about. Without an area it is the whole country, without tags everything."""

    # Not `hromada`: an oblast or a hromada that somebody reads about, and no tenant whose row this would be.
    area = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", help_text="an oblast or a hromada")
    tags = ArrayField(models.SlugField(max_length=30), default=list, blank=True)
    language = models.CharField(max_length=5, choices=Language)

    class Meta:
        abstract = True


class LetterRequest(LetterChoice):
    """Somebody asked for letters to an address: whether it is theirs, only the link in it can tell."""

    address = models.CharField(max_length=254)
    digest = models.CharField(max_length=64, unique=True, help_text="of the link, which is not kept")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["address", "asked_at"], name="letter_request_of_address"),
            models.Index(fields=["asked_at"], name="letter_request_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Subscription(LetterChoice):
    """Letters to an address that its owner has confirmed; one for an address. It is gone when they leave."""

    address = models.CharField(max_length=254, unique=True)
    confirmed_at = models.DateTimeField()
    since = models.DateTimeField(help_text="what appeared earlier is not written about")
    looked_at = models.DateTimeField(help_text="when news for it were last looked for")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["looked_at"], name="subscription_by_look")]

    def __str__(self) -> str:
        return f"{self.pk}"


class Mailed(models.Model):
    """An announcement that a letter told of: it is told once."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="mailed")
    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("subscription", "announcement", name="announcement_mailed_once")]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.announcement_id}"


class Left(models.Model):
    """How many left in a month: all that stays of them."""

    month = models.DateField(primary_key=True, help_text="its first day in Kyiv")
    people = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-month"]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.people}"
