"""An application half taken in by the officer of the site, at its papers: printed as JSON.

Runs as a program of its own, in the database of the browser's site: what it makes is committed.
"""

import json
import sys
from itertools import count

import django


def main() -> None:
    django.setup()
    from django.db import transaction

    with transaction.atomic():
        sys.stdout.write(json.dumps({"address": _drafted()}))


def _drafted() -> str:
    from django.urls import reverse

    from tests import factories as make
    from vikno.accounts.models import Membership
    from vikno.catalogue.models import ServiceVersion
    from vikno.common import tenancy

    make.numbers = count(70_000)  # beside what the site was filled with
    tenancy.bind(make.OWN)
    officer = Membership.objects.filter(role="officer", hromada_code=make.OWN).order_by("pk")[0].user
    draft = make.draft(officer)
    draft.service = ServiceVersion.objects.filter(status="published").order_by("pk")[0].service
    draft.save()
    return reverse("desk:papers", kwargs={"token": draft.token})


if __name__ == "__main__":
    main()
