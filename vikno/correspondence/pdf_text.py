"""Words of a PDF that came by mail, read in a process of its own: a hostile file ends that one, not the importer."""

import subprocess
import sys
from pathlib import Path
from typing import Final

CHILD: Final = Path(__file__).with_name("pdf_child.py")
MOST_BYTES: Final = 20 * 1024 * 1024
SECONDS: Final = 10


def text_of_pdf(content: bytes) -> str:
    """The beginning of the text; "" for what is no PDF, has no words or cannot be read."""
    if not content.startswith(b"%PDF-") or len(content) > MOST_BYTES:
        return ""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD)], input=content, capture_output=True, env={}, cwd="/", timeout=SECONDS,
            check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", errors="replace") if done.returncode == 0 else ""
