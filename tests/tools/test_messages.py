"""The tool of catalogues: what it finds, what it refuses, what it writes."""

import gettext
from pathlib import Path

import pytest

from tools import messages
from tools.msgids import Asked, NotLiteral, asked_in_python, asked_in_template, unmarked_in_template


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A house of one room that asks for nothing yet."""
    (tmp_path / "vikno" / "cases").mkdir(parents=True)
    (tmp_path / "vikno" / "cases" / "__init__.py").touch()
    (tmp_path / "templates").mkdir()
    return tmp_path


def _catalogue(project: Path, language: str, entries: str) -> Path:
    path = project / "vikno" / "cases" / "locale" / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(messages._header(language) + "\n" + entries, encoding="utf-8")
    return path


def _python(source: str) -> list[Asked]:
    return list(asked_in_python(source, "x.py"))


def test_python_calls_are_found_whatever_the_spelling() -> None:
    found = _python(
        '_("одна")\n'
        'gettext_lazy("дві")\n'
        'ngettext("{n} справа", "{n} справ", n)\n'
        'pgettext("дія", "прийняти")\n'
        'translation.gettext("довгий " "рядок")\n'
        "_(name)\n"
    )
    assert [(m.text, m.plural, m.context) for m in found] == [
        ("одна", None, None),
        ("дві", None, None),
        ("{n} справа", "{n} справ", None),
        ("прийняти", None, "дія"),
        ("довгий рядок", None, None),
    ]


@pytest.mark.parametrize("source", ['_(f"Справа {number}")', '_("Справа " + number)'])
def test_a_message_of_pieces_is_refused(source: str) -> None:
    with pytest.raises(NotLiteral, match=r"x\.py:1"):
        _python(source)


def test_template_tags_are_found() -> None:
    found = list(
        asked_in_template(
            '{% translate "Справи" %}{% trans "Строк" context "час" as x %}{{ _("Так") }}'
            '{% include "a.html" with title=_("Ні") %}'
            "{% blocktranslate trimmed with a=b %}\n  Справа\n  {{ a }}: 5%\n{% endblocktranslate %}"
            "{% blocktranslate count n=n %}{{ n }} день{% plural %}{{ n }} днів{% endblocktranslate %}",
            "x.html",
        )
    )
    assert [(m.text, m.plural, m.context) for m in found] == [
        ("Справи", None, None),
        ("Строк", None, "час"),
        ("Так", None, None),
        ("Ні", None, None),
        ("Справа %(a)s: 5%%", None, None),
        ("%(n)s день", "%(n)s днів", None),
    ]


def test_unmarked_ukrainian_is_seen_in_a_template() -> None:
    source = '{# коментар #}{% comment %}теж{% endcomment %}<p>{% translate "Так" %}</p>\n<p>Забуто</p>'
    assert [place.split(": ")[1] for place in unmarked_in_template(source, "x.html")] == ["</p>\n<p>Забуто</p>"]


def test_compiled_catalogue_speaks(project: Path) -> None:
    _catalogue(project, "en", 'msgid "Справи"\nmsgstr "Cases"\n')
    source = _catalogue(
        project,
        "uk",
        'msgid "{n} справа"\nmsgid_plural "{n} справ"\n'
        'msgstr[0] "{n} справа"\nmsgstr[1] "{n} справи"\nmsgstr[2] "{n} справ"\n',
    )
    assert messages.compile_all(project) == 2
    assert messages.compile_all(project) == 0, "nothing changed, nothing written"
    with source.with_suffix(".mo").open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    counted = [spoken.ngettext("{n} справа", "{n} справ", n) for n in (1, 2, 5, 11, 21, 104, 112)]
    assert counted == [f"{{n}} {word}" for word in ["справа", "справи", "справ", "справ", "справа", "справи", "справ"]]


def _problems(project: Path, source: str) -> list[str]:
    (project / "vikno" / "cases" / "views.py").write_text(source, encoding="utf-8")
    return list(messages.problems(project))


def test_a_complete_room_has_no_problems(project: Path) -> None:
    _catalogue(project, "en", 'msgid "Справа {number}"\nmsgstr "Case {number}"\n')
    assert _problems(project, '_("Справа {number}")') == []


@pytest.mark.parametrize(
    ("source", "english", "complaint"),
    [
        ('_("Справа")', "", "no English for «Справа»"),
        ('_("Справа")', 'msgid "Справа"\nmsgstr ""\n', "no English for «Справа»"),
        ('_("Справа")', '#, fuzzy\nmsgid "Справа"\nmsgstr "Case"\n', "is fuzzy"),
        ('_("Справа {n}")', 'msgid "Справа {n}"\nmsgstr "Case {number}"\n', "must keep ['n']"),
        (
            'ngettext("%(n)s день", "%(n)s днів", n)',
            'msgid "%(n)s день"\nmsgid_plural "%(n)s днів"\nmsgstr[0] "%(n)s day"\nmsgstr[1] "%(n)s days"\n',
            "needs its three Ukrainian forms",
        ),
    ],
)
def test_an_incomplete_room_is_named(project: Path, source: str, english: str, complaint: str) -> None:
    _catalogue(project, "en", english)
    assert any(complaint in problem for problem in _problems(project, source))


def test_two_rooms_may_not_translate_one_id_differently(project: Path) -> None:
    _catalogue(project, "en", 'msgid "Прийняти"\nmsgstr "Accept"\n')
    other = project / "locale" / "en" / "LC_MESSAGES" / "django.po"
    other.parent.mkdir(parents=True)
    other.write_text(messages._header("en") + '\nmsgid "Прийняти"\nmsgstr "Receive"\n', encoding="utf-8")
    assert any("two translations of «Прийняти»" in problem for problem in messages.problems(project))


def test_extract_adds_what_is_missing_and_only_once(project: Path) -> None:
    (project / "vikno" / "cases" / "views.py").write_text(
        '_("Каже \\"так\\"")\nngettext("{n} день", "{n} днів", n)\n_("Каже \\"так\\"")', encoding="utf-8"
    )
    assert messages.extract(project) == 3, "one English sentence, one plural in two languages"
    assert messages.extract(project) == 0
    assert all("no English" in p or "three Ukrainian forms" in p for p in messages.problems(project))
