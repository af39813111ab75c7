"""The same business on several lists, and those that only look the same."""

from corpus.notation import Book

BOOKS = (
    Book(
        id="one_business_on_the_lists_of_three_agencies",
        sheets={
            "VH": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | Karaoke Ánh Sao | Karaoke | Ấp 3, số 12 đường ĐT 785 | Tân Hiệp |
| 2 | Nhà nghỉ Hoa Mai | Nhà nghỉ | Ấp 1 | Tân Hà |
""",
            "CA": """
| TT | Biển hiệu | Dịch vụ | Nơi hoạt động |
| 1 | HKD ÁNH SAO | Kinh doanh karaoke | Số 12, ĐT785, ấp 3, xã Tân Hiệp |
| 2 | Massage Tây Đô | Xoa bóp | Ấp 2, xã Suối Ngô |
""",
            "LĐ": """
| TT | Tên hộ kinh doanh | Ngành nghề KD | Ấp | Xã |
| 1 | Hộ KD Karaoke Ánh Sao | Karaoke | Ấp 3 | Tân Hiệp |
| 2 | NN Hoa Mai | Nhà nghỉ | Ấp 1 | Tân Hà |
""",
        },
        truth="""
| at | name | type | unit |
| VH!2 | Karaoke Ánh Sao | KARAOKE | o:Tân Hiệp |
| VH!3 | Nhà nghỉ Hoa Mai | NHANGHI | o:Tân Hà |
| CA!2 | HKD ÁNH SAO | KARAOKE | o:Tân Hiệp |
| CA!3 | Massage Tây Đô | MASSAGE | o:Suối Ngô |
| LĐ!2 | Hộ KD Karaoke Ánh Sao | KARAOKE | o:Tân Hiệp |
| LĐ!3 | NN Hoa Mai | NHANGHI | o:Tân Hà |
""",
        offers=(("CA!2", "VH!2"), ("LĐ!2", "VH!2"), ("LĐ!2", "CA!2"), ("LĐ!3", "VH!3")),
        may="CA!2 LĐ!2 LĐ!3",
    ),
    Book(
        id="legal_forms_before_the_name",
        sheets={
            "VH": """
| STT | Tên cơ sở | Loại hình | Xã | Mã số thuế |
| 1 | Cty TNHH MTV Phương Nam | Nhà hàng | Tân Hà | 3900000016 |
| 2 | DNTN Hồng Đào | Nhà nghỉ | Suối Ngô | |
""",
            "Thuế": """
| STT | Tên doanh nghiệp | Ngành nghề | Địa chỉ | MST |
| 1 | Công ty TNHH một thành viên Phương Nam | Nhà hàng | Xã Tân Hà | 3900000016 |
| 2 | Doanh nghiệp tư nhân Hồng Đào | Nhà nghỉ | Xã Suối Ngô | |
""",
        },
        truth="""
| at | name | unit |
| VH!2 | Cty TNHH MTV Phương Nam | o:Tân Hà |
| VH!3 | DNTN Hồng Đào | o:Suối Ngô |
| Thuế!2 | Công ty TNHH một thành viên Phương Nam | o:Tân Hà |
| Thuế!3 | Doanh nghiệp tư nhân Hồng Đào | o:Suối Ngô |
""",
        offers=(("Thuế!2", "VH!2"), ("Thuế!3", "VH!3")),
        may="Thuế!2 Thuế!3",
    ),
    Book(
        id="three_lines_of_business_at_one_address",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Chủ cơ sở | Địa chỉ | Xã |
| 1 | Khách sạn Hoàng Gia | Khách sạn | Lý Văn Giấu | Số 5 đường ĐT 785, ấp 2 | Tân Hiệp |
| 2 | Karaoke Hoàng Gia | Karaoke | Lý Văn Giấu | Số 5 đường ĐT 785, ấp 2 | Tân Hiệp |
| 3 | Massage Hoàng Gia | Massage | Lý Văn Giấu | Số 5 đường ĐT 785, ấp 2 | Tân Hiệp |
| 4 | Karaoke Tây Đô | Karaoke | Mai Thị Che | Số 9 đường ĐT 785, ấp 2 | Tân Hiệp |
""",
        },
        truth="""
| at | name | type |
| 2 | Khách sạn Hoàng Gia | KHACHSAN |
| 3 | Karaoke Hoàng Gia | KARAOKE |
| 4 | Massage Hoàng Gia | MASSAGE |
| 5 | Karaoke Tây Đô | KARAOKE |
""",
        entities=("2 3 4",),
        never=("Giấu", "Mai Thị Che"),
    ),
    Book(
        id="the_owner_changed_and_the_sign_did_not",
        sheets={
            "2022": """
| STT | Tên cơ sở | Loại hình | Chủ cơ sở | Địa chỉ | Xã |
| 1 | Karaoke Hoàng Gia | Karaoke | Lý Văn Giấu | Số 5 đường ĐT 785, ấp 2 | Tân Hiệp |
""",
            "2023": """
| STT | Tên cơ sở | Loại hình | Chủ cơ sở | Địa chỉ | Xã |
| 1 | Karaoke Hoàng Gia | Karaoke | Mai Thị Che | Số 5 đường ĐT 785, ấp 2 | Tân Hiệp |
""",
        },
        truth="""
| at | name |
| 2022!2 | Karaoke Hoàng Gia |
| 2023!2 | Karaoke Hoàng Gia |
""",
        doubts="2023!2",
        may="2022!2",
        offers=(("2023!2", "2022!2"),),
        entities=(),
        never=("Giấu", "Mai Thị Che"),
    ),
    Book(
        id="the_same_sign_in_two_hamlets_is_two_businesses",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | Cà phê Hoa Mai | Cà phê | Ấp 1 | Tân Hà |
| 2 | Cà phê Hoa Mai | Cà phê | Ấp 3 | Tân Hà |
| 3 | Cà phê Hoa Mai | Cà phê | Ấp 1 | Suối Ngô |
| 4 | Nhà trọ Hoa 1 | Nhà trọ | Ấp 2 | Tân Hà |
| 5 | Nhà trọ Hoa 2 | Nhà trọ | Ấp 2 | Tân Hà |
| 6 | Không tên | Cà phê | Ấp 2 | Tân Hà |
| 7 | Không tên | Cà phê | Ấp 2 | Tân Hà |
""",
        },
        truth="""
| at | name |
| 2 | Cà phê Hoa Mai |
| 3 | Cà phê Hoa Mai |
| 4 | Cà phê Hoa Mai |
| 5 | Nhà trọ Hoa 1 |
| 6 | Nhà trọ Hoa 2 |
| 7 | Không tên |
| 8 | Không tên |
""",
        may="7 8",
    ),
    Book(
        id="typed_twice_in_one_list",
        sheets={
            "DS": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã | Điện thoại |
| 1 | Karaoke Phượng Hồng | Karaoke | Ấp 1 | Tân Hà | 0900 000 117 |
| 2 | Karaoke Phương Hồng | Karaoke | Ấp 1 | Tân Hà | 0900000117 |
| 3 | Karaoke Hồng Phượng | Karaoke | Ấp 4 | Tân Hà | 0900000118 |
""",
        },
        truth="""
| at | name |
| 2 | Karaoke Phượng Hồng |
| 3 | Karaoke Phương Hồng |
| 4 | Karaoke Hồng Phượng |
""",
        offers=(("3", "2"),),
        may="3",
        never=("0900000117", "0900 000 117"),
    ),
    Book(
        id="two_agencies_call_its_type_differently",
        sheets={
            "VH": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | Nhà nghỉ Thanh Bình | Nhà nghỉ | Số 7, tổ 2, ấp 1 | Tân Hà |
""",
            "CA": """
| STT | Tên cơ sở | Loại hình | Địa chỉ | Xã |
| 1 | Khách sạn Thanh Bình | Khách sạn | Số 7, tổ 2, ấp 1 | Tân Hà |
""",
        },
        truth="""
| at | name | type |
| VH!2 | Nhà nghỉ Thanh Bình | NHANGHI |
| CA!2 | Khách sạn Thanh Bình | KHACHSAN |
""",
        offers=(("CA!2", "VH!2"),),
        may="CA!2",
    ),
)
