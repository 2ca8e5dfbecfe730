"""A portal as the Python text of its module, in the form that the formatter leaves alone."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any, Final

import scrapers.families
from scrapers.spec import Portal

_WIDTH: Final = 128
_INDENT: Final = "    "


def module_text(portal: Portal, docstring: Sequence[str], comments: Mapping[str, str]) -> str:
    """The module that declares this portal. `comments` are lines to stand before fields, by the fields' names."""
    names = dict(_shared_values())
    used: set[str] = set()
    body = _call(portal, "", names, used, comments)
    imports = ["import re"] if "re.compile(" in body else []
    imports += ["from datetime import date"] if re.search(r"\bdate\(\d", body) else []
    standard = "\n".join(imports) + "\n\n" if imports else ""
    families = sorted({name.split(".")[0] for name in names.values() if re.search(rf"\b{re.escape(name)}\b", body)})
    froms = [f"from scrapers.families import {', '.join(families)}"] if families else []
    froms.append(_from_import("scrapers.spec", sorted(used)))
    lines = "\n".join(_plain(line) for line in docstring)
    text = f'"""{lines}"""\n\n' + standard + "\n".join(froms) + f"\n\nPORTAL = {body}\n"
    return "\n".join(f"{line}  # noqa: E501" if _is_too_long(line) else line for line in text.split("\n"))


def _is_too_long(line: str) -> bool:
    return len(line) > _WIDTH and " " in line.strip()  # the linter leaves single words alone


def _shared_values() -> Iterator[tuple[Any, str]]:
    """Every value that a family module shares, with the name it has there: layouts, rewrites of keys, ways of paging."""
    for module in pkgutil.iter_modules(scrapers.families.__path__):
        loaded = importlib.import_module(f"scrapers.families.{module.name}")
        for name, value in vars(loaded).items():
            shared = is_dataclass(value) and not isinstance(value, type) and value.__class__.__name__ not in ("Select",)
            if not name.startswith("_") and (shared or name.endswith(("REWRITES", "KEYS"))):
                yield value, f"{module.name}.{name}"


def _from_import(module: str, names: Sequence[str]) -> str:
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= _WIDTH:
        return line
    return f"from {module} import (\n" + "".join(f"{_INDENT}{name},\n" for name in names) + ")"


def _source(value: Any, indent: str, room: int, names: Mapping[Any, str], used: set[str]) -> str:
    """A value as an expression; over several lines where it is longer than `room`."""
    if is_dataclass(value) or (isinstance(value, tuple) and value):
        known = names.get(value)
        if known is not None:
            return known
    match value:
        case str():
            return _string(value)
        case re.Pattern():
            flags = ", re.IGNORECASE" if value.flags & re.IGNORECASE else ""
            line = f"re.compile({_string(value.pattern)}{flags})"
            broken = f"re.compile(\n{indent}{_INDENT}{_string(value.pattern)}\n{indent})"
            source = line if flags or len(line) <= room else broken
        case frozenset():
            source = f"frozenset({{{', '.join(_string(each) for each in sorted(value))}}})"
        case date():
            source = f"date({value.year}, {value.month}, {value.day})"
        case tuple():
            source = _tuple(value, indent, room, names, used)
        case _ if is_dataclass(value):
            source = _call(value, indent, names, used, {}, room)
        case _:
            source = repr(value)
    return source


def _tuple(values: tuple[Any, ...], indent: str, room: int, names: Mapping[Any, str], used: set[str]) -> str:
    inner = indent + _INDENT
    one = [_source(each, inner, _WIDTH, names, used) for each in values]
    line = f"({', '.join(one)}{',' if len(one) == 1 else ''})"
    if len(line) <= room and "\n" not in line:
        return line
    items = (f"{inner}{_source(each, inner, _WIDTH - len(inner) - 1, names, used)},\n" for each in values)
    return f"(\n{''.join(items)}{indent})"


def _call(value: Any, indent: str, names: Mapping[Any, str], used: set[str], comments: Mapping[str, str], room: int = 0) -> str:
    """A dataclass as a call with the fields that differ from their defaults; the first two are positional where they may be."""
    kind = type(value).__name__
    used.add(kind)
    inner = indent + _INDENT
    all_told = [(field, getattr(value, field.name)) for field in fields(value)]
    told = [(field, each) for field, each in all_told if not _is_default(field, each)]
    line = ", ".join(
        (f"{field.name}=" if field.kw_only or at > 1 else "") + _source(each, inner, _WIDTH, names, used)
        for at, (field, each) in enumerate(told)
    )
    if len(f"{kind}({line})") <= room and "\n" not in line and not comments:
        return f"{kind}({line})"
    parts = []
    for at, (field, each) in enumerate(told):
        name = f"{field.name}=" if field.kw_only or at > 1 else ""
        note = f"{inner}# {_plain(comments[field.name])}\n" if field.name in comments else ""
        parts.append(f"{note}{inner}{name}{_source(each, inner, _WIDTH - len(inner) - len(name) - 1, names, used)},\n")
    return f"{kind}(\n{''.join(parts)}{indent})"


def _is_default(field: Any, value: Any) -> bool:
    if field.default is not MISSING:
        return bool(value == field.default)
    return field.default_factory is not MISSING and bool(value == field.default_factory())


def _string(text: str) -> str:
    """A string literal in double quotes, raw where it has backslashes; single-quoted where that saves escapes, as ruff does."""
    if "\\" in text and '"' not in text and text.isprintable() and not text.endswith("\\"):
        return f'r"{text}"'
    if '"' in text and "'" not in text and "\\" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=not text.isprintable())


def _plain(line: str) -> str:
    """One line that may stand in a docstring or a comment, whatever it holds."""
    return " ".join(line.replace('"""', "”").replace("\\", "/").split())
