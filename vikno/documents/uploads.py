"""The size of an upload is known before it is on our disk: what is larger than allowed is let through to nowhere."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from vikno.common.uploads import dropped
from vikno.documents import rules


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
