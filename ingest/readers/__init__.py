"""From a file's bytes to a `Document`, in a child process with limits and without network.

How a format plugs in. `kinds.FORMATS` names for each format its module in this package; `child` imports that module
when the first such file arrives, so a reader's own imports cost nothing before. A module offers::

    VERSION = "name@1"                                   # goes into Document.reader
    def read(path: Path, limits: Limits) -> Document     # raises UnreadableFile(code); any other exception is `file_damaged`
    def locate(path, document, spans, limits) -> list[list[Box]]          # optional; without it a span has no boxes
    def render_page(path, document, number, scale, limits) -> bytes       # optional PNG; without it `page_has_no_picture`

All three run only in the child, with the working directory and ``TMPDIR``/``HOME`` set to an empty scratch folder that is
emptied after every file. A reader never prints, never opens a path that a file names, and calls
`progress.report(page, pages)` after every slow page (each report renews the wall clock). Programs are started with
`subprocess` and a timeout; they inherit the limits and die with the child.

Scans: `ocr.read_page(picture, dpi, limits)` gives `Recognised` or None where no engine is installed (the page waits:
``Page.source == "waiting"`` and the notice ``ocr_missing``). Places of recognised words stand in ``Page.words``.
"""
