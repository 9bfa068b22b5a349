"""What the words of a narrative tell of its syntax: infinitives, participles, verbs, nouns.

Endings and word lists, no dictionary: about one hint in ten is a false alarm, and says "check".
"""

import re

from assessments.domain.checker.words import Language, Said

_INFINITIVE = re.compile(r"(ar|er|ir)(se)?$")
_PARTICIPLE = re.compile(r"[ai]d[oa]s?$")
_ENGLISH_PARTICIPLE = re.compile(r"\w\wed$")
_ACCENTED = re.compile("[áéóúÁÉÓÚ]|í(?!d[oa]s?$)")
_FUTURE = re.compile(r"\w{2}r(á|án|é|emos)$")
_CLITICS = {"se", "no", "les", "le", "lo", "la", "los", "las"}
_RELATIVES = {"que", "quien", "quienes", "donde", "that", "who", "which", "where"}
_PREPOSITIONS = {"of", "in", "for", "with", "to", "on", "at", "by", "from", "among", "and"}
_AND = {"es": {"y", "e"}, "en": {"and"}}
_REFLEXIVE = re.compile(r"(a|e|an|en)$")


def starts_with_infinitive(said: Said, language: Language) -> bool:
    if language.code == "en":
        first, second, *_more = [*said.words, "", ""]
        if second == "of":  # "Design of", "Purchase of": a noun.
            return False
        return first in language.words("verbs") or (first == "to" and bool(second))
    return bool(
        len(said.first) > 3
        and _INFINITIVE.search(said.first)
        and said.first not in language.words("not_infinitive")
    )


def is_participle(said: Said, place: int, language: Language) -> bool:
    word = said.words[place]
    if word in language.words("irregular_participles"):
        return True
    if word in language.words("not_participle"):
        return False
    if language.code == "en":
        return bool(_ENGLISH_PARTICIPLE.search(word))
    # "Sólidos" is none: the accent of a participle only ever stands on "-ído".
    return bool(
        len(word) > 4 and _PARTICIPLE.search(word) and not _ACCENTED.search(said.tokens[place])
    )


def has_participle(said: Said, language: Language) -> bool:
    return any(is_participle(said, place, language) for place in range(len(said.words)))


def present_verbs(said: Said, language: Language) -> list[int]:
    """Return the places of what looks like verbs in the present."""
    return [place for place in range(len(said.words)) if _is_present(said, place, language)]


def _is_present(said: Said, place: int, language: Language) -> bool:
    word, token = said.words[place], said.tokens[place]
    before = said.words[place - 1] if place else ""
    if _FUTURE.search(token):
        return False
    if word in language.words("present"):
        return not (
            word in language.words("also_nouns") and before in language.words("before_nouns")
        )
    if language.code == "en" or not place or token[0].isupper():
        return False
    if before == "se":
        return bool(_REFLEXIVE.search(word))
    return bool(
        len(word) > 3
        and language.pattern("present_endings").search(word)
        and word not in language.words("not_present")
        and token[-2:] not in {"án", "én"}
    )


def main_verbs(said: Said, language: Language) -> list[int]:
    """Return the present verbs that do not hang on "que": the sentence may stand on them."""
    found = []
    for place in present_verbs(said, language):
        before = place - 1
        while before >= 0 and said.words[before] in _CLITICS:
            before -= 1
        if before < 0 or said.words[before] not in _RELATIVES:
            found.append(place)
    return found


def has_future(said: Said, language: Language) -> bool:
    if language.finds("intention", said) or language.finds("future", said):
        return True
    return language.code == "es" and any(
        _FUTURE.search(token) and len(token) > 4 and not token[0].isupper() for token in said.tokens
    )


def has_two_results(said: Said, language: Language) -> bool:
    """Say whether a second verb is coordinated with the main one, or a connector adds more."""
    if language.finds("two_results", said):
        return True
    verbs = main_verbs(said, language)
    for place in verbs[1:]:
        if said.words[place] in language.words("also_nouns"):  # "reciben atención y consulta"
            continue
        before = place - 2 if said.words[place - 1] == "se" else place - 1
        if said.words[before] in _AND[language.code] and before > verbs[0]:
            return True
    return False


def starts_with_nominal(said: Said, language: Language) -> bool:
    """Say whether the first word is a noun made of a verb, as activities begin.

    "Estudio realizado" is a product: a noun that may be either, and a participle.
    """
    word = said.first
    if word in language.words("not_nominal"):
        return False
    if word in language.words("products") and len(said.words) > 1:
        return not is_participle(said, 1, language)
    return _is_nominal(word, language) or (
        language.code == "en" and _starts_with_compound(said, language)
    )


def _is_nominal(word: str, language: Language) -> bool:
    return word in language.words("nominal") or bool(
        language.pattern("nominal_endings").search(word)
    )


def _starts_with_compound(said: Said, language: Language) -> bool:
    """Say whether an English text begins as "Household survey in …" does."""
    for place, word in enumerate(said.words[1:3], start=1):
        after = said.words[place + 1 : place + 2]
        if _is_nominal(word, language) and (not after or after[0] in _PREPOSITIONS):
            return True
    return said.words[:2] == ["follow", "up"]
