"""A small invented catalogue in two editions, with every kind of change, an alarm, a question and changes of the frame."""

from dataclasses import replace

from policydiff.core.catalogue import Addressee, Catalogue, Demand, Level, Source, Status, WorkingGroup
from policydiff.core.changes import (
    Added,
    Annotated,
    Dropped,
    FieldChange,
    Kind,
    Merged,
    Moved,
    PartReassigned,
    Reassigned,
    Reinstated,
    Renamed,
    Reworded,
    Split,
)
from policydiff.core.counts import draw_up_report, hold_matched
from policydiff.core.findings import list_findings
from policydiff.core.levels import Shift
from policydiff.core.matching import Evidence, Grade, Reason
from policydiff.core.meaning import Direction, Signal, SignalCode
from policydiff.core.report import (
    Alarm,
    AlarmCode,
    DeclarationChange,
    Entry,
    FrameChange,
    FrameKind,
    Question,
    Report,
    Rollup,
    Side,
    Untouched,
)
from policydiff.core.rules import RuleBook, Severity
from policydiff.core.wording import Mark, Run, Weight

LAND, BUND, RVR = "land", "bund", "rvr"
ADDRESSEES = (
    Addressee(key=BUND, name="Bund", level=Level.FEDERAL),
    Addressee(key=LAND, name="Land", level=Level.STATE),
    Addressee(key=RVR, name="RVR", level=Level.REGIONAL),
    Addressee(key="unternehmen", name="Kommunale Wohnungsbauunternehmen", level=Level.OTHER),
)
GROUPS = (
    WorkingGroup(
        key="moor",
        name="AG Moor",
        title="Moore der Musterregion",
        preamble="Die Musterregion ist moorig.\n\nSie bleibt es.",
    ),
    WorkingGroup(key="seilbahn", name="AG Seilbahn / Luftverkehr"),
    WorkingGroup(key="leer", name="AG Leer"),
)


def demand(id: str, text: str, *, group: str = "moor", asked: tuple[str, ...] = (LAND,), **fields: object) -> Demand:
    """Return an invented demand."""
    return Demand(id=id, text=text, group=group, addressees=asked, **fields)  # type: ignore[arg-type]


def run(mark: Mark, text: str, move: int | None = None) -> Run:
    """Return a run of a redline."""
    return Run(mark=mark, text=text, move=move)


def signal(rule: str, old: str = "", new: str = "") -> Signal:
    """Return the signal that meets a rule."""
    code, _, direction = rule.partition("-")
    return Signal(code=SignalCode(code), direction=Direction(direction), old=old, new=new)


def part(old: str, new: str, old_clause: str, new_clause: str) -> Evidence:
    """Return that a clause of an old text went into a clause of a new one."""
    return Evidence(old=old, new=new, old_clause=old_clause, new_clause=new_clause, share=0.75)


def entry(old: list[Demand], new: list[Demand], *changes: object, **match: object) -> Entry:
    """Return an entry, certain by its id unless told otherwise, with the findings of its changes."""
    known = {"grade": Grade.CERTAIN, "reason": Reason.SAME_ID, "score": 1.0} if old and new else {}
    empty = {"grade": None, "reason": None, "score": None}
    findings = list_findings(changes, RuleBook())  # type: ignore[arg-type]
    values = {**empty, **known, "findings": findings, **match}
    return Entry(old=tuple(old), new=tuple(new), changes=changes, **values)  # type: ignore[arg-type]


def reassigned(*, joined: tuple[str, ...] = (), left: tuple[str, ...] = (), shift: Shift) -> Reassigned:
    """Return that addressees joined and left, with their levels."""
    levels = {one.key: one.level for one in ADDRESSEES}
    return Reassigned(
        joined=joined,
        left=left,
        levels_joined=tuple(levels[key] for key in joined),
        levels_left=tuple(levels[key] for key in left),
        shift=shift,
    )


