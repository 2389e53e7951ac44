"""Which language a tag means, however it is written: de, DE, de-AT, de_DE."""


def read_language(tag: str) -> str:
    """Return the language of a tag, in small letters, without its region."""
    return tag.replace("_", "-").partition("-")[0].lower()
