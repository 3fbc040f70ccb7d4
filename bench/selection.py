"""The ranking of a call: `python -m bench.selection`. No database is asked.

A call of the size a country has seen, and one fifty times larger: read from its file, ranked, written and hashed.
"""

import json
import time

from bench.ground import say
from vikno.selection.ranking import digest, inputs_bytes, inputs_from, run, run_bytes
from vikno.selection.tests.ranked import national

SIZES = ((224, (14, 6, 15), "1 s"), (10_000, (600, 280, 680), "10 s"))


def main() -> None:
    """Seconds by size, and the hash of the list."""
    for count, seats, aim in SIZES:
        body = inputs_bytes(national(count, seats=seats))
        begun = time.perf_counter()
        made = run_bytes(run(inputs_from(json.loads(body))))
        say(f"{count} proposals, three reviewers each, ranked", round(time.perf_counter() - begun, 3), "s", f"≤ {aim}")
        say(f"{count} proposals, list", 0, digest(made))


if __name__ == "__main__":
    main()
