"""Counted nouns: which words after a number name what is counted, classifier first ("lượt hộ nghèo").

A noun the tables do not know is still read, up to two syllables: the words that can never be one (verbs, prepositions) are
a closed list, the nouns are not.
"""

from __future__ import annotations

import re

from transforms.lowering import word_set
from transforms.units import UnitMatch, skip_blanks, with_per

# Classifiers take the noun behind them into the unit
CLASSIFIERS = word_set("""lượt căn ngôi cây chiếc suất phần con cuộc buổi bộ tấm bức tuyến vụ đoàn nhóm loại mẫu bản
    cái khu điểm hộ gia cơ đợt lớp hội quyển cuốn giấy bài""")
# Nouns of more than one syllable; longest first when matched. Single syllables need no row.
NOUNS = tuple(
    line.strip()
    for line in """
    mô hình|hộ nghèo|hộ cận nghèo|hộ dân|hộ gia đình|hộ kinh doanh|hộ hội viên|hộ dân tộc|hộ chính sách
    lượt người|lượt công dân|lượt hộ|lượt hộ nghèo|lượt khách|lượt khách du lịch|lượt cán bộ|lượt đoàn viên|lượt hội viên
    lượt học sinh|lượt tập thể|lượt cá nhân|lượt ý kiến|lượt xe|lượt hồ sơ|lượt lao động|lượt doanh nghiệp|lượt hộ cận nghèo
    lượt bệnh nhân|lượt văn bản|lượt đơn vị|lượt truy cập
    căn nhà|ngôi nhà|nhà ở|nhà dân|nhà đại đoàn kết|nhà tình nghĩa|nhà tình thương|nhà văn hóa|nhà văn hoá|nhà máy|nhà đầu tư
    cây cầu|cây xanh|cây giống|con giống|con nuôi|suất quà|phần quà|suất học bổng|phần việc|phần thưởng|suất ăn
    cuộc đối thoại|cuộc họp|cuộc thanh tra|cuộc kiểm tra|cuộc giám sát|cuộc tiếp xúc|cuộc thi|cuộc vận động|cuộc gọi|cuộc gặp gỡ
    buổi đối thoại|buổi tuyên truyền|buổi tiếp xúc|buổi sinh hoạt
    vụ việc|vụ án|vụ tai nạn|vụ vi phạm|vụ cháy|vụ khiếu kiện|đơn thư|đơn vị|đơn khiếu nại|đơn tố cáo|đơn hàng|đơn kiến nghị
    thủ tục|thủ tục hành chính|hồ sơ|dịch vụ|dịch vụ công|văn bản|giấy phép|giấy khen|bằng khen|kỷ niệm chương|huân chương
    huy chương|giải thưởng|danh hiệu|cờ thi đua|bộ hồ sơ|bộ thủ tục|bộ phận
    tập thể|cá nhân|gia đình|công dân|người dân|người lao động|lao động|hội viên|đoàn viên|đảng viên|học sinh|sinh viên
    học viên|giáo viên|cán bộ|công chức|viên chức|chiến sĩ|chiến sỹ|bệnh nhân|khách du lịch|du khách|khách hàng|nhân khẩu
    đại biểu|đồng chí|thành viên|trẻ em|phụ nữ|cựu chiến binh|người có công|nạn nhân|đối tượng|trường hợp|nhóm đối tượng
    doanh nghiệp|doanh nhân|hợp tác xã|tổ hợp tác|trang trại|gia trại|cơ sở|cơ quan|công ty|chi nhánh|văn phòng|tổ chức
    dự án|công trình|hạng mục|sản phẩm|mặt hàng|nhãn hiệu|thương hiệu|gian hàng|làng nghề|sáng kiến|đề tài|đề án|kế hoạch
    nghị quyết|quyết định|chỉ thị|chương trình|nhiệm vụ|nội dung|chỉ tiêu|tiêu chí|mục tiêu|giải pháp|lĩnh vực|ngành nghề
    ý kiến|kiến nghị|lượt ý kiến|câu hỏi|cử tri|tin bài|tác phẩm|tài liệu|tờ rơi|ấn phẩm|tin nhắn|cuộc điện thoại
    tỉnh|thành phố|quận huyện|huyện thị|thị xã|thị trấn|xã phường|khu dân cư|khu phố|tổ dân phố|thôn bản|khu công nghiệp
    cụm công nghiệp|khu vực|địa phương|địa bàn|địa điểm|điểm trường|điểm cầu|điểm du lịch|điểm bán|điểm sạt lở|trường học
    phòng học|trạm y tế|bệnh viện|giường bệnh|cơ sở y tế|phòng khám|câu lạc bộ|chi bộ|đảng bộ|tổ chức đảng|chi hội|tổ hội
    ban ngành|ngày công|ngày công lao động|giờ công|công lao động|máy móc|phương tiện|tàu thuyền|tàu cá|xe ô tô|xe máy|xe đạp
    tuyến đường|tuyến kênh|tuyến phố|đoạn đường|cây số|cột điện|bóng đèn|camera|thiết bị|máy tính|thùng hàng|tấm lưới
    bò giống|heo giống|con bò|con heo|con lợn|con gia cầm|con trâu|loài|mùa vụ|vụ mùa|lớp học|lớp tập huấn|lớp tuyên truyền
    khóa học|khóa đào tạo|hội nghị|hội thảo|đợt tuyên truyền|đợt kiểm tra|đơn vị máu|mũi tiêm|liều vắc xin|liều vắc-xin
    mẫu xét nghiệm|ca mắc|ca bệnh|ca nhiễm|ca tử vong|ca dương tính|thẻ bảo hiểm|thẻ bảo hiểm y tế|sổ tiết kiệm|nguồn vốn
    khoản vay|di tích|lễ hội|hiện vật
    """.replace("\n", "|").split("|")
    if line.strip()
)
# Written short, spelled out in the unit
ABBREVIATIONS: dict[str, str] = {
    "hs": "hồ sơ",
    "tthc": "thủ tục hành chính",
    "htx": "hợp tác xã",
    "tht": "tổ hợp tác",
    "dn": "doanh nghiệp",
    "clb": "câu lạc bộ",
    "kcn": "khu công nghiệp",
    "ccn": "cụm công nghiệp",
    "gcn": "giấy chứng nhận",
    "cbcc": "cán bộ công chức",
    "cbccvc": "cán bộ công chức viên chức",
    "đvhc": "đơn vị hành chính",
    "vbqppl": "văn bản quy phạm pháp luật",
    "bhyt": "bảo hiểm y tế",
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "tnxp": "thanh niên xung phong",
    "hv": "hội viên",
}
# No counted noun begins with one of these, and none goes on with one
STOPS = word_set(
    """và với của cho được bị do đã đang sẽ có là tại ở trong ngoài trên dưới theo từ đến tới về để nhằm vì nên mà thì
    như hoặc hay cùng so bằng đạt chiếm tăng giảm còn gồm bao qua sau trước khi lúc vào ra lên xuống lại này đó ấy kia
    nay nói vừa mới rất khá đều cũng chỉ không chưa phải cần hiện nhưng song tuy nếu thu trao tặng nhận giao xếp đứng bình
    thuộc gần hơn khoảng ước toàn cả mỗi từng nhiều ít một hai ba bốn năm sáu bảy tám chín mười riêng cụ thể
    tương đương tính lũy luỹ đầu giữa nhờ góp làm giúp thực trở vượt ngang kế giai nhất hằng hàng
    đối nằm thấp cao cách tức kể ngày tháng quý tiếp giải các những rõ ngay số định thường đột"""
)
# … but these may go on inside one: "người có công", "bình quân"
_INNER_ALLOWED = frozenset({"có", "chính"})
# Where a stop word starts a known noun ("giải thưởng", "hàng hóa", "tiếp xúc")
_WORD = re.compile(r"[^\W\d_]+")


