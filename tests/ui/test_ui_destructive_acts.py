"""Acts that take something away: each stands on a checked-in list, is asked first, and comes back or says why not."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

import access.administration
import workflow

UI = Path(__file__).resolve().parents[2] / "ui"
ACTS = tomllib.loads((Path(__file__).parent / "destructive_acts.toml").read_text(encoding="utf-8"))["act"]
TAKES_AWAY = re.compile(
    r"(drop|remove|close|revoke|abandon|withdraw|discard|stop|undo|restore|dismiss|reject|seal|clear|delete|forget|"
    r"substitute|override|reveal|give|purge|erase)_?[a-z_]*"
)
READS = frozenset({"stop_types", "sealed_at", "clear_signs", "purge_plan"})
"""Names that begin alike and take nothing away."""
ASKING = {"popover", "ask_first", "form"}


def trees() -> dict[str, ast.Module]:
    return {path.stem: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(UI.glob("*.py"))}


def named_acts(tree: ast.Module) -> set[str]:
    """Return the functions of workflow and access that a page uses and that take something away by their name."""
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("access")
        for alias in node.names
    }
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "workflow"
    }
    return {name for name in used | imported if TAKES_AWAY.fullmatch(name) and name not in READS}


def is_asked(tree: ast.Module, callback: str) -> bool:
    """Tell whether each use of a callback is within a question: a popover, a form, or ui.confirming."""
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    uses = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == callback]
    return bool(uses) and all(any(_asks(above) for above in _above(use, parents)) for use in uses)


def _above(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> list[ast.AST]:
    chain = []
    while node in parents:
        node = parents[node]
        chain.append(node)
    return chain


def _asks(node: ast.AST) -> bool:
    calls = [node] if isinstance(node, ast.Call) else []
    if isinstance(node, ast.With):
        calls = [item.context_expr for item in node.items if isinstance(item.context_expr, ast.Call)]
    return any(_name(call.func) in ASKING for call in calls)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def holder(tree: ast.Module, call: str) -> str:
    """Return the function of a page in which an act is called."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and any(
            _name(one) == call for one in ast.walk(node) if isinstance(one, ast.Attribute | ast.Name)
        ):
            return node.name
    raise AssertionError(f"{call} is called nowhere on that page")


def test_every_act_stands_on_the_list() -> None:
    listed = {(act["page"], act["call"]) for act in ACTS}
    found = {(page, call) for page, tree in trees().items() for call in named_acts(tree)}
    assert found - listed == set(), "an act that takes something away is not on the list"
    assert {(page, call) for page, call in listed if TAKES_AWAY.fullmatch(call)} - found == set()


@pytest.mark.parametrize("act", ACTS, ids=lambda act: f"{act['page']}-{act['call']}")
def test_it_is_asked_first_and_comes_back_or_says_why_not(act: dict[str, str]) -> None:
    assert ("undo" in act) != ("why_not" in act)
    if "undo" in act:
        assert hasattr(workflow, act["undo"]) or hasattr(access.administration, act["undo"])
    else:
        assert len(act["why_not"]) > 40
    assert act["asks"] in ("popover", "form", "difference") or (act["asks"] == "none" and "undo" in act)
    if act["asks"] in ("popover", "form"):
        tree = trees()[act["page"]]
        assert is_asked(tree, act.get("callback") or holder(tree, act["call"]))


def test_a_bare_button_is_found_out() -> None:
    tree = ast.parse("def _drop():\n    workflow.drop_it()\ndef show():\n    st.button('x', on_click=_drop)\n")
    assert named_acts(tree) == {"drop_it"}
    assert not is_asked(tree, holder(tree, "drop_it"))
