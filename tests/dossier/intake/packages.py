"""Files of Word, Writer and Excel, made of as little XML as they need."""

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def zipped(**members: str | bytes) -> bytes:
    """A zip of these members; "__" in a name stands for "/", "_dot_" for "."."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


def docx(body: str, **members: str) -> bytes:
    """A Word file with this body; `styles`, `numbering`, `footnotes` or `rels` hold what is in those."""
    parts = {
        f"word__{name}_dot_xml": f"<w:{name} {W}>{content}</w:{name}>"
        for name, content in members.items()
        if name != "rels"
    }
    if "rels" in members:
        parts["word___rels__document_dot_xml_dot_rels"] = f"<Relationships>{members['rels']}</Relationships>"
    return zipped(word__document_dot_xml=f"<w:document {W} {R}><w:body>{body}</w:body></w:document>", **parts)


def p(text: str = "", properties: str = "", runs: str = "") -> str:
    """A paragraph of a Word file."""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{run}{runs}</w:p>"


def table(*rows: list[str]) -> str:
    """A table of a Word file; a cell is its content."""
    inner = "".join("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>" for cells in rows)
    return f"<w:tbl>{inner}</w:tbl>"
