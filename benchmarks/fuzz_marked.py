"""Mutants of pages and of Markdown: marks repeated, nested, unclosed, cut and strewn about."""

import random

_PAGE = """<!DOCTYPE html><html><head><title>On fares</title><meta name="author" content="Ada Ash">
<meta property="article:published_time" content="2024-03-05"></head><body><nav>Home</nav><main>
<h1>On fares<sup>1</sup></h1><p>Higher fares <b>lower</b> rider<wbr>ship, which <del>raises</del>
<ins>lowers</ins> income.<sup><a href="#fn1">2</a></sup></p><ul><li><p>One</p><li>Two</ul><table>
<tr><td>4 m<sup>2</sup><td>CO<sub>2</sub></table><dl><dt>Fare<dd>A price</dl><q>Rents rose</q>
<div class="cookie-banner" hidden><p>We use cookies.</p></div><pre>a &shy; b</pre><form><p>Send</p>
<input></form><template><p>x</p></template><!-- c --></main></body></html>"""
_MARKDOWN = """---
title: On fares
---
# On fares [^1]

Higher fares *lower* **rider**ship, which ~~raises~~ lowers `income`.[^2] <!-- not
read --> See [the survey](https://example.org/a_(b) "its title") and ![a bus](bus.png).

Rents rose
----------

> > Quoted *twice*
lazily, with <b>marks</b> &amp; more\\.

1. One
   - Two
     ```
     code
     ```

| a | b |
|---|---|
| 1 | 2 |

[survey]: <https://example.org> 'title'
[^2]: A note.
"""
_HTML_MARKS = (
    "<", ">", "</", "<!--", "-->", "<p>", "</p>", "<div>", "<table>", "<td>", "<li>", "<sup>",
    "</sup>", "<svg>", "<script>", "<style>", "<![CDATA[", "&", "&#0;", "&#x110000;", "&nbsp;",
    "<a href='", '"', "<br>", "<template>", "<plaintext>", "<select>", "<math>", "\0", "\ufeff",
    "<meta charset=utf-7>", "<body>", "<html hidden>", "<frameset>", "<form>", "<q>",
)  # fmt: skip
_MARKDOWN_MARKS = (
    "*", "_", "**", "~~", "`", "```", "~~~", "[", "]", "](", "![", "[^", "]:", "<", ">", "<!--",
    "-->", "\\", "#", "\n#", "\n> ", "\n- ", "\n    ", "\n\n", "|", "\n|", "---", "\n===\n",
    "&amp;", "&#", "(", ")", '"', "\t", "\n1. ", "{", "$", "<b", "http://", "\0", "\u202e", "  \n",
)  # fmt: skip


def html_mutant(random_: random.Random) -> bytes:
    """A page with marks strewn into it."""
    return _mutant(_PAGE, _HTML_MARKS, random_)


def markdown_mutant(random_: random.Random) -> bytes:
    """A Markdown text with marks strewn into it."""
    return _mutant(_MARKDOWN, _MARKDOWN_MARKS, random_)


def _mutant(text: str, marks: tuple[str, ...], random_: random.Random) -> bytes:
    for _ in range(random_.randint(1, 12)):
        start = random_.randrange(1 + len(text))
        end = min(len(text), start + random_.randint(0, 60))
        match random_.randrange(5):
            case 0 | 1:
                text = text[:start] + random_.choice(marks) + text[start:]
            case 2:
                text = text[:start] + text[end:]
            case 3:
                text = text[:end] + text[start:end] * random_.choice((1, 2, 30)) + text[end:]
            case _ if random_.random() < 0.3:
                repeated = random_.choice(marks) * random_.choice((3, 50, 2_000))
                text = text[:start] + repeated + text[start:]
    data = text.encode("utf-8", "replace")
    if random_.random() < 0.1:
        at = random_.randrange(1 + len(data))
        data = data[:at] + random_.randbytes(random_.randint(1, 4)) + data[at:]
    return data
