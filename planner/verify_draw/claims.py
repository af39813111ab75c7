"""What a draw claims, from DRAW.json or from a Sample."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.errors import InputError
from domain.rounds import Sample

LISTS = ("must", "risk", "lottery", "reserves")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Hold the claims of a draw, not yet believed; ``codes`` are the reason codes by id."""

    n: int
    n0: int
    communes: tuple[str, ...]
    types: tuple[str, ...]
    unseen: bool
    must: tuple[str, ...]
    risk: tuple[str, ...]
    lottery: tuple[str, ...]
    reserves: tuple[str, ...]
    numerator: int
    denominator: int
    codes: Mapping[str, str]
    frame_hash: str
    plan_hash: str
    seed: str

    @property
    def selected(self) -> tuple[str, ...]:
        """Return everybody selected, as often as the draw names them."""
        return self.must + self.risk + self.lottery


def read_claims(draw: Sample | Mapping[str, object]) -> Claims:
    """Read the claims of a draw.

    Raises
    ------
    InputError
        ``draw.shape`` naming the key that is missing or of another kind.
    """
    return _from_sample(draw) if isinstance(draw, Sample) else _from_json(draw)


def _from_sample(sample: Sample) -> Claims:
    return Claims(
        n=sample.size,
        n0=sample.lower_bound,
        communes=sample.certificate.communes,
        types=sample.certificate.types,
        unseen=sample.certificate.unseen,
        must=sample.must,
        risk=sample.risk,
        lottery=sample.lottery,
        reserves=sample.reserves,
        numerator=sample.chance.numerator,
        denominator=sample.chance.denominator,
        codes={row.establishment_id: str(row.reason.code) for row in sample.rows},
        frame_hash=sample.frame_hash,
        plan_hash=sample.plan_hash,
        seed=sample.seed,
    )


def _from_json(draw: Mapping[str, object]) -> Claims:
    certificate = _object(draw, "certificate")
    chance = _object(draw, "chance")
    reasons = _object(draw, "reasons")
    return Claims(
        n=_whole(draw, "n"),
        n0=_whole(draw, "n0"),
        communes=_texts(certificate, "communes"),
        types=_texts(certificate, "types"),
        unseen=certificate.get("unseen", False) is True,
        must=_texts(draw, "must"),
        risk=_texts(draw, "risk"),
        lottery=_texts(draw, "lottery"),
        reserves=_texts(draw, "reserves"),
        numerator=_whole(chance, "numerator"),
        denominator=_whole(chance, "denominator"),
        codes={key: _text(_object(reasons, key), "code") for key in reasons},
        frame_hash=_text(draw, "frame_hash"),
        plan_hash=_text(draw, "plan_hash"),
        seed=_text(draw, "seed"),
    )


def _object(values: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = values.get(key)
    if not isinstance(value, Mapping):
        raise InputError("draw.shape", key=key)
    return value


def _whole(values: Mapping[str, object], key: str) -> int:
    value = values.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise InputError("draw.shape", key=key)
    return value


def _text(values: Mapping[str, object], key: str) -> str:
    value = values.get(key)
    if not isinstance(value, str):
        raise InputError("draw.shape", key=key)
    return value


def _texts(values: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = values.get(key)
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise InputError("draw.shape", key=key)
    return tuple(value)
