"""What no template and no style sheet of the house may hold: the strict content policy would break it in silence."""

import hashlib
import re
import tomllib
from pathlib import Path

import brotli
import pytest

PROJECT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted([*(PROJECT / "templates").rglob("*.html"), *(PROJECT / "vikno").rglob("templates/**/*.html")])
SCRIPTS = sorted((PROJECT / "static/js").glob("*.js"))
STYLE = (PROJECT / "static/css/vikno.css").read_text(encoding="utf-8")
BASE_STYLE_BUDGET = 16 * 1024  # brotli bytes: a page on a slow link waits for it
PUBLIC_SCRIPTS_BUDGET = 12 * 1024

# Data for scripts («application/json») are not code.
TABOO = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "an inline script": re.compile(
        r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")[^>]*>", re.I
    ),  # data is not code
    "a javascript address": re.compile(r"(?:href|action|src)\s*=\s*[\"']?\s*javascript:", re.I),
    "an outside address of a resource": re.compile(
        r"<(?:script|link|img|iframe)[^>]*(?:src|href)=[\"'](?:https?:)?//", re.I
    ),
    "code in hx-on or hx-vals": re.compile(r"\shx-on[:-]|hx-vals=[\"']js:|hx-vars", re.I),
    "a filter that trusts text": re.compile(r"\|\s*(?:safe|safeseq)\b|{%\s*autoescape\s+off"),
}


def name(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_holds_nothing_the_policy_forbids(path: Path):
    source = path.read_text(encoding="utf-8")
    found = [what for what, pattern in TABOO.items() if pattern.search(source)]
    assert found == []


BY_NAME = {str(path).rpartition("/templates/")[2]: path for path in TEMPLATES}
ALONE = re.compile(r"{%-?\s*include\s+[\"']([^\"']+)[\"']([^%]*)\bonly\s*%}")


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_form_that_is_included_alone_is_given_its_token(path: Path):
    """`only` takes the token away: the form looks right, and every press of its button is refused."""
    included = ALONE.findall(path.read_text(encoding="utf-8"))
    lost = [
        part
        for part, given in included
        if "csrf_token=" not in given and "{% csrf_token %}" in BY_NAME[part].read_text(encoding="utf-8")
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("what", "planted"),
    [
        ("an inline style", '<p class="x" style="color:red">'),
        ("an inline handler", '<a href="#" onclick="go()">'),
        ("an inline script", "<script>go()</script>"),
        ("an outside address of a resource", '<script src="https://example.com/a.js">'),
        ("a javascript address", '<a href="javascript:go()">'),
        ("code in hx-on or hx-vals", '<p hx-on:click="go()">'),
        ("a filter that trusts text", "{{ name|safe }}"),
    ],
)
def test_the_lint_sees_a_planted_fault(what, planted):
    assert TABOO[what].search(planted)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_stays_small(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 140


def test_the_style_asks_nothing_of_others():
    assert not re.findall(r"url\((?!\"?data:)[^)]*\)", STYLE)
    for word in ("GDS Transport", "crest", "crown", "@font-face", "@import", "govuk-header", "govuk-footer"):
        assert word not in STYLE


def test_the_style_is_light():
    assert len(brotli.compress(STYLE.encode())) <= BASE_STYLE_BUDGET


def test_the_scripts_of_public_pages_are_light():
    files = (PROJECT / "static/vendor/govuk.js", PROJECT / "static/js/vikno.js")
    assert sum(len(brotli.compress(file.read_bytes())) for file in files) <= PUBLIC_SCRIPTS_BUDGET


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_a_script_makes_no_markup_from_text(path: Path):
    source = path.read_text(encoding="utf-8")
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", ".style."):
        assert word not in source


def test_vendored_files_are_those_of_the_manifest():
    listed = tomllib.loads((PROJECT / "static/vendor/vendor.toml").read_text(encoding="utf-8"))["asset"]
    for asset in listed:
        content = (PROJECT / asset["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == asset["sha256"], asset["file"]
        assert asset["licence"]
    present = {name(path) for path in (PROJECT / "static/vendor").rglob("*") if path.is_file()}
    assert present - {asset["file"] for asset in listed} == {"static/vendor/vendor.toml", "static/vendor/LICENCES.txt"}


def test_versions_are_exact():
    import json

    package = json.loads((PROJECT / "theme/package.json").read_text(encoding="utf-8"))
    for version in (*package["dependencies"].values(), *package["devDependencies"].values()):
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
