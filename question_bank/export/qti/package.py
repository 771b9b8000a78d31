"""The content package: the items and a manifest that lists them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from typing import Any, BinaryIO, Final

from lxml import etree

from question_bank.export.exchange.values import PortableQuestion
from question_bank.export.qti.items import XSI, item_element, item_identifier

CP: Final = "http://www.imsglobal.org/xsd/imscp_v1p1"
_SCHEMA: Final = f"{CP} http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"
ITEM_TYPE: Final = "imsqti_item_xmlv2p1"


def write_qti(questions: Iterable[PortableQuestion], out: BinaryIO) -> int:
    """Write the package to *out* and return how many items it holds."""
    names: list[str] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, question in enumerate(questions, start=1):
            identifier = item_identifier(number)
            name = f"items/{identifier}.xml"
            # Members opened by name are dated 1980, so that equal banks are equal files.
            with archive.open(name, "w") as member:
                member.write(_xml(item_element(question, identifier)))
            names.append(name)
        with archive.open("imsmanifest.xml", "w") as member:
            member.write(_xml(_manifest(names)))
    return len(names)


def _manifest(names: list[str]) -> Any:
    root = etree.Element(
        f"{{{CP}}}manifest",
        nsmap={None: CP, "xsi": XSI},
        attrib={f"{{{XSI}}}schemaLocation": _SCHEMA, "identifier": "quizapp-bank"},
    )
    metadata = etree.SubElement(root, f"{{{CP}}}metadata")
    etree.SubElement(metadata, f"{{{CP}}}schema").text = "QTIv2.1 Package"
    etree.SubElement(metadata, f"{{{CP}}}schemaversion").text = "1.0.0"
    etree.SubElement(root, f"{{{CP}}}organizations")
    resources = etree.SubElement(root, f"{{{CP}}}resources")
    for number, name in enumerate(names, start=1):
        resource = etree.SubElement(
            resources,
            f"{{{CP}}}resource",
            identifier=f"resource-{number:06d}",
            type=ITEM_TYPE,
            href=name,
        )
        etree.SubElement(resource, f"{{{CP}}}file", href=name)
    return root


def _xml(element: Any) -> bytes:
    text: bytes = etree.tostring(element, encoding="utf-8", xml_declaration=True)
    return text
