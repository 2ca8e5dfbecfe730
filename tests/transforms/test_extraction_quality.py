"""The floors of extraction on annotated text, and that the figures are what they claim to be."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import extraction_quality as gate
from benchmarks.extraction_corpora import HELD, LEVELS, SHARED, Article, Corpus, annotated_corpora, corpus_of, digest, own_cases
from benchmarks.extraction_report import figures, single_errors
from benchmarks.extraction_scoring import Counts, calibration, f1_interval, match_rows, places, score, total

SCORER = SHARED / "gold" / "score.py"
CORPORA = (own_cases(), *annotated_corpora())
beside_annotated_text = pytest.mark.skipif(not SCORER.exists(), reason="no annotated text beside this checkout")

TEXT = "Năm 2020, huyện trao 30 suất quà và xây 4 cây cầu nông thôn."


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    """The scorer that belongs to the annotation."""
    spec = importlib.util.spec_from_file_location("gold_score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _corpus(*metrics: dict[str, Any]) -> Corpus:
    return Corpus("invented", (Article("a1", TEXT, None, "Cà Mau", None, metrics),), "0", shows="errors")


def _row(indicator: str, value: float, **others: Any) -> dict[str, Any]:
    return {"indicator": indicator, "value": value, "role": "level", "period": "2020"} | others


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda corpus: corpus.name)
def test_extraction_stays_above_its_floors(corpus: Corpus) -> None:
    assert gate.below(gate.measured([corpus]), gate.read_floors(gate.FLOORS)) == []


def test_floors_are_pinned_for_both_parts_and_the_own_cases() -> None:
    assert {name: set(levels) for name, levels in gate.read_floors(gate.FLOORS).items()} == {
        name: set(LEVELS) for name in ("own cases", "developed", "held")
    }


def test_the_page_shows_the_floors_corpora_and_no_error_of_the_held_part() -> None:
    page = gate.PAGE.read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    assert page.count(gate.BEGIN) == page.count(gate.END) == 1
    assert {name for name in ("own cases", "developed", "held") for line in rows if line.startswith(f"| {name} |")} == {
        "own cases",
        "developed",
        "held",
    }
    assert not any(name in line for name in HELD for line in rows)


@beside_annotated_text
@pytest.mark.parametrize("level", LEVELS)
def test_matching_is_that_of_the_annotation(scorer: ModuleType, level: str) -> None:
    same = {"quantities": scorer.same_quantity, "metrics": scorer.same_metric}[level]
    compared = 0
    for corpus in annotated_corpora():
        for article in corpus.articles:
            gold = [*(article.gold(level) or ())]
            hits, missed, extra = scorer.match(gold, article.found[level], same)
            ours = match_rows(gold, article.found[level], level)
            assert (len(ours[0]), ours[1], len(ours[2])) == (len(hits), missed, len(extra))
            compared += 1
    assert compared > 20


_numbers = st.none() | st.sampled_from([1, 2, 2.0000001, 2.1])
_rows = st.lists(
    st.fixed_dictionaries(
        {"value": st.sampled_from([1, 2, 2.0000001]), "indicator": st.sampled_from("ab")},
        optional={
            "of": _numbers,
            "value_high": _numbers,
            "unit": st.sampled_from(["", "hộ", "Hộ nghèo", "hộ cận nghèo", "“hộ”"]),
            "role": st.sampled_from(["level", "delta", None]),
            "period": st.sampled_from(["2020", None]),
            "place": st.sampled_from(["Cà Mau", "An Giang"]),
            "optional": st.booleans(),
        },
    ),
    max_size=6,
)


@beside_annotated_text
@given(gold=_rows, found=_rows)
def test_any_rows_are_matched_as_the_annotation_does(scorer: ModuleType, gold: list[Any], found: list[Any]) -> None:
    for level, same in (("quantities", scorer.same_quantity), ("metrics", scorer.same_metric)):
        hits, missed, extra = scorer.match(gold, found, same)
        pairs, ours_missed, ours_extra = match_rows(gold, found, level)
        assert (len(pairs), ours_missed, len(ours_extra)) == (len(hits), missed, len(extra))


def test_optional_rows_neither_reward_nor_punish() -> None:
    row = _row("gifts_given", 30)
    assert match_rows([row | {"optional": True}], [row], "metrics") == ([], [], [])
    assert match_rows([row | {"optional": True}], [], "metrics") == ([], [], [])


def test_among_equals_the_row_of_the_right_place_is_taken() -> None:
    here, there = _row("gifts_given", 30, place="Cà Mau"), _row("gifts_given", 30, place="An Giang")
    pairs, _, _ = match_rows([here, there], [there, here], "metrics")
    assert pairs == [(here, here), (there, there)]


def test_counts_give_their_shares() -> None:
    counts = Counts(right=6, extra=2, missed=4)
    assert (counts.precision, counts.recall) == (0.75, 0.6)
    assert counts.f1 == pytest.approx(2 / 3)
    assert Counts().f1 == 1.0


def test_the_interval_holds_the_figure_and_is_the_same_every_time() -> None:
    matches = [*score(_corpus(_row("gifts_given", 30)).articles, "metrics"), *score(_corpus().articles, "metrics")]
    low, high = f1_interval(matches)
    assert 0.0 <= low <= total(matches).f1 <= high <= 1.0
    assert low < high
    assert f1_interval(matches) == (low, high)


def test_place_and_confidence_are_counted() -> None:
    matches = score(_corpus(_row("gifts_given", 30, place="Cà Mau"), _row("bridges_built", 5)).articles, "metrics")
    assert places(matches) == (1, 1)
    stated = calibration(matches)
    assert sum(right for right, _ in stated.values()) == 1
    assert sum(count for _, count in stated.values()) == 2


def test_an_error_is_shown_with_its_explanation_or_as_unexplained() -> None:
    corpus = _corpus(_row("gifts_given", 30, period="2021"), _row("bridges_built", 4))
    (error,) = single_errors(corpus)
    assert error.key == ("a1", "gifts_given", 30.0)
    assert "| a1 | 30 suất quà | gifts_given 30 level 2021 | gifts_given 30 level 2020 | unexplained |" in figures([corpus], {})
    assert "| the year is wrong |" in figures([corpus], {error.key: "the year is wrong"})


def test_quotes_of_errors_are_short() -> None:
    corpus = _corpus(_row("gifts_given", 7, quote="bảy mươi bảy " * 9))
    assert {len(error.quote) for error in single_errors(corpus)} <= {*range(61)}


def test_a_corpus_that_shows_totals_tells_nothing_else() -> None:
    shown = figures([Corpus("secret", _corpus(_row("gifts_given", 31)).articles, "0", shows="totals")], {})
    assert "| secret | observations | 1 | 0.000" in shown
    assert "gifts_given" not in shown
    assert "welfare" not in shown


def test_a_floor_is_raised_and_never_lowered() -> None:
    floors = {"a": {"quantities": 0.9, "metrics": 0.5}, "gone": {"quantities": 1.0, "metrics": 1.0}}
    reached = {"a": {"quantities": 0.8, "metrics": 0.7}}
    assert gate.below(reached, floors) == ["a, quantities: F1 0.8000 is below its floor 0.9000"]
    assert gate.raised(reached, floors) == {"a": {"quantities": 0.9, "metrics": 0.7}, "gone": floors["gone"]}


def test_floors_read_back_as_written(tmp_path: Path) -> None:
    floors = {"own cases": {"quantities": 1.0, "metrics": 0.9876}, "held": {"quantities": 0.5, "metrics": 0.0}}
    gate.write_floors(tmp_path / "floors.toml", floors)
    assert gate.read_floors(tmp_path / "floors.toml") == floors
    assert gate.read_floors(tmp_path / "none.toml") == {}


@pytest.fixture
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The command with files of its own, on one article, of which one row of two is found."""
    corpus = _corpus(_row("gifts_given", 30), _row("bridges_built", 5))
    monkeypatch.setattr(gate, "own_cases", lambda: corpus)
    monkeypatch.setattr(gate, "annotated_corpora", lambda: (Corpus("held", corpus.articles, "0", shows="totals"),))
    for name, file in (("FLOORS", "floors.toml"), ("PAGE", "page.md"), ("EXPLANATIONS", "errors.toml")):
        monkeypatch.setattr(gate, name, tmp_path / file)
    (tmp_path / "page.md").write_text(f"Prose.\n\n{gate.BEGIN}\n{gate.END}\n\nMore.\n", encoding="utf-8")
    return tmp_path


