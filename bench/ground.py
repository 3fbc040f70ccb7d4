"""Imported first by a bench: Django is set up, connected as the owner who loads and analyses, and can step down."""

import json
import os
import sys

import django
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["VIKNO_DB_ROLE"] = "owner"
django.setup()


def step_down() -> None:
    """From here on all is asked as a page asks: as the web role, which owns nothing, by a process like its own."""
    import config.wsgi  # noqa: F401  what is loaded by now stays for good

    with connection.cursor() as cursor:
        cursor.execute("SET ROLE vikno_web")


def say(name: str, value: float, unit: str, aim: str = "") -> None:
    """One figure, as a JSON line."""
    sys.stdout.write(json.dumps({"name": name, "value": value, "unit": unit, "aim": aim}, ensure_ascii=False) + "\n")
    sys.stdout.flush()
