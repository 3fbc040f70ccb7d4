"""What a page takes: how much a file of it may weigh, and which files were let go because they weighed more."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def takes_files_up_to[View: Callable[..., HttpResponse]](most: Callable[[], int]) -> Callable[[View], View]:
    """A page whose files may weigh `most()` bytes instead of what a scan may weigh. Stands outermost."""

    def marked(view: View) -> View:
        view.most_bytes = most  # type: ignore[attr-defined]
        return view

    return marked


def dropped(request: HttpRequest) -> list[str]:
    """Names of files of this request that were larger than allowed."""
    names: list[str] = request.__dict__.setdefault("files_dropped", [])
    return names