def entries() -> tuple[Entry, ...]:
    """Return one entry of every kind, some with several."""
    quote = demand(
        "moorquote",
        "Die Moorquote muss bis 2030 auf 0,7 % des „Musterhaushalts“ steigen",
        asked=(BUND, LAND),
        source=Source(position=1, page=1, line=31, number="1.10"),
    )
    raised = replace(
        quote,
        text="Die Moorquote soll bis 2035 auf 0,5 % des „Musterhaushalts“ steigen",
        addressees=(LAND, RVR),
        source=Source(position=2, page=2, line=4, number="1.1"),
    )
    quote_redline = (
        run(Mark.KEPT, "Die Moorquote "),
        run(Mark.REMOVED, "muss"),
        run(Mark.INSERTED, "soll"),
        run(Mark.KEPT, " bis "),
        run(Mark.REMOVED, "2030"),
        run(Mark.INSERTED, "2035"),
        run(Mark.KEPT, " auf "),
        run(Mark.REMOVED, "0,7"),
        run(Mark.INSERTED, "0,5"),
        run(Mark.KEPT, " % des „Musterhaushalts“ steigen"),
    )
    signals = (
        signal("binding-weakened", "muss", "soll"),
        signal("deadline-later", "bis 2030", "bis 2035"),
        signal("amount-lowered", "0,7 %", "0,5 %"),
    )
    bridge = demand("torfbruecke", "Torfbrücke für Alle bauen", asked=(), source=Source(position=3, page=1, line=35))
    peat = demand("torfabbau", "Torfabbau beenden und Torflager schützen", source=Source(page=1, line=40))
    parts = [
        demand("torfabbau-ende", "Torfabbau beenden"),
        demand("torflager", "Torflager schützen", asked=(LAND, RVR)),
    ]
    owl, heron = demand("eule", "Eulen zählen"), demand("reiher", "Reiher zählen", group="seilbahn")
    birds = demand("voegel", "Eulen und Reiher zählen")
    rope = demand("seilbahn", "Seilbahn über den Musterfluss", group="moor")
    return (
        entry(
            [quote],
            [raised],
            reassigned(joined=(RVR,), left=(BUND,), shift=Shift.DOWNWARDS),
            Reworded(weight=Weight.SUBSTANTIVE, signals=signals, redline=quote_redline),
            score=0.93,
        ),
        entry(
            [bridge],
            [replace(bridge, text="Torfbrücke für alle bauen")],
            Reworded(
                weight=Weight.EDITORIAL,
                signals=(),
                redline=(
                    run(Mark.KEPT, "Torfbrücke für "),
                    run(Mark.REMOVED, "Alle"),
                    run(Mark.INSERTED, "alle"),
                    run(Mark.KEPT, " bauen"),
                ),
            ),
        ),
        entry([demand("moorsteuer", "Eine Moorsteuer einführen", asked=(BUND,))], [], Dropped()),
        entry([], [demand("moorrat", "Einen Moorrat berufen", source=Source(position=9, page=3, line=2))], Added()),
        entry(
            [],
            [demand("moorfest", "Ein Moorfest feiern", asked=(LAND,))],
            Reinstated(
                edition="urfassung",
                id="moor-feier",
                text="Eine Moorfeier begehen",
                reassigned=reassigned(joined=(LAND,), shift=Shift.WIDENED),
            ),
            grade=Grade.PROBABLE,
            reason=Reason.SIMILAR_TEXT,
            score=0.71,
        ),
        entry(
            [peat],
            parts,
            replace(
                reassigned(joined=(RVR,), shift=Shift.WIDENED),
                parts=(
                    PartReassigned(old="torfabbau", new="torfabbau-ende", change=reassigned(shift=Shift.WITHIN)),
                    PartReassigned(
                        old="torfabbau", new="torflager", change=reassigned(joined=(RVR,), shift=Shift.WIDENED)
                    ),
                ),
            ),
            Split(
                parts=(
                    part("torfabbau", "torfabbau-ende", "Torfabbau beenden", "Torfabbau beenden"),
                    part("torfabbau", "torflager", "und Torflager schützen", "Torflager schützen"),
                ),
                signals=(signal("scope-narrowed", new="im Tal"),),
            ),
            reason=Reason.DECLARED,
        ),
        entry(
            [owl, heron],
            [birds],
            Merged(
                parts=(
                    part("eule", "voegel", "Eulen zählen", "Eulen"),
                    part("reiher", "voegel", "Reiher zählen", "und Reiher zählen"),
                )
            ),
            Moved(old=("moor", "seilbahn"), new=("moor",)),
            grade=Grade.PROBABLE,
            reason=Reason.PARTS,
            score=0.8,
        ),
        entry(
            [rope],
            [replace(rope, group="seilbahn")],
            Moved(old=("moor",), new=("seilbahn",)),
        ),
        entry(
            [demand("gondel-alt", "Gondeln begrünen", group="seilbahn")],
            [demand("gondel", "Gondeln begrünen", group="seilbahn")],
            Renamed(old="gondel-alt", new="gondel"),
            grade=Grade.PROBABLE,
            reason=Reason.IDENTICAL_TEXT,
        ),
        entry(
            [demand("mast", "Masten streichen", group="seilbahn")],
            [demand("mast", "Masten streichen", group="seilbahn", title="Masten", status=Status.DISPUTED)],
            Annotated(
                fields=(
                    FieldChange(field="status", old=None, new="disputed"),
                    FieldChange(field="title", old=None, new="Masten"),
                    FieldChange(field="meta.kosten", old=3, new=[4, 5]),
                    FieldChange(
                        field="positions", old=None, new={"Fraktion A": "Masten teeren", "Fraktion B": "Nichts tun"}
                    ),
                    FieldChange(field="tags", old=["mast"], new=None),
                )
            ),
        ),
        entry([demand("kabel", "Kabel ölen", group="seilbahn")], [demand("kabel", "Kabel ölen", group="seilbahn")]),
        entry([demand("stern", "Sterne putzen", group="seilbahn")], [], Dropped()),
        entry([], [demand("stern", "Mitarbeiterparkplätze einrichten", group="seilbahn")], Added()),
    )


