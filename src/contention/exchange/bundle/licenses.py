"""Licenses by SPDX id or address.

Source: SPDX License List, https://spdx.org/licenses/: the ids of data, texts and programs that are
in common use. Another id is kept as text.
"""

import re

_ADDRESS = re.compile(r"https?://[^\s/]+\S*")
_FAMILIES = (
    r"CC0-1\.0|CC-PDDC|CC-BY(-NC)?(-SA|-ND)?-(1\.0|2\.0|2\.5|3\.0|4\.0)",
    r"CC-BY-3\.0-(AT|AU|DE|IGO|NL|US)|CC-BY-SA-3\.0-(AT|DE|IGO)|CC-BY-NC-(SA|ND)-3\.0-(DE|IGO)",
    r"PDDL-1\.0|ODC-By-1\.0|ODbL-1\.0|CDLA-Permissive-[12]\.0|CDLA-Sharing-1\.0",
    r"DL-DE-(BY|ZERO)-2\.0|etalab-2\.0|OGL-UK-[123]\.0|OGL-Canada-2\.0|NLOD-[12]\.0",
    r"A?GPL-3\.0-(only|or-later)|GPL-2\.0-(only|or-later)|LGPL-(2\.1|3\.0)-(only|or-later)",
    r"GFDL-1\.[123]-(only|or-later)|EUPL-1\.[12]|MPL-2\.0|EPL-2\.0|CECILL-(2\.1|B|C)",
    r"MIT|MIT-0|ISC|Zlib|0BSD|BSD-[23]-Clause|Apache-2\.0|Unlicense|BSL-1\.0|Artistic-2\.0",
)
_ID = re.compile("|".join(_FAMILIES))


def is_spdx(license_: str) -> bool:
    """Whether it is an SPDX id known here, in its own capitals."""
    return bool(_ID.fullmatch(license_))


def is_address(license_: str) -> bool:
    """Whether it is a web address."""
    return bool(_ADDRESS.fullmatch(license_))


def address(license_: str) -> str:
    """Where the license can be read; empty if it is free text."""
    if is_address(license_):
        return license_
    return f"https://spdx.org/licenses/{license_}" if is_spdx(license_) else ""
