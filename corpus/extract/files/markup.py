"""XML of unknown origin: no entities, no network, no endless depth."""

from __future__ import annotations

from lxml import etree

from corpus.errors import InputError

__all__ = ["local_name", "parse_xml"]


def parse_xml(data: bytes) -> etree._Element:
    """The root element.

    Raises:
        InputError: it is not well-formed, even after mending.
    """
    # huge_tree stays off: libxml2's own bounds on depth and text hold. A damaged tail is mended.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError("Its XML is damaged.", hint="Fetch it again.") from error
    if root is None:
        raise InputError("Its XML is damaged.", hint="Fetch it again.")
    return root


def local_name(node: etree._Element) -> str:
    """The element's name without its namespace; empty for what is no element."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
