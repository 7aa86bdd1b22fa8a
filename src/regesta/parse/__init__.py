"""Document -> Parse: sentences, tokens, dependency trees and quotations of the blocks worth reading.

What comes in: a `Document` with blocks. What goes out: a `Parse` whose offsets point into its text.
Body, title, section and caption blocks are parsed; teasers, bylines and boilerplate never are.

    parse(document).words[:3]      # ("Oslo", "will", "lift")
"""

from __future__ import annotations

from regesta.parse.markup import plainly, undated
from regesta.parse.quotes import quotations
from regesta.parse.repair import mend
from regesta.parse.sentences import sentence_starts
from regesta.parse.tokens import Column, columns
from regesta.records import Block, Document, Parse, Role

__all__ = ["parse"]

READ_ROLES: frozenset[Role] = frozenset({"body", "title", "section", "caption"})


def parse(document: Document) -> Parse:
    """The parse of one document. Deterministic for one model: a document is parsed on its own."""
    blocks = [block for block in _blocks(document) if block.role in READ_ROLES]
    pieces = [(document.text[block.start : block.end], block.start) for block in blocks]
    places = [document.dateline if block.role == "body" else None for block in blocks]
    pieces = [
        (plainly(undated(piece, place)), start) for (piece, start), place in zip(pieces, places, strict=True)
    ]
    units = [(piece, offset, sentence_starts(piece)) for piece, offset in pieces]
    return _assemble(document, blocks, columns(units))


def _blocks(document: Document) -> tuple[Block, ...]:
    if document.blocks:
        return document.blocks
    blocks, start = [], 0
    for line in document.text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block(start, start + len(line.rstrip()), "body"))
        start += len(line)
    return tuple(blocks)


def _assemble(document: Document, blocks: list[Block], units: list[Column]) -> Parse:
    table = Column()
    paragraphs: list[tuple[int, int]] = []
    roles: list[Role] = []
    paragraph_of: list[int] = []
    for block, unit in zip(blocks, units, strict=True):
        base, count = len(table.words), len(unit.words)
        if not count:
            continue
        table.extend(unit, base)
        paragraph_of.extend([len(paragraphs)] * count)
        paragraphs.append((base, base + count))
        roles.append(block.role)
    mend(table)
    sentences = table.sentences()
    sentence_of = [number for number, (first, last) in enumerate(sentences) for _ in range(first, last)]
    children: list[list[int]] = [[] for _ in table.words]
    for token, head in enumerate(table.heads):
        if head != token:
            children[head].append(token)
    return Parse(
        document=document,
        words=tuple(table.words),
        lemmas=tuple(table.lemmas),
        pos=tuple(table.pos),
        tags=tuple(table.tags),
        deps=tuple(table.deps),
        heads=tuple(table.heads),
        starts=tuple(table.starts),
        ends=tuple(table.ends),
        children=tuple(tuple(kids) for kids in children),
        sentences=tuple(sentences),
        sentence_of=tuple(sentence_of),
        paragraphs=tuple(paragraphs),
        paragraph_of=tuple(paragraph_of),
        roles=tuple(roles),
        quotations=quotations(document.text, table.starts, table.ends, paragraphs, roles),
    )
