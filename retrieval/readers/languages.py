"""Names and codes of languages → ISO 639-1 ("eng", "English", "en-GB" → "en"). What is not known stays as it is spelt."""

from __future__ import annotations

import re

_BIBLIOGRAPHIC = """
afr af alb sq amh am ara ar arm hy aze az baq eu bel be ben bn bos bs bul bg bur my cat ca chi zh cze cs dan da dut nl
eng en est et fin fi fre fr geo ka ger de glg gl gre el heb he hin hi hrv hr hun hu ice is ind id iri ga gle ga ita it
jpn ja kaz kk kor ko kir ky lat la lav lv lit lt mac mk may ms mar mr mon mn nor no nob nb nno nn oci oc per fa pol pl
por pt pus ps rum ro rus ru san sa scc sr srp sr scr hr slo sk slv sl spa es swa sw swe sv tam ta tel te tgl tl tha th
tur tr uig ug ukr uk urd ur uzb uz vie vi wel cy sqi sq hye hy eus eu mya my zho zh ces cs nld nl fra fr kat ka deu de
ell el isl is mkd mk msa ms fas fa ron ro slk sk cym cy
"""
_NAMES = """
english en spanish es french fr german de italian it portuguese pt russian ru chinese zh japanese ja korean ko arabic ar
vietnamese vi hindi hi polish pl ukrainian uk somali so nepali ne tagalog tl burmese my dutch nl swedish sv danish da
norwegian no finnish fi turkish tr greek el hebrew he persian fa farsi fa urdu ur thai th indonesian id
"""


def _pairs(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_CODES = _pairs(_BIBLIOGRAPHIC) | _pairs(_NAMES)


def language_code(text: str, default: str = "en") -> str:
    """Two letters where the language has them; `default` where nothing is said."""
    spelt = text.strip().lower()
    if not spelt:
        return default
    primary = re.split(r"[-_ ,(]", spelt, maxsplit=1)[0]
    return _CODES.get(spelt) or _CODES.get(primary) or (primary if len(primary) <= 3 else spelt[:40])