def _noun_table() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for noun in NOUNS:
        table.setdefault(noun.split()[0], []).append(noun)
    return {head: tuple(sorted(nouns, key=len, reverse=True)) for head, nouns in table.items()}


_BY_HEAD = _noun_table()


def _known(lower: str, start: int, head: str) -> str:
    """The longest listed noun at a position, or an empty string."""
    for noun in _BY_HEAD.get(head, ()):
        end = start + len(noun)
        if lower.startswith(noun, start) and not lower[end : end + 1].isalpha():
            return noun
    return ""


def match_noun(text: str, lower: str, position: int) -> UnitMatch | None:
    """The counted noun at a position, after blanks. None where a name, a verb, a preposition or punctuation stands there."""
    start = skip_blanks(lower, position)
    found = _WORD.match(lower, start)
    if found is None:
        return None
    head = found[0]
    if head in ABBREVIATIONS and text[start : found.end()].isupper():
        return with_per(lower, UnitMatch(ABBREVIATIONS[head], "count", found.end()))
    noun = _known(lower, start, head)
    if not noun:
        if head in STOPS or text[start].isupper() or len(head) == 1:
            return None
        noun = _open_noun(text, lower, start, head)
    return with_per(lower, UnitMatch(noun, "count", start + len(noun)))


def is_known_noun(lower: str, position: int) -> bool:
    """Does a listed noun or classifier begin here? (Enough to read "2015 hộ" as a count and not as a year.)"""
    start = skip_blanks(lower, position)
    found = _WORD.match(lower, start)
    return found is not None and (found[0] in CLASSIFIERS or bool(_known(lower, start, found[0])) or found[0] in _COMMON)


_COMMON = word_set("người hộ xã tỉnh huyện phường thôn ấp đơn vụ cháu em cụ ca cặp ý trường trạm cầu nhà tin")


def _open_noun(text: str, lower: str, start: int, head: str) -> str:
    """One syllable, or two when the next can go on a noun; a classifier takes a listed noun whole."""
    after = start + len(head)
    if not lower.startswith(" ", after):
        return head
    follow = _WORD.match(lower, after + 1)
    if follow is None or text[after + 1].isupper() or (follow[0] in STOPS and follow[0] not in _INNER_ALLOWED):
        return head
    if head in CLASSIFIERS:
        known = _known(lower, after + 1, follow[0])
        if known:
            return f"{head} {known}"
    if head in _COMMON:
        return head
    return f"{head} {follow[0]}"
