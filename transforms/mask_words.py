"""The words before a number that make it a date, a name, a term or a mark: the tables of `masks`. Data only."""

from __future__ import annotations

# Written before its number, each always makes a name or a term of it
ALWAYS: dict[str, str] = {
    **dict.fromkeys(("điều", "khoản", "nghị", "khóa", "khoá", "chương", "mục", "phụ"), "document"),
    **dict.fromkeys(("covid", "phường", "quận", "khóm", "bão", "lô", "thửa", "km", "ql", "đt", "đh", "tl", "dt"), "name"),
    **dict.fromkeys(("hình", "ảnh", "bảng", "biểu", "trang"), "list"),
}
# … these only when no unit follows: "nhóm 3" is a name, "nhóm 5 tỉnh" a number of provinces
UNLESS_UNIT: dict[str, str] = {
    **dict.fromkeys(
        ("lần", "kỳ", "kì", "đợt", "tốp", "top", "mức", "độ", "loại", "nhóm", "cấp", "hạng", "lớp", "khối", "vòng", "bước"),
        "ordinal",
    ),
    **dict.fromkeys(
        ("tổ", "ấp", "thôn", "bản", "buôn", "vùng", "đường", "lộ", "tuyến", "đội", "trạm", "cống", "cầu", "kênh"), "name"
    ),
    **dict.fromkeys(
        ("đoàn", "khu", "phân", "xã", "xóm", "làng", "giai", "phố", "hẻm", "ngõ", "đảo", "tầng", "phòng", "nhà"), "name"
    ),
    **dict.fromkeys(("trình", "hoạch", "báo", "cáo", "án", "luận", "dẫn", "văn", "chế"), "document"),
}
# Two-word names of documents, last word first
DOCUMENTS = frozenset(
    (
        "định quyết",
        "quyết nghị",
        "thị chỉ",
        "tư thông",
        "định nghị",
        "văn công",
        "định quy",
        "lệnh pháp",
        "điện công",
        "trình tờ",
    )
)
PERIOD_WORDS = frozenset({"năm", "tháng", "ngày", "mùng", "mồng", "quý", "quí"})
DAY_WORDS = frozenset({"ngày", "sáng", "chiều", "tối", "trưa", "đêm", "hôm", "nay", "qua", "mùng", "mồng", "rạng", "dịp", "lễ"})
RATE_WORDS = frozenset({"mỗi", "hàng", "hằng", "một", "từng"})
COUNT_HEADS = frozenset(
    {"tổng", "con", "với", "là", "trong", "chỉ", "hệ", "đa", "thiểu", "bằng", "dân", "doanh", "thông", "kỹ", "tỷ", "vô", "một"}
)
RANK_WORDS = frozenset({"xếp", "hạng", "đứng", "vị", "trí", "vươn", "tốp", "top", "tụt", "giữ", "ngôi"})
PHONE_WORDS = frozenset({"thoại", "đt", "đtdđ", "sđt", "hotline", "fax", "máy", "tel", "zalo", "dây"})
CLOCK_WORDS = frozenset({"lúc", "hồi", "vào", "từ", "đến", "trước", "sau", "khoảng"})
COUNTER_WORDS = frozenset({"xem", "đọc", "views", "view", "truy"})
# "lũy kế 9 tháng" names months of the year, "hơn 9 tháng" a length of time
SPAN_HEADS = frozenset({"trong", "qua", "kế", "lũy", "luỹ", "ước", "sau", "kết", "cộng", "chung", "tính"})
LENGTH_WORDS = frozenset(
    {"gần", "hơn", "trên", "dưới", "khoảng", "sau", "mỗi", "vòng", "suốt", "từ", "đến", "hạn", "gian", "quá", "ít", "tới", "cứ"}
    | {
        "mất",
        "thêm",
        "kéo",
        "dài",
        "tù",
        "giam",
        "đủ",
        "chừng",
        "thiểu",
        "đa",
        "một",
        "cách",
        "chậm",
        "nhất",
        "và",
        "bé",
        "trẻ",
    }
)
# "bệnh viện hạng 2", "giáo viên hạng 3": a class, and no place in a ranking
CLASS_HEADS = frozenset({"viện", "sạn", "phép", "xe", "danh", "nghiệp", "viên", "thị", "chương", "chức", "sĩ", "cảng"})
