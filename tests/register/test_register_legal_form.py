"""The legal form of a business: its name first, its numbers where the name is silent."""

from types import SimpleNamespace

import pytest

from register.legal_form import entity_forms, legal_form


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Hộ kinh doanh Karaoke Ánh Sao", "household"), ("HỘ KD Hoa Mai", "household"), ("HKD Hoa Mai", "household"),
        ("Cty TNHH MTV Phương Nam", "limited"), ("Công ty TNHH một thành viên Phương Nam", "limited"),
        ("TNHH Hồng Phát", "limited"), ("Công ty cổ phần Du lịch", "joint_stock"), ("CTY CP Du lịch", "joint_stock"),
        ("DNTN Hồng Đào", "private_enterprise"), ("Doanh nghiệp tư nhân Hồng Đào", "private_enterprise"),
        ("Chi nhánh Công ty TNHH Sao", "limited"), ("CN Cty CP Sao", "joint_stock"), ("HTX Dịch vụ", "cooperative"),
        ("Công ty Sao Mai", "company"), ("Công ty hợp danh Sao", "partnership"),
        ("Karaoke Hộ Phòng", ""), ("Quán TNHH", ""), ("Hồng Kim Dung", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_name_tells(name: str, form: str) -> None:
    assert legal_form(name=name) == form


@pytest.mark.parametrize(
    ("reg_no", "tax_code", "form"),
    [
        ("45E8001234", "", "household"), ("45e-8001234", "", "household"), ("HKD-000123", "", "household"),
        ("3901234567", "3901234567", "company"), ("", "3901234567-001", "company"),
        # A tax code alone is a household's as often as a company's.
        ("", "3901234567", ""), ("12/2020", "3901234567", ""),
    ],
)  # fmt: skip
def test_numbers_tell_where_the_name_is_silent(reg_no: str, tax_code: str, form: str) -> None:
    assert legal_form(name="Karaoke Ánh Sao", reg_no=reg_no, tax_code=tax_code) == form
    assert legal_form(name="DNTN Ánh Sao", reg_no=reg_no, tax_code=tax_code) == "private_enterprise"


def test_an_entity_has_what_is_known_else_what_its_first_telling_establishment_has() -> None:
    def shop(id_: str, entity: str, name: str):
        return SimpleNamespace(id=id_, entity_id=entity, name=name, reg_no="", tax_code="")

    shops = [shop("2", "E", "DNTN Sao"), shop("1", "E", "Karaoke Sao"), shop("3", "E", "HKD Sao"),
             shop("4", "F", "HKD Sao"), shop("5", "G", "Sao")]  # fmt: skip
    assert entity_forms(shops, known={"F": "limited", "G": ""}) == {"F": "limited", "E": "private_enterprise"}
