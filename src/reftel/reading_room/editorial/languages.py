"""A language in its own words, and which way it runs."""

from collections.abc import Mapping
from functools import lru_cache

from django.utils.translation import get_language_info

# What Django has no name for, and keepers are likely to write in.
_NAMES: Mapping[str, str] = {
    "am": "አማርኛ",
    "bo": "བོད་སྐད་",
    "ceb": "Cebuano",
    "dv": "ދިވެހި",
    "fil": "Filipino",
    "gn": "Avañe’ẽ",
    "gu": "ગુજરાતી",
    "ha": "Hausa",
    "ht": "Kreyòl ayisyen",
    "ku": "Kurdî",
    "lo": "ລາວ",
    "mg": "Malagasy",
    "mt": "Malti",
    "or": "ଓଡ଼ିଆ",
    "prs": "دری",
    "ps": "پښتو",
    "qu": "Runasimi",
    "rw": "Ikinyarwanda",
    "sd": "سنڌي",
    "si": "සිංහල",
    "so": "Soomaali",
    "st": "Sesotho",
    "tet": "Tetun",
    "ti": "ትግርኛ",
    "tl": "Tagalog",
    "wo": "Wolof",
    "xh": "isiXhosa",
    "yi": "ייִדיש",
    "yo": "Yorùbá",
    "zh": "中文",
    "zu": "isiZulu",
}
_RIGHT_TO_LEFT = frozenset({"dv", "prs", "ps", "sd", "yi", "arc", "syr", "nqo"})
_SCRIPTS = frozenset({"arab", "aran", "hebr", "thaa", "syrc", "nkoo", "adlm"})


@lru_cache(maxsize=256)
def name(code: str) -> str:
    """What speakers call it; the code itself where nobody here knows.

    >>> name("es"), name("ar"), name("pt-BR"), name("tlh")
    ('español', 'العربيّة', 'Português Brasileiro', 'tlh')
    """
    for known in (code.lower(), code.lower().partition("-")[0]):
        if known in _NAMES:
            return _NAMES[known]
        try:
            return str(get_language_info(known)["name_local"])
        except KeyError:
            continue
    return code


@lru_cache(maxsize=256)
def direction(code: str) -> str:
    """``rtl`` or ``ltr``; ``auto`` where no language is given.

    >>> direction("fa"), direction("az-Arab"), direction("sr-Latn"), direction("")
    ('rtl', 'rtl', 'ltr', 'auto')
    """
    if not code:
        return "auto"
    first, *others = code.lower().split("-")
    scripts = [one for one in others if len(one) == 4]
    if scripts:
        return "rtl" if scripts[0] in _SCRIPTS else "ltr"
    try:
        return "rtl" if get_language_info(first)["bidi"] else "ltr"
    except KeyError:
        return "rtl" if first in _RIGHT_TO_LEFT else "ltr"
