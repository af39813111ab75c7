"""Whether what a result names is known to the office's rules."""

from collections.abc import Collection, Iterable

from domain.visits import VisitResult
from workflow.reference import Reference


def unknown_code(reference: Reference, result: VisitResult) -> tuple[str, str] | None:
    """Return the list and the code that the rules do not know, the first one; None where all are known.

    A code that was in force on another day is known: a team writes with the
    lists that its sheet had.
    """
    rules = reference.field_rules
    known: dict[str, tuple[Iterable[str], Collection[str]]] = {
        "findings": ([one.code for one in result.findings], {rule.code for rule in rules.findings}),
        "actions": ([one.action for one in result.findings], {"", *(rule.code for rule in rules.actions)}),
        "checks": (result.checks, {rule.code for rule in rules.checklists}),
        "regulations": (result.regulations, {rule.code for rule in rules.regulations}),
        "tasks": (result.tasks, {rule.code for rule in rules.tasks}),
        "agencies": (result.agencies, set(reference.agencies)),
    }
    for name, (used, codes) in known.items():
        if missing := next((code for code in used if code not in codes), None):
            return name, missing
    return None
