"""What the server answers, over HTTP: every page, the searches, the links; and that nothing but reading happens."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
import requests

from db.connect import open_warehouse
from db.dictionary import dictionary
from db.queries import named_queries, run_named
from flows.browsing.dashboards import ORDER
from tests.browse.conftest import ATTACK, HOSTILE_TITLE, Served

pytestmark = pytest.mark.night

PAGES = [
    "/",
    "/-/dashboards",
    *(f"/-/dashboards/{slug}" for slug in ORDER),
    "/-/dashboards/indicator/values?indicator=jobs_created",
    "/-/search",
    "/-/search?q=dong+thap",
    "/article/1",
    "/warehouse",
    "/warehouse/articles",
    "/warehouse/articles/1",
    "/warehouse/current_observations?_facet=indicator",
    "/warehouse/indicator_series",
    "/warehouse/quantities?_sort=quantity_id",
    "/warehouse?sql=SELECT+title+FROM+articles",
]
WRITES = [
    "DELETE FROM articles",
    "UPDATE articles SET title = ''",
    "DROP TABLE articles",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA user_version = 9",
    "VACUUM",
    "VACUUM INTO '/tmp/copy-of-the-warehouse.db'",
    "ATTACH DATABASE '/tmp/other.db' AS other",
    "WITH doomed AS (SELECT 1) DELETE FROM articles",
    "SELECT load_extension('/tmp/evil.so')",
]
INPUTS = [
    '"',
    "AND",
    "a OR",
    "NEAR(",
    "title:x",
    "*",
    "^x",
    "-",
    "(",
    "'; DROP TABLE articles --",
    "\0",
    "🙂",
    "ă" * 400,
    "a\nb",
    '"a" "b',
]


class _Links(HTMLParser):
    """What a page makes a browser load, and where it leads."""

    def __init__(self, page: requests.Response) -> None:
        super().__init__()
        self.page, self.loaded, self.led = page.url, list[str](), list[dict[str, str | None]]()
        self.feed(page.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self.led.append(given)
        elif given.get("rel") != "alternate":
            self.loaded += [urljoin(self.page, value) for name in ("src", "href") if (value := given.get(name))]


def _json(served: Served, path: str, **parameters: str) -> Any:
    answer = served.get(path, **parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("path", PAGES)
def test_pages_answer_and_load_nothing_from_elsewhere(served: Served, path: str) -> None:
    answer = served.get(path)
    assert answer.status_code == 200
    assert all(urlsplit(url).netloc == urlsplit(served.address).netloc for url in _Links(answer).loaded)


@pytest.mark.parametrize("path", [*PAGES, "/no/such/page", "/article/999999", "/warehouse/articles.json"])
def test_every_answer_carries_the_policy(served: Served, path: str) -> None:
    one, other = served.get(path), served.get(path)
    policy = one.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "unsafe-inline" not in re.search(r"script-src [^;]*", policy)[0]  # type: ignore[index]
    assert policy != other.headers["Content-Security-Policy"], "a nonce is used once"
    assert one.headers["X-Content-Type-Options"] == "nosniff"
    scripts = re.findall(r"<script[^>]*>", one.text)
    if "text/html" in one.headers["Content-Type"]:
        nonce = re.search(r"'nonce-([^']+)'", policy)[1]  # type: ignore[index]
        assert all(f'nonce="{nonce}"' in script for script in scripts)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", "/warehouse", "/warehouse/articles/1", "/-/search"])
def test_only_reading_is_answered(served: Served, method: str, path: str) -> None:
    answer = requests.request(method, f"{served.address}{path}", data={"sql": "DELETE FROM articles"}, timeout=30)
    assert answer.status_code == 405
    assert "only read" in answer.text


@pytest.mark.parametrize("sql", WRITES)
def test_sql_that_writes_is_refused(served: Served, sql: str) -> None:
    answer = served.get("/warehouse.json", sql=sql)
    assert answer.status_code == 400
    with closing(sqlite3.connect(served.path)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert db.execute("SELECT count(*) FROM articles WHERE title = ''").fetchone() == (0,)
    assert not Path("/tmp/copy-of-the-warehouse.db").exists()


def test_a_question_without_end_is_stopped(served: Served) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    answer = served.get("/warehouse.json", sql=endless)
    assert answer.status_code == 400
    assert "too long" in answer.json()["error"]


def test_a_writer_is_never_kept_waiting_and_its_work_shows_at_once(served: Served) -> None:
    """Each answer is read to its end and lets go of the file, so that the log can be written back whole."""
    assert _json(served, "/warehouse.json", sql="SELECT * FROM quantities, articles LIMIT 5000")["truncated"]
    with closing(open_warehouse(served.path)) as db:
        served.get("/warehouse/quantities")
        db.execute("PRAGMA busy_timeout = 0")
        before = _json(served, "/warehouse.json", sql="SELECT count(*) FROM rejections")["rows"]
        db.execute(
            "INSERT INTO rejections (run_id, portal, url, stage, reason, detail, rejected_at) "
            "VALUES (1, 'baoangiang', 'https://x.example/', 'fetch', 'test', '', '2026-01-21T02:00:00+07:00')"
        )
        assert _json(served, "/warehouse.json", sql="SELECT count(*) FROM rejections")["rows"] == [[before[0][0] + 1]]
        db.execute("DELETE FROM rejections WHERE reason = 'test'")
        busy, *_ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        assert busy == 0


@pytest.mark.parametrize("name", named_queries())
def test_documented_queries_answer_as_on_the_command_line(served: Served, name: str) -> None:
    """The form gives "" for what was left empty; it means the default, as if the parameter were not given."""
    given = dict.fromkeys((parameter.name for parameter in named_queries()[name].parameters), "")
    found = _json(served, f"/warehouse/{name}.json", **given)
    expected = run_named(served.path, name, {})
    assert found["columns"] == list(expected.columns)
    assert found["rows"] == json.loads(json.dumps(expected.rows))
    assert served.get(f"/warehouse/{name}").status_code == 200


def test_a_parameter_of_a_documented_query_is_heard(served: Served) -> None:
    found = _json(served, "/warehouse/latest_numbers.json", province="Đắk Lắk", limit="3", _shape="objects")["rows"]
    assert len(found) == 3
    assert {row["place"] for row in found} == {"Đắk Lắk"}


@pytest.mark.parametrize("typed", ["dong thap", "Đồng Tháp", "ĐỒNG THÁP", "dồng thap", "thap dong"])
def test_search_finds_with_and_without_marks(served: Served, typed: str) -> None:
    page = served.get("/-/search", q=typed)
    assert "<mark>Đồng</mark>" in page.text
    found = {int(article_id) for article_id in re.findall(r'href="/article/(\d+)"', page.text)}
    assert len(found) >= 5
    table = _json(served, "/warehouse/articles.json", _search=typed, _shape="objects", _size="max")
    assert {row["article_id"] for row in table["rows"]} >= found


def test_a_phrase_finds_less_than_its_words(served: Served) -> None:
    words, phrase = (served.get("/-/search", q=typed).text.count("/article/") for typed in ("dong thap", '"dong thap"'))
    assert 0 < phrase < words


def test_exact_search_minds_the_marks(served: Served) -> None:
    assert '<ol class="hits">\n    \n</ol>' in served.get("/-/search", q="thap", exact="1").text
    assert "<mark>Tháp</mark>" in served.get("/-/search", q="tháp", exact="1").text


@pytest.mark.parametrize("typed", INPUTS, ids=ascii)
def test_any_input_is_safe_to_search_for(served: Served, typed: str) -> None:
    for exact in ("0", "1"):
        assert served.get("/-/search", q=typed, exact=exact).status_code == 200
    assert served.get("/warehouse/articles.json", _search=typed).status_code == 200


def test_articles_are_counted_by_facet(served: Served) -> None:
    facets = _json(served, "/warehouse/articles.json", _facet="portal")["facet_results"]["portal"]["results"]
    with closing(sqlite3.connect(served.path)) as db:
        expected = dict(db.execute("SELECT portal, count(*) FROM articles GROUP BY portal"))
    assert {facet["value"]: facet["count"] for facet in facets} == expected


def test_an_article_shows_its_text_with_every_number_marked(served: Served) -> None:
    with closing(sqlite3.connect(served.path)) as db:
        (article_id, version_id), *_ = db.execute(
            "SELECT article_id, version_id FROM articles JOIN quantities USING (version_id) "
            "GROUP BY article_id ORDER BY count(*) DESC"
        ).fetchall()
        surfaces = {
            f"q{quantity_id}": surface
            for quantity_id, surface in db.execute(
                "SELECT quantity_id, surface FROM quantities WHERE version_id = ?", [version_id]
            )
        }
    shown = dict(re.findall(r'<mark id="(q\d+)"[^>]*>([^<]*)</mark>', served.get(f"/article/{article_id}").text))
    assert len(surfaces) > 10
    assert shown == surfaces


def test_an_edited_article_shows_each_of_its_versions(served: Served) -> None:
    with closing(sqlite3.connect(served.path)) as db:
        article_id, *_ = db.execute("SELECT article_id FROM article_versions WHERE number = 2").fetchone()
    latest, first = served.get(f"/article/{article_id}"), served.get(f"/article/{article_id}", version="1")
    assert f'href="/article/{article_id}?version=1"' in latest.text
    assert "an older version" in first.text
    assert "an older version" not in latest.text
    assert re.findall("<mark.*?</mark>", first.text) != re.findall("<mark.*?</mark>", latest.text)
    assert served.get(f"/article/{article_id}", version="7").status_code == 404


def test_a_number_of_an_older_version_is_shown_in_that_version(served: Served) -> None:
    with closing(sqlite3.connect(served.path)) as db:
        article_id, quantity_id, surface = db.execute(
            "SELECT v.article_id, q.quantity_id, q.surface FROM article_versions AS v JOIN quantities AS q USING (version_id) "
            "JOIN articles AS a ON a.article_id = v.article_id AND a.version_id <> v.version_id"
        ).fetchone()
    page = served.get(f"/article/{article_id}", number=str(quantity_id)).text
    assert "an older version" in page
    assert re.search(rf'<mark id="q{quantity_id}"[^>]* class="chosen">{re.escape(surface)}</mark>', page)


def test_numbers_lead_to_their_article_and_articles_to_their_portal(served: Served) -> None:
    observations = _Links(served.get("/warehouse/current_observations"))
    assert any(re.fullmatch(r"/article/\d+", link.get("href") or "") for link in observations.led)
    outside = [
        link
        for link in observations.led
        if not str(link["href"]).startswith(("/", "#", served.address, "https://datasette.io"))
    ]
    assert len(outside) > 10
    for link in outside:
        assert re.match(r"https?://", str(link["href"]))
        assert link["rel"] == "noopener noreferrer nofollow"


def _assert_harmless(page: str, path: str) -> None:
    assert "<script>window.pwned" not in page, path
    assert "<img" not in page, path
    assert 'href="javascript:' not in page, path


@pytest.mark.parametrize(
    "path",
    [
        "/warehouse/articles?_facet=section",
        "/warehouse/current_observations?indicator=poor_households&_size=max",
        "/warehouse/conflicting_observations?_size=max",
        "/warehouse/images?_sort_desc=version_id",
        "/warehouse/article_bodies?_sort_desc=version_id",
        "/-/search?q=pwned",
        f"/-/search?q={ATTACK}",
        f"/warehouse/articles?_search={ATTACK}",
        "/warehouse?sql=SELECT title, url, url AS home FROM articles ORDER BY article_id DESC",
        "/warehouse/newest_numbers",
    ],
)
def test_hostile_text_is_text_wherever_it_is_shown(served: Served, path: str) -> None:
    page = served.get(path).text
    assert "&lt;script&gt;window.pwned=1" in page
    _assert_harmless(page, path)


def test_a_hostile_article_is_text_on_its_own_pages(served: Served) -> None:
    with closing(sqlite3.connect(served.path)) as db:
        (article_id,) = db.execute("SELECT article_id FROM articles WHERE title = ?", [HOSTILE_TITLE]).fetchone()
    for path in (f"/article/{article_id}", f"/warehouse/articles/{article_id}"):
        page = served.get(path).text
        assert "&lt;script&gt;window.pwned=1" in page
        _assert_harmless(page, path)


@pytest.mark.parametrize(
    "path",
    [
        f"/-/dashboards/indicator?indicator={ATTACK}&place='\">{ATTACK}",
        f"/-/dashboards/newest/rows?portal='\">{ATTACK}",
        f"/-/dashboards/{ATTACK}",
        f"/warehouse/{ATTACK}",
        f"/warehouse?sql={ATTACK}",
        f"/warehouse/latest_numbers?province='\">{ATTACK}",
        f"/article/1?number='\">{ATTACK}",
        f"/article/1?version='\">{ATTACK}",
    ],
)
def test_what_an_address_says_is_text_too(served: Served, path: str) -> None:
    _assert_harmless(served.get(path).text, path)


def test_the_front_page_tells_what_there_is(served: Served) -> None:
    page = served.get("/").text
    with closing(sqlite3.connect(served.path)) as db:
        (articles,) = db.execute("SELECT count(*) FROM articles").fetchone()
        (started,) = db.execute("SELECT started_at FROM runs ORDER BY run_id DESC").fetchone()
    assert f"<strong>{articles:,}</strong> bài · articles" in page
    assert started[:10] in page
    assert all(f"/-/dashboards/{slug}" in page for slug in ORDER)
    assert all(query.title.vi in page for query in dictionary().queries.values())


def test_what_is_not_there_is_said_without_a_trace(served: Served) -> None:
    for path in ("/nowhere", "/article/999999", "/warehouse/nothing"):
        answer = served.get(path)
        assert answer.status_code == 404
        assert "Traceback" not in answer.text
    assert served.get("/warehouse/nothing.json").json()["ok"] is False
