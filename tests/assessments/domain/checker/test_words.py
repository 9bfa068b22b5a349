import pytest

from assessments.domain.checker.findings import rule
from assessments.domain.checker.words import Language, Said, bare, jaccard, overlap, stem


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  La Niñez   de Ánimas\n", "la ninez de animas"),
        ("ﬁn del ｍes", "fin del mes"),
        ("Ko'ox — Ja’", "ko'ox — ja’"),
        ("Ạ̄gua", "agua"),
        ("", ""),
    ],
)
def test_texts_are_compared_without_accents_capitals_and_double_spaces(text, plain):
    assert bare(text) == plain


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("hogar", "hogares"),
        ("rural", "rurales"),
        ("joven", "jovenes"),
        ("agente", "agentes"),
        ("nombre", "nombres"),
        ("calle", "calles"),
        ("plan", "planes"),
        ("familia", "familias"),
    ],
)
def test_singular_and_plural_have_one_stem(singular, plural):
    assert stem(singular) == stem(plural)


def test_a_word_is_quoted_as_it_was_written():
    said = Said("Vivienda ÓPTIMA para la Niñez")

    assert said.as_written("optima") == "ÓPTIMA"
    assert said.as_written("la ninez") == "la Niñez"
    assert said.as_written("agua") == "agua"


def test_words_and_how_they_are_written_stand_side_by_side():
    for text in ("Redes SÓLIDAS", "İstanbul y Ñuu", "cafe\u0301 ﬁno", "日本 ½ x²"):
        said = Said(text)

        assert len(said.words) == len(said.tokens)


def test_nothing_is_like_nothing_in_no_way():
    some, none = frozenset({"agua", "red"}), frozenset()

    assert (jaccard(some, some), jaccard(some, none), jaccard(none, none)) == (1, 0, 0)
    assert (overlap(some, {"agua"}), overlap(some, none)) == (1, 0)


@pytest.mark.parametrize("code", ["es", "en"])
def test_every_list_of_a_language_has_words_or_a_pattern(code):
    language = Language(code)
    patterns = (
        "absence", "negation", "contribute", "connector", "two_results", "intention", "future",
        "action_verb", "goal_in_name", "delivery", "vague", "negative_condition", "own_control",
        "placeholder", "nominal_endings", "proper_names",
    )  # fmt: skip

    assert all(not language.pattern(name).search("qqq") for name in patterns)
    assert all(
        language.words(name)
        for name in ("present", "nominal", "generic_sources", "irregular_participles")
    )
    assert language.non_inclusive


def test_two_rules_cannot_have_one_id():
    with pytest.raises(LookupError):
        rule("POP-01", "E", "2.1", "Again")(list)
