"""Reading a published paper into the draft of a catalogue."""

from policydiff.papers.draft import Draft, DraftDemand, DraftGroup, Note, NoteCode, Role
from policydiff.papers.reading import read_paper

__all__ = ["Draft", "DraftDemand", "DraftGroup", "Note", "NoteCode", "Role", "read_paper"]
