"""What the smallest pages of all layouts have in common: the article, and how a page is put around it."""

from __future__ import annotations

from dataclasses import dataclass

FIRST = "Năm 2025, toàn tỉnh giải quyết việc làm cho 33.000 lao động, tỷ lệ hộ nghèo còn 1,2%."
LAST = "Tỉnh phấn đấu năm 2026 không còn hộ nghèo trong diện chính sách người có công."
TITLE = "Giảm nghèo bền vững ở vùng sâu"


@dataclass(frozen=True, slots=True)
class Skeleton:
    portal: str
    layout: str
    url: str
    before: str  # everything up to the body
    after: str = ""

    @property
    def html(self) -> str:
        return self.around(f"<p>{FIRST}</p><p>{LAST}</p>")

    def around(self, body: str) -> str:
        """The page with another body, each layout's opening line kept."""
        return f"<html><body>{self.before}{body}{self.after}</body></html>"
