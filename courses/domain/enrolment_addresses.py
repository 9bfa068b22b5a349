"""Addresses as lists write them: tidied, what is wrong with them, what was probably meant. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Iterable

from lms.lib.errors import RuleViolation
from lms.lib.text import fold
from people.domain.people import normal_email

PERSONAL_DOMAINS = re.compile(
    r"@(gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|aol|proton(mail)?|prodigy)"
    r"\.[a-z.]+$"
)
# Provider → how its domains end, the most usual first.
PROVIDERS = {
    "gmail": ("com",),
    "hotmail": ("com", "es", "com.mx", "com.ar", "fr", "it", "co.uk"),
    "outlook": ("com", "es", "com.mx", "com.ar", "fr"),
    "yahoo": ("com", "com.mx", "es", "com.ar", "co.uk", "fr"),
    "live": ("com", "com.mx", "com.ar"),
    "icloud": ("com",),
    "msn": ("com",),
    "prodigy": ("net.mx", "net"),
    "protonmail": ("com", "ch"),
}
# Real providers, one letter from another, or too short to be told from other names.
LOOK_ALIKE = {"mail", "email", "ymail", "live", "msn", "fmail", "cloud"}
# Endings that no domain has, and the one that was meant; the longest that fits is taken.
ENDINGS = {
    "con": "com", "cmo": "com", "ocm": "com", "vom": "com", "xom": "com", "comm": "com",
    "com.m": "com.mx", "com.nx": "com.mx", "com.mxx": "com.mx", "con.mx": "com.mx",
    "gob": "gob.mx", "gob.m": "gob.mx", "gob.nx": "gob.mx", "gob.mxx": "gob.mx",
    "gob.mz": "gob.mx", "gob.com": "gob.mx", "gob.com.mx": "gob.mx", "gov.mx": "gob.mx",
    "gobmx": "gob.mx", "go.mx": "gob.mx", "gop.mx": "gob.mx", "bog.mx": "gob.mx",
    "edu.m": "edu.mx", "edu.nx": "edu.mx",
}  # fmt: skip
USUAL = 3  # So many people of a list have a domain before another is held against it.


def tidy_email(text: str) -> str:
    """Return the address without what mail programs put around it, in the form it is stored in."""
    address = re.sub(r"^mailto:", "", text.strip(), flags=re.IGNORECASE)
    named = re.search(r"<([^<>\s]+@[^<>\s]+)>$", address)
    address = (named.group(1) if named else address).strip(" <>,;.\"'")
    try:
        return normal_email(address)
    except RuleViolation:
        return address


def about_email(address: str, usual: Collection[str] = ()) -> str:
    """Return the code of what is wrong with an address, with what was probably meant, or "".

    ``usual`` are the domains that many of the list have. Nothing is corrected here.
    """
    if not address:
        return "email_missing"
    if _is_address(address):
        code, meant = "email_typo", _meant_domain(address, usual)
    else:
        plain = re.fullmatch(r"[\w.+'-]+(@[\w-]*)?", address, flags=re.ASCII)
        code, meant = ("email_incomplete" if plain else "email_wrong"), _meant(address, usual)
    if meant:
        return f"{code}:{meant}"
    return "" if code == "email_typo" else code


def usual_domains(addresses: Iterable[str]) -> list[str]:
    """Return the domains that several people of the list have, the most frequent first."""
    counted = Counter(each.rpartition("@")[2] for each in addresses if "@" in each)
    return [domain for domain, count in counted.most_common(20) if count >= USUAL]


def _is_address(address: str) -> bool:
    try:
        normal_email(address)
    except RuleViolation:
        return False
    return True


def _meant(address: str, usual: Collection[str]) -> str:
    """Return an address in place of one that cannot be, or "".

    ñ is written as n, a comma as a point; of several the first is meant; a domain that breaks off
    is one that others of the list have.
    """
    several = re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", fold(address))
    if len(several) > 1:
        return several[0] if _is_address(several[0]) else ""
    plain = re.sub(r"\s*([@.])\s*", r"\1", fold(address).replace(",", "."))
    plain = re.sub(r"\.{2,}", ".", re.sub(r"@{2,}", "@", plain)).replace(".@", "@")
    local, at, domain = plain.rpartition("@")
    if at and "." not in domain:
        full = [each for each in usual if domain and each.startswith(f"{domain}.")]
        plain = f"{local}@{full[0]}" if len(full) == 1 else ""
    meant = (plain and _meant_domain(plain, usual)) or plain
    return meant if meant and _is_address(meant) else ""


def _meant_domain(address: str, usual: Collection[str]) -> str:
    """Return the address with the domain that was probably meant, or "" when it seems right."""
    local, _at, domain = address.rpartition("@")
    meant = _of_provider(domain) or _of_ending(domain)
    if not meant and domain not in usual:
        alike = [each for each in usual if is_one_slip(domain, each)]
        meant = alike[0] if alike else ""
    return f"{local}@{meant}" if meant and meant != domain else ""


def _of_provider(domain: str) -> str:
    name, _point, ending = domain.partition(".")
    ending = ENDINGS.get(ending, ending)
    if any(len(label) > 3 for label in ending.split(".")):
        return ""  # A part of somebody's own domain: live.university.mx.
    alike = [
        each
        for each in PROVIDERS
        if name == each
        or (name not in LOOK_ALIKE and each not in LOOK_ALIKE and is_one_slip(name, each))
    ]
    if not alike:
        return ""
    endings = PROVIDERS[alike[0]]
    if ending not in endings:
        mexican = [each for each in endings if each.endswith("mx") and ending.endswith("mx")]
        ending = [*mexican, *endings][0]
    return f"{alike[0]}.{ending}"


def _of_ending(domain: str) -> str:
    for at in range(domain.count(".")):
        ending = domain.split(".", at + 1)[-1]
        if ending in ENDINGS:
            return domain.removesuffix(ending) + ENDINGS[ending]
    return ""


def is_one_slip(one: str, other: str) -> bool:
    """Say whether they differ in one letter, more, less or other, or in the order of two."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    if left[1:] == right[1:] or left[1:] == right or left == right[1:]:
        return True
    return left[1::-1] + left[2:] == right
