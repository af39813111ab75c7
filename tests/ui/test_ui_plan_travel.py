"""What the planner is told of a plan's travel and secrecy, and how a commune of both maps is named."""

import pytest
from streamlit.testing.v1 import AppTest

from domain.accounts import AccountRole
from domain.issues import Issue, Severity
from ui.wording import commune_text
from workflow.travel_marks import TravelMarks, WayMarks
from workflow.warning_groups import SecrecyView

SCRIPT = """
from datetime import date
from domain.rounds import Round, RoundStatus, SamplingRule
from ui.plan_secrecy import show_secrecy
from ui.plan_travel import ask_vehicle, show_travel
from workflow.plan_views import PlanView
import streamlit as st

found = Round(id="D2027-01", title="", starts_on=date(2027, 3, 8), ends_on=date(2027, 3, 12), rule=SamplingRule(),
    status=RoundStatus.PLANNED, teams=())
plan = PlanView(round=found, version=1, registered=10, required=2, selected=2, must=0, risk=2, lottery=0, shifts_used=0,
    rules_broken=0, travel_source="x", communes_reached=1, communes_all=1, shifts=(), unassigned=(),
    names={"CS1": "Sao <b>", "CS2": "Trăng"}, far=st.session_state["far"])
show_travel(plan)
show_secrecy(plan)
st.write(ask_vehicle())
"""
FAR = (
    Issue(code="far_from_road", severity=Severity.CHECK, establishment_id="CS1", params={"metres": 450}),
    Issue(code="no_road", severity=Severity.CHECK, establishment_id="CS2", params={}),
)
WAY = WayMarks(shift="d8", has_ferry=True, track_m=300, has_line=True)
PLAIN = WayMarks(shift="d9", has_ferry=False, track_m=0, has_line=True, border_m=0)
BORDER = WayMarks(shift="d10", has_ferry=False, track_m=0, has_line=True, border_m=2300)


@pytest.fixture
def shown(tmp_path, become, serve_from, monkeypatch):
    """Return a function that shows given marks to a planner and returns the page."""
    serve_from(tmp_path)
    become(AccountRole.PLANNER)

    def show(marks, secrecy=None, far=()):
        monkeypatch.setattr("workflow.travel_marks.read_marks", lambda *_, **__: marks)
        monkeypatch.setattr("workflow.warning_groups.read_secrecy", lambda *_, **__: secrecy)
        app = AppTest.from_string(SCRIPT, default_timeout=60)
        app.session_state["far"] = far
        app.run()
        assert not app.exception
        return app

    return show


def html_of(app):
    return "\n".join(str(element.proto) for element in app.main if hasattr(element, "proto"))


def test_an_estimate_is_told_with_its_error_and_roads_with_their_vehicle(shown):
    plain = shown(TravelMarks(source="estimate", vehicle="car"))
    assert "ước tính" in plain.warning[0].value and "đường chim bay" in plain.warning[0].value
    measured = shown(TravelMarks(source="estimate", vehicle="car", error_permille=142))
    assert "14,2 %" in measured.warning[0].value.replace("\\", "")
    roads = shown(TravelMarks(source="valhalla", vehicle="motorbike"))
    assert not roads.warning
    assert any("Valhalla" in one.value and "Xe máy" in one.value for one in roads.caption)
    assert roads.selectbox[0].value == "car" and roads.selectbox[0].options == ["Ô tô", "Xe máy"]


def test_places_far_from_a_road_and_ways_to_heed_are_listed_and_plain_ways_are_not(shown):
    app = shown(TravelMarks(source="valhalla", vehicle="car", ways={"d8": WAY, "d9": PLAIN}), far=FAR)
    labels = [section.label for section in app.expander]
    assert labels[0].startswith("2 cơ sở xa đường") and len(labels) == 2
    text = "\n".join(str(part.proto) for section in app.expander for part in section)
    assert "450 m" in text and "&lt;b&gt;" in text and "<b>" not in text
    assert "qua ph" in text and "300 m" in text and "d9" not in text
    assert not shown(TravelMarks(source="valhalla", vehicle="car", ways={"d9": PLAIN})).expander


def test_ways_near_the_border_are_told_with_how_near_that_is(shown):
    marks = TravelMarks(source="valhalla", vehicle="car", ways={"d10": BORDER, "d9": PLAIN}, border_within_m=1000)
    (section,) = shown(marks).expander
    text = "\n".join(str(part.proto) for part in section)
    assert "2300 m (c" in text and "d9" not in text
    assert "1000 m" in section.caption[0].value and "cần kiểm tra" in section.caption[0].value
    alone = TravelMarks(source="valhalla", vehicle="car", ways={"d8": WAY}, border_within_m=1000)
    assert not shown(alone).expander[0].caption


def test_the_secret_is_told_in_one_sentence_each(shown):
    from fractions import Fraction

    kept = SecrecyView(
        groups=3, kept=2, simultaneous=1, apart=(("CS1", "CS2"),), within_s=10_800, is_checked=False,
        day_share=Fraction(1, 6), weekday_share=Fraction(1, 4), place_share=Fraction(2, 5),
    )  # fmt: skip
    texts = [one.value for one in shown(TravelMarks(source="valhalla", vehicle="car"), kept).text]
    assert "khoảng 1/6" in texts[0] and "40,0 %" in texts[0]
    assert "2 nhóm (66,6 %)" in texts[1] and "3 giờ" in texts[1]
    sure = SecrecyView(
        groups=0, kept=0, simultaneous=0, apart=(), within_s=10_800, is_checked=True, day_share=Fraction(1),
        weekday_share=Fraction(1), place_share=Fraction(1),
    )  # fmt: skip
    app = shown(TravelMarks(source="valhalla", vehicle="car"), sure)
    assert "100,0 %" in app.text[0].value and not any("khởi đầu" in one.value for one in app.caption)


def test_a_commune_is_named_with_its_former_unit_where_that_is_another(words):
    assert commune_text(words, "xã Tân Hòa", "xã Suối Ngô") == "xã Tân Hòa (trước là xã Suối Ngô)"
    assert commune_text(words, "xã Tân Hòa", "") == commune_text(words, "xã Tân Hòa", "xã Tân Hòa") == "xã Tân Hòa"
