"""The models of a file put together: each module's variables under the module's name (4.7)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from contention.stockflow.names import key
from contention.stockflow.reading.source_text import Refused
from contention.stockflow.reading.xmile.document import Document, Element
from contention.stockflow.reading.xmile.equations import bare
from contention.stockflow.reading.xmile.settings import Behaviour

DEEPEST = 20
KINDS = ("stock", "flow", "aux", "gf")


@dataclass
class Instance:
    """One use of a model: the main one, or a module."""

    prefix: str
    """empty for the main model, else `module.`"""
    elements: list[Element]
    behaviour: Behaviour
    root: "Instance | None" = None
    own: frozenset[str] = frozenset()
    """keys of its variables and modules"""
    connected: dict[str, str] = field(default_factory=dict)
    """key of an input of this instance → full name of what it is connected to"""
    belts: dict[str, Element] | None = None
    """key of a flow → the conveyor that it leaves; None until somebody asks"""

    def resolve(self, written: str) -> str:
        """The full name of what an equation here names."""
        if written.startswith("."):
            return written.lstrip(".")
        first = key(written).split(".")[0]
        if self.prefix and (key(written) in self.own or first in self.own):
            return self.prefix + written
        return written


def instances(document: Document) -> list[Instance]:
    """The main model and all its modules; raises Refused if a model is missing or holds itself."""
    models = list(document.children(document.root, "model"))
    if not models:
        raise Refused(document.place(document.root), "the file has no <model>", "add one")
    by_name = {key(bare(model.get("name", ""))): model for model in models}
    main = next((model for model in models if not model.get("name", "").strip()), None)
    main = by_name.get("main", models[0]) if main is None else main
    behaviour = Behaviour().under(document, document.root)
    return list(_walk(document, main, "", by_name, behaviour, None, {}))


def _walk(
    document: Document,
    model: Element,
    prefix: str,
    by_name: Mapping[str, Element],
    behaviour: Behaviour,
    root: Instance | None,
    connected: dict[str, str],
) -> Iterator[Instance]:
    if prefix.count(".") > DEEPEST:
        raise Refused(
            document.place(model), "modules are nested too deeply, or a model holds itself", ""
        )
    inner = behaviour.under(document, model)
    elements = _variables(document, model)
    names = frozenset(key(bare(each.get("name", ""))) for each in elements)
    here = Instance(prefix, elements, inner, root, names, connected)
    yield here
    for element in elements:
        if document.named(element) != "module":
            continue
        name = bare(element.get("name", ""))
        wanted = by_name.get(key(name))
        if wanted is None:
            raise Refused(
                document.place(element),
                f"the module `{name}` has no model in this file",
                "models in other files are not read: put them into this one",
            )
        links = {
            key(_without(bare(link.get("to", "")), name)): here.resolve(bare(link.get("from", "")))
            for link in document.children(element, "connect")
        }
        yield from _walk(document, wanted, f"{prefix}{name}.", by_name, inner, root or here, links)


def _variables(document: Document, model: Element) -> list[Element]:
    return [
        element
        for part in document.children(model, "variables")
        for element in document.children(part, *KINDS, "module")
    ]


def _without(name: str, module: str) -> str:
    """An input's own name, from `module.input` or `input`."""
    head, _, rest = name.rpartition(".")
    return rest if key(head.lstrip(".")) in ("", key(module)) else name
