"""The defences against what comes in and goes out as a file or a name, see ``door_defences``."""

from mutants import Mutant

HOSTILE_FILE = "tests/register/test_register_hostile.py"
INTAKE = "tests/workflow/test_workflow_results_intake.py"
REFUSED_FILE = f"{INTAKE}::test_a_refused_file_leaves_a_line_of_the_audit_and_nothing_of_itself"
SHEET_FILES = "tests/documents/test_documents_sheet_files.py::test_hostile_names_stay_names"

COMING_IN = (
    Mutant(
        name="bomb by its ratio", file="register/archive.py",
        old="entry.file_size > MAX_RATIO * max(entry.compress_size, 1)", new="entry.file_size > MAX_TOTAL_BYTES",
        tests=(f"{HOSTILE_FILE}::test_a_bomb_is_refused_by_its_ratio",),
    ),
    Mutant(
        name="bomb by its size", file="register/archive.py",
        old="    if sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:", new="    if not entries:",
        tests=(f"{HOSTILE_FILE}::test_a_bomb_is_refused_by_its_size",),
    ),
    Mutant(
        name="size that lies", file="register/archive.py",
        old="        part = archive.read(name)\n        if not name",
        new='        part = archive.read(name) if name.endswith(".rels") else b""\n        if not name',
        tests=(f"{HOSTILE_FILE}::test_a_lying_size_is_found_when_the_part_is_read",),
    ),
    Mutant(
        name="name that leaves the archive", file="register/archive.py",
        old="        if _is_unsafe_name(entry.filename):", new="        if not entry.filename:",
        tests=(f"{HOSTILE_FILE}::test_names_that_leave_the_archive",),
    ),
    Mutant(
        name="document types", file="register/archive.py",
        old='    if b"<!DOCTYPE" in part or b"<!ENTITY" in part or ', new="    if ",
        tests=(f"{HOSTILE_FILE}::test_document_types_are_refused_in_any_coding",),
    ),
    Mutant(
        name="parent of a reading", file="register/confined.py",
        old="        _watch(child, request, ends_at)\n", new="",
        tests=("tests/register/test_register_confined.py::test_a_child_that_only_waits_is_ended_by_its_parent",),
    ),
    Mutant(
        name="name of an upload", file="workflow/open_proposal.py",
        old='folder / f"{secrets.token_hex(16)}.{suffix if suffix in suffixes else suffixes[0]}"', new="folder / name",
        tests=("tests/workflow/test_workflow_proposing.py::"
               "test_a_name_from_outside_gives_an_upload_no_more_than_its_ending",),
    ),
    Mutant(
        name="mark of a sheet", file="workflow/results_admission.py",
        old="    return not hmac.compare_digest(marked, signed.mark)", new="    return not marked",
        tests=(REFUSED_FILE,),
    ),
    Mutant(
        name="file without a mark", file="workflow/results_admission.py",
        old="    if not signed.mark and actor.role is not AccountRole.TEAM:",
        new="    if not signed.mark and actor.role is AccountRole.LEADER:", tests=(REFUSED_FILE,),
    ),
    Mutant(
        name="another team's results", file="workflow/results_admission.py",
        old="    if actor.role is AccountRole.TEAM and actor.team != found.shift.team:", new="    if not actor.role:",
        tests=(REFUSED_FILE,),
    ),
    Mutant(
        name="revoked tablet", file="workflow/results_admission.py",
        old="    if sheet.epoch != epoch:", new="    if sheet.epoch > epoch:",
        tests=(f"{INTAKE}::test_a_revoked_tablet_is_refused_also_with_its_good_mark",),
    ),
    Mutant(
        name="results before the reveal", file="workflow/results_admission.py",
        old='    return found if is_revealed(opens, now=now, last_look=look) else "not_revealed"',
        new="    return found",
        tests=(f"{INTAKE}::test_a_shift_that_was_not_revealed_is_refused",),
    ),
    Mutant(
        name="persons in a note", file="workflow/results_reading.py",
        old="        note=lint(without_numbers(result.note), index),", new="        note=without_numbers(result.note),",
        tests=(f"{INTAKE}::test_persons_are_masked_before_anything_is_kept_and_counted",),
    ),
)  # fmt: skip

GOING_OUT = (
    Mutant(
        name="escape", file="ui/tables.py", old='return f"<td>{escape(str(value))}</td>"',
        new='return f"<td>{value}</td>"', tests=("tests/ui/test_ui_values.py",),
    ),
    Mutant(
        name="names in markdown", file="ui/session.py",
        old=r'''f"\\{letter}" if letter in "\\`*_{}[]()<>#+-.!|$~:&" else letter for letter''', new="letter for letter",
        tests=("tests/ui/test_ui_values.py::test_names_are_not_markdown",),
    ),
    Mutant(
        name="names on a plain page", file="access/pages.py", old="autoescape=True", new="autoescape=False",
        tests=("tests/access/test_access_pages.py::test_a_value_of_a_page_stays_text",),
    ),
    Mutant(
        name="names on a map of communes", file="documents/commune_map.py",
        old='[quote(str(name)) for name in frame["name"]]', new='[str(name) for name in frame["name"]]',
        tests=("tests/documents/test_documents_coverage_map.py::test_hostile_names_stay_text",),
    ),
    Mutant(
        name="names on a map of places", file="documents/place_map.py",
        old="[quote(plain_text(one.title)) for one in rows]", new="[plain_text(one.title) for one in rows]",
        tests=("tests/documents/test_documents_gis.py::test_the_planners_maps_are_offline_and_keep_text_as_text",),
    ),
    Mutant(
        name="names in KML", file="documents/kml.py", old="    kml.parsetext(parse=False)\n", new="",
        tests=(SHEET_FILES,),
    ),
    Mutant(
        name="letters that are not seen", file="documents/sheet_paper.py",
        old='_UNSEEN.sub(" ", str(text)).strip()', new="str(text).strip()", tests=(SHEET_FILES,),
    ),
    Mutant(
        name="names on a route sheet", file="documents/route_sheet.py",
        old="<b>{escape(plain_text(stop['name']))}</b>", new="<b>{plain_text(stop['name'])}</b>",
        tests=("tests/documents/test_documents_route_sheet.py::test_hostile_names_make_no_element",),
    ),
    Mutant(
        name="names in a paper of Word", file="documents/docx_render.py", old="autoescape=True", new="autoescape=False",
        tests=("tests/documents/test_documents_docx_hostile.py::test_a_hostile_name_stays_a_name_in_every_paper",),
    ),
    Mutant(
        name="cells of XLSX", file="documents/workbook_sheet.py",
        old="        sheet.write_string(row, column, value, form)",
        new='        (sheet.write_formula if value.startswith("=") else sheet.write_string)(row, column, value, form)',
        tests=("tests/documents/test_documents_plan_workbook.py::test_no_formula_and_no_link",),
    ),
    Mutant(
        name="cells of CSV", file="documents/round_archive.py",
        old="""return f"'{text}" if text.startswith(LIVE) else text""", new="return text",
        tests=("tests/documents/test_documents_round_archive.py::test_no_cell_is_live_and_none_breaks_its_row",),
    ),
)  # fmt: skip
