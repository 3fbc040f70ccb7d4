"""Strict types where decisions are made: rules, queries, policies, services, and all of common."""

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
STRICT = ("rules", "engine", "ranking", "queries", "policies", "services")


def strict_files() -> list[str]:
    """Modules and packages under strict typing, tests left out."""
    rooms = PROJECT / "vikno"
    found = [p for name in STRICT for p in (*rooms.glob(f"*/{name}.py"), *rooms.glob(f"*/{name}/**/*.py"))]
    found += [p for p in (rooms / "common").rglob("*.py") if "migrations" not in p.parts]
    return sorted(str(p.relative_to(PROJECT)) for p in found if "tests" not in p.parts)


if __name__ == "__main__":
    sys.exit(subprocess.call([sys.executable, "-m", "mypy", "--follow-imports=silent", *strict_files()], cwd=PROJECT))
