"""What the page server runs."""

from config.door import Door
from config.wsgi import application as pages

application = Door(pages)
