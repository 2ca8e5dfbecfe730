"""Links between articles: to the earliest, one each, in step with the texts, whatever order they come in."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from db import near_index
from db.near_duplicates import fill_index
from db.near_index import sketch
from db.queries import run_named
from db.transaction import writing
from tests.db.samples import BODY, LATER, NOW, OTHER, PORTAL, article, dump, item, load
from transforms.dates import VIETNAM
from transforms.records import Outcome
from transforms.shingles import Wording

DAY = datetime(2025, 3, 1, 8, 30, tzinfo=VIETNAM)
EDITED = BODY.replace("làm đường nông thôn", "làm đường, xây cầu ở nông thôn")
STRANGE = (
    "Hội đồng nhân dân huyện vừa thông qua nghị quyết về phân bổ vốn đầu tư cho 14 công trình thủy lợi, với 27 đại biểu tán "
    "thành, trong đó có hai tuyến kênh cấp nước cho vùng tôm lúa ven biển."
)


def add(
    db: Database,
    run_id: int,
    key: str,
    body: str,
    *,
    day: int = 0,
    portal: str = PORTAL,
    capture: int = 1,
    title: str | None = None,
) -> Outcome:
    loaded = article(key, portal=portal, body=body, title=title, published_at=DAY + timedelta(days=day))
    (outcome,) = load(db, run_id, item(db, loaded, capture_id=capture, now=LATER), portal=portal, now=LATER)
    return outcome


def links(db: Database) -> set[tuple[str, str, str]]:
    """(end of the URL of the repeat, that of the article it repeats, kind)"""
    rows = db.execute("""
        SELECT a.url, c.url, d.kind FROM duplicates AS d
        JOIN articles AS a ON a.article_id = d.article_id JOIN articles AS c ON c.article_id = d.canonical_article_id
    """).fetchall()
    return {(one.rsplit("/", 1)[1], other.rsplit("/", 1)[1], kind) for one, other, kind in rows}


def test_an_edited_reprint_is_inserted_with_its_numbers_and_linked(db: Database, run_id: int) -> None:
    assert add(db, run_id, "goc", BODY) is Outcome.INSERTED
    assert add(db, run_id, "chep", EDITED, day=1, portal=OTHER) is Outcome.INSERTED
    ((similarity, run),) = db.execute("SELECT similarity, run_id FROM duplicates").fetchall()
    assert links(db) == {("chep", "goc", "near")}
    assert 0.8 < similarity < 1
    assert run == run_id
    assert db.execute("SELECT count(*) FROM quantities WHERE version_id = 2").fetchone()[0] > 0


def test_another_text_is_not_linked(db: Database, run_id: int) -> None:
    add(db, run_id, "mot", BODY)
    add(db, run_id, "hai", STRANGE)
    assert links(db) == set()


def test_a_copy_of_a_copy_is_linked_to_the_earliest(db: Database, run_id: int) -> None:
    add(db, run_id, "goc", BODY)
    add(db, run_id, "chep-1", EDITED, day=1, portal=OTHER)
    add(db, run_id, "chep-2", f"{EDITED}\n\nTheo báo bạn, ngày mai sẽ họp tổng kết.", day=2)
    assert links(db) == {("chep-1", "goc", "near"), ("chep-2", "goc", "near")}


def test_an_earlier_article_that_comes_in_late_becomes_the_original(db: Database, run_id: int) -> None:
    add(db, run_id, "chep-1", EDITED, day=1, portal=OTHER, title="Một tựa")
    add(db, run_id, "chep-2", EDITED, day=2, title="Một tựa")
    assert links(db) == {("chep-2", "chep-1", "content")}
    add(db, run_id, "goc", BODY)
    assert links(db) == {("chep-1", "goc", "near"), ("chep-2", "goc", "near")}
    sources = db.execute("SELECT DISTINCT source_id FROM current_observations").fetchall()
    assert sources == [(3,)]


def test_the_same_content_published_earlier_turns_the_link(db: Database, run_id: int) -> None:
    add(db, run_id, "sau", BODY, day=5, title="Một tựa")
    assert add(db, run_id, "truoc", BODY, day=1, portal=OTHER, title="Một tựa") is Outcome.DUPLICATE
    assert links(db) == {("sau", "truoc", "content")}


def test_groups_that_meet_become_one(db: Database, run_id: int) -> None:
    long = f"{BODY}\n\n{STRANGE}"
    add(db, run_id, "dau", BODY, day=1)
    add(db, run_id, "cuoi", STRANGE, day=2, portal=OTHER)
    assert links(db) == set()
    add(db, run_id, "goc", long)
    assert links(db) == {("dau", "goc", "near"), ("cuoi", "goc", "near")}


def test_a_round_up_repeats_one_of_the_articles_it_holds(db: Database, run_id: int) -> None:
    add(db, run_id, "mot", BODY)
    add(db, run_id, "hai", STRANGE, day=1, portal=OTHER)
    add(db, run_id, "diem-tin", f"{BODY}\n\n{STRANGE}", day=2)
    ((one, _, kind),) = links(db)
    assert (one, kind) == ("diem-tin", "near")


def test_reprints_are_no_independent_sources(db: Database, run_id: int) -> None:
    add(db, run_id, "goc", BODY)
    add(db, run_id, "chep", EDITED, day=1, portal=OTHER)
    stated = "SELECT sources, portals FROM stated_values WHERE value = '1250' AND place_level = 'province'"
    assert db.execute(stated).fetchall() == [(1, 2)]
    assert db.execute("SELECT count(*) FROM corroborated_observations").fetchone() == (0,)
    own_words = (
        "Đến cuối năm, tỉnh thống kê được 1.250 hộ nghèo trong tổng số dân cư, theo lời giám đốc Sở trong buổi họp báo hôm qua."
    )
    add(db, run_id, "rieng", own_words, day=3, portal=OTHER, capture=9)
    assert db.execute(stated).fetchall() == [(2, 2)]


def test_an_article_that_is_rewritten_loses_its_link_and_may_find_another(db: Database, run_id: int) -> None:
    add(db, run_id, "goc", BODY)
    add(db, run_id, "khac", STRANGE, day=1)
    add(db, run_id, "chep", EDITED, day=2, portal=OTHER, capture=1)
    assert add(db, run_id, "chep", f"{STRANGE} Nghị quyết có hiệu lực ngay.", day=2, portal=OTHER, capture=2) is Outcome.UPDATED
    assert links(db) == {("chep", "khac", "near")}


def test_copies_of_an_article_that_is_rewritten_stay_together(db: Database, run_id: int) -> None:
    add(db, run_id, "goc", BODY)
    add(db, run_id, "chep-1", EDITED, day=1, portal=OTHER)
    add(db, run_id, "chep-2", f"{EDITED}\n\nTheo báo bạn, sáng nay.", day=2, portal=OTHER, capture=2)
    add(db, run_id, "goc", STRANGE, capture=3)
    assert links(db) == {("chep-2", "chep-1", "near")}


def test_an_original_that_is_changed_to_what_its_copy_says(db: Database, run_id: int) -> None:
    add(db, run_id, "sau", BODY, day=5, title="Một tựa")
    add(db, run_id, "truoc", EDITED, day=1, portal=OTHER, title="Một tựa")
    assert links(db) == {("sau", "truoc", "near")}
    add(db, run_id, "truoc", BODY, day=1, portal=OTHER, title="Một tựa", capture=2)
    assert links(db) == {("sau", "truoc", "content")}


def test_the_index_holds_the_latest_text_only(db: Database, run_id: int) -> None:
    add(db, run_id, "goc", BODY)
    first = set(db.execute("SELECT hash FROM near_passages").fetchall())
    add(db, run_id, "goc", STRANGE, capture=2)
    second = set(db.execute("SELECT hash FROM near_passages").fetchall())
    assert len(first) == len(second) == near_index.KEPT
    assert not first & second


def test_loading_again_changes_nothing(db: Database, run_id: int) -> None:
    add(db, run_id, "goc", BODY)
    add(db, run_id, "chep", EDITED, day=1, portal=OTHER)
    before = dump(db)
    assert add(db, run_id, "chep", EDITED, day=1, portal=OTHER) is Outcome.UNCHANGED
    assert fill_index(db, run_id, NOW) == 0
    assert dump(db) == before


def test_a_batch_that_is_rolled_back_leaves_the_index_as_it_was(db: Database, run_id: int) -> None:
    add(db, run_id, "goc", BODY)
    before = dump(db)

    def die() -> None:
        with writing(db):
            add(db, run_id, "chep", EDITED, day=1, portal=OTHER)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        die()
    assert dump(db) == before


def as_before_the_index(db: Database) -> None:
    """The articles of an earlier version, migrated: none indexed, none linked."""
    db.execute("DELETE FROM near_index")
    db.execute("DELETE FROM near_passages")
    db.execute("DELETE FROM duplicates")
    db.execute("INSERT INTO near_backlog SELECT article_id FROM articles")


def test_articles_of_earlier_versions_are_indexed_in_steps_that_can_be_broken_off(
    db: Database, run_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.near_duplicates.CHUNK", 2)
    for number, body in enumerate([BODY, EDITED, STRANGE, f"{STRANGE} Hết.", f"{EDITED} Hết."]):
        add(db, run_id, f"bai-{number}", body, day=number)
    passages, wanted = db.execute("SELECT * FROM near_passages").fetchall(), links(db)
    as_before_the_index(db)

    def stop(left: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill_index(db, run_id, NOW, tell=stop)
    told: list[int] = []
    assert fill_index(db, run_id, NOW, tell=told.append) == 3
    assert told == [1, 0]
    assert links(db) == wanted == {("bai-1", "bai-0", "near"), ("bai-4", "bai-0", "near"), ("bai-3", "bai-2", "near")}
    assert db.execute("SELECT * FROM near_passages").fetchall() == passages


def test_an_index_made_by_another_rule_is_made_anew(db: Database, run_id: int) -> None:
    add(db, run_id, "goc", BODY)
    add(db, run_id, "chep", EDITED, day=1, portal=OTHER)
    passages, wanted = db.execute("SELECT * FROM near_passages").fetchall(), links(db)
    db.execute("UPDATE near_index SET scheme = 'of old'")
    db.execute("UPDATE near_passages SET hash = hash + 1")
    assert fill_index(db, run_id, NOW) == 2
    assert db.execute("SELECT * FROM near_passages").fetchall() == passages
    assert links(db) == wanted
    assert db.execute("SELECT scheme FROM near_index").fetchall() == [(near_index.SCHEME,)]


def test_hashes_are_the_same_on_every_machine() -> None:
    """If this fails, existing warehouses would find no copies: change SCHEME with what a sketch is made of."""
    assert near_index.SCHEME == "xxh3-64/6 words/20"
    assert sketch(Wording("", "", BODY))[:3] == [171461213747472501, 897382362473213582, 1100807435364135357]


def test_a_hot_phrase_costs_no_more_than_its_newest_holders(db: Database, run_id: int) -> None:
    """Daily bulletins share every passage without a number; each looks at a few of the others and is linked to none."""
    for day in range(30):
        body = (
            f"Thời tiết ngày {day + 1}/3: thấp nhất {20 + day} độ, cao nhất {30 + day} độ, mực nước {day},5 m. "
            "Người dân cần đề phòng lốc, sét và gió giật mạnh trong cơn dông, chú ý an toàn khi đi lại trên sông rạch."
        )
        add(db, run_id, f"thoi-tiet-{day}", body, day=day, capture=day + 1)
    looked_at: list[str] = []
    db.conn.set_trace_callback(lambda sql: looked_at.append(sql) if "FROM article_texts" in sql else None)
    add(db, run_id, "thoi-tiet-31", body, day=31, capture=40, title="Lặp lại")
    db.conn.set_trace_callback(None)
    assert len(looked_at) <= near_index.CANDIDATES + 6
    assert links(db) == {("thoi-tiet-31", "thoi-tiet-29", "near")}


def test_the_documented_query_shows_reprints_beside_their_originals(db: Database, run_id: int, path: Path) -> None:
    add(db, run_id, "goc", BODY)
    add(db, run_id, "chep", EDITED, day=1, portal=OTHER)
    add(db, run_id, "y-het", BODY, day=2, portal=OTHER, capture=2, title=article("goc").title)
    result = run_named(path, "near_duplicates", {"kind": "near"})
    (row,) = [dict(zip(result.columns, values, strict=True)) for values in result.rows]
    assert (row["kind"], row["portal"], row["original_portal"]) == ("near", OTHER, PORTAL)
    assert (row["url"], row["original_url"]) == (f"https://{OTHER}.example/chep", f"https://{PORTAL}.example/goc")
    assert len(run_named(path, "near_duplicates").rows) == 2
    assert run_named(path, "near_duplicates", {"portal": PORTAL}).rows == []
