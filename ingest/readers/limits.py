"""What a reader may spend on one file; every number is judged before the file is opened or while it is read."""

import msgspec


class Limits(msgspec.Struct, frozen=True):
    """The bounds handed to every reader. A reader that meets one raises `UnreadableFile` with the code of that bound."""

    file_bytes: int = 200 << 20
    memory_bytes: int = 2 << 30
    cpu_seconds: int = 20
    cpu_seconds_per_page: float = 0.2
    wall_seconds: int = 60
    written_bytes: int = 256 << 20
    answer_bytes: int = 64 << 20
    open_files: int = 128
    pages: int = 500
    text_characters: int = 20_000_000
    page_characters: int = 400_000
    page_paths: int = 20_000  # more drawn paths than this are not searched for tables
    zip_entries: int = 2000
    zip_bytes: int = 200 << 20
    zip_ratio: int = 100
    xml_part_bytes: int = 50 << 20
    xml_depth: int = 200
    picture_megapixels: int = 100
    ocr_dpi: int = 300
    ocr_wall_seconds_per_page: int = 60
    office_wall_seconds: int = 50
    office_memory_bytes: int = 4 << 30