def rolled_entries() -> tuple[Entry, ...]:
    """Return entries that share two edits: users called otherwise in four, the Bund left out in three.

    The first has moved words and a condition beside; the last three carry nothing but the edits.
    """
    was = demand("seilpruefung", "Im ganzen Land und ohne Wartezeit Seile der Benutzer prüfen", group="seilbahn")
    now = replace(was, text="Seile der Benutzenden prüfen im ganzen Land und ohne Wartezeit")
    moved = (
        run(Mark.MOVED_AWAY, "Im ganzen Land und ohne Wartezeit ", 1),
        run(Mark.KEPT, "Seile der "),
        run(Mark.REMOVED, "Benutzer"),
        run(Mark.INSERTED, "Benutzenden"),
        run(Mark.KEPT, " prüfen"),
        run(Mark.MOVED_HERE, " im ganzen Land und ohne Wartezeit", 1),
    )
    both = entry([was], [now], Reworded(weight=Weight.SUBSTANTIVE, signals=(), redline=moved))
    return (both, *(rolled_entry(id, text, **asked) for id, text, asked in ROLLED))


ROLLED: tuple[tuple[str, str, dict[str, tuple[str, ...]]], ...] = (
    ("gondeltakt", "Den Takt der Gondeln für Benutzer erhöhen", {}),
    ("gondelpreis", "Benutzer der Gondeln entlasten", {}),
    ("gondelsitz", "Sitze für Benutzer polstern", {"left": (BUND,)}),
    ("torfzoll", "Torf verzollen", {"left": (BUND,)}),
    ("torfkarte", "Torf kartieren", {"left": (BUND,)}),
)
USERS = Kind.REWORDED, ("Benutzer",), ("Benutzende",)


