"""How the time of an extraction grows with text made to be slow: 10 kB, 100 kB and 1 MB of each shape, and the exponent."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from datetime import date

from transforms.extraction import extract

SIZES = (10_000, 100_000, 1_000_000)
ROUNDS = 3  # of the sizes that take a moment; the fastest counts
LIMIT = 1.2  # from size to size, time grows by size ** exponent: 1 is in proportion, 2 is quadratic
_DAY = date(2020, 3, 1)

# What is repeated. Each is something that a reader of numbers could be tempted to read twice, or back from, or to the end of.
REPEATED: Mapping[str, str] = {
    "numbers": "12 ",
    "numbers, several kinds": "12 345 1.234 5,6 ",
    "marks between digits": "1.1.1.1.",
    "digits": "7",
    "percentages": "5%",
    "numbers with a scale": "1 triệu ",
    "terms of an amount": "9 tỷ 8 triệu 7 nghìn 6 trăm ",
    "sentence without end": "tổng số hộ nghèo là 1.234 hộ, tăng 5% so với cùng kỳ và thu ngân sách đạt 3 tỷ đồng năm 2019 ",
    "lists": "và 5 ",
    "lists with units": "5 hộ, 3 xã và ",
    "ranges": "từ 1 đến ",
    "hyphens and digits": "-5",
    "slashes and digits": "5/",
    "brackets": "(",
    "open brackets with numbers": "(5 hộ ",
    "closed brackets with numbers": "5 hộ (3 xã, 2 xã) ",
    "hedges": "khoảng ",
    "hedges and numbers": "khoảng khoảng 5 hộ ",
    "dates": "ngày 1/1/2020 ",
    "years": "2019, 2020 và ",
    "years and dots": "2019...",
    "the word năm": "năm ",
    "compared years": "so với cùng kỳ năm 2019 ",
    "quarters": "quý IV 5 hộ ",
    "ranks": "xếp hạng 5/63 tỉnh ",
    "list marks": "1. ",
    "documents": "12/NQ-HĐND ",
    "provinces": "Đắk Lắk ",
    "provinces and numbers": "huyện Cư Jút 5 hộ nghèo, Đắk Lắk, ",
    "capitals": "5 hộ nghèo ĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐĐ",
    "units": "đồng ",
    "indicator words": "thu ngân sách ",
    "indicator words and numbers": "thu ngân sách 5% ",
    "addresses": "http://a.vn/1 5 ",
    "at signs": "a@",
    "commas": ",",
    "line breaks": "\n",
    "short lines": "5 vụ án\n",
    "zero-width blanks": "1\u200b",
    "combining marks": "1\u0301",
}
# What does not repeat: one long thing, or a long thing between two others.
_MADE: Mapping[str, Callable[[int], str]] = {
    "one word": lambda size: "ă" * size,
    "one number": lambda size: "7" * size + " hộ",
    "one scale": lambda size: "1 " + "tỷ " * (size // 3) + "đồng",
    "one unit": lambda size: "5 đồng" + "/người" * (size // 6),
    "one bracket": lambda size: "10 hộ (" + "5 hộ, " * (size // 6) + ")",
    "nested brackets": lambda size: "(1 hộ " * (size // 7) + ")" * (size // 7),
    "one date": lambda size: "ngày " + "1/" * (size // 2),
    "one list of years": lambda size: "2019, " * (size // 6) + "2019 hộ",
    "years without blanks": lambda size: "2019," * (size // 5) + "5",
    "one list of months": lambda size: "tháng " + "3, " * (size // 3),
    "blanks behind a date": lambda size: "1 tháng 1" + " " * size + "x",
    "long title": lambda size: "a b " * 480 + "\n" + "5 vụ án\n" * (size // 8),
    "long words": lambda size: ("đ" * 1_900 + " 5 hộ nghèo ") * (size // 1_912),
    "long breakdowns": lambda size: ("5 hộ nghèo, " + "là có được " * 100 + "x 6 hộ ") * (size // 1_120),
}
SHAPES = (*REPEATED, *_MADE)


def text_of(shape: str, size: int) -> str:
    """About `size` characters of a shape."""
    return _MADE[shape](size) if shape in _MADE else REPEATED[shape] * (size // len(REPEATED[shape]))


def run() -> None:
    """Print the seconds at each size and the exponents between them, and which shapes grow faster than in proportion."""
    sizes = "".join(f"{size // 1_000:>8} kB" for size in SIZES)
    print(
        f"CPU seconds of extract(), the fastest of {ROUNDS} at all sizes but the last\n{'':30}{sizes}   exponents  µs/character"
    )
    steep: list[str] = []
    for shape in SHAPES:
        seconds = [_seconds(text_of(shape, size), 1 if size == SIZES[-1] else ROUNDS) for size in SIZES]
        growth = [_exponent(seconds[at], seconds[at + 1], SIZES[at + 1] / SIZES[at]) for at in range(len(SIZES) - 1)]
        if growth[-1] > LIMIT:
            steep.append(shape)
        columns = "".join(f"{second:11.3f}" for second in seconds) + "   " + " ".join(f"{value:4.2f}" for value in growth)
        print(f"{shape:30}{columns}  {seconds[-1] / SIZES[-1] * 1e6:11.2f}{'  STEEP' if shape in steep else ''}", flush=True)
    print(f"steeper than {LIMIT} from {SIZES[-2] // 1_000} kB on: {', '.join(steep) or 'none'}; {len(SHAPES)} shapes")


def _seconds(text: str, rounds: int) -> float:
    taken: list[float] = []
    for _ in range(rounds):
        began = time.process_time()
        extract(text, published=_DAY, province="Đắk Lắk")
        taken.append(time.process_time() - began)
    return min(taken)


def _exponent(shorter: float, longer: float, factor: float) -> float:
    return math.log(longer / shorter) / math.log(factor)
