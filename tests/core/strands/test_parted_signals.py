"""What a split or merge changes in the matter: each figure, deadline and word that binds with the demand it stands in.

All texts are invented.
"""

import pytest

from policydiff.core.changes import Context, Parted, derive_changes
from policydiff.core.lexicon import load_lexicon
from tests.policies import demand

# Old texts, new texts → the signals, each as rule and words.
GERMAN = {
    "two figures that stand": (
        ["Für Radwege stellt das Land 20 Millionen Euro bereit", "Für Busse stellt das Land 50 Millionen Euro bereit"],
        ["Das Land stellt für Radwege 20 Millionen Euro und für Busse 50 Millionen Euro bereit"],
        [],
    ),
    "two figures that stand, the demands in the other order": (
        ["Für Radwege stellt das Land 20 Millionen Euro bereit", "Für Busse stellt das Land 50 Millionen Euro bereit"],
        ["Für Busse stellt das Land 50 Millionen Euro bereit. Für Radwege stellt es 20 Millionen Euro bereit."],
        [],
    ),
    "two figures that changed places": (
        ["Für Radwege stellt das Land 20 Millionen Euro bereit", "Für Busse stellt das Land 50 Millionen Euro bereit"],
        ["Das Land stellt für Radwege 50 Millionen Euro und für Busse 20 Millionen Euro bereit"],
        [
            "amount-raised: 20 Millionen Euro → 50 Millionen Euro",
            "amount-lowered: 50 Millionen Euro → 20 Millionen Euro",
        ],
    ),
    "two figures of a split that changed places": (
        ["20 Millionen Euro für Radwege und 50 Millionen Euro für Busse"],
        ["50 Millionen Euro für Radwege", "20 Millionen Euro für Busse"],
        [
            "amount-raised: 20 Millionen Euro → 50 Millionen Euro",
            "amount-lowered: 50 Millionen Euro → 20 Millionen Euro",
        ],
    ),
    "two figures of a split that stand": (
        ["20 Millionen Euro für Radwege und 50 Millionen Euro für Busse"],
        ["50 Mio. Euro für Busse", "20 Mio. Euro für Radwege"],
        [],
    ),
    "one figure of two lowered": (
        ["20 Millionen Euro für Radwege und 50 Millionen Euro für Busse"],
        ["20 Millionen Euro für Radwege", "40 Millionen Euro für Busse"],
        ["amount-lowered: 50 Millionen Euro → 40 Millionen Euro"],
    ),
    "one figure takes the value of the other": (
        ["Für Radwege 20 Millionen Euro", "Für Busse 50 Millionen Euro"],
        ["Für Radwege 50 Millionen Euro; für Busse 50 Millionen Euro"],
        ["amount-raised: 20 Millionen Euro → 50 Millionen Euro"],
    ),
    "a figure that vanished": (
        ["Radwege mit 20 Millionen Euro ausbauen", "Busse mit 50 Millionen Euro fördern"],
        ["Radwege mit 20 Millionen Euro ausbauen und Busse fördern"],
        ["amount-removed: 50 Millionen Euro"],
    ),
    "a figure that went to the other demand": (
        ["Radwege mit 20 Millionen Euro ausbauen", "Busse fördern"],
        ["Radwege ausbauen. Busse mit 20 Millionen Euro fördern."],
        ["amount-added: 20 Millionen Euro", "amount-removed: 20 Millionen Euro"],
    ),
    "a figure that went with a demand of which nothing is left": (
        ["Radwege ausbauen", "Opernhäuser mit 30 Millionen Euro sanieren"],
        ["Radwege ausbauen und beleuchten"],
        ["amount-removed: 30 Millionen Euro"],
    ),
    "a figure that went and one that came elsewhere": (
        ["Radwege ausbauen; Gebühren um 3 Millionen Euro senken", "Moore schützen"],
        ["Radwege ausbauen; Gebühren senken; Moore schützen; Sprachkurse mit 5 Millionen Euro anbieten"],
        ["amount-added: 5 Millionen Euro", "amount-removed: 3 Millionen Euro"],
    ),
    "a figure that two things share": (
        ["Für Radwege und Busse je 20 Millionen Euro"],
        ["Für Radwege 20 Millionen Euro", "Für Busse 20 Millionen Euro"],
        [],
    ),
    "two like figures told as one": (
        ["Radwege mit 20 Millionen Euro fördern", "Busse mit 20 Millionen Euro fördern"],
        ["Radwege und Busse mit je 20 Millionen Euro fördern"],
        [],
    ),
    "one of two like figures gone": (
        ["Für Radwege 20 Millionen Euro und für Busse 20 Millionen Euro"],
        ["Radwege ausbauen", "Für Busse 20 Millionen Euro"],
        ["amount-removed: 20 Millionen Euro"],
    ),
    "a figure that only one part has of a clause in both": (
        ["Neue barrierefreie Haltestellen mit 20 Millionen Euro bauen"],
        ["Neue Haltestellen mit 20 Millionen Euro bauen", "Barrierefreie Haltestellen bauen"],
        [],
    ),
    "a share and a sum": (
        ["Mietsteigerungen auf 5 Prozent begrenzen", "Sozialwohnungen mit 100 Millionen Euro bauen"],
        ["Mietsteigerungen auf 3 Prozent begrenzen und Sozialwohnungen mit 100 Millionen Euro bauen"],
        ["amount-lowered: 5 Prozent → 3 Prozent"],
    ),
    "a section of a law": (
        ["§ 5 Abs. 2 Satz 1 Schulgesetz streichen und § 7 Hochschulgesetz ändern"],
        ["§ 5 Abs. 2 Satz 1 Schulgesetz streichen", "§ 8 Hochschulgesetz ändern"],
        ["figure-changed: § 7 → § 8"],
    ),
    "deadlines that stand": (
        ["Bis 2030 Schulen sanieren", "Bis 2035 Brücken erneuern"],
        ["Schulen bis 2030 sanieren, Brücken bis 2035 erneuern"],
        [],
    ),
    "deadlines that changed places": (
        ["Schulen bis 2030 sanieren", "Brücken bis 2035 erneuern"],
        ["Schulen bis 2035 sanieren; Brücken bis 2030 erneuern"],
        ["deadline-earlier: bis 2035 → bis 2030", "deadline-later: bis 2030 → bis 2035"],
    ),
    "a deadline put off in one part": (
        ["Schulen bis 2030 sanieren und Brücken bis 2030 erneuern"],
        ["Schulen bis 2030 sanieren", "Brücken bis 2035 erneuern"],
        ["deadline-later: bis 2030 → bis 2035"],
    ),
    "a deadline that stands for itself put off": (
        ["Schulen sanieren, bis 2030", "Brücken erneuern, bis 2040"],
        ["Schulen sanieren, bis 2035; Brücken erneuern, bis 2040"],
        ["deadline-later: bis 2030 → bis 2035"],
    ),
    "a deadline before a list": (
        ["Bis zum 3. Oktober 2030 soll das Land: a) Schulen sanieren; b) Brücken erneuern"],
        [
            "Bis zum 3. Oktober 2030 soll das Land Schulen sanieren",
            "Bis zum 3. Oktober 2030 soll das Land Brücken erneuern",
        ],
        [],
    ),
    "a deadline dropped": (
        ["Schulen bis 2030 sanieren und Brücken erneuern"],
        ["Schulen sanieren", "Brücken erneuern"],
        ["deadline-removed: bis 2030"],
    ),
    "all and some": (
        ["Alle Schulen sanieren", "Einige Brücken erneuern"],
        ["Alle Schulen sanieren und einige Brücken erneuern"],
        [],
    ),
    "all and some in each other's place": (
        ["Alle Schulen sanieren", "Einige Brücken erneuern"],
        ["Einige Schulen sanieren und alle Brücken erneuern"],
        ["scope-widened: Einige → alle", "scope-narrowed: Alle → Einige"],
    ),
    "all became some in one part": (
        ["Alle Schulen sanieren und alle Brücken erneuern"],
        ["Alle Schulen sanieren", "Einzelne Brücken erneuern"],
        ["scope-narrowed: alle → Einzelne"],
    ),
    "must became should in one part": (
        ["Das Land muss Schulen sanieren und Brücken erneuern"],
        ["Das Land muss Schulen sanieren", "Das Land soll Brücken erneuern"],
        ["binding-weakened: muss → soll"],
    ),
    "must and should that stand": (
        ["Das Land muss Schulen sanieren", "Das Land soll Brücken erneuern"],
        ["Das Land muss Schulen sanieren und soll Brücken erneuern"],
        [],
    ),
    "must and should in each other's place": (
        ["Das Land muss Schulen sanieren", "Das Land soll Brücken erneuern"],
        ["Das Land soll Schulen sanieren und muss Brücken erneuern"],
        ["binding-strengthened: soll → muss", "binding-weakened: muss → soll"],
    ),
    "a lead-in that binds less": (
        ["Das Land muss: a) Schulen sanieren; b) Brücken erneuern; c) Moore schützen"],
        ["Das Land soll Schulen sanieren", "Das Land soll Brücken erneuern", "Das Land soll Moore schützen"],
        ["binding-weakened: muss → soll"],
    ),
    "a lead-in left out": (
        ["Wir fordern: a) Schulen sanieren; b) Brücken erneuern"],
        ["Schulen sanieren", "Brücken erneuern"],
        [],
    ),
    "an examination that became a duty": (
        ["Das Land soll prüfen, Schulen zu sanieren und Brücken zu erneuern"],
        ["Das Land soll Schulen sanieren", "Das Land soll prüfen, Brücken zu erneuern"],
        ["binding-strengthened: prüfen"],
    ),
    "a turn round in one of two": (
        ["Studiengebühren abschaffen", "Kitagebühren abschaffen"],
        ["Studiengebühren abschaffen; Kitagebühren einführen"],
        ["negation-reversed: abschaffen → einführen"],
    ),
    "an ordinary list told by its numbers": (
        ["Wir fordern vom Land: 1. mehr Personal bis 2027, 2. höhere Löhne bis 2026, 3. kürzere Wege."],
        ["Mehr Personal bis 2027", "Höhere Löhne bis 2027", "Kürzere Wege"],
        ["deadline-later: bis 2026 → bis 2027"],
    ),
    "three figures of which the last was lowered": (
        [
            "Für den Radverkehr sollen 20 Mio. Euro, für den Busverkehr 50 Mio. Euro und für den Schienenverkehr 100 Mio."
            " Euro bereitgestellt werden."
        ],
        [
            "Für den Radverkehr sollen 20 Mio. Euro bereitgestellt werden.",
            "Für den Busverkehr sollen 50 Mio. Euro bereitgestellt werden.",
            "Für den Schienenverkehr sollen 80 Mio. Euro bereitgestellt werden.",
        ],
        ["amount-lowered: 100 Mio. Euro → 80 Mio. Euro"],
    ),
    "a sum in a sentence of its own": (
        ["Der Hitzeschutz ist zu stärken. Dafür sind 20 Mio. Euro vorzusehen.", "Bäume pflanzen"],
        ["Der Hitzeschutz ist zu stärken und Bäume sind zu pflanzen. Dafür sind 30 Mio. Euro vorzusehen."],
        ["amount-raised: 20 Mio. Euro → 30 Mio. Euro"],
    ),
    "not only this but that as well": (
        ["Das Land muss nicht nur Busse, sondern auch Bahnen fördern."],
        ["Das Land muss Busse fördern.", "Das Land muss Bahnen fördern."],
        [],
    ),
    "a verb that binds another clause": (
        ["Kein Kind darf ohne Mittagessen bleiben und jedes Kind erhält einen Kitaplatz."],
        ["Kein Kind darf ohne Mittagessen bleiben.", "Jedes Kind erhält einen Kitaplatz."],
        [],
    ),
    "two roads": (
        ["Ausbau der A 40 und der A 43 bis 2028"],
        ["Ausbau der A 40 bis 2028", "Ausbau der A 43 bis 2030"],
        ["deadline-later: bis 2028 → bis 2030"],
    ),
    "two sums added up": (
        [
            "Unterstützung der Kommunen beim Radwegebau mit 10 Millionen Euro jährlich",
            "Unterstützung der Kommunen bei der Sanierung von Schwimmbädern mit 30 Millionen Euro jährlich",
        ],
        [
            "Unterstützung der Kommunen beim Radwegebau und bei der Sanierung von Schwimmbädern mit 40 Millionen Euro"
            " jährlich"
        ],
        ["amount-raised: 30 Millionen Euro → 40 Millionen Euro", "amount-removed: 10 Millionen Euro"],
    ),
    "a condition on one of two": (
        ["Schulen sanieren", "Brücken erneuern"],
        ["Schulen sanieren; Brücken erneuern, sofern der Bund zahlt"],
        ["condition-added: sofern der Bund zahlt"],
    ),
    "a denial that another clause still has": (
        ["Schulen nicht schließen", "Brücken nicht sperren"],
        ["Schulen nicht schließen und Brücken sperren"],
        ["negation-removed: nicht"],
    ),
    "a like sum that another clause still has": (
        ["Radwege mit 20 Millionen Euro ausbauen", "Busse mit 20 Millionen Euro fördern"],
        ["Radwege mit 20 Millionen Euro ausbauen und Busse fördern"],
        ["amount-removed: 20 Millionen Euro"],
    ),
    "a deadline that came to one that had none": (
        ["Schulen bis 2030 sanieren und Brücken erneuern"],
        ["Schulen bis 2030 sanieren", "Brücken bis 2030 erneuern"],
        ["deadline-added: bis 2030"],
    ),
    "the same sum for each told as one for both": (
        ["Für Radwege 20 Mio. Euro", "Für Busse 20 Mio. Euro"],
        ["Für Radwege und Busse 20 Mio. Euro"],
        ["amount-removed: 20 Mio. Euro"],
    ),
    "the same sum for each told as one for each of both": (
        ["Für Radwege 20 Mio. Euro", "Für Busse 20 Mio. Euro"],
        ["Für Radwege und Busse jeweils 20 Mio. Euro"],
        [],
    ),
    "the same share for each told as one": (
        ["Mieten um 20 Prozent senken", "Gebühren um 20 Prozent senken"],
        ["Mieten und Gebühren um 20 Prozent senken"],
        [],
    ),
    "the same deadline told as one": (
        ["Schulen bis 2030 sanieren", "Brücken bis 2030 sanieren"],
        ["Schulen und Brücken bis 2030 sanieren"],
        [],
    ),
    "the same deadline of names told as one": (
        ["Schulen bis 2030", "Neue Brücken bis 2030"],
        ["Bis 2030 Schulen und neue Brücken"],
        [],
    ),
    "all told as one": (["Alle Schulen sanieren", "Alle Brücken sanieren"], ["Alle Schulen und Brücken sanieren"], []),
    "a sum that changed places within one new demand": (
        ["Brücken mit 30 Millionen Euro erneuern; Kliniken sichern; Kitas eröffnen"],
        ["Brücken erneuern; Kliniken mit 30 Millionen Euro sichern", "Kitas eröffnen"],
        ["amount-added: 30 Millionen Euro", "amount-removed: 30 Millionen Euro"],
    ),
    "sums in each other's place behind a word that looks like an abbreviation": (
        ["20 Millionen Euro für Kunst jeder Art. 50 Millionen Euro für Radwege."],
        ["50 Millionen Euro für Kunst jeder Art.", "20 Millionen Euro für Radwege."],
        [
            "amount-raised: 20 Millionen Euro → 50 Millionen Euro",
            "amount-lowered: 50 Millionen Euro → 20 Millionen Euro",
        ],
    ),
    "taxes of the same kind turned round": (
        ["Steuern auf Arbeit senken und Steuern auf Vermögen erhöhen."],
        ["Steuern auf Arbeit erhöhen.", "Steuern auf Vermögen senken."],
        ["negation-reversed: senken → erhöhen", "negation-reversed: erhöhen → senken"],
    ),
    "more and less in each other's place": (
        ["Mehr Geld für Schulen und weniger Geld für Straßen"],
        ["Weniger Geld für Schulen", "Mehr Geld für Straßen"],
        ["negation-reversed: Mehr → Weniger", "negation-reversed: weniger → Mehr"],
    ),
    "a denial in the other of two like clauses": (
        ["Keine Schulen schließen und Kasernen schließen"],
        ["Schulen schließen", "Keine Kasernen schließen"],
        ["negation-added: Keine", "negation-removed: Keine"],
    ),
    "a denial gone from one of two like sentences": (
        [
            "Städtische Schulen, insbesondere in Dortmund, dürfen nicht geschlossen werden.",
            "Private Schulen, insbesondere in Dortmund, dürfen nicht geschlossen werden.",
        ],
        [
            "Städtische Schulen, insbesondere in Dortmund, dürfen nicht geschlossen werden. Private Schulen, insbesondere in Dortmund, dürfen geschlossen werden."
        ],
        ["negation-removed: nicht"],
    ),
    "a deadline gone from one of two like sentences": (
        [
            "Radwege in Bochum, auch im Umland, bis 2030 ausbauen.",
            "Busspuren in Bochum, auch im Umland, bis 2030 ausbauen.",
        ],
        ["Radwege in Bochum, auch im Umland, bis 2030 ausbauen. Busspuren in Bochum, auch im Umland, ausbauen."],
        ["deadline-removed: bis 2030"],
    ),
    "two like sentences": (
        [
            "Neue Wohnungen in Dortmund werden mit 20 Mio. Euro gefördert.",
            "Wohnungen in Dortmund werden mit 20 Mio. Euro gefördert.",
        ],
        [
            "Neue Wohnungen in Dortmund werden mit 20 Mio. Euro gefördert. Wohnungen in Dortmund werden mit 20 Mio. Euro gefördert."
        ],
        [],
    ),
    "a condition in the second of two sentences": (
        ["Leerstand von Wohnungen bekämpfen. Wenn Wohnungen leerstehen, müssen sie vermietet werden."],
        ["Leerstand von Wohnungen bekämpfen.", "Wenn Wohnungen leerstehen, müssen sie vermietet werden."],
        [],
    ),
    "one of two sentences that differ in their figures": (
        ["Der Schlüssel nach RSA hat 2048 Bits.", "Der Schlüssel nach RSA hat 3072 Bits."],
        ["Der Schlüssel nach RSA hat 4096 Bits. Der Schlüssel nach RSA hat 3072 Bits."],
        ["amount-raised: 2048 Bits → 4096 Bits"],
    ),
    "must and may of like clauses in each other's place": (
        ["Der Bund muss Schulen sanieren und kann Schulen bauen"],
        ["Der Bund kann Schulen sanieren", "Der Bund muss Schulen bauen"],
        ["binding-strengthened: kann → muss", "binding-weakened: muss → kann"],
    ),
    "a denial of two things told for each": (
        ["Keine Kürzungen bei Schulen und Krankenhäusern"],
        ["Keine Kürzungen bei Schulen", "Keine Kürzungen bei Krankenhäusern"],
        [],
    ),
    "a denial of two things gone for one": (
        ["Keine Kürzungen bei Schulen und Krankenhäusern"],
        ["Keine Kürzungen bei Schulen", "Kürzungen bei Krankenhäusern"],
        ["negation-removed: Keine"],
    ),
    "a denial of three things gone for one": (
        ["Keine neuen Autobahnen, Flughäfen und Kohlekraftwerke"],
        ["Keine neuen Autobahnen", "Neue Flughäfen", "Keine neuen Kohlekraftwerke"],
        ["negation-removed: Keine"],
    ),
    "a denial behind two things told for each": (
        ["Schulen und Bibliotheken dürfen nicht geschlossen werden."],
        ["Schulen dürfen nicht geschlossen werden.", "Bibliotheken dürfen nicht geschlossen werden."],
        [],
    ),
    "a denial behind two things gone for the first": (
        ["Schulen und Bibliotheken dürfen nicht geschlossen werden."],
        ["Schulen dürfen geschlossen werden.", "Bibliotheken dürfen nicht geschlossen werden."],
        ["negation-removed: nicht"],
    ),
    "a denial behind two things gone for the second": (
        ["Schulen und Bibliotheken dürfen nicht geschlossen werden."],
        ["Schulen dürfen nicht geschlossen werden.", "Bibliotheken dürfen geschlossen werden."],
        ["negation-removed: nicht"],
    ),
    "a denial of one word for two": (
        ["Keine Autobahnen und Flughäfen"],
        ["Keine Autobahnen", "Flughäfen"],
        ["negation-removed: Keine"],
    ),
    "a rejection of two things told for each": (
        ["Wir lehnen Fracking und den Ausbau von Flughäfen ab."],
        ["Wir lehnen Fracking ab.", "Wir lehnen den Ausbau von Flughäfen ab."],
        [],
    ),
    "a rejection of two things gone for one": (
        ["Wir lehnen Fracking und den Ausbau von Flughäfen ab."],
        ["Wir lehnen Fracking ab.", "Wir fordern den Ausbau von Flughäfen."],
        ["negation-removed: lehnen … ab"],
    ),
    "a denial of the first clause only": (
        ["Keine Schulen schließen und Busse fördern"],
        ["Keine Schulen schließen", "Busse fördern"],
        [],
    ),
    "a denial between the thing and what is done first": (
        ["Busse nicht streichen und fördern"],
        ["Busse nicht streichen", "Busse fördern"],
        [],
    ),
    "who acts is no matter that two clauses share": (
        ["Die Bahn soll nicht Strecken stilllegen und Bahnhöfe umbauen."],
        ["Die Bahn soll nicht Strecken stilllegen.", "Die Bahn soll Bahnhöfe umbauen."],
        [],
    ),
    "a denial of the second thing only": (
        ["Schulen und nicht Kitas fördern"],
        ["Schulen fördern", "Kitas nicht fördern"],
        [],
    ),
    "an end to two things, one of which begins": (
        ["Abschaffung von Studiengebühren und Kitagebühren"],
        ["Abschaffung von Studiengebühren", "Einführung von Kitagebühren"],
        ["negation-reversed: Abschaffung → Einführung"],
    ),
    "an end to two things, the first of which begins": (
        ["Studiengebühren und Kitagebühren abschaffen"],
        ["Studiengebühren einführen", "Kitagebühren abschaffen"],
        ["negation-reversed: abschaffen → einführen"],
    ),
    "a ban of two things told for each": (
        ["Verbot von Plastiktüten und Einwegbechern"],
        ["Verbot von Plastiktüten", "Verbot von Einwegbechern"],
        [],
    ),
    "a condition before two clauses told for each": (
        ["Sofern der Bund zahlt, werden Schulen saniert und Brücken erneuert."],
        ["Sofern der Bund zahlt, werden Schulen saniert.", "Sofern der Bund zahlt, werden Brücken erneuert."],
        [],
    ),
    "a condition before two clauses gone for one": (
        ["Sofern der Bund zahlt, werden Schulen saniert und Brücken erneuert."],
        ["Sofern der Bund zahlt, werden Schulen saniert.", "Brücken werden erneuert."],
        ["condition-removed: Sofern der Bund zahlt"],
    ),
    "a condition with a denial in it": (
        ["Sofern der Bund nicht bis 2030 zahlt, werden Schulen saniert und Brücken erneuert."],
        ["Sofern der Bund nicht bis 2030 zahlt, werden Schulen saniert.", "Brücken werden erneuert."],
        ["condition-removed: Sofern der Bund nicht bis 2030 zahlt"],
    ),
    "a condition behind two clauses told for each": (
        ["Das Land muss Schulen sanieren und Kitas bauen, wenn der Bund zahlt."],
        ["Das Land muss Schulen sanieren, wenn der Bund zahlt.", "Das Land muss Kitas bauen, wenn der Bund zahlt."],
        [],
    ),
    "a deadline before two things told for each": (
        ["Ab 2025 sollen Busse und Bahnen elektrisch fahren."],
        ["Ab 2025 sollen Busse elektrisch fahren.", "Ab 2025 sollen Bahnen elektrisch fahren."],
        [],
    ),
    "a deadline before two things put off for one": (
        ["Ab 2025 sollen Busse und Bahnen elektrisch fahren."],
        ["Ab 2025 sollen Busse elektrisch fahren.", "Ab 2030 sollen Bahnen elektrisch fahren."],
        ["deadline-later: Ab 2025 → Ab 2030"],
    ),
    "a deadline before two things gone for one": (
        ["Ab 2025 sollen Busse und Bahnen elektrisch fahren."],
        ["Ab 2025 sollen Busse elektrisch fahren.", "Bahnen sollen elektrisch fahren."],
        ["deadline-removed: Ab 2025"],
    ),
    "a deadline of the first clause": (
        ["Die Deutsche Bahn soll den RRX bis 2030 fertigstellen und Bahnhöfe barrierefrei umbauen."],
        [
            "Die Deutsche Bahn soll den RRX bis 2030 fertigstellen.",
            "Die Deutsche Bahn soll Bahnhöfe barrierefrei umbauen.",
        ],
        [],
    ),
    "a deadline of each of two clauses": (
        ["Bis 2030 müssen 50 Prozent und bis 2040 100 Prozent der Busse elektrisch fahren."],
        [
            "Bis 2030 müssen 50 Prozent der Busse elektrisch fahren.",
            "Bis 2040 müssen 100 Prozent der Busse elektrisch fahren.",
        ],
        [],
    ),
    "a deadline before two things that stay together": (
        ["Umgehende Veröffentlichung der Gutachten im Internet der Bezirke und der Wasserwerke. Moore schützen."],
        [
            "Veröffentlichung der Gutachten bis Ende 2027 im Internet der Bezirke und der Wasserwerke.",
            "Moore schützen.",
        ],
        ["deadline-changed: Umgehende → bis Ende 2027"],
    ),
    "all before two things gone for one": (
        ["Alle Schulen und Kitas erhalten WLAN."],
        ["Alle Schulen erhalten WLAN.", "Kitas erhalten WLAN."],
        ["scope-narrowed: Alle"],
    ),
    "only before two things gone for one": (
        ["Nur Schulen und Kitas erhalten WLAN."],
        ["Nur Schulen erhalten WLAN.", "Kitas erhalten WLAN."],
        ["scope-widened: Nur"],
    ),
    "who alone may, for two things, gone for one": (
        ["Nur das Land darf Lehrkräfte und Polizisten einstellen."],
        ["Nur das Land darf Lehrkräfte einstellen.", "Das Land darf Polizisten einstellen."],
        ["scope-widened: Nur"],
    ),
    "a place before two clauses told for each": (
        ["In ganz NRW Radwege bauen und Bushaltestellen sanieren"],
        ["In ganz NRW Radwege bauen", "In ganz NRW Bushaltestellen sanieren"],
        [],
    ),
    "a share of two things lowered for one": (
        ["Schulen und Kitas in sozialen Brennpunkten erhalten 5 Prozent mehr Personal."],
        [
            "Schulen in sozialen Brennpunkten erhalten 5 Prozent mehr Personal.",
            "Kitas in sozialen Brennpunkten erhalten 3 Prozent mehr Personal.",
        ],
        ["amount-lowered: 5 Prozent → 3 Prozent"],
    ),
    "a share of two things gone for one": (
        ["Schulen und Kitas in sozialen Brennpunkten erhalten 5 Prozent mehr Personal."],
        [
            "Schulen in sozialen Brennpunkten erhalten 5 Prozent mehr Personal.",
            "Kitas in sozialen Brennpunkten erhalten mehr Personal.",
        ],
        ["amount-removed: 5 Prozent"],
    ),
    "what goes and comes with clauses that are held nowhere": (
        ["Radwege bauen; Opernhäuser bis 2030 sanieren"],
        ["Radwege bauen", "Konzertsäle bis 2030 herrichten"],
        [],
    ),
    "a sum gone whose value another takes": (
        ["Radwege mit 10 Millionen Euro bauen", "Opernhäuser mit 20 Millionen Euro sanieren"],
        ["Radwege mit 20 Millionen Euro bauen und beleuchten"],
        ["amount-raised: 10 Millionen Euro → 20 Millionen Euro", "amount-removed: 20 Millionen Euro"],
    ),
    "a figure that neither part has of a clause in both": (
        ["Neue barrierefreie Haltestellen mit 20 Millionen Euro bauen"],
        ["Neue Haltestellen bauen", "Barrierefreie Haltestellen bauen"],
        ["amount-removed: 20 Millionen Euro"],
    ),
    "a road and a station": (["Ausbau der A 40 und des Bahnhofs"], ["Ausbau der A 40", "Ausbau des Bahnhofs"], []),
    "a denial of two things that stay together gone for one": (
        ["Keine Kürzungen bei Schulen und Krankenhäusern. Moore schützen."],
        ["Keine Kürzungen bei Schulen und Kürzungen bei Krankenhäusern.", "Moore schützen."],
        ["negation-removed: Keine"],
    ),
    "a verb that binds the clauses behind it": (
        ["Das Land muss Schulen sanieren, soll Brücken erneuern und Kitas bauen"],
        ["Das Land muss Schulen sanieren", "Das Land soll Brücken erneuern", "Das Land soll Kitas bauen"],
        [],
    ),
    "a verb that binds the things before it": (
        ["Schulen und Brücken muss das Land sanieren und soll Kitas bauen"],
        ["Schulen muss das Land sanieren", "Brücken muss das Land sanieren", "Das Land soll Kitas bauen"],
        [],
    ),
    "an examination beside another": (
        ["Schulen sanieren. Brücken jährlich prüfen. Moore schützen."],
        ["Sanierung der Schulen prüfen. Brücken jährlich prüfen.", "Moore schützen."],
        ["binding-weakened: prüfen"],
    ),
    "a condition cut off": (
        ["Wenn der Bund zahlt, Schulen sanieren. Moore schützen."],
        ["Wenn der Bund zahlt.", "Schulen sanieren. Moore schützen."],
        ["condition-removed: Wenn der Bund zahlt"],
    ),
    "none of this and more of that": (["Keine Autobahnen und mehr Radwege"], ["Keine Autobahnen", "Mehr Radwege"], []),
    "an age of one of two groups": (
        ["Kinder unter 12 Jahren und Rentner fahren kostenlos Bus."],
        ["Kinder unter 12 Jahren fahren kostenlos Bus.", "Rentner fahren kostenlos Bus."],
        [],
    ),
    "neither this nor that": (
        ["Das Land darf weder Schulen schließen noch Bibliotheken privatisieren."],
        ["Das Land darf Schulen nicht schließen.", "Das Land darf Bibliotheken privatisieren."],
        ["negation-removed: weder … noch"],
    ),
    "a list with asterisks": (
        ["Wir fordern:\n* Schulen sanieren\n* keine Brücken sperren\n* 500 Bäume pflanzen"],
        ["Schulen sanieren", "Brücken sperren", "400 Bäume pflanzen"],
        ["amount-lowered: 500 Bäume → 400 Bäume", "negation-removed: keine"],
    ),
    "a denial of two things and the verb behind them told for each": (
        ["Die Bahn soll keine Strecken und Bahnhöfe verkaufen."],
        ["Die Bahn soll keine Strecken verkaufen.", "Die Bahn soll keine Bahnhöfe verkaufen."],
        [],
    ),
    "a denial of two things and the verb behind them gone for one": (
        ["Die Bahn soll keine Strecken und Bahnhöfe verkaufen."],
        ["Die Bahn soll keine Strecken verkaufen.", "Die Bahn soll Bahnhöfe verkaufen."],
        ["negation-removed: keine"],
    ),
    "a denial of deeds in a row with or told for each": (
        ["Das Land soll Schulen nicht schließen oder zusammenlegen."],
        ["Das Land soll Schulen nicht schließen.", "Das Land soll Schulen nicht zusammenlegen."],
        [],
    ),
    "a denial of deeds in a row with or gone for one": (
        ["Der Bund darf weder die Renten kürzen noch den Mindestlohn senken oder das Bürgergeld abschaffen."],
        [
            "Der Bund darf die Renten nicht kürzen.",
            "Der Bund darf den Mindestlohn senken.",
            "Der Bund darf das Bürgergeld nicht abschaffen.",
        ],
        ["negation-removed: weder … noch"],
    ),
    "only here and not there": (
        ["Die Polizei soll Bodycams nur bei Gefahr und nicht in Wohnungen einsetzen."],
        [
            "Die Polizei soll Bodycams nur bei Gefahr einsetzen.",
            "Die Polizei soll Bodycams nicht in Wohnungen einsetzen.",
        ],
        [],
    ),
    "only before clauses that both parts have gone for one": (
        ["Nur Unternehmen, die nach Tarif zahlen, erhalten öffentliche Aufträge und Fördermittel."],
        [
            "Nur Unternehmen, die nach Tarif zahlen, erhalten öffentliche Aufträge.",
            "Unternehmen, die nach Tarif zahlen, erhalten Fördermittel.",
        ],
        ["scope-widened: Nur"],
    ),
    "a share and a modal verb of the first clause": (
        [
            "Die Beschäftigten sollen bis zu 60 Prozent ihrer Arbeitszeit mobil arbeiten können und Anspruch auf Teilzeit haben."
        ],
        [
            "Die Beschäftigten sollen bis zu 60 Prozent ihrer Arbeitszeit mobil arbeiten können.",
            "Die Beschäftigten sollen Anspruch auf Teilzeit haben.",
        ],
        [],
    ),
    "a word before a condition of two clauses gone for one": (
        ["Erst wenn das Gutachten vorliegt, darf die Deponie erweitert oder die Verbrennungsanlage gebaut werden."],
        [
            "Erst wenn das Gutachten vorliegt, darf die Deponie erweitert werden.",
            "Die Verbrennungsanlage darf gebaut werden.",
        ],
        ["condition-removed: wenn das Gutachten vorliegt"],
    ),
    "a condition behind two clauses gone for the one before it": (
        ["Radwege werden gebaut und Fußwege saniert, sofern der Haushalt es zulässt."],
        ["Radwege werden gebaut, sofern der Haushalt es zulässt.", "Fußwege werden saniert."],
        ["condition-removed: sofern der Haushalt es zulässt"],
    ),
    "a condition before a semicolon": (
        ["Wenn das Land zustimmt, kann der Verband Radwege bauen; andernfalls prüft er eine Kooperation mit Nachbarn."],
        [
            "Wenn das Land zustimmt, kann der Verband Radwege bauen.",
            "Andernfalls prüft er eine Kooperation mit Nachbarn.",
        ],
        [],
    ),
    "a condition behind the first thing of a demand that takes another": (
        ["Radwege bauen und Schulen sanieren.", "Moore schützen, sofern der Bund zahlt."],
        ["Radwege bauen.", "Moore schützen, sofern der Bund zahlt, und Schulen sanieren."],
        [],
    ),
    "a second figure of two that one verb binds": (
        [
            "Unternehmen mit mehr als 250 Beschäftigten müssen, Unternehmen mit mehr als 50 Beschäftigten sollen einen"
            " Klimabericht vorlegen."
        ],
        [
            "Unternehmen mit mehr als 250 Beschäftigten müssen einen Klimabericht vorlegen.",
            "Unternehmen mit mehr als 100 Beschäftigten sollen einen Klimabericht vorlegen.",
        ],
        ["scope-narrowed: 50 Beschäftigten → 100 Beschäftigten"],
    ),
    "a condition before a list gone for one": (
        ["Sofern der Bund zahlt, soll das Land: a) Schulen sanieren; b) Brücken erneuern."],
        ["Sofern der Bund zahlt, soll das Land Schulen sanieren.", "Das Land soll Brücken erneuern."],
        ["condition-removed: Sofern der Bund zahlt"],
    ),
    "a condition behind two clauses that may be of the second only": (
        ["Das Land muss Schulen sanieren und Kitas bauen, wenn der Bund zahlt."],
        ["Das Land muss Schulen sanieren.", "Das Land muss Kitas bauen, wenn der Bund zahlt."],
        [],
    ),
    "a denial before or and another verb that binds": (
        ["Das Land darf keine Schulen schließen oder muss Busse fördern."],
        ["Das Land darf keine Schulen schließen.", "Das Land muss Busse fördern."],
        [],
    ),
    "a verb that binds two clauses of a part that are apart": (
        ["Das Land soll Schulen sanieren, Kitas bauen und Moore pflegen."],
        ["Das Land soll Schulen sanieren und Moore pflegen.", "Das Land soll Kitas bauen."],
        [],
    ),
    "the second of two sentences that differ in their figures": (
        ["Der Schlüssel nach RSA hat 2048 Bits.", "Der Schlüssel nach RSA hat 3072 Bits."],
        ["Der Schlüssel nach RSA hat 3072 Bits. Der Schlüssel nach RSA hat 4096 Bits."],
        ["amount-raised: 2048 Bits → 4096 Bits"],
    ),
    "a denial gone from the other of two like sentences, in the other order": (
        [
            "Städtische Schulen, insbesondere in Dortmund, dürfen nicht geschlossen werden.",
            "Private Schulen, insbesondere in Dortmund, dürfen nicht geschlossen werden.",
        ],
        [
            "Private Schulen, insbesondere in Dortmund, dürfen geschlossen werden. Städtische Schulen, insbesondere in Dortmund, dürfen nicht geschlossen werden."
        ],
        ["negation-removed: nicht"],
    ),
    "deadlines of like sentences in each other's place, in the other order": (
        [
            "Radwege in Bochum, auch im Umland, bis 2030 ausbauen.",
            "Busspuren in Bochum, auch im Umland, bis 2035 ausbauen.",
        ],
        [
            "Busspuren in Bochum, auch im Umland, bis 2030 ausbauen. Radwege in Bochum, auch im Umland, bis 2035 ausbauen."
        ],
        ["deadline-earlier: bis 2035 → bis 2030", "deadline-later: bis 2030 → bis 2035"],
    ),
    "a price of two things told for each": (
        ["Studierende und Auszubildende erhalten ein Ticket für 29 Euro im Monat."],
        [
            "Studierende erhalten ein Ticket für 29 Euro im Monat.",
            "Auszubildende erhalten ein Ticket für 29 Euro im Monat.",
        ],
        [],
    ),
    "a wage of two groups lowered for one": (
        ["Hebammen und Pflegekräfte müssen mindestens 4.000 Euro brutto verdienen."],
        [
            "Hebammen müssen mindestens 3.500 Euro brutto verdienen.",
            "Pflegekräfte müssen mindestens 4.000 Euro brutto verdienen.",
        ],
        ["amount-lowered: 4.000 Euro → 3.500 Euro"],
    ),
    "a number whose noun is left out": (
        ["Jede Schule soll mindestens eine Fachkraft haben, jede Kita mindestens zwei."],
        ["Jede Schule soll mindestens eine Fachkraft haben.", "Jede Kita soll mindestens zwei Fachkräfte haben."],
        [],
    ),
    "a deed of two things that one part merely allows": (
        ["Das Land fördert Radwege und Busse."],
        ["Das Land fördert Radwege.", "Das Land kann Busse fördern."],
        ["binding-weakened: kann"],
    ),
    "a grant to three of which one may have it": (
        ["Das Land gewährt den Zoos, Theatern und Museen einen jährlichen Zuschuss."],
        [
            "Das Land gewährt den Zoos einen jährlichen Zuschuss.",
            "Das Land gewährt den Theatern einen jährlichen Zuschuss.",
            "Das Land kann den Museen einen jährlichen Zuschuss gewähren.",
        ],
        ["binding-weakened: kann"],
    ),
    "a turn round beside an aim of the same kind": (
        ["Zur Stärkung des Ehrenamts wird die Übungsleiterpauschale und die Ehrenamtspauschale angehoben."],
        [
            "Zur Stärkung des Ehrenamts wird die Übungsleiterpauschale angehoben.",
            "Zur Stärkung des Ehrenamts wird die Ehrenamtspauschale gesenkt.",
        ],
        ["negation-reversed: angehoben → gesenkt"],
    ),
    "one of two matters turned round before a share of the other": (
        [
            "Die Gewerbesteuerumlage ist abzusenken; gleichzeitig ist die Verbundquote von 23 auf 28 Prozent anzuheben.",
        ],
        ["Die Gewerbesteuerumlage ist anzuheben.", "Die Verbundquote ist von 23 auf 28 Prozent anzuheben."],
        ["negation-reversed: abzusenken → anzuheben"],
    ),
    "two shares behind um, one turned round": (
        [
            "Der Anteil erneuerbarer Energien ist um 80 % zu steigern und der Ausstoß von Treibhausgasen um 65 % zu senken."
        ],
        [
            "Der Anteil erneuerbarer Energien ist um 80 % zu steigern.",
            "Der Ausstoß von Treibhausgasen ist um 65 % zu steigern.",
        ],
        ["negation-reversed: senken → steigern"],
    ),
    "one verb for two things in two places": (
        ["In den Städten Bochum und Herne sollen je 100 Ladesäulen und je 20 Mobilstationen entstehen."],
        [
            "In den Städten Bochum und Herne sollen je 100 Ladesäulen entstehen.",
            "In den Städten Bochum und Herne sollen je 30 Mobilstationen entstehen.",
        ],
        ["amount-raised: 20 Mobilstationen → 30 Mobilstationen"],
    ),
}
ENGLISH = {
    "figures that stand": (
        ["Spend 20 million euros on cycle paths", "Spend 50 million euros on buses"],
        ["Spend 20 million euros on cycle paths and 50 million euros on buses"],
        [],
    ),
    "figures in each other's place": (
        ["Spend 20 million euros on cycle paths", "Spend 50 million euros on buses"],
        ["Spend 50 million euros on cycle paths and 20 million euros on buses"],
        ["amount-raised: 20 million euros → 50 million euros", "amount-lowered: 50 million euros → 20 million euros"],
    ),
    "a figure lowered on the way": (
        ["Spend 20 million euros on cycle paths and 50 million euros on buses"],
        ["Spend 20 million euros on cycle paths", "Spend 30 million euros on buses"],
        ["amount-lowered: 50 million euros → 30 million euros"],
    ),
    "a figure gone": (
        ["Spend 20 million euros on cycle paths and 50 million euros on buses"],
        ["Spend 20 million euros on cycle paths", "Improve buses"],
        ["amount-removed: 50 million euros"],
    ),
    "a figure that two things share": (
        ["Cycle paths and bus lanes with 20 million euros each"],
        ["Cycle paths with 20 million euros", "Bus lanes with 20 million euros"],
        [],
    ),
    "deadlines in each other's place": (
        ["Renovate schools by 2030", "Replace bridges by 2035"],
        ["Renovate schools by 2035; replace bridges by 2030"],
        ["deadline-earlier: by 2035 → by 2030", "deadline-later: by 2030 → by 2035"],
    ),
    "must became should in one part": (
        ["The state must renovate schools and replace bridges"],
        ["The state must renovate schools", "The state should replace bridges"],
        ["binding-weakened: must → should"],
    ),
    "a lead-in that binds less": (
        ["The state must: a) renovate schools; b) replace bridges"],
        ["The state should renovate schools", "The state should replace bridges"],
        ["binding-weakened: must → should"],
    ),
    "two figures beside years": (
        ["The government must fund 500 nurses by 2027 and 200 doctors by 2029."],
        ["The government must fund 500 nurses by 2027.", "The government must fund 300 doctors by 2029."],
        ["amount-raised: 200 doctors → 300 doctors"],
    ),
    "a denial that went to the other demand": (
        ["Schools should not charge fees and libraries should open on Sundays."],
        ["Schools should charge fees.", "Libraries should not open on Sundays."],
        ["negation-added: not", "negation-removed: not"],
    ),
    "all and some": (
        ["All schools get new windows", "Some bridges get new lamps"],
        ["All schools get new windows and some bridges get new lamps"],
        [],
    ),
    "all became some": (
        ["All schools get new windows", "All bridges get new lamps"],
        ["All schools get new windows; some bridges get new lamps"],
        ["scope-narrowed: All → some"],
    ),
    "a denial that another clause still has": (
        ["Do not close schools", "Do not block bridges"],
        ["Do not close schools and block bridges"],
        ["negation-removed: not"],
    ),
    "a like sum that another clause still has": (
        ["Expand cycle paths with 20 million euros", "Improve buses with 20 million euros"],
        ["Expand cycle paths with 20 million euros and improve buses"],
        ["amount-removed: 20 million euros"],
    ),
    "a deadline that came to one that had none": (
        ["Renovate schools by 2030 and replace bridges"],
        ["Renovate schools by 2030", "Replace bridges by 2030"],
        ["deadline-added: by 2030"],
    ),
    "the same sum for each told as one for both": (
        ["Spend 20 million euros on cycle paths", "Spend 20 million euros on buses"],
        ["Spend 20 million euros on cycle paths and buses"],
        ["amount-removed: 20 million euros"],
    ),
    "the same deadline told as one": (
        ["Renovate schools by 2030", "Renovate bridges by 2030"],
        ["Renovate schools and bridges by 2030"],
        [],
    ),
    "two like sentences": (
        ["Access is disabled after 45 days.", "Unprivileged access is disabled after 45 days."],
        ["Access is disabled after 45 days. Unprivileged access is disabled after 45 days."],
        [],
    ),
    "a denial of two things told for each": (
        ["Do not close schools or libraries"],
        ["Do not close schools", "Do not close libraries"],
        [],
    ),
    "a denial of two things gone for one": (
        ["Do not close schools or libraries"],
        ["Do not close schools", "Close libraries"],
        ["negation-removed: not"],
    ),
    "no and two things": (
        ["No cuts to schools and hospitals"],
        ["No cuts to schools", "Cuts to hospitals"],
        ["negation-removed: No"],
    ),
    "a denial behind two things gone for one": (
        ["Schools and libraries must not be closed."],
        ["Schools must not be closed.", "Libraries must be closed."],
        ["negation-removed: not"],
    ),
    "a rejection of two things told for each": (
        ["We oppose tuition fees and the closure of libraries."],
        ["We oppose tuition fees.", "We oppose the closure of libraries."],
        [],
    ),
    "a rejection of two things turned for one": (
        ["We oppose tuition fees and the closure of libraries."],
        ["We oppose tuition fees.", "We support the closure of libraries."],
        ["negation-reversed: oppose → support"],
    ),
    "a ban of two things, one of which is allowed": (
        ["Ban fracking and offshore drilling"],
        ["Ban fracking", "Allow offshore drilling"],
        ["negation-reversed: Ban → Allow"],
    ),
    "a condition before two clauses gone for one": (
        ["If the budget allows, renovate schools and replace bridges."],
        ["If the budget allows, renovate schools.", "Replace bridges."],
        ["condition-removed: If the budget allows"],
    ),
    "a deadline of the second clause": (
        ["Raise the minimum wage to 15 euros and cut business rates by 10 percent by 2027."],
        ["Raise the minimum wage to 15 euros.", "Cut business rates by 10 percent by 2027."],
        [],
    ),
    "a deadline of the first clause": (
        ["Network Rail should finish the line by 2030 and rebuild stations."],
        ["Network Rail should finish the line by 2030.", "Network Rail should rebuild stations."],
        [],
    ),
    "each gone from one of two sentences": (
        ["Each school gets a nurse. Protect moors."],
        ["A school gets a nurse.", "Protect moors."],
        ["scope-narrowed: Each"],
    ),
    "a denial of two things that stay together": (
        ["Log all decisions", "without storing tokens or passwords. Fund art."],
        ["Log all decisions, without storing tokens or passwords. Fund art."],
        [],
    ),
    "neither this nor that": (
        ["Neither schools nor libraries may be closed."],
        ["Schools may not be closed.", "Libraries may not be closed."],
        [],
    ),
    "a deadline of two like things gone for the second": (
        ["Both bus fares and rail fares should be frozen until 2028."],
        ["Bus fares should be frozen until 2028.", "Rail fares should be frozen."],
        ["deadline-removed: until 2028"],
    ),
    "a denial of deeds in a row with or told for each": (
        ["We will not privatise hospitals, cut pensions or close libraries."],
        ["We will not privatise hospitals.", "We will not cut pensions.", "We will not close libraries."],
        [],
    ),
    "a denial of deeds in a row with or gone for one": (
        ["The state should not close schools or merge districts."],
        ["The state should not close schools.", "The state should merge districts."],
        ["negation-removed: not"],
    ),
    "one of three deeds of a sentence turned round": (
        ["The government will build 100,000 social homes a year, abolish leasehold and cap rent rises at 2 percent."],
        [
            "The government will build 100,000 social homes a year.",
            "The government will introduce leasehold.",
            "The government will cap rent rises at 2 percent.",
        ],
        ["negation-reversed: abolish → introduce"],
    ),
    "a condition in two words gone for one": (
        ["Where funds permit, libraries will open on Sundays and museums will be free."],
        ["Where funds permit, libraries will open on Sundays.", "Museums will be free."],
        ["condition-removed: Where … permit"],
    ),
    "a share within a condition told for each": (
        ["The state must fund rural buses and protect wetlands if the federal government pays half."],
        [
            "The state must fund rural buses if the federal government pays half.",
            "The state must protect wetlands if the federal government pays half.",
        ],
        [],
    ),
    "a rate beside an age of one of two groups": (
        ["Drivers over 75 and drivers of heavy lorries must pass a sight test every three years."],
        [
            "Drivers over 75 must pass a sight test every three years.",
            "Drivers of heavy lorries must pass a sight test every three years.",
        ],
        [],
    ),
}
TABLE = [("de", *one) for one in GERMAN.values()] + [("en", *one) for one in ENGLISH.values()]
STORIES = [f"de: {name}" for name in GERMAN] + [f"en: {name}" for name in ENGLISH]


