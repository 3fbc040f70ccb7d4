"""The engine is plain Python: it is read and run without Django, a database or a clock."""

import subprocess
import sys
from pathlib import Path

ENGINE = Path(__file__).parents[1] / "engine"


def test_it_is_imported_without_django() -> None:
    code = (
        "import sys, vikno.questionnaires.engine; sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    root = ENGINE.parents[2]
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, env={"PYTHONPATH": str(root)})


def test_it_knows_no_clock_and_no_files() -> None:
    for module in ENGINE.glob("*.py"):
        text = module.read_text(encoding="utf-8")
        assert "django" not in text.replace("no Django", "").lower(), module.name
        assert not any(word in text for word in (".now(", ".today(", " open(", "import time")), module.name