def rolled_entry(id: str, text: str, left: tuple[str, ...] = ()) -> Entry:
    """Return an entry in which users are called otherwise, wherever there are any, and addressees left."""
    old = demand(id, text, asked=(*left, LAND), group="seilbahn")
    before, found, after = text.partition("Benutzer")
    words = (run(Mark.REMOVED, "Benutzer"), run(Mark.INSERTED, "Benutzende"))
    runs = tuple(one for one in (run(Mark.KEPT, before), *words, run(Mark.KEPT, after)) if one.text)
    changes: list[object] = [reassigned(left=left, shift=Shift.NARROWED)] if left else []
    changes += [Reworded(weight=Weight.EDITORIAL, signals=(), redline=runs)] if found else []
    new = replace(old, text=text.replace("Benutzer", "Benutzende"), addressees=(LAND,))
    return entry([old], [new], *changes, is_rolled_up=True)


def rollups() -> tuple[Rollup, ...]:
    """Return the roll-ups of the entries that share edits."""
    rules = RuleBook()
    kind, old, new = USERS
    return (
        Rollup(
            kind=Kind.REASSIGNED,
            old=(BUND,),
            new=(),
            demands=("gondelsitz", "torfzoll", "torfkarte"),
            findings=(rules.find("addressee-left"),),
        ),
        Rollup(
            kind=kind,
            old=old,
            new=new,
            demands=("seilpruefung", "gondeltakt", "gondelpreis", "gondelsitz"),
            findings=(rules.find("wording-editorial"),),
        ),
    )


def make_report(
    found: tuple[Entry, ...], untouched: tuple[Untouched, ...] = (), *, language: str = "de", **fields: object
) -> Report:
    """Return a report whose counts fit its entries."""
    side = Side(spec="v1", commit=None, edition="", title="", date=None, demands=0)
    report = draw_up_report(
        old=replace(
            side,
            edition="muster-2024",
            title="Musterkatalog (frei erfunden)",
            date="2024-04",
        ),
        new=replace(
            side,
            spec="HEAD",
            commit="0123456789abcdef0123456789abcdef01234567",
            edition="muster-2026",
            title="Musterkatalog – Fortschreibung (frei erfunden)",
            date="2026",
        ),
        language=language,
        entries=found,
        untouched=untouched,
        questions=(),
        related=(),
        carried=(),
        alarms=(),
        frame=(),
        declarations=(),
        rollups=(),
        addressees={one.key: one for one in ADDRESSEES},
        groups={group.key: group for group in GROUPS},
    )
    old = replace(report.old, demands=sum(report.fates.values()))
    new = replace(report.new, demands=sum(report.origins.values()))
    return replace(report, **{"old": old, "new": new, **fields})  # type: ignore[arg-type]


def frame(kind: FrameKind, key: str, old: str | None = None, new: str | None = None, **fields: object) -> FrameChange:
    """Return a change of the frame with the severity of its rule."""
    severity = RuleBook().find(kind).severity
    return FrameChange(kind=kind, key=key, old=old, new=new, severity=severity, **fields)  # type: ignore[arg-type]


def declaration(
    changed: Demand, old: tuple[str, ...] | None, new: tuple[str, ...] | None, *named: Demand
) -> DeclarationChange:
    """Return a change of what is declared about a demand, with the severity of its rule."""
    declared = replace(changed, succeeds=new)
    return DeclarationChange(demand=declared, old=old, new=new, severity=Severity.MINOR, named=named)


