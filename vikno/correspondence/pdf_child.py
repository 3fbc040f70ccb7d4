"""The process that reads words out of a PDF a stranger sent: `pdf_child.py < file > text`. Any fault is silence.

It stands alone: nothing of Vikno is imported, no environment, little time and memory.
"""

import io
import resource
import sys

SECONDS = 8
MEMORY = 500 * 1024 * 1024
MOST_PAGES = 10
MOST_TEXT = 50_000


def main() -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
        words = "\n".join(page.extract_text() for page in reader.pages[:MOST_PAGES])
    except Exception:  # whatever a hostile file does to the reader
        return 1
    sys.stdout.buffer.write(words[:MOST_TEXT].encode("utf-8", errors="replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
