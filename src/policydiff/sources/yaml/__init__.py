"""YAML files ↔ plain mappings; ruamel.yaml has its home here and its objects stop here."""

from policydiff.sources.yaml.keys import write_key
from policydiff.sources.yaml.reading import KNOWN_REASONS, LARGEST_FILE, Document, read_document
from policydiff.sources.yaml.writing import write_document, write_pair

__all__ = ["KNOWN_REASONS", "LARGEST_FILE", "Document", "read_document", "write_document", "write_key", "write_pair"]
