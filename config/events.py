"""The door of the program that boards listen to."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from vikno.queue.stream import Application  # noqa: E402

application = Application()
