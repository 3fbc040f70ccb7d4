"""Fill a database with a place that programs can call, and say as JSON by which keys: `python -m tests.api.seed N`.

Runs as a program of its own: what it makes is committed, so the page server sees it.
"""

import json
import sys

import django


def main() -> None:
    django.setup()
    from django.db import transaction

    from tests.api.world import place, program

    with transaction.atomic():
        here = place()
        keys = [program(at=here.point).secret for _ in range(int(sys.argv[1]))]
    sys.stdout.write(json.dumps({"keys": keys, "application": here.application()}))


if __name__ == "__main__":
    main()
