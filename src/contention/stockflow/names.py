"""When two names in a model are the same."""

import re

_BLANKS = re.compile(r"(?:\\n|\\r|[\s_\u00a0])+")


def key(name: str) -> str:
    r"""What two names have in common if they are the same.

    Case, surrounding quotation marks, and whether words are separated by blanks, underscores, line
    ends or a written `\n` do not count (XMILE 1.0, section 3.2.2.1; Vensim Reference, "Variable
    names").
    """
    bare = name.strip()
    if len(bare) > 1 and bare[0] == bare[-1] == '"':
        bare = bare[1:-1].replace('\\"', '"')
    return _BLANKS.sub(" ", bare).strip().casefold()
