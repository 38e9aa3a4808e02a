"""The grammar of Vensim's equations (LALR).

Operators by precedence, from the Vensim Reference Manual, "Operators": `^` (from the right), signs,
`* /`, `+ -`, comparisons, `:NOT:`, `:AND:`, `:OR:`. Names hold blanks; the bracket after
a name makes it a function. What the parser makes are plain trees; `equations.py` gives
them their meaning.
"""

from functools import cache

from lark import Lark

from contention.stockflow.reading.parsed import TreeBuilder

GRAMMAR = r"""
?expression: disjunction
?disjunction: conjunction | disjunction OR conjunction -> binary
?conjunction: negation | conjunction AND negation -> binary
?negation: comparison | NOT negation -> unary
?comparison: sum | comparison COMPARE sum -> binary
?sum: product | sum ADD product -> binary
?product: signed | product MULTIPLY signed -> binary
?signed: power | ADD signed -> unary
?power: atom | atom POWER signed -> binary
?atom: NUMBER -> number
    | MISSING -> missing
    | TEXT -> text
    | reference
    | reference "(" [arguments] [":" results] ")" -> call
    | WITH "(" expression "," table ")" -> with_lookup
    | "(" expression ")"
reference: (NAME | QUOTED) ["[" subscripts "]"]
subscripts: subscript ("," subscript)*
subscript: (ELEMENT | QUOTED) BANG?
arguments: expression ("," expression)* ","?
results: (NAME | QUOTED) ("," (NAME | QUOTED))*
table: "(" [limits ","] point (","? point)* ","? ")"
limits: "[" [pair "-" pair ("," pair)*] "]"
point: pair
pair: "(" signed_number "," signed_number ")"
signed_number: ADD* NUMBER
columns: "(" [limits ","] signed_number ("," signed_number)+ ")"

OR.6: /:\s*OR\s*:/i
AND.6: /:\s*AND\s*:/i
NOT.6: /:\s*NOT\s*:/i
MISSING.6: /:\s*NA\s*:/i
WITH.5: /WITH[ _]+LOOKUP(?=\s*\()/i
NAME.3: /[^\W\d][\w'$ .`]*/
ELEMENT.2: /\w[\w'$ .`]*/
NUMBER.4: /(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?/i
QUOTED: /"(?:\\.|[^"\\])*"/
TEXT: /'[^']*'/
BANG: "!"
COMPARE: "<=" | ">=" | "<>" | "<" | ">" | "="
ADD: "+" | "-"
MULTIPLY: "*" | "/"
POWER: "^"
%ignore /\s+/
"""


@cache
def parser(start: str) -> Lark:
    """The parser of `expression`, of a `table` of points or of a table's `columns`."""
    return Lark(
        GRAMMAR,
        parser="lalr",
        lexer="contextual",
        maybe_placeholders=True,
        start=start,
        transformer=TreeBuilder(),
    )
