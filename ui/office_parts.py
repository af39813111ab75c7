"""The office page's first tabs: letterhead and area, the rule in plain words, the table of types."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

import workflow
from domain.establishments import BusinessType, OpeningHours
from domain.places import Base
from domain.rounds import SamplingRule
from domain.units import clock_text, required_count
from ui.layout import split
from ui.map_layers import ground
from ui.meanwhile import begin_anew, part_key, round_of, seen_of, start_of, warn_changed
from ui.session import attempt, quietly, say, show_notice, succeeds, tell, workspace
from ui.tables import show_table
from ui.working_map import working_map
from workflow.office_fields import read_hours
from workflow.setting_up import OfficeView, UnitView

LETTERHEAD = {"name": 120, "superior": 120, "place": 60}
"""Lines of the letterhead, and how long each may be."""
CLOCKS = ("stricter", "calendar", "rolling")


def editor_key(name: str) -> str:
    """Return the key of an editor; after a save it is another one, so that what was typed is not added again."""
    return f"office_{name}_{round_of(name)}"


def save_button(part: str, function: Callable[..., object], /, **arguments: Any) -> None:
    """Show the button that keeps a part of which the page said what it saw; the page then runs again."""
    if st.button(say("office.save"), key=f"office_save_{part}", type="primary"):
        keep(part, function, **arguments, seen=seen_of(part))


def keep(part: str, function: Callable[..., object], /, **arguments: Any) -> None:
    """Call a workflow function, say that it went through, and run the page again."""
    if succeeds(function, **arguments):
        tell("office.saved")
        begin_anew(part)
    st.rerun()


def show_letterhead(view: OfficeView) -> None:
    """Show how the office signs, its area and its bases."""
    left, right = split(1, 1.2, name="unit")
    with left:
        st.subheader(say("office.letterhead"))
        kept = (view.office.name, view.office.superior, view.office.place)
        start = start_of("letterhead", kept)
        warn_changed("letterhead", kept)
        name, superior, place = (
            st.text_input(
                say(f"office.{field}"), value=value, max_chars=most, key=part_key("letterhead", f"office_{field}")
            )
            for field, value, most in zip(LETTERHEAD, start, LETTERHEAD.values(), strict=True)
        )
        save_button("letterhead", workflow.save_letterhead, name=name, superior=superior, place=place)
        _show_bases(view)
    with right:
        st.subheader(say("office.area"))
        st.caption(say("office.area_act", act=view.legal_act) if view.legal_act else say("office.area_lead"))
        layers = ground()
        if layers["ground"]:
            bases = [{"name": base.name, "lon": base.lon, "lat": base.lat} for base in view.office.bases]
            working_map({**layers, "bases": bases}, key="office_map", height="360px")
        show_table(unit_rows(view.units))


def unit_rows(units: Sequence[UnitView]) -> list[dict[str, object]]:
    """Return a row for each unit; former and later names only where some unit has them."""
    columns = {"unit": [unit.name for unit in units], "code": [unit.code for unit in units]}
    columns["former"] = [", ".join(unit.former_names) for unit in units]
    columns["later"] = [", ".join(unit.later_names) for unit in units]
    shown = {name: values for name, values in columns.items() if any(values)}
    headings = [say(f"office.column_{name}") for name in shown]
    return [dict(zip(headings, row, strict=True)) for row in zip(*shown.values(), strict=True)]


def _show_bases(view: OfficeView) -> None:
    st.subheader(say("office.bases"))
    st.caption(say("office.bases_help"))
    start = start_of("bases", view.office.bases)
    warn_changed("bases", view.office.bases)
    rows = [{"id": base.id, "name": base.name, "lon": base.lon, "lat": base.lat} for base in start]
    edited = st.data_editor(
        rows or [{"id": "", "name": "", "lon": None, "lat": None}], key=editor_key("bases"), placeholder="",
        num_rows="dynamic",
        width="stretch", hide_index=True,
        column_config={
            "id": st.column_config.TextColumn(say("office.column_code"), width="small"),
            "name": st.column_config.TextColumn(say("office.base_name")),
            "lon": st.column_config.NumberColumn(say("office.lon"), format="%.5f", width="small"),
            "lat": st.column_config.NumberColumn(say("office.lat"), format="%.5f", width="small"),
        },
    )  # fmt: skip
    bases = tuple(
        Base(id=text(row, "id"), name=text(row, "name"), lon=number(row, "lon", 999), lat=number(row, "lat", 999))
        for row in edited
        if any(text(row, key) for key in ("id", "name"))
    )
    save_button("bases", workflow.save_bases, bases=bases)


def show_rule(view: OfficeView) -> None:
    """Show the rule that new rounds start from, and what it means for the register of today."""
    rule, register = start_of("rule", view.rule), quietly(workflow.read_register)
    left, right = split(1, 1, name="rule")
    with left:
        st.write(say("office.rule_lead"))
        warn_changed("rule", view.rule)
        rate = _ask_percent("rate", rule.rate_bp)
        commune = _ask_percent("commune_floor", rule.commune_floor_bp)
        kind = _ask_percent("type_floor", rule.type_floor_bp)
        labels = {clock: say(f"office.clock_{clock}") for clock in CLOCKS}
        at = CLOCKS.index(rule.exempt_clock)
        clock = st.selectbox(
            say("office.clock"), CLOCKS, index=at, format_func=lambda key: labels[key],
            key=part_key("rule", "office_clock"),
        )  # fmt: skip
        changed = replace(
            rule, rate_bp=rate, commune_floor_bp=commune, type_floor_bp=kind,
            exempt_clock=clock,
        )  # fmt: skip
        save_button("rule", workflow.save_rule, rule=changed)
    with right, st.container(border=True):
        st.subheader(say("office.rule_means"))
        _show_meaning(changed, register.in_scope if register else 0)


def _ask_percent(name: str, value_bp: int) -> int:
    """Ask for a share in percent and return it in basis points."""
    key = part_key("rule", f"office_{name}")
    percent = st.number_input(say(f"office.{name}"), 0.0, 100.0, value_bp / 100, step=1.0, format="%.4g", key=key)
    return round(percent * 100)


def _show_meaning(rule: SamplingRule, registered: int) -> None:
    if not registered:
        st.write(say("office.rule_no_register"))
        return
    counts = {"need": required_count(registered, rule.rate_bp), "all": registered}
    st.html(f'<p class="figure">{say("office.rule_need", **counts)}</p>')
    communes = attempt(workflow.read_communes) or ()
    least = sum(required_count(commune.registered, rule.commune_floor_bp) for commune in communes)
    st.write(say("office.rule_floor", least=least, communes=len(communes)))
    st.caption(say("office.rule_rounds"))


def show_types(view: OfficeView) -> None:
    """Show the types as a table to edit: when, how long, with whom."""
    st.write(say("office.types_lead"))
    start = start_of("types", view.types)
    warn_changed("types", view.types)
    labels = workflow.agency_labels(workspace())
    edited = st.data_editor(
        [_type_row(kind, labels) for kind in start], key=editor_key("types"), height="content",
        placeholder="", num_rows="dynamic",
        width="stretch", hide_index=True,
        column_config={
            "code": st.column_config.TextColumn(say("office.column_code"), width="small", required=True),
            "label": st.column_config.TextColumn(say("office.type_label"), required=True),
            "hours": st.column_config.TextColumn(say("office.type_hours"), help=say("office.type_hours_help")),
            "minutes": st.column_config.NumberColumn(say("office.type_minutes"), min_value=1, max_value=480, step=1),
            "agencies": st.column_config.MultiselectColumn(say("office.agencies"), options=list(labels.values())),
            "aliases": st.column_config.TextColumn(say("office.type_aliases"), width="large"),
        },
    )  # fmt: skip
    if st.button(say("office.save"), key="office_save_types", type="primary"):
        types = attempt(lambda *_: types_from_rows(edited, start, codes_of(labels)))
        if types is None:
            show_notice()
        else:
            keep("types", workflow.save_types, types=types, seen=seen_of("types"))


def _type_row(kind: BusinessType, labels: Any) -> dict[str, Any]:
    hours = "; ".join(f"{clock_text(window.from_s)}-{clock_text(window.to_s)}" for window in kind.windows)
    return {
        "code": kind.code,
        "label": kind.label,
        "hours": hours,
        "minutes": kind.service_s // 60,
        "agencies": [labels.get(agency, agency) for agency in kind.agencies],
        "aliases": "; ".join(kind.aliases),
    }


def types_from_rows(
    rows: Sequence[dict[str, Any]], known: Sequence[BusinessType], codes: dict[str, str]
) -> tuple[BusinessType, ...]:
    """Return the types that an edited table says; points of a new one are 0 until the points card has some."""
    before = {kind.code: kind for kind in known}
    types = []
    for row in rows:
        code = text(row, "code").upper()
        if not code:
            continue
        types.append(
            BusinessType(
                code=code,
                label=text(row, "label"),
                windows=_windows(text(row, "hours"), code),
                service_s=60 * int(number(row, "minutes", 0)),
                agencies=tuple(codes.get(label, label) for label in row.get("agencies") or ()),
                points=before[code].points if code in before else 0,
                aliases=tuple(part.strip() for part in text(row, "aliases").split(";") if part.strip()),
            )
        )
    return tuple(types)


def _windows(hours: str, code: str) -> tuple[OpeningHours, ...]:
    return tuple(read_hours(part, key=code) for part in hours.split(";") if part.strip())


def codes_of(labels: Any) -> dict[str, str]:
    """Return labels to codes, the other way round."""
    return {label: code for code, label in labels.items()}


def text(row: dict[str, Any], name: str) -> str:
    """Return the text of an edited cell, empty where nothing stands."""
    value = row.get(name)
    return "" if value is None or value != value else str(value).strip()


def number(row: dict[str, Any], name: str, default: float) -> float:
    """Return the number of an edited cell, a default where nothing stands."""
    value = row.get(name)
    return default if value is None or value != value else float(value)
