"""Make `vikno` a command of the environment without building a package: one path file and one small script."""

import sys
import sysconfig
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SCRIPT = """#!{python}
import sys
from vikno.operations.cli import main
sys.exit(main())
"""


def link() -> None:
    """Write `vikno.pth` beside the installed packages and `vikno` beside the interpreter."""
    Path(sysconfig.get_path("purelib"), "vikno.pth").write_text(f"{PROJECT}\n", encoding="utf-8")
    command = Path(sys.executable).parent / "vikno"
    command.write_text(SCRIPT.format(python=sys.executable), encoding="utf-8")
    command.chmod(0o755)


if __name__ == "__main__":
    link()
