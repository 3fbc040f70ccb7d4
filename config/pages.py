"""What the page server runs."""

from django.conf import settings

from config.door import Door
from config.wsgi import application as pages

_FORM_BYTES = 1024 * 1024  # what a form says beside its file
application = Door(pages, most_bytes=settings.FILM_MOST_BYTES + _FORM_BYTES)
