"""How letters were stored: NFD, tone placement, lookalikes, invisible signs, fonts from before Unicode."""

from corpus.notation import Book

BOOKS = (
    Book(
        id="decomposed_letters",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | Hương Sen | Nhà nghỉ | Ấp Tân Thuận | Tân Hưng |
""",
        },
        recode={"*": "nfd"},
        truth="""
| at | name | type | hamlet | unit |
| 2 | Hương Sen | NHANGHI | Ấp Tân Thuận | o:Tân Hưng |
""",
        repairs=("2/Tên cơ sở=Hương Sen",),
    ),
    Book(
        id="tones_placed_the_new_way",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | Thuý Hoà | Nhà nghỉ | Ấp Hoà Bình | Tân Hoà |
| 2 | Khoẻ Quý | Massage | Ấp 2 | Suối Ngô |
""",
        },
        truth="""
| at | name | type | hamlet | unit | now |
| 2 | Thúy Hòa | NHANGHI | Ấp Hòa Bình | o:Tân Hòa | Tân Hòa |
| 3 | Khỏe Quý | MASSAGE | Ấp 2 | o:Suối Ngô | Tân Hòa |
""",
        repairs=("2/Tên cơ sở=Thúy Hòa", "3/Tên cơ sở=Khỏe Quý"),
    ),
    Book(
        id="icelandic_letters_for_d_with_stroke",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Ðịa chỉ | Xã |
| 1 | Ðông Phương | Karaoke | Ấp Ðông Thành | Thạnh Ðông |
""",
        },
        truth="""
| at | name | hamlet | unit |
| 2 | Đông Phương | Ấp Đông Thành | o:Thạnh Đông |
""",
        repairs=("2/Tên cơ sở=Đông Phương",),
    ),
    Book(
        id="spaces_and_signs_that_nobody_sees",
        sheets={
            "DS": """
| STT | Tên\u00a0cơ sở | Loại hình\u200b | Xã |
| 1 | \u00a0Ánh\u200b  Sao\u00a0 | Karaoke\u00a0 | Tân\u00a0Hà\ufeff |
""",
        },
        truth="""
| at | name | type | unit |
| 2 | Ánh Sao | KARAOKE | o:Tân Hà |
""",
        repairs=("2/Tên=Ánh Sao",),
    ),
    Book(
        id="abc_font_in_the_whole_sheet",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã | Tình trạng |
| 1 | Hoàng Gia | Quán karaoke | Ấp Tân Thuận | Tân Hưng | Đang hoạt động |
| 2 | Mùa Thu | Nhà nghỉ | Ấp Tân Lợi | Tân Hưng | Đã nghỉ |
| 3 | Hương Lúa | Cà phê | Ấp 2 | Suối Ngô | Đang hoạt động |
""",
        },
        recode={"*": "tcvn3"},
        truth="""
| at | name | type | hamlet | unit | status |
| 2 | Hoàng Gia | KARAOKE | Ấp Tân Thuận | o:Tân Hưng | active |
| 3 | Mùa Thu | NHANGHI | Ấp Tân Lợi | o:Tân Hưng | closed |
| 4 | Hương Lúa | CAPHE | Ấp 2 | o:Suối Ngô | active |
""",
        codes="encoding_converted",
    ),
    Book(
        id="abc_font_in_one_column",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | Hương Lúa | Cà phê | Suối Ngô |
| 2 | Mây Chiều | Cà phê | Tân Hà |
| 3 | Sông Quê | Quán nhậu | Tân Hà |
| 4 | Thanh Bình | Nhà nghỉ | Tân Hà |
""",
        },
        recode={"B": "tcvn3"},
        truth="""
| at | name | type | unit |
| 2 | Hương Lúa | CAPHE | o:Suối Ngô |
| 3 | Mây Chiều | CAPHE | o:Tân Hà |
| 4 | Sông Quê | NHAHANG | o:Tân Hà |
| 5 | Thanh Bình | NHANGHI | o:Tân Hà |
""",
        repairs=("2/Tên cơ sở", "3/Tên cơ sở"),
    ),
    Book(
        id="capital_font_that_stores_small_letters",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Xã |
| 1 | KARAOKE HOÀNG GIA | KARAOKE | TÂN HƯNG |
| 2 | NHÀ NGHỈ MÙA THU | NHÀ NGHỈ | TÂN HÀ |
""",
        },
        recode={"*": "tcvn3h"},
        truth="""
| at | name | type | unit |
| 2 | karaoke hoàng gia | KARAOKE | o:Tân Hưng |
| 3 | nhà nghỉ mùa thu | NHANGHI | o:Tân Hà |
""",
    ),
    Book(
        id="vni_font",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | Hoàng Gia | Quán karaoke | Ấp Tân Thuận | Tân Hưng |
| 2 | Phượng Hồng | Nhà nghỉ | Ấp Thạnh Lợi | Thạnh Đông |
| 3 | Đêm Vàng | Cà phê | Ấp 2 | Suối Ngô |
""",
        },
        recode={"*": "vni"},
        truth="""
| at | name | type | hamlet | unit |
| 2 | Hoàng Gia | KARAOKE | Ấp Tân Thuận | o:Tân Hưng |
| 3 | Phượng Hồng | NHANGHI | Ấp Thạnh Lợi | o:Thạnh Đông |
| 4 | Đêm Vàng | CAPHE | Ấp 2 | o:Suối Ngô |
""",
        codes="encoding_converted",
    ),
    Book(
        id="utf8_opened_as_windows_1252",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | Hoàng Gia | Karaoke | Ấp Tân Thuận | Tân Hưng |
| 2 | Mùa Thu | Nhà nghỉ | Ấp 2 | Suối Ngô |
""",
        },
        recode={"*": "mojibake"},
        truth="""
| at | name | type | hamlet | unit |
| 2 | Hoàng Gia | KARAOKE | Ấp Tân Thuận | o:Tân Hưng |
| 3 | Mùa Thu | NHANGHI | Ấp 2 | o:Suối Ngô |
""",
        codes="encoding_converted",
    ),
    Book(
        id="half_a_column_in_an_old_font",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | Hoàng Gia | Karaoke | Ấp Tân Thuận | Tân Hưng |
| 2 | Mïa Thu | Nhà nghỉ | Êp T©n ThuËn | Tân Hưng |
| 3 | Phượng Hồng | Nhà nghỉ | Ấp Tân Lợi | Tân Hưng |
| 4 | Sao Đêm | Karaoke | Êp T©n H­ng | Tân Hưng |
""",
        },
        truth="""
| at | name | hamlet | unit |
| 2 | Hoàng Gia | Ấp Tân Thuận | o:Tân Hưng |
| 3 | | Ấp Tân Thuận | o:Tân Hưng |
| 4 | Phượng Hồng | Ấp Tân Lợi | o:Tân Hưng |
| 5 | Sao Đêm | Ấp Tân Hưng | o:Tân Hưng |
""",
        may="3 5",
        repairs=("3/Địa chỉ=ấp Tân Thuận", "5/Địa chỉ=ấp Tân Hưng"),
    ),
    Book(
        id="good_unicode_is_left_alone",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | CÀ PHÊ Ê ĐÊ | Cà phê | Ấp 1 | Tân Hà |
| 2 | QUÁN TRÊN BẾN DƯỚI THUYỀN | Quán nhậu | Ấp 2 | Tân Hà |
| 3 | Lê Vy | Hớt tóc | Ấp 3 | Tân Hà |
| 4 | Café Paris ® | Cà phê | Ấp 4 | Tân Hà |
| 5 | THÕA | Karaoke | Ấp 4 | Tân Hà |
""",
        },
        truth="""
| at | name | type |
| 2 | CÀ PHÊ Ê ĐÊ | CAPHE |
| 3 | QUÁN TRÊN BẾN DƯỚI THUYỀN | NHAHANG |
| 4 | Lê Vy | HOTTOC |
| 5 | Café Paris ® | CAPHE |
| 6 | THÕA | KARAOKE |
""",
        untouched=True,
    ),
)
