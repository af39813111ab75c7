"""Landmarks in addresses, and what the gazetteer learns from pins set by hand."""

import pytest

from domain.places import CommuneKey, Hamlet, Landmark
from geo.landmarks import find_landmark, index_landmarks, post_of
from geo.learning import Pin, landmarks_named, learn

HA = CommuneKey(vintage="old", code="HA")
HOI = CommuneKey(vintage="old", code="HOI")


def landmark(name: str, commune: CommuneKey | None = HA, *, lon: float = 106.1) -> Landmark:
    return Landmark(commune=commune, name=name, lon=lon, lat=11.6, accuracy_m=200)


KNOWN = (
    landmark("Chợ Tân Hà", lon=106.01),
    landmark("UBND xã Tân Hà", lon=106.02),
    landmark("Ngã ba Tân Hà", lon=106.03),
    landmark("Chợ Tân Hội", HOI, lon=106.04),
    landmark("QL22B km 12", None, lon=106.05),
    landmark("QL22B km 14", None, lon=106.06),
    landmark("Trường THCS A", lon=106.07),
    landmark("Trường THCS A", lon=106.08),
)
INDEX = index_landmarks(KNOWN, commune_names={HA: "tan ha", HOI: "tan hoi"})


def found(address: str, commune: CommuneKey = HA) -> Landmark | None:
    return find_landmark(address, index=INDEX, is_here=lambda key: key in (None, commune))


@pytest.mark.parametrize(
    ("address", "lon"),
    [
        ("gần chợ Tân Hà", 106.01),
        ("GAN CHO TAN HA, xã Tân Hà", 106.01),
        ("gần chợ", 106.01),
        ("Đối diện UBND xã, ấp 3", 106.02),
        ("ngã ba Tân Hà", 106.03),
        ("QL22B km 12", 106.05),
        ("Km12 QL.22B, ấp 1", 106.05),
        ("Quốc lộ 22B, km 13+600", 106.06),
    ],
)
def test_an_address_names_its_landmark(address, lon):
    assert found(address).lon == lon


@pytest.mark.parametrize(
    "address",
    ["", "ấp 3", "cho thuê phòng", "gần chợ Tân Hội", "gần trường THCS A", "QL22B km 20", "ĐT785 km 12", "nhà ông Ba"],
)
def test_an_address_that_names_none_or_several_has_none(address):
    assert found(address) is None


def test_the_stated_commune_decides_which_market_is_meant():
    assert found("gần chợ", HOI).lon == 106.04


def test_the_accuracy_grows_with_the_distance_that_the_address_states():
    assert found("cách chợ Tân Hà 500 m").accuracy_m == 700
    assert found("cách chợ Tân Hà khoảng 1,5 km").accuracy_m == 1700
    assert found("QL22B km 12+300").accuracy_m == 500


def test_kilometre_posts_are_read_in_every_spelling():
    spellings = ["ql22b km 12+300", "km 12,3 quoc lo 22b", "ql 22b km12+300"]
    assert {post_of(text) for text in spellings} == {("ql22b", 12_300)}
    assert {post_of(text) for text in ("dt 785 km 4", "tinh lo 785, km4", "duong 785 km 4")} == {("dt785", 4000)}


def pin(
    address: str = "", *, hamlet: str = "", commune: CommuneKey = HA, at: tuple[float, float] = (106.1, 11.6)
) -> Pin:
    return Pin(commune=commune, hamlet=hamlet, address_raw=address, lon=at[0], lat=at[1])


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("gần chợ Tân Hà, xã Tân Hà", ["chợ Tân Hà"]),
        ("Tổ 3, đối diện trường THCS Suối Dây ấp 2", ["trường THCS Suối Dây"]),
        ("cạnh chợ Tân Hà xã Tân Hà", ["chợ Tân Hà"]),
        ("Ngã ba Bàu Đá, ấp 1", ["Ngã ba Bàu Đá"]),
        ("ĐT 785 km 4+50", ["DT785 km 4+050"]),
        ("gần nhà ông Nguyễn Văn Ba", []),
        ("cách chợ Tân Hà 500 m", []),
        ("ấp Tân Thuận, xã Tân Hà", []),
    ],
)
def test_only_places_are_learnt_never_persons(address, names):
    assert list(landmarks_named(address)) == names


def test_a_hamlet_stands_in_the_middle_of_its_pins():
    pins = [
        pin(hamlet=name, at=at)
        for name, at in [("Ấp Tân Thuận", (106.1, 11.6)), ("tân thuận", (106.2, 11.9)), ("Tân Thuận", (106.9, 11.7))]
    ]
    learnt = learn([*pins, pin(hamlet="Ấp 3"), pin(hamlet="Tân Thuận", commune=HOI)])
    assert [(h.commune, h.name, h.lon, h.lat) for h in learnt.hamlets] == [
        (HA, "Ấp 3", 106.1, 11.6),
        (HA, "Tân Thuận", 106.2, 11.7),
        (HOI, "Tân Thuận", 106.1, 11.6),
    ]
    assert learn(reversed([*pins, pin(hamlet="Ấp 3"), pin(hamlet="Tân Thuận", commune=HOI)])) == learnt


def test_what_the_office_wrote_stays():
    own = Hamlet(commune=HA, name="Ấp Tân Thuận", lon=106.5, lat=11.5)
    market = landmark("Chợ Tân Hà")
    learnt = learn([pin("gần chợ Tân Hà", hamlet="Tân Thuận")], hamlets=(own,), landmarks=(market,))
    assert (learnt.hamlets, learnt.landmarks) == ((own,), (market,))


def test_a_landmark_is_as_exact_as_its_pins_agree():
    # Two pins 0.01 degrees of latitude apart: the middle is 557 m from either.
    learnt = learn([pin("gần chợ Tân Hà"), pin("sát chợ Tân Hà", at=(106.1, 11.61))])
    (market,) = learnt.landmarks
    assert (market.name, market.lon, market.lat, market.accuracy_m) == ("chợ Tân Hà", 106.1, 11.605, 557)
    assert learn([pin("gần chợ Tân Hà")]).landmarks[0].accuracy_m == 200


def test_what_was_learnt_is_found_again():
    learnt = learn([pin("gần cây xăng số 5, ấp 1"), pin("QL22B km 12")])
    index = index_landmarks(learnt.landmarks, commune_names={HA: "tan ha"})
    for address in ("đối diện cây xăng số 5", "km 12 Quốc lộ 22B"):
        assert find_landmark(address, index=index, is_here=lambda key: key == HA) is not None, address
