"""What a paragraph can speak of: topics that rules ask the surrounding text for, not the words by the number. Data only."""

from __future__ import annotations

from collections.abc import Mapping

from transforms.phrases import phrases

TOPICS: Mapping[str, tuple[str, ...]] = phrases(
    {
        "skilful": "dân vận khéo | khéo dân vận",
        "fund_topic": "vì người nghèo | ủng hộ | quyên góp | vận động | cứu trợ | đền ơn đáp nghĩa",
        "people": (
            "nhân dân | người dân | bà con | hội viên | cán bộ | đoàn viên | nhà hảo tâm | mạnh thường quân | "
            "hộ dân | phật tử | đoàn thể | doanh nghiệp và nhân dân | cộng đồng"
        ),
        "dialogue_topic": (
            "đối thoại với | đối thoại trực tiếp | quy chế đối thoại | đối thoại giữa | quy chế tiếp xúc đối thoại"
        ),
        "house_topic": "nhà ở | nhà tạm | đại đoàn kết | tình nghĩa | nhà dột nát | tình thương",
        "state_help": (
            "tỉnh đã hỗ trợ | tỉnh hỗ trợ | huyện hỗ trợ | do đại dịch | người có công | trợ cấp | bảo trợ xã hội | "
            "ubnd | ngân sách | quyết định | chính sách | nhà nước | an sinh xã hội | nghị quyết | chủ tịch nước | "
            "toàn tỉnh"
        ),
        "welfare_people": (
            "tặng quà | trợ cấp tết | quà tết | gia đình chính sách | người có công | bảo trợ xã hội | "
            "đối tượng chính sách | hộ nghèo | thương binh | an sinh xã hội | người nghèo | gói hỗ trợ | "
            "gia đình liệt sĩ"
        ),
        "court": (
            "tand | tòa án | vụ án | án hình sự | quản lý thị trường | tai nạn giao thông | tội phạm | "
            "viện kiểm sát | khởi tố | buôn lậu | gian lận thương mại | hàng giả | phạm pháp hình sự | "
            "trật tự an toàn giao thông | thi hành án"
        ),
        "spending": "chi ngân sách | tổng chi | chi thường xuyên | chi nsnn",
        "budget": "ngân sách | nsnn | thu ngân sách | ngân sách nhà nước | nguồn thu",
        "new_rural_topic": "nông thôn mới | ntm",
        "public_service": "dịch vụ công | hồ sơ | thủ tục | tthc | một cửa",
    }
)
