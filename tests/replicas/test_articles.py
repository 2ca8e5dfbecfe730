"""The written and the generated articles: enough of them, and true to their own facts."""

from __future__ import annotations

import unicodedata
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replicas.generator import generate_articles
from replicas.model import LAYOUTS, PORTALS, Article, body_lines, expected_fields
from replicas.newsroom import parse_body, parse_fact, slugify, written
from replicas.world import NIGHTS, world

WRITTEN = [article for portal in PORTALS for article in world(2).articles[portal]]


def text_of(article: Article) -> str:
    return "\n".join((article.title, article.lead, *body_lines(article.body)))


@pytest.mark.parametrize("portal", PORTALS)
def test_a_portal_has_eight_articles_some_of_them_fresh_and_all_its_layouts(portal: str) -> None:
    articles = [article for article in written(portal, 1) if not article.forbidden]
    fresh = [article for article in articles if (NIGHTS[1] - article.published).days < 5]
    family = portal.removesuffix("_portal")
    assert len(articles) >= 8
    assert len(fresh) >= 3
    assert all(article.published < NIGHTS[1] for article in articles)
    assert {article.layout for article in articles} == {name for name in LAYOUTS if name.startswith(family + "-")}


@pytest.mark.parametrize("article", WRITTEN, ids=lambda article: f"{article.portal}-{article.id[-7:]}")
def test_every_fact_stands_in_the_text(article: Article) -> None:
    assert [fact.quote for fact in article.facts if fact.quote not in text_of(article)] == []


@pytest.mark.parametrize("article", WRITTEN, ids=lambda article: f"{article.portal}-{article.id[-7:]}")
def test_the_text_is_composed_unicode_of_an_articles_length(article: Article) -> None:
    text = text_of(article)
    assert unicodedata.is_normalized("NFC", text)
    if not article.forbidden:
        assert 1_200 < len(text.encode()) < 4_000
        assert len(article.body) >= 5


def test_no_two_articles_share_an_id_or_an_address() -> None:
    for portal in PORTALS:
        articles = world(2, articles=150).articles[portal]
        assert len({article.id for article in articles}) == len(articles)
        assert len({(article.sections[0], article.slug) for article in articles}) == len(articles)


def test_what_a_reader_sees_of_an_article() -> None:
    expected = expected_fields(world(1).article("vinhlong_portal", "208614"))
    assert expected.published == "2023-05-18T09:26:33+07:00"
    assert expected.body[0] == expected.lead
    assert expected.body[0].startswith("(Vinhlong.gov.vn) – Sáng 18/5/2023")
    assert "Sở Tư pháp | 92,4 | 1" in expected.body
    assert expected.captions == ("Ảnh: Quang cảnh hội nghị công bố chỉ số tại điểm cầu UBND tỉnh",)
    assert (expected.author, expected.section) == ("T.N", None)


def test_the_lead_is_apart_where_the_portal_prints_it_apart() -> None:
    expected = expected_fields(world(1).article("baoangiang", "281904"))
    assert expected.lead not in expected.body
    assert expected.author == "NGỌC GIANG"
    assert expected.published == "2020-08-06T06:12:00+07:00"


def test_the_notation_of_a_body() -> None:
    blocks = parse_body("Một dòng\nhai dòng\n\n## Đề mục\n\n[ảnh cau-moi] Cầu mới\n\n| a | b |\n| c | d |\n")
    assert [block.kind for block in blocks] == ["p", "heading", "image", "table"]
    assert blocks[0].text == "Một dòng\nhai dòng"
    assert (blocks[2].picture, blocks[2].text) == ("cau-moi", "Cầu mới")
    assert blocks[3].rows == (("a", "b"), ("c", "d"))


def test_a_fact_of_an_unknown_role_is_refused() -> None:
    with pytest.raises(ValueError, match="role is level, delta or target"):
        parse_fact("poor_households | 1 | hộ | 2025 | 1 hộ | guess")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đắk Lắk: 5/63 tỉnh, “thành phố”", "dak-lak-5-63-tinh-thanh-pho"),
        ("Tỷ lệ hộ nghèo giảm còn 3,12%", "ty-le-ho-ngheo-giam-con-3-12"),
    ],
)
def test_slugs(title: str, slug: str) -> None:
    assert slugify(title) == slug


@settings(max_examples=15, deadline=None)
@given(portal=st.sampled_from(PORTALS), count=st.integers(1, 40), seed=st.integers(0, 10_000))
def test_generated_articles_are_repeatable_and_state_their_facts(portal: str, count: int, seed: int) -> None:
    articles = generate_articles(portal, count, seed)
    assert articles == generate_articles(portal, count, seed)
    assert len({text_of(article) for article in articles}) == count
    for article in articles:
        text = text_of(article)
        assert article.facts
        assert all(fact.quote in text for fact in article.facts)
        assert not set("{}[]|") & set(text)


def test_generated_articles_are_no_near_duplicates_of_each_other() -> None:
    def shingles(article: Article) -> set[tuple[str, ...]]:
        words = text_of(article).split()
        return {tuple(words[at : at + 5]) for at in range(len(words) - 4)}

    sets = [shingles(article) for article in generate_articles("baodaklak", 120, 1)]
    assert max(len(one & other) / len(one | other) for one, other in combinations(sets, 2)) < 0.5


def test_generated_articles_cover_the_years_and_layouts() -> None:
    articles = generate_articles("baodongthap", 300, 1)
    assert {article.layout for article in articles} == {"baodongthap-c1", "baodongthap-c2", "baodongthap-c3"}
    assert len({article.published.year for article in articles}) >= 8


def test_filling_up_below_what_is_written_is_refused() -> None:
    with pytest.raises(ValueError, match="written ones already"):
        world(1, articles=2)