def told(language, old, new):
    olds = [demand(f"o{number}", text) for number, text in enumerate(old)]
    news = [demand(f"n{number}", text) for number, text in enumerate(new)]
    change, *_ = derive_changes(olds, news, Context(groups={}, levels={}, lexicon=load_lexicon(language)))
    assert isinstance(change, Parted)
    return change


@pytest.mark.parametrize(("language", "old", "new", "signals"), TABLE, ids=STORIES)
def test_each_figure_and_word_is_compared_with_what_its_demand_became(language, old, new, signals):
    found = told(language, old, new).signals

    assert [f"{one.rule}: {' → '.join(filter(None, (one.old, one.new)))}" for one in found] == signals


@pytest.mark.parametrize(("language", "old", "new", "signals"), TABLE, ids=STORIES)
def test_old_and_new_in_each_others_place_mirror_the_signals(language, old, new, signals):
    there, back = told(language, old, new).signals, told(language, new, old).signals

    assert len(there) == len(signals)
    assert {(one.code, one.old, one.new) for one in there} == {(one.code, one.new, one.old) for one in back}


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("de", "Sowohl Schulen als auch Kitas sanieren", ["Schulen sanieren", "Kitas sanieren"]),
        ("en", "Both schools and nurseries get wifi", ["Schools get wifi", "Nurseries get wifi"]),
    ],
)
def test_a_word_that_joins_two_things_is_not_told_as_dropped(language, old, new):
    change = told(language, [old], new)

    assert (change.dropped, change.added, change.signals) == ((), (), ())
