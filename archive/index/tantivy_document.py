"""From the fields of a resolution to tantivy's own document."""

import tantivy

from archive.index.schema import Entry, sound


def document(fields: Entry) -> tantivy.Document:
    """Give the document of an entry."""
    made = tantivy.Document()
    for name, value in fields.items():
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, int):
                made.add_integer(name, one)
            else:
                made.add_text(name, sound(one))
    return made
