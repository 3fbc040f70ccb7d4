"""The size of an upload is known before it is on our disk: what is larger than allowed is let through to nowhere."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse

from vikno.documents import rules


def takes_files_up_to[View: Callable[..., HttpResponse]](most: Callable[[], int]) -> Callable[[View], View]:
    """A page whose files may weigh `most()` bytes instead of what a scan may weigh. Stands outermost."""

    def marked(view: View) -> View:
        view.most_bytes = most  # type: ignore[attr-defined]
        return view

    return marked


class NoLargerThanAllowed(FileUploadHandler):
    """Drops a file at the first byte beyond the limit and remembers its name; the rest of the form is read."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.seen = 0
        # The address is known by the time a form is read: the check of its token comes after.
        page = getattr(getattr(self.request, "resolver_match", None), "func", None)
        self.most = getattr(page, "most_bytes", lambda: rules.MOST_BYTES)()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.seen += len(raw_data)
        if self.seen > self.most:
            if self.request is not None:
                dropped(self.request).append(rules.name_shown(str(self.file_name)))
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return None


def dropped(request: HttpRequest) -> list[str]:
    """Names of files of this request that were larger than allowed."""
    names: list[str] = request.__dict__.setdefault("files_dropped", [])
    return names
