"""What a check found, as text for a person and for the machines that show it beside the lines: pure functions."""

from policydiff.core.checks import Inspection
from policydiff.render.messages import messages

FORMATS: tuple[str, ...] = ("terminal", "json", "github", "gitlab", "junit", "sarif")

__all__ = ["FORMATS", "render_check"]


def render_check(
    inspection: Inspection,
    *,
    format: str,
    language: str | None = None,
    tool_version: str = "",
    width: int = 80,
    colour: bool = False,
) -> str:
    """Return what a check found in one of FORMATS; the language is the catalogue's unless another is asked for.

    `width` and `colour` concern the terminal alone, `tool_version` stands in SARIF. Raises ValueError for a format that
    is none of FORMATS.
    """
    words = messages(language or inspection.language)
    match format:
        case "terminal":
            from policydiff.render.checks import terminal

            return terminal.render_check(inspection, words, width=width, colour=colour)
        case "json":
            from policydiff.render.checks import machine

            return machine.render_check(inspection, words)
        case "github":
            from policydiff.render.checks import github

            return github.render_check(inspection, words)
        case "gitlab":
            from policydiff.render.checks import gitlab

            return gitlab.render_check(inspection, words)
        case "junit":
            from policydiff.render.checks import junit

            return junit.render_check(inspection, words)
        case "sarif":
            from policydiff.render.checks import sarif

            return sarif.render_check(inspection, words, tool_version=tool_version)
        case _:
            message = f"{format!r} is no format; known are {', '.join(FORMATS)}"
            raise ValueError(message)
