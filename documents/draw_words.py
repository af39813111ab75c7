"""Sentences about a draw that its minutes and the screen share: proof, events, changes, hashes."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from documents.formatting import rate_text
from domain.ceremony import SampleChange, SizeProof, TakenOut
from domain.words import Words

MOST_REFUTED = 3


def hash_groups(digest: str) -> str:
    """Return a hash in groups of four, so that two people can compare it aloud.

    Examples
    --------
    >>> hash_groups("0123456789ab")
    '0123 4567 89ab'
    """
    return " ".join(digest[k : k + 4] for k in range(0, len(digest), 4))


def moment_text(at: datetime) -> str:
    """Return an instant as HH:MM dd/mm/yyyy in its own time zone."""
    return f"{at:%H:%M %d/%m/%Y}"


def proof_sentences(proof: SizeProof, *, words: Words, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return why a sample cannot be smaller, the plain sentence first, then what stands behind it.

    Parameters
    ----------
    names
        Communes and types by code.

    Notes
    -----
    The lower bound only speaks for itself: where larger sizes were refuted, the
    last of these is the plain reason; where the rule chose a larger size, the
    plain sentence says so and gives no reason for it.
    """
    least = proof.lower_bound + len(proof.refuted)
    lines = [words.say("proof.chosen", size=proof.size, least=least)] if proof.size > least else []
    if proof.refuted:
        lines.append(_least_sentence(proof, words=words, names=names))
    lines.append(_bound_sentence(proof, words=words, names=names))
    lines += [words.say(f"proof.{key}", **told) for key, told in _refutations(proof, names)[:MOST_REFUTED]]
    if len(proof.refuted) > MOST_REFUTED:
        lines.append(words.say("proof.more", count=len(proof.refuted) - MOST_REFUTED))
    return tuple(lines)


def _least_sentence(proof: SizeProof, *, words: Words, names: Mapping[str, str]) -> str:
    """Return why the largest size that was refuted cannot do, so that one more is the least."""
    key, told = _refutations(proof, names)[-1]
    return words.say(f"proof.least_{key}", least=proof.lower_bound + len(proof.refuted), **told)


def _refutations(proof: SizeProof, names: Mapping[str, str]) -> list[tuple[str, dict[str, str | int]]]:
    found = []
    for size in proof.refuted:
        key = "no_places" if size.places < 0 else "unseen_refuted" if size.unseen else "refuted"
        told: dict[str, str | int] = {"size": size.size, "places": size.places, "needed": size.needed}
        found.append((key, told | {"groups": _listed((*size.communes, *size.types), names)}))
    return found


def _bound_sentence(proof: SizeProof, *, words: Words, names: Mapping[str, str]) -> str:
    figures = {
        "bound": proof.lower_bound, "must": proof.must, "done": proof.done, "registered": proof.registered,
        "required": proof.required, "rate": rate_text(proof.rate_bp), "both": proof.both,
        "communes_need": proof.communes_need, "types_need": proof.types_need,
        "communes": _listed(proof.communes, names), "types": _listed(proof.types, names),
        "unseen": proof.unseen_need, "rest": proof.lower_bound - proof.must - proof.unseen_need,
        "groups": _listed((*proof.communes, *proof.types), names),
    }  # fmt: skip
    if proof.unseen_need:
        key = "proof.unseen_groups" if figures["groups"] else "proof.unseen"
    elif proof.communes and proof.types:
        key = "proof.both"
    elif proof.communes or proof.types:
        key = "proof.communes" if proof.communes else "proof.types"
    elif proof.lower_bound == proof.must:
        key = "proof.must"
    else:
        key = "proof.share_done" if proof.done else "proof.share"
    return words.say(key, **figures)


def taken_out_text(event: TakenOut, *, words: Words, names: Mapping[str, str]) -> str:
    """Return what took an establishment out of the frame."""
    named = {"before": names.get(event.before, event.before), "after": names.get(event.after, event.after)}
    return words.say(f"taken_out.{event.code}", **named)


def change_text(change: SampleChange, *, words: Words) -> str:
    """Return one change of a drawn list, with who made it and when."""
    sentence = words.say(
        f"change.{change.kind}", establishment=change.establishment_id, stand_in=change.stand_in,
        reason=change.reason, document=change.document_no,
    )  # fmt: skip
    return f"{sentence} ({words.say('change.who', account=change.account, at=moment_text(change.at))})."


def _listed(codes: Sequence[str], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(code, code) for code in codes)
