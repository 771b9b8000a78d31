"""
Tell whether a value fits our JSON Schema: the few keywords that it uses.

The schema is ours and small; a test holds this against a complete validator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

Schema = Mapping[str, Any]
_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "null": (type(None),),
}


def misfit(value: Any, schema: Schema, definitions: Schema, path: str = "") -> str | None:
    """Return the path, such as ``options[1].text``, of the first part that does not fit."""
    if "$ref" in schema:
        named = definitions[schema["$ref"].rpartition("/")[2]]
        found = misfit(value, named, definitions, path)
        if found is not None:
            return found
    if "anyOf" in schema:
        faults = [misfit(value, each, definitions, path) for each in schema["anyOf"]]
        return None if None in faults else faults[-1]
    if not _fits_itself(value, schema):
        return path or "."
    return next(_inside(value, schema, definitions, path), None)


def _fits_itself(value: Any, schema: Schema) -> bool:
    wanted = schema.get("type", [])
    names = [wanted] if isinstance(wanted, str) else wanted
    if names and not any(_is_of(value, name) for name in names):
        return False
    if "enum" in schema and not any(value == each and type(value) is type(each) for each in schema["enum"]):  # fmt: skip
        return False
    return _is_within(value, schema)


def _is_of(value: Any, name: str) -> bool:
    if name == "integer":
        is_whole = isinstance(value, float) and value.is_integer()
        return is_whole or (isinstance(value, int) and not isinstance(value, bool))
    return isinstance(value, _TYPES[name])


def _is_within(value: Any, schema: Schema) -> bool:
    if isinstance(value, str):
        in_length = schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))
        return in_length and re.search(schema.get("pattern", ""), value) is not None
    if isinstance(value, list):
        return bool(schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
    return True


def _inside(value: Any, schema: Schema, definitions: Schema, path: str) -> Iterator[str]:
    if isinstance(value, list) and "items" in schema:
        faults = (
            misfit(each, schema["items"], definitions, f"{path}[{number}]")
            for number, each in enumerate(value)
        )
        yield from (fault for fault in faults if fault is not None)
    if isinstance(value, dict):
        yield from _inside_object(value, schema, definitions, path)


def _inside_object(
    value: dict[str, Any], schema: Schema, definitions: Schema, path: str
) -> Iterator[str]:
    known = schema.get("properties", {})
    yield from (_below(path, name) for name in schema.get("required", ()) if name not in value)
    for name, each in value.items():
        if name in known:
            found = misfit(each, known[name], definitions, _below(path, name))
            if found is not None:
                yield found
        elif schema.get("additionalProperties", True) is False:
            yield _below(path, name[:40])


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
