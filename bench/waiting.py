"""The estimate of waiting on a real log, against two plain answers: `python -m bench.waiting`. No database is asked.

The log lies in the folder of shared data (VIKNO_SHARED_DATA); figures leave it, rows never.
"""

import os
import sys
from dataclasses import asdict
from pathlib import Path

from bench.ground import say
from vikno.queue.calibration import judged
from vikno.queue.rules.estimate import WEIGHTS

LOG, UNTIL = "queue/rubi-oac-visits-2024-01-10.csv.gz", "2024/07"
_UNITS = {"people": "", "within_range": "share"}


def main() -> int:
    """Fitted and shipped weights, rows in order and shuffled; JSON lines."""
    folder = Path(os.environ.get("VIKNO_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not (folder / LOG).is_file():
        sys.stderr.write(f"no log at {folder / LOG}\n")
        return 1
    for title, weights, shuffled in (("fitted", None, None), ("shipped", WEIGHTS, None), ("shuffled", WEIGHTS, 1)):
        verdicts, used = judged(folder / LOG, until=UNTIL, weights=weights, shuffled=shuffled)
        for who, verdict in verdicts.items():
            for name, value in asdict(verdict).items():
                say(f"{title}, {who}, {name}", round(value, 2), _UNITS.get(name, "min"), "")
        say(f"{title}, weights", 0, " ".join(f"{name} {weight:.2f}" for name, weight in used.items()), "")
    return 0


if __name__ == "__main__":
    sys.exit(main())
