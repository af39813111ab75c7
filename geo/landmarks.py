"""Landmarks that addresses refer to ("gần chợ Tân Hà", "QL22B km 12"): found by name within a commune."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from domain.places import CommuneKey, Landmark
from geo.names import folded

NEAR_M = 200
"""How far "near" reaches: two hundred metres of a market are still beside it."""
POST_REACH_M = 1000
"""A kilometre post answers for the road this far on either side."""
LONGEST_NAME = 8
"""Words of the longest landmark looked for."""
CUES = tuple(
    tuple(cue.split())
    for cue in (
        "gan", "doi dien", "ben canh", "canh", "ke ben", "ke", "sat ben", "sat", "sau lung", "phia sau", "sau",
        "phia truoc", "truoc cong", "truoc", "ben hong", "cach", "ngay",
    )
)  # fmt: skip
"""Words after which an address names a landmark, folded."""
FURTHER = frozenset({"xa", "thi", "tt", "ap", "to", "kp", "khu", "khoang", "cach", "thuoc", "duong", "tren", "tai"})
"""Words with which an address goes on after a landmark, folded."""
ROAD = re.compile(r"\b(ql|quoc lo|dt|tl|tinh lo|duong tinh|duong|hl|huong lo)\s*([0-9]{1,3}[a-z]?)\b")
ROAD_KINDS = {"ql": "ql", "quoc lo": "ql", "hl": "hl", "huong lo": "hl"}
"""Any other kind is a provincial road."""
POST = re.compile(r"\bkm\s*([0-9]{1,3})(?:\s*([+,])\s*([0-9]{1,3}))?\b")
AWAY = re.compile(r"\bcach\b[^,;]*?\b([0-9]{1,4}(?:,[0-9]{1,2})?)\s*(km|m)\b")

Post = tuple[str, int]
"""A road and the metres from its start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LandmarkIndex:
    """Hold landmarks by folded name, by their name without that of their commune, and kilometre posts by road."""

    names: Mapping[str, tuple[Landmark, ...]]
    short_names: Mapping[str, tuple[Landmark, ...]]
    posts: Mapping[str, tuple[tuple[int, Landmark], ...]]


def index_landmarks(landmarks: Iterable[Landmark], *, commune_names: Mapping[CommuneKey, str]) -> LandmarkIndex:
    """Put landmarks in the order in which addresses ask for them; commune names come folded.

    "UBND xã Tân Hà" is also "UBND xã" within its commune.
    """
    names: dict[str, tuple[Landmark, ...]] = {}
    short_names: dict[str, tuple[Landmark, ...]] = {}
    posts: dict[str, tuple[tuple[int, Landmark], ...]] = {}
    for landmark in landmarks:
        name = folded(landmark.name)
        commune = commune_names.get(landmark.commune, "") if landmark.commune else ""
        names[name] = (*names.get(name, ()), landmark)
        if commune and name.endswith(f" {commune}"):
            short = name.removesuffix(f" {commune}")
            short_names[short] = (*short_names.get(short, ()), landmark)
        if post := post_of(name):
            posts[post[0]] = (*posts.get(post[0], ()), (post[1], landmark))
    return LandmarkIndex(names=names, short_names=short_names, posts=posts)


def find_landmark(
    address: str, *, index: LandmarkIndex, is_here: Callable[[CommuneKey | None], bool]
) -> Landmark | None:
    """Return the one landmark that an address names, its accuracy widened by what the address says.

    The longest name wins; where several landmarks have it, none is taken.

    Parameters
    ----------
    is_here
        Tells whether a landmark's commune can be meant by this row.
    """
    plain = folded(address)
    if not plain or not (index.names or index.posts):
        return None
    if (post := nearest_post(plain, index=index, is_here=is_here)) is not None:
        return post
    away_m = away_from(plain)
    for key, ends in names_in(plain):
        # "gần chợ Tân Hội" is not the market of this commune, "gần chợ" is.
        known = (*index.names.get(key, ()), *(index.short_names.get(key, ()) if ends else ()))
        found = tuple(landmark for landmark in known if is_here(landmark.commune))
        if found:
            return replace(found[0], accuracy_m=found[0].accuracy_m + away_m) if len(found) == 1 else None
    return None


def names_in(plain: str) -> Iterator[tuple[str, bool]]:
    """Yield the runs of words that may be a landmark's name, longest first, and whether a name could end there.

    One word is a name only after a cue.
    """
    parts = [part.split() for part in re.split(r"[,;()]| - ", plain)]
    for length in range(LONGEST_NAME, 0, -1):
        for words in parts:
            for start in range(len(words) - length + 1):
                if length > 1 or is_after_cue(words, start):
                    rest = words[start + length :]
                    yield " ".join(words[start : start + length]), not rest or is_further(rest[0])


def is_further(word: str) -> bool:
    """Tell whether an address goes on with something else than the landmark's name."""
    return word in FURTHER or word[0].isdigit()


def is_after_cue(words: list[str], start: int) -> bool:
    """Tell whether the word at a place follows "near", "opposite" or the like."""
    return any(tuple(words[max(0, start - len(cue)) : start]) == cue for cue in CUES)


def nearest_post(plain: str, *, index: LandmarkIndex, is_here: Callable[[CommuneKey | None], bool]) -> Landmark | None:
    """Return the kilometre post nearest to the one that an address names, if it is near enough."""
    wanted = post_of(plain)
    known = [
        (abs(metre - wanted[1]), number, landmark)
        for number, (metre, landmark) in enumerate(index.posts.get(wanted[0], ()) if wanted else ())
        if wanted and is_here(landmark.commune)
    ]
    if not known or min(known)[0] > POST_REACH_M:
        return None
    off_m, _, landmark = min(known)
    return replace(landmark, accuracy_m=landmark.accuracy_m + off_m)


def post_of(plain: str) -> Post | None:
    """Return the road and the metres along it that a folded text names.

    Examples
    --------
    >>> post_of("ql22b km 12+300"), post_of("km 4, dt 785"), post_of("quoc lo 22b")
    (('ql22b', 12300), ('dt785', 4000), None)
    """
    road, post = ROAD.search(plain), POST.search(plain)
    if road is None or post is None:
        return None
    rest = int((post[3] or "0").ljust(3, "0") if post[2] == "," else post[3] or 0)
    return ROAD_KINDS.get(road[1], "dt") + road[2], 1000 * int(post[1]) + rest


def away_from(plain: str) -> int:
    """Return the metres that an address says it is away ("cách chợ 500 m"), 0 for none."""
    match = AWAY.search(plain)
    if match is None:
        return 0
    return round(float(match[1].replace(",", ".")) * (1000 if match[2] == "km" else 1))
