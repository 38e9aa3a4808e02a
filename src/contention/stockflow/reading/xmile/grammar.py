"""The grammar of XMILE's equations (LALR).

Operators by precedence, from XMILE 1.0, section 3.3.1: `^` (from the right), signs and NOT,
`* / MOD`, `+ -`, `< <= > >=`, `= <>`, AND, OR; IF is loosest (3.3.2). Braces hold a comment. What
the parser makes are plain trees; `equations.py` gives them their meaning.
"""

from functools import cache

from lark import Lark

from contention.stockflow.reading.parsed import TreeBuilder

GRAMMAR = r"""
?expression: disjunction
    | IF expression THEN expression ELSE expression -> if_else
?disjunction: conjunction | disjunction OR conjunction -> binary
?conjunction: equality | conjunction AND equality -> binary
?equality: comparison | equality EQUAL comparison -> binary
?comparison: sum | comparison COMPARE sum -> binary
?sum: product | sum ADD product -> binary
?product: signed | product (MULTIPLY | MOD | STAR) signed -> binary
?signed: power | (ADD | NOT) signed -> unary
?power: postfix | postfix POWER signed -> binary
?postfix: atom | reference TRANSPOSED -> transposed
?atom: NUMBER -> number
    | reference
    | reference "(" [arguments] ")" -> call
    | "(" expression ")"
reference: name ["[" subscripts "]"]
name: (NAME | QUOTED) ("." (NAME | QUOTED))*
subscripts: subscript ("," subscript)*
?subscript: expression
    | STAR -> every
    | STAR ":" name -> every_of
    | EVERY_IN -> every_in
    | expression ":" expression -> between
    | "@" NUMBER -> position
arguments: expression ("," expression)* ","?

IF.6: /IF(?!\w)/i
THEN.6: /THEN(?!\w)/i
ELSE.6: /ELSE(?!\w)/i
AND.6: /AND(?!\w)/i
OR.6: /OR(?!\w)/i
NOT.6: /NOT(?!\w)/i
MOD.6: /MOD(?!\w)/i
EVERY_IN.5: /[^\W\d][\w$]*\.\*/
NAME.3: /\.?[^\W\d][\w$]*(?:\.[^\W\d][\w$]*)*/
NUMBER.4: /(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?/i
QUOTED: /"(?:\\.|[^"\\])*"/
EQUAL.2: "=" | "<>"
COMPARE: "<=" | ">=" | "<" | ">"
ADD: "+" | "-"
MULTIPLY: "/"
STAR: "*"
POWER: "^"
TRANSPOSED: "'"
%ignore /\s+/
%ignore /\{[^{}]*\}/
"""


@cache
def parser() -> Lark:
    """The parser of an expression."""
    return Lark(
        GRAMMAR,
        parser="lalr",
        lexer="contextual",
        maybe_placeholders=True,
        start="expression",
        transformer=TreeBuilder(),
    )
