"""Ways in which a file comes damaged, drawn by Hypothesis: bytes, words of a text, members of a zip, values of a tree."""

import copy
import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")

WORD = re.compile(r'"[^"<>\n]{0,200}"|-?[0-9][0-9.eE+-]*|[^\W\d][\w:-]*|[<>\[\]{},;=/]')
NUMBERS = (
    "0", "-0", "-1", "1.5", "2147483647", "2147483648", "-2147483649", "9223372036854775808", "1e400", "-1e400", "1e-400",
    "1e15", "NaN", "Infinity", "nan", "inf", "0x10", "1_000", "9" * 400, "9" * 5000, "00012", "1e5", "٣", "²",
)  # fmt: skip
TEXTS = (
    "", " ", "\x00", "\x07", "\ud800", "\ufeff", "\u202e", "\ufffe", "a" * 300, "x" * 40_000, "#REF!", "=1+1", "../../x", "/etc/x",
    "&", "<", '"', "]]>", "%s{0}{x}", "Tân Hà", "null", "true", "1900-02-29", "9999-12-31", "0000-00-00", "2027-03-08T24:00",
    "2027-03-08T20:00:00+99:99", "C:", "'", ";", "\r\n",
)  # fmt: skip
NESTED = ("[" * 3000 + "]" * 3000, '{"a":' * 3000 + "1" + "}" * 3000, "<a>" * 3000 + "</a>" * 3000, "(" * 3000)

nasty_values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.sampled_from([0, 1, -1, 2**31 - 1, 2**31, -(2**31), 10**400]),
    st.floats(),
    st.sampled_from(TEXTS),
    st.text(max_size=8),
    st.sampled_from([[], {}, [[]], [None], {"": 0}, [[0, 0]], {"a": {"b": []}}]),
).map(copy.deepcopy)
"""Values that no reader waits for; copies, since a tree that took one in is altered further."""


def _quiet(draws: Callable[..., T]) -> Callable[..., st.SearchStrategy[T]]:
    """Return what makes a strategy whose text does not hold its samples: whole files are too long to print."""

    def strategy(*given: Any) -> st.SearchStrategy[T]:
        @st.composite
        def drawn(draw: st.DrawFn) -> T:
            return draws(draw, *given)

        return drawn()

    return strategy


@_quiet
def damaged_bytes(draw: st.DrawFn, samples: Sequence[bytes]) -> bytes:
    """Draw a sample with some of its bytes altered, cut out, repeated, put in or swapped; now and then it stays whole."""
    content = samples[draw(st.integers(0, len(samples) - 1))]
    for _ in range(draw(st.integers(0, 5))):
        at, length = draw(st.integers(0, len(content))), draw(st.sampled_from([1, 1, 2, 4, 8, 64, 1024]))
        match draw(st.sampled_from(["flip", "set", "cut", "tail", "repeat", "put", "head"])):
            case "flip":
                flipped = bytes(byte ^ 1 << draw(st.integers(0, 7)) for byte in content[at : at + min(length, 4)])
                content = content[:at] + flipped + content[at + len(flipped) :]
            case "set":
                filled = bytes([draw(st.sampled_from([0, 1, 0x7F, 0x80, 0xFF]))]) * len(content[at : at + length])
                content = content[:at] + filled + content[at + len(filled) :]
            case "cut":
                content = content[:at] + content[at + length :]
            case "tail":
                content = content[:at]
            case "repeat":
                content = content[:at] + content[at : at + length] * draw(st.integers(2, 20)) + content[at + length :]
            case "put":
                content = content[:at] + draw(st.binary(max_size=16)) + content[at:]
            case "head":
                content = draw(st.binary(max_size=8)) + content[draw(st.integers(0, min(8, len(content)))) :]
    return content


@_quiet
def damaged_text(draw: st.DrawFn, samples: Sequence[str], words: Sequence[str] = ()) -> str:
    """Draw a sample with some of its words, numbers and signs replaced, left out, doubled or moved."""
    text = samples[draw(st.integers(0, len(samples) - 1))]
    for _ in range(draw(st.integers(0, 4))):
        found = list(WORD.finditer(text))
        if not found:
            return text
        spot, other = found[draw(st.integers(0, len(found) - 1))], found[draw(st.integers(0, len(found) - 1))]
        new = draw(
            st.one_of(
                st.sampled_from(NUMBERS),
                st.sampled_from((*TEXTS, *NESTED)),
                st.sampled_from([other[0], spot[0] * 2, ""]),
                st.sampled_from(tuple(words) or ("",)),
            )
        )
        is_quoted = spot[0].startswith('"') and draw(st.booleans())
        text = text[: spot.start()] + (f'"{new}"' if is_quoted else new) + text[spot.end() :]
    return text


