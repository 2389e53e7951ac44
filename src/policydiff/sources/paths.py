"""What the path of a file says about it, relative to the policy folder."""


def is_hidden(path: str) -> bool:
    """Return whether a file or one of its folders begins with a full stop: such a file is no part of a catalogue.

    So editors and systems keep what is their own (`.git`, `._bruecken.yaml`), and so people put something aside.
    """
    return path.startswith(".") or "/." in path


def may_hide_demand(path: str) -> bool:
    """Return whether a hidden file may hold a demand: in a working group, or in one that was put aside whole."""
    return is_hidden(path) and 1 <= path.count("/") <= 2 and path.endswith(".yaml")


def id_of(path: str) -> str:
    """Return the id of the demand whose file has this path."""
    return path.rpartition("/")[2].removesuffix(".yaml")
