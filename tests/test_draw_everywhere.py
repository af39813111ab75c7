"""One fixed draw, byte for byte the same on every Python: needs ortools and the standard library only."""

import json
import random
from hashlib import sha256

from domain.rounds import FrameRow, SamplingRule
from planner.selection import draw_sample
from planner.selection.formats import draw_json, frame_hash

SEED = sha256(b"a fixed seed").hexdigest()
FRAME_HASH = "03bc5fd36b20df2ae0fcc140724e8d1202f4fad5944f968fccb21849a228bb5f"
DRAW_HASH = "cbcf12695cd37c2543b2a751cf1aad925f4d5beae9feb11494257e67363e1aa1"


def fixed_frame() -> list[FrameRow]:
    """Return 240 rows; random.Random gives the same numbers for one seed on every Python."""
    numbers = random.Random(20270301)
    rows = []
    for k in range(240):
        luck = numbers.random()
        rows.append(
            FrameRow(
                id=f"CS{k:06d}",
                commune=str(25800 + int(12 * numbers.random())),
                type=f"T{int(7 * min(numbers.random(), numbers.random()))}",
                score=int(12 * min(numbers.random(), numbers.random())),
                must=luck < 0.03,
                exempt=0.03 <= luck < 0.15,
                done=0.15 <= luck < 0.18,
                lon=106 + numbers.random() / 2,
                lat=11.3 + numbers.random() / 2,
            )
        )
    return rows


def test_the_fixed_draw_is_the_same_everywhere() -> None:
    frame = fixed_frame()
    assert frame_hash(frame) == FRAME_HASH
    sample = draw_sample(frame, SamplingRule(commune_floor_bp=2000), seed=SEED)
    text = json.dumps(draw_json(sample), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert sha256(text.encode()).hexdigest() == DRAW_HASH
