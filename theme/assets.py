"""Builds the committed front-end assets from exact npm versions, and proves that they can be built again.

`build` writes into the repository, `check` writes into a temporary folder and compares hashes.
Only the standard library is used here; Node and npm do the compiling.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

THEME = Path(__file__).resolve().parent
ROOT = THEME.parent
MODULES = THEME / "node_modules"
MANIFEST = "static/vendor/vendor.toml"
NOTICES = "static/vendor/LICENCES.txt"


@dataclass(frozen=True)
class Asset:
    """One committed file: where it lands, what it came from and under which licence."""

    file: str
    package: str
    licence: str
    source: str


def copied(source: str, package: str, licence: str, file: str) -> Asset:
    return Asset(file=file, package=package, licence=licence, source=source)


FONT = "@expo-google-fonts/noto-sans"
LEAFLET = "static/vendor/leaflet"
COPIES = (
    copied("dist/htmx.min.js", "htmx.org", "0BSD", "static/vendor/htmx.min.js"),
    *(
        copied(f"dist/images/{name}", "leaflet", "BSD-2-Clause", f"{LEAFLET}/images/{name}")
        for name in ("layers.png", "layers-2x.png", "marker-icon.png", "marker-icon-2x.png", "marker-shadow.png")
    ),
    copied("400Regular/NotoSans_400Regular.ttf", FONT, "OFL-1.1", "vikno/common/fonts/NotoSans-Regular.ttf"),
    copied("700Bold/NotoSans_700Bold.ttf", FONT, "OFL-1.1", "vikno/common/fonts/NotoSans-Bold.ttf"),
    copied(
        "400Regular_Italic/NotoSans_400Regular_Italic.ttf", FONT, "OFL-1.1", "vikno/common/fonts/NotoSans-Italic.ttf"
    ),
    copied("LICENSE_FONT", FONT, "OFL-1.1", "vikno/common/fonts/OFL.txt"),
    copied("axe.min.js", "axe-core", "MPL-2.0", "tests/vendor/axe.min.js"),
    copied("LICENSE", "axe-core", "MPL-2.0", "tests/vendor/axe-core.LICENSE.txt"),
)
BUILT = (
    Asset("static/css/vikno.css", "govuk-frontend", "MIT (base) and EUPL-1.2 (theme)", "theme/vikno.scss"),
    Asset("static/vendor/govuk.js", "govuk-frontend", "MIT", "theme/govuk.mjs"),
    Asset(f"{LEAFLET}/leaflet.js", "leaflet", "BSD-2-Clause", "dist/leaflet-src.js"),
    Asset(f"{LEAFLET}/leaflet.css", "leaflet", "BSD-2-Clause", "dist/leaflet.css"),
)
NOTICE_FILES = {
    "govuk-frontend": THEME / "licences/govuk-frontend.txt",
    "htmx.org": MODULES / "htmx.org/LICENSE",
    "leaflet": MODULES / "leaflet/LICENSE",
}


def build(target: Path) -> None:
    """Write every asset, the manifest and the notices under `target`."""
    install_packages()
    compile_styles(target / "static/css/vikno.css")
    bundle(THEME / "govuk.mjs", target / "static/vendor/govuk.js", "--bundle", "--format=iife", "--target=es2019")
    bundle(MODULES / "leaflet/dist/leaflet-src.js", target / LEAFLET / "leaflet.js")
    bundle(MODULES / "leaflet/dist/leaflet.css", target / LEAFLET / "leaflet.css")
    for asset in COPIES:
        copy(MODULES / asset.package / asset.source, target / asset.file)
    (target / MANIFEST).write_text(manifest(target), encoding="utf-8")
    (target / NOTICES).write_text(notices(), encoding="utf-8")


def check() -> list[str]:
    """Build again elsewhere; return the committed files that differ or are missing."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder)
        build(target)
        files = [asset.file for asset in (*BUILT, *COPIES)] + [MANIFEST, NOTICES]
        return [file for file in files if not same(target / file, ROOT / file)]


def install_packages() -> None:
    """Install the exact versions of package.json; scripts of packages are not run."""
    wanted = json.loads((THEME / "package.json").read_text(encoding="utf-8"))
    exact = {**wanted["dependencies"], **wanted["devDependencies"]}
    if any(installed_version(name) != version for name, version in exact.items()):
        run("npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund")


def installed_version(package: str) -> str:
    described = MODULES / package / "package.json"
    return json.loads(described.read_text(encoding="utf-8"))["version"] if described.exists() else ""


def compile_styles(output: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "vikno.css"
        # --quiet-deps: warnings of the base are for its authors, ours stay visible.
        options = ("--load-path=node_modules", "--quiet-deps", "--no-source-map")
        run("node_modules/.bin/sass", *options, "vikno.scss", str(raw))
        bundle(raw, output, "--target=chrome111,firefox128,safari16.4")


def bundle(source: Path, output: Path, *options: str) -> None:
    charset = "--charset=utf8"
    run(
        "node_modules/.bin/esbuild", str(source), "--minify", charset, "--log-level=warning",
        "--legal-comments=inline", f"--outfile={output}", *options,
    )  # fmt: skip


def copy(source: Path, output: Path) -> None:
    output.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, output)


def manifest(target: Path) -> str:
    lines = ["# Written by theme/build. `make assets-check` builds everything again and compares.\n"]
    for asset in sorted((*BUILT, *COPIES), key=lambda each: each.file):
        values = {
            "file": asset.file,
            "name": asset.package,
            "version": installed_version(asset.package),
            "licence": asset.licence,
            "source": asset.source,
            "sha256": digest(target / asset.file),
        }
        lines.append("\n[[asset]]\n" + "".join(f'{key} = "{value}"\n' for key, value in values.items()))
    return "".join(lines)


def notices() -> str:
    parts = ["Notices of the third-party front-end code in this folder and in ../css.\n"]
    for package, file in NOTICE_FILES.items():
        text = file.read_text(encoding="utf-8").strip()
        parts.append(f"\n{'=' * 72}\n{package} {installed_version(package)}\n{'=' * 72}\n\n{text}\n")
    return "".join(parts)


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def same(one: Path, other: Path) -> bool:
    return other.exists() and digest(one) == digest(other)


def run(*command: str) -> None:
    subprocess.run(command, cwd=THEME, check=True)


def main(verb: str) -> int:
    if verb == "build":
        build(ROOT)
        return 0
    different = check()
    for file in different:
        sys.stderr.write(f"differs from what theme/build makes: {file}\n")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
