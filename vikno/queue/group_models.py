"""To which queue of a point services of a group go: a booked person gets the right ticket without being asked."""

from django.db import models

from vikno.catalogue.models import ServiceGroup
from vikno.network.models import Point
from vikno.territories.models import Unit


class GroupQueue(models.Model):
    """Services of a group of the catalogue have this queue at a point; groups without a row have the first one."""

    hromada = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    service = models.ForeignKey("queue.QueueService", models.CASCADE, related_name="groups")
    group = models.ForeignKey(ServiceGroup, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("point", "group", name="group_has_one_queue_at_a_point")]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.service_id}"
