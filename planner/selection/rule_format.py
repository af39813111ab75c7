"""RULE.toml: the plan's target as text."""

import tomllib
from dataclasses import fields

from domain.errors import InputError, shown
from domain.rounds import SamplingRule

SCHEMA = 1
REQUIRED = ("rate_bp", "commune_floor_bp", "type_floor_bp", "random_share_bp", "min_random")
OPTIONAL = ("size", "risk_loss_bp", "rotation_floor")
CLOCK = "exempt_clock"
CYCLE = ("cycle_first_year", "cycle_years")
"""The office's cycle of years makes ``seen`` of the frame; it is read here and never published."""


def read_rule(text: str) -> SamplingRule:
    """Read a rule; every key is a whole number but for ``exempt_clock``.

    Raises
    ------
    InputError
        ``rule.toml``, ``rule.schema``, ``rule.unknown_key``, ``rule.missing_key``,
        ``rule.whole_number``, and what SamplingRule refuses (``rule.share`` for
        a share above 100 %).
    """
    try:
        table = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        # Besides TOMLDecodeError (a ValueError): brackets beyond any depth, and numbers of more than 4,300 digits.
        raise InputError("rule.toml", detail=str(error)) from error
    schema = table.pop("schema", None)
    if type(schema) is not int or schema != SCHEMA:
        raise InputError("rule.schema", value=shown(schema), expected=SCHEMA)
    for key in table:
        if key not in (*REQUIRED, *OPTIONAL, CLOCK, *CYCLE):
            known = ("schema", *REQUIRED, *OPTIONAL, CLOCK, *CYCLE)
            raise InputError("rule.unknown_key", key=key, keys=", ".join(known))
    for key in REQUIRED:
        if key not in table:
            raise InputError("rule.missing_key", key=key)
    for key, value in table.items():
        is_fit = type(value) is str if key == CLOCK else type(value) is int and abs(value) < 2**31
        if not is_fit:
            raise InputError("rule.clock" if key == CLOCK else "rule.whole_number", field=key, value=shown(value))
    return SamplingRule(**table)


def rule_toml(rule: SamplingRule) -> str:
    """Return a rule as RULE.toml; ``exempt_clock`` only where it is not the default.

    Clock and cycle have already made the frame, so a published rule does not need them.
    """
    lines = [f"schema = {SCHEMA}"]
    lines += [f"{name} = {getattr(rule, name)}" for name in (*REQUIRED, *OPTIONAL)]
    default = next(field.default for field in fields(SamplingRule) if field.name == CLOCK)
    if rule.exempt_clock != default:
        lines.append(f'{CLOCK} = "{rule.exempt_clock}"')
    return "\n".join(lines) + "\n"
