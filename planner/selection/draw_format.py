"""DRAW.json: a draw as anybody may check it."""

import json

from domain.errors import InputError
from domain.rounds import Certificate, Sample

KEYS = (
    "n",
    "n0",
    "certificate",
    "must",
    "risk",
    "lottery",
    "reserves",
    "chance",
    "reasons",
    "frame_hash",
    "plan_hash",
    "seed",
)


def draw_json(sample: Sample) -> dict[str, object]:
    """Return a draw as plain values for JSON (docs/formats/draw.md)."""
    return {
        "n": sample.size,
        "n0": sample.lower_bound,
        "certificate": _certificate(sample.certificate),
        "must": list(sample.must),
        "risk": list(sample.risk),
        "lottery": list(sample.lottery),
        "reserves": list(sample.reserves),
        "chance": {"numerator": sample.chance.numerator, "denominator": sample.chance.denominator},
        "reasons": {
            row.establishment_id: {"code": str(row.reason.code), "params": dict(row.reason.params)}
            for row in sample.rows
        },
        "frame_hash": sample.frame_hash,
        "plan_hash": sample.plan_hash,
        "seed": sample.seed,
    }


def _certificate(certificate: Certificate) -> dict[str, object]:
    plain: dict[str, object] = {"communes": list(certificate.communes), "types": list(certificate.types)}
    return plain | {"unseen": True} if certificate.unseen else plain


def read_draw(text: str) -> dict[str, object]:
    """Read DRAW.json as plain values; planner.verify_draw says whether they are true.

    Raises
    ------
    InputError
        ``draw.json`` for text that is not JSON, ``draw.object`` for JSON that is
        no object, ``draw.missing_key`` and ``draw.unknown_key`` for its keys.
    """
    try:
        draw = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise InputError("draw.json", line=error.lineno) from error
    except (RecursionError, ValueError) as error:
        # Brackets beyond any depth, or a number of more digits than Python reads (4,300): no place is told.
        raise InputError("draw.json", line=1) from error
    if not isinstance(draw, dict):
        raise InputError("draw.object")
    for key in KEYS:
        if key not in draw:
            raise InputError("draw.missing_key", key=key)
    for key in draw:
        if key not in KEYS:
            raise InputError("draw.unknown_key", key=key)
    return draw
