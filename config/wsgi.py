"""The pages as a program; the page server asks it through `config.door`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# What is loaded by now stays for good: the collector of cycles need not walk it again at every page.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
