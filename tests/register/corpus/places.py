"""Which commune of which map a row names, and where its coordinates stand."""

from corpus.notation import Book

BOOKS = (
    Book(
        id="short_forms_of_commune_names",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Hoa Mai | Karaoke | TT. Tân Châu |
| 2 | Hoa Sứ | Karaoke | x.Tân Hà |
| 3 | Hoa Lan | Karaoke | X. Suối Ngô, H. Tân Châu |
| 4 | Hải Âu | Karaoke | Ttr Tân Châu |
| 5 | Bồ Câu | Karaoke | THẠNH ĐÔNG |
| 6 | Tây Đô | Karaoke | xã Tân Hiệp, huyện Tân Châu, tỉnh Tây Ninh |
""",
        },
        truth="""
| at | unit | now |
| 2 | o:Tân Châu | Tân Châu |
| 3 | o:Tân Hà | Tân Đông |
| 4 | o:Suối Ngô | Tân Hòa |
| 5 | o:Tân Châu | Tân Châu |
| 6 | o:Thạnh Đông | Tân Châu |
| 7 | o:Tân Hiệp | Tân Hội |
""",
    ),
    Book(
        id="commune_only_inside_the_address",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ |
| 1 | Hoa Mai | Karaoke | Ấp Tân Thuận, xã Tân Hưng |
| 2 | Hoa Sứ | Karaoke | Tổ 5, KP2, TT Tân Châu |
| 3 | Hoa Lan | Karaoke | Số 12, đường ĐT 785, ấp 3, xã Tân Hiệp, huyện Tân Châu, tỉnh Tây Ninh |
| 4 | Hải Âu | Karaoke | Ấp 2 - xã Suối Ngô - huyện Tân Châu |
| 5 | Bồ Câu | Karaoke | ấp 1 Tân Hà |
""",
        },
        truth="""
| at | hamlet | unit | now |
| 2 | Ấp Tân Thuận | o:Tân Hưng | Tân Phú |
| 3 | KP2 | o:Tân Châu | Tân Châu |
| 4 | ấp 3 | o:Tân Hiệp | Tân Hội |
| 5 | Ấp 2 | o:Suối Ngô | Tân Hòa |
| 6 | ấp 1 | o:Tân Hà | Tân Đông |
""",
    ),
    Book(
        id="addresses_by_roads_and_landmarks",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | Hoa Mai | Karaoke | ĐT 785, ấp 3 | Tân Hiệp |
| 2 | Hoa Sứ | Karaoke | gần chợ Tân Hà | Tân Hà |
| 3 | Hoa Lan | Karaoke | QL22B km 12 | Thạnh Đông |
| 4 | Hải Âu | Karaoke | đường đi Tân Hà, ấp 4 | Tân Đông |
| 5 | Bồ Câu | Karaoke | | Suối Ngô |
""",
        },
        truth="""
| at | hamlet | address_raw | unit |
| 2 | ấp 3 | ĐT 785, ấp 3 | o:Tân Hiệp |
| 3 | - | gần chợ Tân Hà | o:Tân Hà |
| 4 | - | QL22B km 12 | o:Thạnh Đông |
| 5 | ấp 4 | đường đi Tân Hà, ấp 4 | o:Tân Đông |
| 6 | - | - | o:Suối Ngô |
""",
    ),
    Book(
        id="a_name_of_both_maps_and_nothing_else",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Hoa Mai | Karaoke | Tân Hội |
| 2 | Hoa Sứ | Karaoke | xã Tân Phú |
""",
        },
        truth="""
| at | unit |
| 2 | - |
| 3 | - |
""",
        doubts="2 3",
        codes="commune_ambiguous@2 commune_ambiguous@3",
    ),
    Book(
        id="the_title_names_the_district_that_is_no_more",
        sheets={
            "DS": """
| UBND HUYỆN TÂN CHÂU | | | |
| DANH SÁCH CƠ SỞ KINH DOANH DỊCH VỤ (tháng 3 năm 2023) | | | |
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Hoa Mai | Karaoke | Tân Hội |
| 2 | Hoa Sứ | Karaoke | Tân Hòa |
""",
        },
        truth="""
| at | unit | now |
| 4 | o:Tân Hội | Tân Hội |
| 5 | o:Tân Hòa | Tân Hòa |
""",
    ),
    Book(
        id="names_of_the_map_since_july_2025",
        sheets={
            "DS": """
| UBND XÃ TÂN HÒA, TỈNH TÂY NINH | | | | |
| DANH SÁCH CƠ SỞ (ngày 15/9/2025) | | | | |
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | Hoa Mai | Karaoke | Ấp 1, xã Suối Ngô (cũ) | Tân Hòa (mới) |
| 2 | Hoa Sứ | Karaoke | Ấp 2 | Tân Hòa (mới) |
""",
        },
        truth="""
| at | unit | now |
| 4 | n:Tân Hòa | Tân Hòa |
| 5 | n:Tân Hòa | Tân Hòa |
""",
        may="4",
    ),
    Book(
        id="old_marked_as_old_and_new_as_new",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Hoa Mai | Karaoke | xã Tân Hội (cũ) |
| 2 | Hoa Sứ | Karaoke | xã Tân Hội mới |
| 3 | Hoa Lan | Karaoke | xã Tân Hưng cũ |
| 4 | Hải Âu | Karaoke | xã Suối Dây (nay là xã Tân Thành) |
""",
        },
        truth="""
| at | unit | now |
| 2 | o:Tân Hội | Tân Hội |
| 3 | n:Tân Hội | Tân Hội |
| 4 | o:Tân Hưng | Tân Phú |
| 5 | o:Suối Dây | Tân Thành |
""",
    ),
    Book(
        id="a_divided_commune_needs_somebody",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã | Tọa độ |
| 1 | Hoa Mai | Karaoke | | Suối Dây | |
| 2 | Hoa Sứ | Karaoke | | Suối Dây | 11.55319, 106.251869 |
""",
        },
        truth="""
| at | unit | now | lonlat | quality |
| 2 | o:Suối Dây | | | D |
| 3 | o:Suối Dây | Tân Thành | 106.251869 11.55319 | A |
""",
        doubts="2",
        codes="commune_split",
    ),
    Book(
        id="a_commune_of_another_area_stays_a_row",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Hoa Mai | Karaoke | Xã Tân Lập, huyện Tân Biên |
| 2 | Hoa Sứ | Karaoke | Tân Hà |
| 3 | Hoa Lan | Karaoke | |
| 4 | Hải Âu | Karaoke | Tân Hưg |
""",
        },
        truth="""
| at | name | unit |
| 2 | Hoa Mai | - |
| 3 | Hoa Sứ | o:Tân Hà |
| 4 | Hoa Lan | - |
| 5 | Hải Âu | - |
""",
        doubts="2 4 5",
        codes="commune_unknown@2 commune_missing@4",
    ),
    Book(
        id="address_and_commune_column_disagree",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | Hoa Mai | Karaoke | Ấp 1, xã Tân Hà | Suối Ngô |
""",
        },
        truth="""
| at | unit | address_raw |
| 2 | o:Suối Ngô | Ấp 1, xã Tân Hà |
""",
        doubts="2",
        codes="commune_differs@2",
    ),
    Book(
        id="decimal_degrees_in_every_form",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Tọa độ GPS |
| 1 | Hoa Mai | Karaoke | Tân Hà | 11.716775, 106.183351 |
| 2 | Hoa Sứ | Karaoke | Suối Ngô | 11,594585; 106,329932 |
| 3 | Hoa Lan | Karaoke | Tân Hưng | 106.171055, 11.469994 |
| 4 | Hải Âu | Karaoke | Tân Hiệp | (11.58398 - 106.172749) |
| 5 | Bồ Câu | Karaoke | Thạnh Đông | 11.553742N, 106.140583E |
""",
        },
        truth="""
| at | lonlat | quality | coords_raw |
| 2 | 106.183351 11.716775 | A | 11.716775, 106.183351 |
| 3 | 106.329932 11.594585 | A | 11,594585; 106,329932 |
| 4 | 106.171055 11.469994 | A | 106.171055, 11.469994 |
| 5 | 106.172749 11.58398 | A | |
| 6 | 106.140583 11.553742 | A | |
""",
    ),
    Book(
        id="degrees_minutes_seconds",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Vị trí |
| 1 | Hoa Mai | Karaoke | TT Tân Châu | 11°33'12.8"N 106°09'41.9"E |
| 2 | Hoa Sứ | Karaoke | Tân Hà | 11o43'00'' 106o11'00'' |
| 3 | Hoa Lan | Karaoke | Suối Ngô | 11 35 41, 106 19 48 |
""",
        },
        truth="""
| at | lonlat | quality |
| 2 | 106.161639 11.553556 | A |
| 3 | 106.183333 11.716667 | A |
| 4 | 106.33 11.594722 | A |
""",
    ),
    Book(
        id="map_links_with_a_pin_a_view_or_neither",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Link Google Map |
| 1 | Hoa Mai | Karaoke | Tân Hà | https://www.google.com/maps/place/X/@11.5,106.1,17z/data=!3m1!4b1!4m6!3m5!8m2!3d11.716775!4d106.183351 |
| 2 | Hoa Sứ | Karaoke | Tân Hà | https://maps.google.com/?q=11.716775,106.183351 |
| 3 | Hoa Lan | Karaoke | Tân Hà | https://maps.app.goo.gl/abcDEF123 |
""",
        },
        truth="""
| at | lonlat | quality |
| 2 | 106.183351 11.716775 | A |
| 3 | 106.183351 11.716775 | A |
| 4 | 106.183351 11.716775 | D |
""",
        doubts="4",
    ),
    Book(
        id="latitude_and_longitude_in_two_columns",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Kinh độ | Vĩ độ |
| 1 | Hoa Mai | Karaoke | Tân Hà | #106.183351 | #11.716775 |
| 2 | Hoa Sứ | Karaoke | Suối Ngô | 106,329932 | 11,594585 |
| 3 | Hoa Lan | Karaoke | Tân Hưng | #11.469994 | #106.171055 |
| 4 | Hải Âu | Karaoke | Tân Hiệp | | |
""",
        },
        truth="""
| at | lonlat | quality |
| 2 | 106.183351 11.716775 | A |
| 3 | 106.329932 11.594585 | A |
| 4 | 106.171055 11.469994 | A |
| 5 | 106.172749 11.58398 | D |
""",
    ),
    Book(
        id="a_pin_in_another_commune_is_kept_and_doubted",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | Tọa độ |
| 1 | Hoa Mai | Karaoke | Tân Hà | 11.594585, 106.329932 |
| 2 | Hoa Sứ | Karaoke | Tân Hà | 21.0285, 105.8542 |
| 3 | Hoa Lan | Karaoke | Tân Hà | không rõ |
""",
        },
        truth="""
| at | unit | lonlat | quality |
| 2 | o:Tân Hà | 106.329932 11.594585 | B |
| 3 | o:Tân Hà | 105.8542 21.0285 | B |
| 4 | o:Tân Hà | 106.183351 11.716775 | D |
""",
        doubts="2 3",
        may="4",
        codes="position_outside_commune@2",
    ),
    Book(
        id="one_pin_for_a_whole_hamlet",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã | Tọa độ |
| 1 | Hoa Mai | Karaoke | Ấp 1 | Tân Hà | 11.716775, 106.183351 |
| 2 | Sông Quê | Nhà nghỉ | Ấp 1 | Tân Hà | 11.716775, 106.183351 |
| 3 | Tây Đô | Cà phê | Ấp 1 | Tân Hà | 11.716775, 106.183351 |
| 4 | Hải Âu | Massage | Ấp 1 | Tân Hà | 11.716775, 106.183351 |
| 5 | Bồ Câu | Hớt tóc | Ấp 1 | Tân Hà | 11.716775, 106.183351 |
| 6 | Lá Xanh | Nhà trọ | Ấp 1 | Tân Hà | 11.716775, 106.183351 |
""",
        },
        truth="""
| at | lonlat | quality |
| 2 | 106.183351 11.716775 | C |
| 3 | 106.183351 11.716775 | C |
| 4 | 106.183351 11.716775 | C |
| 5 | 106.183351 11.716775 | C |
| 6 | 106.183351 11.716775 | C |
| 7 | 106.183351 11.716775 | C |
""",
        may="2 3 4 5 6 7",
    ),
    Book(
        id="projected_metres_leave_as_text",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã | X (m) | Y (m) |
| 1 | Hoa Mai | Karaoke | TT Tân Châu | #1277705 | #572118 |
""",
        },
        truth="""
| at | coords_raw | unit |
| 2 | X 1277705; Y 572118 | o:Tân Châu |
""",
        may="2",
    ),
)