def test_writing_puts_figures_between_the_markers_and_pins_floors(apart: Path) -> None:
    assert gate.main(["--write"]) == 0
    page = (apart / "page.md").read_text(encoding="utf-8")
    assert page.startswith(f"Prose.\n\n{gate.BEGIN}\n\nRules ")
    assert page.endswith(f"{gate.END}\n\nMore.\n")
    assert gate.read_floors(apart / "floors.toml")["invented"]["metrics"] == 0.5
    assert gate.main(["--write"]) == 0
    assert (apart / "page.md").read_text(encoding="utf-8") == page


def test_a_lower_figure_is_refused_unless_allowed(apart: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gate.write_floors(apart / "floors.toml", {"invented": {"quantities": 0.0, "metrics": 0.9}})
    before = (apart / "page.md").read_text(encoding="utf-8")
    for arguments in ([], ["--allow-lower"], ["--write"]):
        assert gate.main(arguments) == 1
        assert "invented, metrics: F1 0.5000 is below its floor 0.9000" in capsys.readouterr().err
        assert (apart / "page.md").read_text(encoding="utf-8") == before
        assert gate.read_floors(apart / "floors.toml")["invented"]["metrics"] == 0.9
    assert gate.main(["--write", "--allow-lower"]) == 0
    assert gate.read_floors(apart / "floors.toml")["invented"]["metrics"] == 0.5


def test_an_explanation_of_nothing_is_named(apart: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = '[[error]]\narticle = "a1"\nindicator = "bridges_built"\nvalue = 5\nwhy = "kept"\n'
    gone = '[[error]]\narticle = "a9"\nindicator = "quantity"\nvalue = 2.5\nwhy = "gone"\n'
    (apart / "errors.toml").write_text(kept + gone, encoding="utf-8")
    assert gate.main(["--write"]) == 0
    assert [line for line in capsys.readouterr().err.splitlines() if "gone" in line] == [
        "errors.toml: a9, quantity, 2.5 explains an error that is gone"
    ]
    assert "| kept |" in (apart / "page.md").read_text(encoding="utf-8")


def test_nothing_is_written_without_the_annotated_text(apart: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "annotated_corpora", tuple)
    assert gate.main(["--write"]) == 1
    assert not (apart / "floors.toml").exists()
    assert gate.main([]) == 0


def _folder(folder: Path, name: str = "p1") -> Path:
    text = {"id": "p1", "published": "2021", "province": "Cà Mau", "text": TEXT}
    gold = {"article": name, "quantities": [{"value": 30, "unit": "suất"}], "metrics": [_row("gifts_given", 30)]}
    (folder / "passages.jsonl").write_text(json.dumps(text), encoding="utf-8")
    (folder / "gold.jsonl").write_text(json.dumps(gold) + "\n\n", encoding="utf-8")
    return folder


def test_a_folder_is_a_corpus(apart: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine").mkdir()
    folder = _folder(tmp_path / "mine")
    assert gate.main(["--corpus", f"mine={folder}"]) == 0
    shown = capsys.readouterr().out
    assert "| mine | observations | 1 | 0.500 | 1.000 | 0.667 |" in shown
    assert f"| mine | `{corpus_of('mine', folder).digest}` |" in shown
    assert gate.main(["--write", "--corpus", f"mine={folder}"]) == 0
    assert "mine" not in gate.read_floors(apart / "floors.toml")


@pytest.mark.parametrize(("named", "said"), [("mine", "write NAME=DIR"), ("mine=nowhere", "it needs passages.jsonl")])
def test_a_corpus_that_is_none_is_refused(named: str, said: str, apart: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.main(["--corpus", named]) == 2
    assert said in capsys.readouterr().err


def test_rows_of_an_unknown_article_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no such passage: p7"):
        corpus_of("mine", _folder(tmp_path, "p7"))


def test_a_page_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="lost its markers"):
        gate.with_figures("Prose only.", "")


def test_a_digest_is_what_sha256sum_gives(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    shell = subprocess.run(
        "sha256sum a.txt b.txt | sha256sum", shell=True, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert digest(tmp_path.glob("*.txt"), tmp_path) == shell.stdout.split()[0]
