"""The worker of a kiosk's browser: which files to keep, under which build. It knows nothing of the kiosk itself."""

import hashlib
import json
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

_FILES: Final = ("queue/kiosk.js", "queue/kiosk.css", "img/vikno.svg")


def shelf_name(point_id: int) -> str:
    """Under which names a device keeps pages of its point; the build follows."""
    return f"kiosk-{point_id}-"


@require_safe
@cache_control(no_cache=True)
def kiosk_worker(request: HttpRequest, point_id: int) -> HttpResponse:
    """Its address decides its reach: the pages of the kiosk and no others. Another build is another text."""
    files, program = [static(name) for name in _FILES], static("queue/kiosk_worker.js")
    said = {
        "name": shelf_name(point_id), "kept": reverse("queue_public:kiosk", args=[point_id]) + "?kept=1",
        "files": files, "build": hashlib.sha256(" ".join([*files, program]).encode()).hexdigest()[:12],
    }  # fmt: skip
    text = f"self.kiosk = {json.dumps(said)};\nimportScripts({json.dumps(program)});\n"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")
