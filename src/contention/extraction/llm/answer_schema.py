"""The form of an answer as a JSON schema, for servers that can hold a model to one."""

from typing import Any, get_args

from contention.case.model import Sign, Stance

LONGEST = 120
"""Characters of an end, a signal, a condition or a holder; longer ones name no quantity."""


def answer_schema(most_claims: int, longest: int | None = LONGEST) -> dict[str, Any]:
    """What `answer.claims_of` takes; without lengths of words, which some servers refuse.

    Claims and words are bounded because small models go round in circles.
    """
    words: dict[str, Any] = {"type": "string"}
    if longest is not None:
        words["maxLength"] = longest
    perhaps = {**words, "type": ["string", "null"]}
    claim = {
        "sentence": {"type": "integer"},
        "cause": words,
        "effect": words,
        "signal": perhaps,
        "sign": {"type": "string", "enum": list(get_args(Sign))},
        "stance": {"type": "string", "enum": list(get_args(Stance))},
        "holder": words,
        "confidence": {"type": "number"},
        "strength": {"type": ["string", "null"], "enum": ["weak", "strong", "decisive", None]},
        "delay": perhaps,
        "condition": perhaps,
        "necessary": {"type": "boolean"},
    }
    listed = {"type": "array", "items": _object(claim), "maxItems": most_claims}
    return _object({"claims": listed})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
