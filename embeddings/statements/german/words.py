"""Words of German reports: offices, trades, bodies, and what stands between a verb and its subject."""

from __future__ import annotations

from typing import Final, Literal

from embeddings.naming.words import words

# The ends of words for people, men's forms; a woman's has "in" behind it.
_MEN: Final = """
minister präsident bürgermeister meister sprecher chef leiter direktor dezernent kämmerer trainer kapitän pfarrer
pastor bischof professor forscher wissenschaftler loge biologe chemiker physiker historiker techniker mechaniker
politiker ist arzt lehrer rektor schulleiter händler bauer winzer fischer landwirt förster nachbar anwohner bewohner
kollege experte gründer besitzer inhaber wirt autor regisseur intendant künstler sänger schauspieler spieler torwart
stürmer manager referent assistent student schüler praktikant soldat offizier general kommissar ermittler zeuge
verteidiger kläger sekretär berater planer gärtner imker schweißer koch bäcker metzger fahrer pilot könig graf senator
botschafter diplomat kandidat führer funktionär boss ingenieur architekt anwalt kanzler richter schützer vertreter
pfleger gutachter redakteur reporter korrespondent herausgeber verleger kunde kunden gast besucher teilnehmer bürger
einwohner rentner mieter vermieter eigentümer unternehmer gesellschafter geschäftsführer hausmeister küster dirigent
komponist schriftsteller dichter fotograf musiker maler bildhauer kurator archivar bibliothekar psychologe soziologe
virologe geologe ökonom analyst betreuer erzieher sanitäter retter feuerwehrmann obmann kaufmann fachmann landmann
amtmann hauptmann vorstand enkel sohn bruder vater onkel großvater opa freund partner gatte ehemann geselle lehrling
schreiner tischler schlosser dachdecker maurer elektriker müller schäfer jäger wart warte verwalter ordner
pressesprecher wortführer stadtrat gemeinderat landrat kreisrat ministerialrat regierungsrat oberrat hofrat zeller
kassierer schriftführer kritiker gegner befürworter demonstrant aktivist veranstalter organisator moderator mediator
koordinator operator agrarier abgeordneter vorsitzender beauftragter angestellter beamter angeklagter beschuldigter
jugendlicher reisender
"""
_WOMEN: Final = """
rätin ärztin anwältin bäuerin gräfin köchin frau mutter schwester tochter tante oma großmutter freundin gattin ehefrau
hebamme krankenschwester kollegin expertin biologin login landwirtin nachbarin
"""
_EITHER: Final = """
vorsitzende beauftragte abgeordnete angestellte angeklagte beschuldigte jährige verwandte überlebende delegierte
studierende angehörige vorsitzenden abgeordneten beauftragten jährigen
"""
_BODIES: Final = """
polizei ministerium verband verbands verbandes verein vereins amt amts behörde stadt gemeinde kreis landkreis partei
fraktion gewerkschaft unternehmen unternehmens konzern konzerns bank gericht staatsanwaltschaft anwaltschaft
universität hochschule klinik krankenhaus kirche regierung kammer institut initiative verwaltung gesellschaft
genossenschaft bund bundes kommission ausschuss gemeinderat stadtrat kreistag landtag bundestag senat parlament
agentur firma betrieb hersteller betreiber versicherung kasse stiftung beirat betriebsrat personalrat elternrat
aufsichtsrat bundesrat feuerwehr bundeswehr armee dienst zentrale leitung direktion vereinigung organisation union
allianz netzwerk rathaus werk werke stadtwerke zeitung sender redaktion wache präsidium kanzlei kanzleramt föderation
liga club klub wehr geschäftsführung spedition versorger anbieter spd cdu csu fdp afd grünen linke linken bsw
"""
_TEXTS: Final = "studie bericht gutachten umfrage analyse untersuchung statistik erhebung prognose papier zeitung"
ROLES_MEN: Final = tuple(_MEN.split())
ROLES_WOMEN: Final = (
    *(f"{word}in" for word in ROLES_MEN),
    *(f"{word[:-1]}in" for word in ROLES_MEN if word[-1] == "e"),
    *_WOMEN.split(),
)
ROLES_EITHER: Final = tuple(_EITHER.split())
BODIES: Final = tuple(_BODIES.split())
TEXTS: Final = tuple(_TEXTS.split())
# The ends of bodies that "der" makes the object of: "der Polizei".
FEMININE: Final = tuple(
    """
polizei behörde stadt gemeinde partei fraktion bank klinik kirche kammer initiative agentur firma kasse wehr armee
zentrale redaktion kanzlei liga schule ung schaft tät ion heit keit
""".split()
)
COUNCILS: Final = (
    "gemeinderat",
    "stadtrat",
    "betriebsrat",
    "personalrat",
    "elternrat",
    "aufsichtsrat",
    "bundesrat",
    "vorstand",
)
KNOWN_MEN: Final = frozenset(ROLES_MEN)
ADDRESSES: Final[dict[str, Literal["m", "f", ""]]] = {"herr": "m", "herrn": "m", "frau": "f"}
DEGREES: Final = words("dr prof dipl ing h c med jur rer nat phil mag pd univ-prof")
DETERMINERS: Final = words("""
der die das ein eine dessen deren sein seine ihr ihre unser unsere dieser diese jener jene mehrere viele einige zwei
drei dem den des einem einer eines einen seinem seiner seines ihrem ihrer ihres unserem unserer
""")
NOMINATIVE: Final = words("der die das ein eine dessen deren sein seine ihr ihre unser unsere dieser diese jener jene")
DATIVE: Final = words("dem den einem einer der seinem seiner ihrem ihrer unserem unserer")
PLURAL: Final = words("mehrere viele einige zwei drei beide")
PARTICLES: Final = words("von van vom zu zum zur de der den dem del di da ter ten und")
PRONOUNS: Final = words("er sie ich wir")
# Between a verb and its subject: "sagte *am Dienstag auch* Holz".
FILLERS: Final = words("""
sich dazu daraufhin auch gestern heute später zudem außerdem weiter darauf denn aber jedoch hingegen dagegen wiederum
nun dann hierzu zuvor bereits schon kürzlich jüngst zuletzt anschließend ihm ihnen uns mir dem unserer einer
""")
# They open a main clause without being its subject.
OPENERS: Final = words("""
am im in an auf bei beim nach vor zu zum zur mit seit gegen gegenüber über unter während trotz wegen aus laut für
gestern heute später zuvor dazu daraufhin außerdem zudem zugleich gleichzeitig auch dabei dort hier deshalb daher
darum damals inzwischen mittlerweile zuletzt kürzlich schon bereits dann danach anschließend schließlich allerdings
jedoch dennoch trotzdem dagegen hingegen nun jetzt immer wieder ausdrücklich deutlich offiziell schriftlich
tatsächlich grundsätzlich weiter weiterhin ähnlich so darauf darüber davon dafür morgens abends erneut montags
dienstags ebenso ebenfalls
""")
NEGATIONS: Final = words("nicht nie niemals niemand niemanden kein keine keiner keinen keinem keines weder kaum nichts")
CONDITIONS: Final = words("wenn falls ob sofern sollte sollten hätte hätten würde würden könnte könnten angeblich")
CONJUNCTIONS: Final = words("und aber doch sondern sowie denn während")
# A clause that one of these opens tells when, why or of whom, not what was said.
SUBORDINATE: Final = words("""
als wenn weil da nachdem bevor während obwohl obgleich indem damit um ohne statt anstatt sodass seit seitdem bis wie
sowie und aber doch denn wo wobei worauf womit weshalb weswegen woraufhin
""")
RELATIVE: Final = words("der die das dem den dessen deren welcher welche welches denen was wer")
_SUBJUNCTIVES: Final = """
sei seien seist habe hätte hätten werde würde würden könne könnten müsse müssten solle dürfe dürften wolle möge möchte
gebe gäbe gäben gehe ginge gingen komme käme kämen stehe stünde stünden liege läge lägen bleibe bliebe blieben brauche
bräuchte lasse ließe fehle wisse wüsste sehe sähe finde fände handle handele gelte bestehe reiche trage betrage
betrügen nehme nähme bringe brächte halte hielte laufe liefe führe mache tue täte verliere gewinne koste verstehe
spreche spräche zeige sage schaffe bekomme erhalte brüte wachse steige sinke falle fiele lebe arbeite zahle suche
treffe träfe helfe trete stelle setze lege sitze fahre verfüge gehöre erwarte hoffe glaube denke kenne freue leide
unterstütze fordere benötige plane prüfe rechne entstehe entspreche ergebe betreffe beginne ende dauere passe leiste
verlange biete diene folge wirke drohe gefährde verhindere ermögliche stimme gelinge lohne rechtfertige widerspreche
wünsche bedeute vertraue brenne stecke drehe ziehe schließe öffne verkaufe kaufe kehre wohne studiere kämpfe nutze
schade gewähre erlaube lehne schreibe lese schlafe esse trinke baue miete rufe warte hänge fließe ströme verzichte
begrüße erfülle entscheide
"""
SUBJUNCTIVES: Final = words(_SUBJUNCTIVES)
# Words that begin a sentence or tell a day, and name nobody.
NO_NAMES: Final = (
    OPENERS
    | SUBORDINATE
    | CONDITIONS
    | CONJUNCTIONS
    | NEGATIONS
    | RELATIVE
    | words("""
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar jänner februar märz april mai juni juli
august september oktober november dezember heute gestern morgen mittag abend nacht uhr ende anfang mitte frühjahr
sommer herbst winter jahr grund ziel hintergrund anlass es man alle beide wir ich sie er ja nein hier quelle foto bild
""")
)
SOURCES: Final = words("""
angaben aussage aussagen worten ansicht auffassung meinung darstellung überzeugung einschätzung auskunft schätzung
schätzungen informationen erkenntnissen berechnungen mitteilung lesart
""")
# First names beside those of naming/given.py, as they are given where German is spoken.
GIVEN_TO_WOMEN: Final = words("""
Angela Angelika Anke Anneliese Annegret Antje Ayşe Aylin Bärbel Barbara Beate Birte Carola Christel Christiane
Cornelia Dagmar Doris Elfriede Elisabeth Elfi Emine Erna Evelyn Franziska Gabi Gabriele Gerlinde Gesa Gesine Gundula
Hanne Hannelore Heidemarie Heidrun Heike Helene Helga Henrike Hilde Imke Inga Inge Ines Insa Irmgard Jule Juliane
Jutta Karla Karoline Käthe Katja Katharina Kathrin Katrin Kirsten Klara Leni Lea Lieselotte Liselotte Lena Lore Luise
Maike Mareike Margarete Margret Margrit Mathilde Maren Meike Mechthild Merle Nadine Nele Nicole Petra Pia Rosemarie
Roswitha Sabine Saskia Sibylle Sieglinde Sigrun Simone Sina Steffi Stefanie Susanne Svenja Swantje Tanja Tina Traudel
Traute Trude Ulla Ute Uta Verena Vera Waltraud Wiebke Zeynep Elif Anja Marlene Leonie Emilia Frauke Gerda Gisela Hilke
Ilka Ina Isolde
""")
GIVEN_TO_MEN: Final = words("""
Achim Albrecht Alfons Ali Alois Arndt Armin Arno Arnulf Bastian Beat Benno Bernd Bert Berthold Bertram Björn Bodo
Burkhard Can Carsten Christof Claus Clemens Dieter Detlev Eberhard Eckart Eckhard Edmund Egbert Eike Emre Engelbert
Enno Erhard Fabian Falk Felix Fiete Franz Friedhelm Fritz Georg Gerald Gerd Gerhard Gernot Gero Gottfried Gregor Guido
Günter Hagen Hannes Hartmut Heiko Heiner Heino Henning Heribert Hermann Hinrich Holger Horst Ingo Jan Jannik Jens
Jochen Jörg Jürgen Jürg Kai Karsten Kaspar Kilian Klaus Klemens Knut Korbinian Kurt Leopold Lorenz Lothar Ludger Lukas
Malte Marc Marcel Marco Mehmet Meinhard Michi Moritz Murat Niklas Olaf Ole Otmar Ottmar Philipp Pius Raimund Rainer
Ralf Reiner Reinhold Reto Rico Robin Rolf Roland Rüdiger Sascha Sebastian Sepp Siegmar Silvio Sönke Stefan Steffen
Stephan Sven Thilo Thorben Thorsten Till Tillmann Tim Timo Toni Torben Udo Ulf Ulrich Urs Uwe Veit Volker Volkmar
Walter Wendelin Werner Wieland Wilfried Willi Winfried Wolf Wolfgang Yannick Jonas Tobias Florian Maximilian Bernhard
Karl-Heinz
""")
