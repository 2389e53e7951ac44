"""What every demand was in each edition, for the page that sets editions side by side in the browser, as a script."""

import json

from policydiff.render.anchors import address
from policydiff.render.safety import escape_json, line
from policydiff.render.site.book import Book


def draw_threads(book: Book) -> str:
    """Return, for editions that have no report, what every demand was in each of them, as a script.

    `groups` and `addressees` are pairs of key and name, `threads` one list each: the name of its page, what it ever
    was (id, title, text, place of the group, places of the addressees), and for every edition which of these it was
    there, counted from 0, or -1.
    """
    groups, addressees = ({key: place for place, key in enumerate(names)} for names in (book.groups, book.addressees))
    names = book.chronicle.last_groups()
    threads = []
    for row in book.timeline.rows:
        states: dict[tuple[object, ...], int] = {}
        numbers = []
        for cell in row.cells:
            if cell.node is None:
                numbers.append(-1)
                continue
            one = book.demands[cell.node]
            group = names[cell.node.edition].get(one.group, one.group)
            asked = tuple(sorted(addressees[key] for key in one.addressees))
            place = groups.setdefault(group, len(groups))  # a folder may be there without its working group
            state = (line(one.id), line(one.title or ""), line(one.text), place, asked)
            numbers.append(states.setdefault(state, len(states)))
        threads.append([address(row.thread), list(states), numbers])
    called = [(key, book.groups.get(key, line(key))) for key in groups]
    told = {"groups": called, "addressees": list(book.addressees.items()), "threads": threads}
    return f"var policydiffEditions = {escape_json(json.dumps(told, ensure_ascii=False, separators=(',', ':')))};\n"
