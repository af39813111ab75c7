"""The same small list in every container that offices send."""

from corpus.notation import Book

LIST = {
    "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã | Số phòng | Ngày cấp |
| 1 | Hương Sen | Nhà nghỉ | Ấp Tân Thuận, tổ 2 | Tân Hưng | 12 | 05/03/2019 |
| 2 | Ánh Dương | Karaoke | Ấp 2; gần chợ | Suối Ngô | 4 | 12/11/2022 |
| 3 | Đồng Quê | Quán nhậu | Ấp 3 | Thạnh Đông | | |
""",
}
TYPED = {
    "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã | Số phòng | Ngày cấp |
| #1 | Hương Sen | Nhà nghỉ | Ấp Tân Thuận, tổ 2 | Tân Hưng | #12 | @2019-03-05 |
| #2 | Ánh Dương | Karaoke | Ấp 2; gần chợ | Suối Ngô | #4 | @2022-11-12 |
| #3 | Đồng Quê | Quán nhậu | Ấp 3 | Thạnh Đông | | |
""",
}
TRUTH = """
| at | name | type | hamlet | unit | rooms | licence_on |
| 2 | Hương Sen | NHANGHI | Ấp Tân Thuận | o:Tân Hưng | 12 | 2019-03-05 |
| 3 | Ánh Dương | KARAOKE | | o:Suối Ngô | 4 | 2022-11-12 |
| 4 | Đồng Quê | NHAHANG | Ấp 3 | o:Thạnh Đông | - | - |
"""


BOOKS = (
    Book(id="xlsx_with_typed_cells", sheets=TYPED, truth=TRUTH),
    Book(id="xls_of_excel_97", sheets=TYPED, truth=TRUTH, form="xls"),
    Book(id="ods_with_repeated_cells", sheets=TYPED, truth=TRUTH, form="ods"),
    Book(id="xlsx_that_calls_itself_xls", sheets=TYPED, truth=TRUTH, form="xlsx as xls"),
    Book(id="html_page_that_calls_itself_xls", sheets=LIST, truth=TRUTH, form="html as xls"),
    Book(id="csv_semicolon_without_mark", sheets=LIST, truth=TRUTH, form="csv ; utf-8"),
    Book(id="csv_comma_with_mark", sheets=LIST, truth=TRUTH, form="csv , utf-8-sig"),
    Book(id="csv_tab_utf16_with_mark", sheets=LIST, truth=TRUTH, form="csv tab utf-16"),
    Book(id="csv_semicolon_utf16_without_mark", sheets=LIST, truth=TRUTH, form="csv ; utf-16-le"),
    Book(id="csv_semicolon_windows_1258", sheets=LIST, truth=TRUTH, form="csv ; cp1258"),
    Book(
        id="csv_in_an_abc_font",
        sheets=LIST,
        truth=TRUTH,
        form="csv ; tcvn3",
        recode={"none": "tcvn3"},
    ),
    # Excel swallows the line "sep=;" and calls the next one row 1.
    Book(id="csv_whose_first_line_names_its_delimiter", sheets=LIST, truth=TRUTH, form="csv ; utf-8 sep"),
)
