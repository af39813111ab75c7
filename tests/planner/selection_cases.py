"""Small registers for the tests of the draw, made without the standard random module."""

from hashlib import sha256

from domain.rounds import FrameRow

SEED = "5" * 64


def number(key: str, below: int) -> int:
    """Return a whole number below a bound that only depends on the key."""
    return int(sha256(key.encode()).hexdigest()[:12], 16) % below


def row(identity: str, commune: str = "A", kind: str = "k", *, score: int = 0, flags: str = "", **place) -> FrameRow:
    """Return a row; flags is any of m(ust), x (exempt), d(one)."""
    return FrameRow(
        id=identity,
        commune=commune,
        type=kind,
        score=score,
        must="m" in flags,
        exempt="x" in flags,
        done="d" in flags,
        lon=place.get("lon", 106.0),
        lat=place.get("lat", 11.0),
        seen=place.get("seen", True),
    )


def register(size: int, *, key: str = "demo", communes: int = 12, types: int = 7, points: int = 40):
    """Return a register of a size: 2 % must, 12 % exempt, 3 % done, uneven cells."""
    rows = []
    for k in range(size):
        name = f"{key}{k}"
        luck = number(name + "f", 100)
        flags = "m" if luck < 2 else "x" if luck < 14 else "d" if luck < 17 else ""
        commune = number(name + "c", communes * (communes + 1) // 2)
        rows.append(
            row(
                f"CS{k:06d}",
                f"{25800 + min(commune, communes - 1 - commune % communes)}",
                f"T{min(number(name + 't', types), number(name + 'u', types))}",
                score=min(number(name + "s", points), number(name + "r", points)),
                flags=flags,
                lon=106 + number(name + "x", 400_000) / 1e6,
                lat=11.4 + number(name + "y", 400_000) / 1e6,
            )
        )
    return rows


def small_case_rows(k: int):
    """Return 8 to 16 rows in 3 communes and 3 types with few different points, so that lists tie."""
    rows = []
    for place in range(8 + number(f"{k}n", 9)):
        commune, kind = "ABC"[number(f"{k}{place}c", 3)], "klm"[number(f"{k}{place}t", 3)]
        flags = "m" if number(f"{k}{place}f", 15) == 0 else ""
        rows.append(row(f"E{place:02d}", commune, kind, score=number(f"{k}{place}s", 3), flags=flags))
    return rows
