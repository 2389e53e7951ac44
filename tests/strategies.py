"""Any two catalogues, for properties that hold for all of them."""

from hypothesis import strategies as st

from policydiff.core.catalogue import Addressee, Level, Status
from tests.policies import ADDRESSEES, BRIDGES, CYCLING, LIBRARIES, MUSIC, SCHOOLS, demand

# Two of one level: who joins need not bring a level with them.
OF_SEVERAL = (*ADDRESSEES, Addressee(key="kreise", name="Kreise", level=Level.MUNICIPAL))
WORDS = f"{SCHOOLS} {BRIDGES} {LIBRARIES} {CYCLING} {MUSIC} nicht kein 0,7 % 2030 „Zukunft“".split()
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)
VALUES = st.recursive(
    st.sampled_from([None, True, 0, 1, 2.5, "", "a", "ä", "a\u0308"]),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.sampled_from(["x", "y"]), one, max_size=2),
    max_leaves=5,
)
DEMANDS = st.builds(
    demand,
    id=st.from_regex(r"[a-f][a-f0-9]{0,2}", fullmatch=True),
    text=TEXTS,
    group=st.sampled_from(["bildung", "verkehr"]),
    addressees=st.sets(st.sampled_from([one.key for one in OF_SEVERAL])).map(lambda keys: tuple(sorted(keys))),
    position=st.integers(1, 99),
    title=st.sampled_from([None, "Größe", "Gro\u0308ße", "Lage"]),
    status=st.sampled_from([None, *Status]),
    positions=st.dictionaries(st.sampled_from(["Grüne", "Gru\u0308ne", "SPD"]), TEXTS, max_size=2),
    tags=st.lists(st.sampled_from(["bus", "bahn", "rad"]), max_size=2, unique=True).map(tuple),
    note=st.sampled_from([None, "Siehe oben", "Siehe\noben"]),
    meta=st.dictionaries(st.sampled_from(["ort", "süß", "su\u0308ß"]), VALUES, max_size=2),
)
CATALOGUES = st.lists(DEMANDS, max_size=9, unique_by=lambda one: one.id)
