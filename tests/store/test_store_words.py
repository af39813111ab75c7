"""Every code that the store raises has its sentence, with the fields that it fills."""

import re
import string
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RAISED = re.compile(
    r'(?:Error\(\s*|error_code=|": |else |, )"((?:store|establishment|draw|plan|job|account)\.[a-z_]+)"([^)]*)\)'
)


def sentences():
    words = {}
    for path in sorted((ROOT / "data" / "words" / "vi").glob("*.toml")):
        words |= tomllib.loads(path.read_text("utf-8")).get("error", {})
    return words


def raised():
    text = "\n".join(path.read_text("utf-8") for path in (ROOT / "store").glob("*.py"))
    text = re.sub(r'""".*?"""', "", text, flags=re.DOTALL)
    return {code: set(re.findall(r"(\w+)=", rest)) for code, rest in RAISED.findall(text)} | {
        code: set() for code in re.findall(r'"(store\.[a-z_]+|job\.worker_lost)"', text)
    }


def test_every_code_has_a_sentence_whose_fields_are_given():
    codes, words = raised(), sentences()
    assert {"store.busy", "store.url", "draw.already", "plan.version", "account.exists", "job.worker_lost"} <= set(
        codes
    )
    assert set(codes) <= set(words)
    for code, given in codes.items():
        asked = {name for _, name, _, _ in string.Formatter().parse(words[code]) if name}
        assert asked <= given, code
