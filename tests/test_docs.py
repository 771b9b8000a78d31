"""The documentation points to files that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md")))
#: The address in ``[words](address)`` and ``![picture](address)``, without an anchor.
LINK = re.compile(r"\]\(([^()\s#]+)[^()\s]*\)")
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.DOTALL | re.MULTILINE)


def links(page: Path) -> list[str]:
    """Return the addresses in *page* that are no addresses of the web."""
    found = LINK.findall(CODE.sub("", page.read_text(encoding="utf-8")))
    return [address for address in found if "://" not in address]


def test_the_search_finds_links() -> None:
    assert "docs/architecture.md" in links(ROOT / "README.md")
    assert "docs/pictures/question.png" in links(ROOT / "README.zh.md")


@pytest.mark.parametrize("page", PAGES, ids=[page.relative_to(ROOT).as_posix() for page in PAGES])
def test_every_relative_link_leads_to_a_file(page: Path) -> None:
    lost = [address for address in links(page) if not (page.parent / address).is_file()]

    assert lost == []
