"""The browser of this machine, and how it is started so that it asks nothing of the network."""

import shutil
from typing import Final

FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)
# The shell without windows first: it draws the same pages with half of the work.
_NAMES: Final = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Where Chromium is; None when the machine has none."""
    return next(filter(None, map(shutil.which, _NAMES)), None)
