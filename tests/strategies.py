"""Any two catalogues, for properties that hold for all of them."""

from hypothesis import strategies as st

from policydiff.core.catalogue import Addressee, Level
from tests.policies import ADDRESSEES, BRIDGES, CYCLING, LIBRARIES, MUSIC, SCHOOLS, demand

# Two of one level: who joins need not bring a level with them.
OF_SEVERAL = (*ADDRESSEES, Addressee(key="kreise", name="Kreise", level=Level.MUNICIPAL))
WORDS = f"{SCHOOLS} {BRIDGES} {LIBRARIES} {CYCLING} {MUSIC} nicht kein 0,7 % 2030 „Zukunft“".split()
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)
DEMANDS = st.builds(
    demand,
    id=st.from_regex(r"[a-f][a-f0-9]{0,2}", fullmatch=True),
    text=TEXTS,
    group=st.sampled_from(["bildung", "verkehr"]),
    addressees=st.sets(st.sampled_from([one.key for one in OF_SEVERAL])).map(lambda keys: tuple(sorted(keys))),
    position=st.integers(1, 99),
)
CATALOGUES = st.lists(DEMANDS, max_size=9, unique_by=lambda one: one.id)
