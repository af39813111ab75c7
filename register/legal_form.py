"""The legal form of a business, read from its name and its numbers; nothing is asked of its owner."""

import re
from collections.abc import Iterable, Mapping

from domain.establishments import Establishment
from register.fold import fold

BY_NAME = (
    ("cooperative", r"(lien hiep )?hop tac xa|htx"),
    ("private_enterprise", r"doanh nghiep tu nhan|dntn"),
    ("joint_stock", r"(cong ty|cty|ct) (co phan|cp)"),
    ("partnership", r"(cong ty|cty|ct) hop danh"),
    ("limited", r"((cong ty|cty|ct) )?(trach nhiem huu han|tnhh)"),
    ("company", r"cong ty|cty"),
    ("household", r"ho kinh doanh|ho kd|hkd|ho gia dinh kinh doanh"),
)
"""What a folded name begins with, after a branch's own words."""
BRANCH = r"(chi nhanh|cn|van phong dai dien|dia diem kinh doanh)( cua)? "
_HOUSEHOLD_NUMBER = re.compile(r"(hkd\W?\d+|\d{2}[a-z]\W?\d{6,8})", re.IGNORECASE)
"""Registration numbers of households: province, district letter, number; or as some offices write it."""
_BRANCH_NUMBER = re.compile(r"\d{10}-\d{3}")
_ENTERPRISE_NUMBER = re.compile(r"\d{10}")


def legal_form(*, name: str, reg_no: str = "", tax_code: str = "") -> str:
    """Return the code of a legal form, "" where neither name nor numbers tell; words stand under ``legal_form``.

    Notes
    -----
    The name goes first. A tax code of ten digits that stands also as the
    registration number is an enterprise's, whose form only the name would tell.

    Examples
    --------
    >>> legal_form(name="Cty TNHH MTV Phương Nam"), legal_form(name="DNTN Hồng Đào")
    ('limited', 'private_enterprise')
    >>> legal_form(name="Karaoke Ánh Sao", reg_no="45E8001234"), legal_form(name="Karaoke Ánh Sao")
    ('household', '')
    """
    words = re.sub(f"^{BRANCH}", "", f"{fold(name)} ")
    for code, beginning in BY_NAME:
        if re.match(rf"({beginning})\b", words):
            return code
    if _HOUSEHOLD_NUMBER.fullmatch(reg_no.strip()):
        return "household"
    is_enterprise = bool(_ENTERPRISE_NUMBER.fullmatch(tax_code)) and reg_no.strip() == tax_code
    return "company" if is_enterprise or _BRANCH_NUMBER.fullmatch(tax_code) else ""


def entity_forms(establishments: Iterable[Establishment], *, known: Mapping[str, str]) -> dict[str, str]:
    """Return the legal form of each entity: the one known, else what its first establishment that tells has."""
    forms = {id_: form for id_, form in known.items() if form}
    for one in sorted(establishments, key=lambda e: e.id):
        if one.entity_id not in forms:
            found = legal_form(name=one.name, reg_no=one.reg_no, tax_code=one.tax_code)
            if found:
                forms[one.entity_id] = found
    return forms
