"""The office page's teams: one at a time, with its territory and what it is recused from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

import workflow
from domain.places import CommuneKey
from domain.teams import Team, TeamLevel
from ui.confirming import ask_first
from ui.layout import split
from ui.meanwhile import begin_anew, part_key, seen_of, start_of, warn_changed
from ui.office_parts import keep
from ui.session import attempt, say, succeeds, tell, workspace
from ui.tables import show_table
from workflow.setting_up import OfficeView

NEW = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choices:
    """Hold what may be chosen, each with its name."""

    bases: Mapping[str, str]
    agencies: Mapping[str, str]
    units: Mapping[CommuneKey, str]
    every_unit: Mapping[CommuneKey, str]
    owners: Mapping[str, str]


def show_teams(view: OfficeView) -> None:
    """Show the teams, and one of them to change."""
    choices = _choices(view)
    narrow, wide = split(1, 1.4, name="teams")
    with narrow:
        st.write(say("office.teams_lead"))
        if not view.teams:
            st.info(say("office.no_teams"))
        show_table([_row(team, choices) for team in view.teams])
    with wide, st.container(border=True):
        if not view.office.bases:
            st.info(say("office.teams_need_base"))
            return
        start = start_of("teams", view.teams)
        warn_changed("teams", view.teams)
        names = {team.id: team.name for team in start}
        asked = st.selectbox(
            say("office.team"), [*names, NEW], format_func=lambda key: names.get(key, say("office.new_team"))
        )
        team = next((team for team in start if team.id == asked), None)
        _show_form(start, team, choices)


def _choices(view: OfficeView) -> _Choices:
    known = workflow.places_of(workspace()).communes
    own = set(view.office.communes)
    names = {commune.key: f"{commune.kind} {commune.name}" for commune in known}
    old = {key: name if key in own else say("office.old_unit", name=name) for key, name in names.items()}
    return _Choices(
        bases={base.id: base.name for base in view.office.bases},
        agencies=workflow.agency_labels(workspace()),
        units={key: names[key] for key in view.office.communes if key in names},
        every_unit=dict(sorted(old.items(), key=lambda item: (item[0] not in own, item[1]))),
        owners=attempt(workflow.list_owners) or {},
    )


def _row(team: Team, choices: _Choices) -> dict[str, object]:
    recused = [choices.every_unit.get(key, key.code) for key in team.recused_communes]
    recused += [choices.owners.get(owner, owner) for owner in team.recused_entities]
    return {
        say("office.team"): team.name,
        say("office.agencies"): ", ".join(choices.agencies.get(a, a) for a in team.agencies),
        say("office.territory"): ", ".join(choices.units.get(key, key.code) for key in team.territory)
        or say("office.whole_area"),
        say("office.recused"): ", ".join(recused) or "–",
    }


def _show_form(teams: Sequence[Team], team: Team | None, choices: _Choices) -> None:
    """Show one team's form; every widget's key bears the team, so that another team shows its own values."""
    of = team.id if team else "new"
    key = part_key("teams", of)
    blank = Team(id="", name="", level=TeamLevel.AREA, base=next(iter(choices.bases)), agencies=())
    start = team or replace(blank, id=_next_id(teams))
    name = st.text_input(say("office.team_name"), value=start.name, key=f"team_name_{key}", max_chars=120)
    level = st.segmented_control(
        say("office.level"), list(TeamLevel), default=start.level, key=f"team_level_{key}", required=True,
        format_func=lambda one: say(f"office.level_{one}"),
    )  # fmt: skip
    territory = _ask(say("office.territory"), choices.units, start.territory, key=f"team_area_{key}")
    bases = list(choices.bases)
    at = bases.index(start.base) if start.base in bases else 0
    base = st.selectbox(
        say("office.base"), bases, index=at, key=f"team_base_{key}", format_func=lambda one: choices.bases[one]
    )
    agencies = _ask(say("office.agencies"), choices.agencies, start.agencies, key=f"team_agencies_{key}")
    st.caption(say("office.recused_help"))
    communes = _ask(say("office.recused_units"), choices.every_unit, start.recused_communes, key=f"team_units_{key}")
    owners = _ask(say("office.recused_owners"), choices.owners, start.recused_entities, key=f"team_owners_{key}")
    changed = Team(
        id=start.id, name=name.strip(), level=TeamLevel(level or TeamLevel.AREA), base=base, agencies=agencies,
        territory=territory, recused_communes=communes, recused_entities=owners,
    )  # fmt: skip
    others = [changed if one.id == start.id else one for one in teams]
    saves, removes = st.columns(2)
    if saves.button(say("office.save"), key=f"team_save_{of}", type="primary"):
        crews = (*others, *(() if team else (changed,)))
        keep("teams", workflow.save_teams, crews=crews, seen=seen_of("teams"))
    if team:
        ask = say("office.remove_team_ask", name=team.name)
        label, do = say("office.remove_team"), say("office.remove_team_do")
        with removes:
            ask_first(label, ask, do, key=f"team_remove_{of}", on_click=_remove, args=(tuple(teams), team.id))


def _remove(teams: tuple[Team, ...], gone: str) -> None:
    crews = tuple(one for one in teams if one.id != gone)
    if succeeds(workflow.save_teams, crews=crews, seen=seen_of("teams")):
        begin_anew("teams")
        tell("office.saved")


def _ask(label: str, names: Mapping, chosen: Sequence, *, key: str) -> tuple:  # type: ignore[type-arg]
    """Ask for some of many; what is chosen but no longer known stays to be seen."""
    options = [*names, *(one for one in chosen if one not in names)]
    return tuple(
        st.multiselect(
            label, options, default=list(chosen), key=key, placeholder=say("office.choose"),
            format_func=lambda one: names.get(one, str(one)),
        )
    )  # fmt: skip


def _next_id(teams: Sequence[Team]) -> str:
    taken = {team.id for team in teams}
    return next(f"T{number}" for number in range(1, len(taken) + 2) if f"T{number}" not in taken)
