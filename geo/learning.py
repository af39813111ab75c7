"""The office's gazetteer grows: every pin set by hand teaches where its hamlet and its landmark are."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from domain.places import CommuneKey, Hamlet, Landmark
from geo.landmarks import CUES, NEAR_M, post_of
from geo.names import folded
from geo.written import DEGREE_M

HAMLET_KINDS = ("ap", "khu pho", "kp", "thon", "khom", "to dan pho")
"""Words before a hamlet's name, folded; they are left out where a name in letters follows."""
LANDMARK_KINDS = (
    "cho", "sieu thi", "nga ba", "nga tu", "nga nam", "vong xoay", "cau", "ben xe", "ben pha", "ben do", "cua khau",
    "ubnd", "uy ban", "cong an", "don bien phong", "buu dien", "truong", "benh vien", "tram y te", "tram xa", "chua",
    "dinh", "nha tho", "thanh that", "mieu", "nha van hoa", "san van dong", "san bong", "cong vien", "cay xang",
    "tram xang", "nha may", "xi nghiep", "nong truong", "khu cong nghiep", "kenh", "dap", "cong chao", "tuong dai",
)  # fmt: skip
"""What a landmark's name begins with, folded: anything else after "near" may be a person's house and is not kept."""
CROSSINGS = ("nga ba", "nga tu", "nga nam", "vong xoay")
"""They are landmarks without a word before them."""
FURTHER = ("ap", "to", "kp", "khu", "thuoc", "duong")
"""Folded words at which a landmark's name is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """Hold a position set by hand (degrees), with what its row says of the place."""

    commune: CommuneKey
    hamlet: str
    address_raw: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """Hold a gazetteer with what the pins added."""

    hamlets: tuple[Hamlet, ...]
    landmarks: tuple[Landmark, ...]


def learn(pins: Iterable[Pin], *, hamlets: Sequence[Hamlet] = (), landmarks: Sequence[Landmark] = ()) -> Learnt:
    """Return the gazetteer with the hamlets and landmarks that pins show, each in the middle of its pins.

    What the gazetteer knows stays as it is. Call it with the entries that the
    office wrote and all pins, not with what it returned before: a new pin then
    moves the middle.
    """
    known = {(hamlet.commune, short_name(hamlet.name)) for hamlet in hamlets}
    seen = {(landmark.commune, folded(landmark.name)) for landmark in landmarks}
    by_hamlet: dict[tuple[CommuneKey, str], list[tuple[str, Pin]]] = {}
    by_landmark: dict[tuple[CommuneKey, str], list[tuple[str, Pin]]] = {}
    for pin in sorted(pins, key=lambda pin: (pin.commune, pin.lon, pin.lat, pin.hamlet, pin.address_raw)):
        if (key := (pin.commune, short_name(pin.hamlet)))[1] and key not in known:
            by_hamlet.setdefault(key, []).append((" ".join(pin.hamlet.split()), pin))
        for name in landmarks_named(pin.address_raw):
            if (key := (pin.commune, folded(name))) not in seen:
                by_landmark.setdefault(key, []).append((name, pin))
    return Learnt(
        hamlets=(*hamlets, *(hamlet_from(found) for _, found in sorted(by_hamlet.items()))),
        landmarks=(*landmarks, *(landmark_from(found) for _, found in sorted(by_landmark.items()))),
    )


def hamlet_from(found: Sequence[tuple[str, Pin]]) -> Hamlet:
    """Return a hamlet in the middle of its pins."""
    lon, lat = middle([pin for _, pin in found])
    return Hamlet(commune=found[0][1].commune, name=bare_name(found[0][0]), lon=lon, lat=lat)


def landmark_from(found: Sequence[tuple[str, Pin]]) -> Landmark:
    """Return a landmark in the middle of its pins, as exact as they agree."""
    lon, lat = middle([pin for _, pin in found])
    narrow = math.cos(math.radians(lat))
    spread_m = max(DEGREE_M * math.hypot((pin.lon - lon) * narrow, pin.lat - lat) for _, pin in found)
    return Landmark(
        commune=found[0][1].commune, name=found[0][0], lon=lon, lat=lat, accuracy_m=max(NEAR_M, math.ceil(spread_m))
    )


def middle(pins: Sequence[Pin]) -> tuple[float, float]:
    """Return the median of the pins' positions: one wrong pin among three does not move it."""
    return round(median(pin.lon for pin in pins), 6), round(median(pin.lat for pin in pins), 6)


def bare_name(hamlet: str) -> str:
    """Return a hamlet's name without the word for its kind where a name in letters is left ("Ấp 3" stays)."""
    words = hamlet.split()
    for kind in HAMLET_KINDS:
        count = len(kind.split())
        rest = words[count:]
        if folded(" ".join(words[:count])) == kind and rest and not rest[0][0].isdigit():
            return " ".join(rest)
    return hamlet


def short_name(hamlet: str) -> str:
    """Return a hamlet's name as it is compared."""
    return folded(bare_name(" ".join(hamlet.split())))


def landmarks_named(address: str) -> Iterator[str]:
    """Yield the landmarks that an address names, as written; a kilometre post in one form."""
    if post := post_of(folded(address)):
        yield f"{post[0].upper()} km {post[1] // 1000}" + (f"+{post[1] % 1000:03d}" if post[1] % 1000 else "")
    for part in address.replace(";", ",").replace("(", ",").replace(")", ",").split(","):
        words = part.split()
        plain = [folded(word) for word in words]
        start = name_start(plain)
        if start is not None:
            end = name_end(plain, start)
            if " ".join(plain[start:end]).startswith(tuple(f"{kind} " for kind in LANDMARK_KINDS)):
                yield " ".join(words[start:end])


def name_start(plain: list[str]) -> int | None:
    """Return where a landmark's name begins: after a cue that means beside it, or at a crossing."""
    if " ".join(plain).startswith(CROSSINGS):
        return 0
    ends = [
        (k, -len(cue))
        for k in range(len(plain))
        for cue in CUES
        if cue != ("cach",) and tuple(plain[k : k + len(cue)]) == cue
    ]
    return min(ends)[0] - min(ends)[1] if ends else None


def name_end(plain: list[str], start: int) -> int:
    """Return where a landmark's name ends: before the hamlet, or before the commune once three words stand."""
    for k in range(start + 1, len(plain)):
        if plain[k] in FURTHER or (plain[k] in ("xa", "tt", "thi") and k - start >= 3):
            return k
    return len(plain)
