"""What runs in a team's browser: one order, its own words, and a worker that knows every file of the page."""

import json
import re

from evening_sheet import BROWSER, WORDS, scripts

from field.shell import FONTS, SHELL, read_parts

OWN = [BROWSER / name for name in scripts() if name.startswith("field/")]
# Words that are put together from a value: a state, an intake, a day of the week, a tab.
MADE = {
    "status": (
        "arrived",
        "inspected",
        "closed_door",
        "not_found",
        "moved",
        "refused",
        "postponed",
        "none",
        "forwarded",
    ),
    "commune": ("inspected", "refused", "kind"),
    "intake": ("accepted", "ignored", "conflict", "refused"),
    "weekday": tuple("1234567"),
    "tab": ("next", "list", "map", "done"),
}


def test_every_script_of_the_folder_is_listed_once():
    assert sorted(OWN) == sorted((BROWSER / "field").glob("*.js"))
    assert len(set(scripts())) == len(scripts())
    assert scripts()[:2] == ["leaflet/leaflet.js", "map.js"]
    assert "function openField(" in OWN[-1].read_text("utf-8")


def test_every_word_of_the_page_is_there_and_used():
    sources = "".join(path.read_text("utf-8") for path in OWN)
    made = {f"{start}_{end}" for start, ends in MADE.items() for end in ends}
    quoted = set(re.findall(r"[\"'`]([a-z][a-z0-9_]*)[\"'`]", sources))
    assert {key for key in WORDS if key not in quoted | made} == set()
    said = set(re.findall(r"\bsay\((?:\w+ \? )?\"(\w+)\"", sources)) | set(
        re.findall(r"\bsay\(\w+ \? \"\w+\" : \"(\w+)\"", sources)
    )
    assert said | made <= set(WORDS)
    assert len(said) > 80


def test_no_two_scripts_define_the_same_name():
    names = [
        name
        for path in OWN
        for name in re.findall(r"^(?:async )?(?:function|const|let) (\w+)", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_the_worker_keeps_every_file_of_the_page_under_its_version():
    parts = read_parts()
    (line,) = re.findall(r"^const SHELL = (.*);$", parts.worker_text, re.MULTILINE)
    assert json.loads(line) == [SHELL, parts.script, parts.style, *FONTS]
    assert re.fullmatch(r"/field/app\.js\?v=[0-9a-f]{16}", parts.script)
    assert (
        parts.script_text.index("function mountMap(")
        < parts.script_text.index("async function openField(")
        < parts.script_text.index("startServed();")
    )


def test_no_sentence_stands_in_a_script():
    # Vietnamese letters: words are data.
    for path in OWN:
        assert not re.search(r"[ăâđêôơưạ-ỹ]", path.read_text("utf-8"), re.IGNORECASE), path.name