def whole_report(language: str = "de") -> Report:
    """Return a report with everything a report can hold."""
    found = entries()
    torf = demand("torf", "Torf im Boden lassen")
    preamble = (
        run(Mark.KEPT, "Die Musterregion ist "),
        run(Mark.REMOVED, "trocken"),
        run(Mark.INSERTED, "moorig"),
        run(Mark.KEPT, ". Sie bleibt es."),
    )
    return make_report(
        (*found, *rolled_entries()),
        (Untouched(id="moor-eins", group="moor"), Untouched(id="moor-zwei", group="moor")),
        language=language,
        rollups=rollups(),
        questions=(Question(old=found[2].old, new=found[3].new, reason=Reason.SIMILAR_TEXT, score=0.58),),
        related=(Question(old=found[-2].old, new=found[-1].new, reason=Reason.SIMILAR_TEXT, score=0.04),),
        carried=(part("moorsteuer", "moorrat", "Eine Moorsteuer", "Einen Moorrat"),),
        alarms=(
            Alarm(
                code=AlarmCode.ID_REUSED,
                severity=Severity.MAJOR,
                old=found[-2].old[0],
                new=found[-1].new[0],
                references=("moor-eins", "nicht-gezeigt"),
            ),
            Alarm(
                code=AlarmCode.SUSPICIOUS_LINK,
                severity=Severity.MAJOR,
                old=found[8].old[0],
                new=found[8].new[0],
            ),
        ),
        frame=(
            frame(FrameKind.GROUP_ADDED, "leer", new="AG Leer"),
            frame(
                FrameKind.PREAMBLE_REWORDED,
                "moor",
                old="Die Musterregion ist trocken.\n\nSie bleibt es.",
                new="Die Musterregion ist moorig.\n\nSie bleibt es.",
                redline=preamble,
            ),
            frame(FrameKind.PREAMBLE_ADDED, "leer", new="Hier steht noch nichts."),
            frame(FrameKind.CLOSING_ADDED, "", new="Wir gehen."),
            frame(FrameKind.ADDRESSEE_RENAMED, RVR, old="Verband", new="RVR"),
            frame(FrameKind.ADDRESSEE_LEVEL_CHANGED, RVR, old=Level.OTHER, new=Level.REGIONAL),
        ),
        declarations=(
            declaration(demand("moor-eins", "Moore schützen", title="Moorschutz"), None, ("torf", "sumpf"), torf),
            declaration(demand("moor-zwei", "Moore vernässen"), ("torf",), (), torf),
        ),
    )


def asked_report(language: str = "de") -> Report:
    """Return a report that asks about a whole demand and about parts: split off, joined, split and merged."""
    old = {id: demand(id, f"{id.title()} schützen") for id in ("moor", "torf", "sumpf", "bruch", "ried", "aue", "see")}
    new = {id: demand(id, f"{id.title()} pflegen") for id in ("moor", "quelle", "fluss", "bach", "teich", "hain")}
    reworded = Reworded(
        weight=Weight.SUBSTANTIVE,
        signals=(),
        redline=(run(Mark.KEPT, "Moor "), run(Mark.REMOVED, "schützen"), run(Mark.INSERTED, "pflegen")),
    )
    found = (
        entry([old["moor"]], [new["moor"]], reworded),
        *(entry([one], [], Dropped()) for id, one in old.items() if id != "moor"),
        *(entry([], [one], Added()) for id, one in new.items() if id != "moor"),
    )

    def ask(was: str, now: str, reason: Reason = Reason.PARTS) -> Question:
        before, after = tuple(old[id] for id in was.split()), tuple(new[id] for id in now.split())
        return Question(old=before, new=after, reason=reason, score=0.4, severity=Severity.MINOR)

    questions = (
        ask("torf", "quelle", Reason.SIMILAR_TEXT),
        ask("moor", "moor fluss"),
        ask("moor sumpf", "moor"),
        ask("moor bruch", "moor bach"),
        ask("ried", "teich hain"),
        ask("aue see", "quelle"),
    )
    return make_report(found, language=language, questions=hold_matched(questions, found))


def small_catalogue() -> Catalogue:
    """Return the new edition of the invented catalogue, as far as it was read."""
    demands = tuple(one for found in entries() for one in found.new)
    return Catalogue(
        edition="muster-2026",
        title="Musterkatalog (frei erfunden)",
        language="de",
        date="2026-03-01",
        paper="papers/muster.txt",
        closing="Wir gehen.\n\nAlle zusammen.",
        addressees=ADDRESSEES,
        working_groups=GROUPS,
        demands=demands,
    )