def as_bytes(text: str) -> bytes:
    """Return a text as UTF-8; half letters stay, as no editor writes them."""
    return text.encode("utf-8", "surrogatepass")


@_quiet
def damaged_tree(draw: st.DrawFn, samples: Sequence[Any]) -> Any:
    """Draw a tree of JSON with some values replaced, moved, doubled or gone, and keys that nobody knows."""
    tree = copy.deepcopy(samples[draw(st.integers(0, len(samples) - 1))])
    for _ in range(draw(st.integers(0, 4))):
        spots = list(_spots(tree))
        if not spots:
            return tree
        (owner, key), (other, its) = (spots[draw(st.integers(0, len(spots) - 1))] for _ in range(2))
        match draw(st.sampled_from(["replace", "replace", "number", "move", "drop", "double", "add"])):
            case "replace":
                owner[key] = draw(nasty_values)
            case "number":
                owner[key] = draw(st.integers(-2, 200_000))
            case "move":
                owner[key] = copy.deepcopy(other[its])
            case "drop":
                del owner[key]
            case "double" if isinstance(owner, list):
                owner.append(copy.deepcopy(owner[key]))
            case "add" if isinstance(owner, dict):
                owner[draw(st.sampled_from(["", "x", "id", "__proto__", "\ud800", "a" * 3000]))] = draw(nasty_values)
    return tree


def damaged_json(samples: Sequence[Any]) -> st.SearchStrategy[str]:
    """Draw JSON: near-valid trees, and texts whose words were altered."""
    texts = [json.dumps(sample, ensure_ascii=False) for sample in samples]
    return st.one_of(damaged_tree(samples).map(json.dumps), damaged_tree(samples).map(json.dumps), damaged_text(texts))


def _spots(tree: Any) -> Any:
    """Yield every place of a tree as its owner and its key."""
    for key in list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ():
        yield tree, key
        yield from _spots(tree[key])


@_quiet
def damaged_zip(draw: st.DrawFn, samples: Sequence[bytes], words: Sequence[str] = ()) -> bytes:
    """Draw a zip whose members' texts and bytes were altered, or which has members too many, twice, huge or misnamed."""
    with zipfile.ZipFile(io.BytesIO(samples[draw(st.integers(0, len(samples) - 1))])) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(members) - 1)) if members else 0
        name, content = members[at] if members else ("a", b"")
        match draw(st.sampled_from(["text", "text", "text", "bytes", "drop", "twice", "bomb", "name", "add"])):
            case "text":
                altered = draw(damaged_text([content.decode("utf-8", "replace")], words))
                members[at : at + 1] = [(name, as_bytes(altered))]
            case "bytes":
                members[at : at + 1] = [(name, draw(damaged_bytes([content])))]
            case "drop":
                del members[at : at + 1]
            case "twice":
                members.append((name, draw(damaged_bytes([content]))))
            case "bomb":
                members.append((name + "x", bytes(draw(st.sampled_from([70_000, 3_000_000])))))
            case "name":
                members[at : at + 1] = [
                    (draw(st.sampled_from(["../x", "/x", "C:/x", "a" * 300, "x\\..\\y", "."])), content)
                ]
            case "add":
                members += [(f"xl/media/{k}.png", b"") for k in range(draw(st.sampled_from([1, 250])))]
    return draw(damaged_packing(_packed(members, draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])))))


@_quiet
def damaged_packing(draw: st.DrawFn, content: bytes) -> bytes:
    """Draw a zip as it is, or one whose headers lie of a method, a flag, a size or a sum."""
    if draw(st.integers(0, 3)):
        return content
    marks = [found.start() for found in re.finditer(rb"PK\x01\x02|PK\x03\x04|PK\x05\x06", content)]
    if not marks:
        return content
    at = marks[draw(st.integers(0, len(marks) - 1))] + draw(st.integers(4, 45))
    value = draw(st.sampled_from([0, 1, 8, 9, 12, 14, 20, 0x7F, 0xFF]))
    return content[:at] + bytes([value]) + content[at + 1 :] if at < len(content) else content


def _packed(members: Sequence[tuple[str, bytes]], method: int) -> bytes:
    import warnings

    made = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Of names that stand twice: that is what is wanted.
        with zipfile.ZipFile(made, "w", method) as archive:
            for name, content in members:
                archive.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return made.getvalue()
