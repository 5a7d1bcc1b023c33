"""Words of many languages that tell talk from lists, and who asks from who answers."""

from __future__ import annotations

from typing import Final

from embeddings.naming.words import words

# Who speaks without a name: of what they say, nothing is anybody's that a reader could look up, but a turn it is.
ASKERS: Final = words("""
interviewer interviewers moderator moderators host presenter anchor journalist reporter facilitator researcher question
questioner examiner q moderatorin interviewerin frage fragesteller journalistin reporterin intervieweur animateur
animatrice journaliste question entrevistador entrevistadora moderador moderadora periodista pregunta intervistatore
intervistatrice moderatore giornalista domanda pergunta entrevistadora vraag interviewen intervjuare fråga spørsmål
""")
ROLES: Final = ASKERS | words("""
interviewee respondent participant speaker chair chairman chairwoman chairperson president minister secretary clerk
court judge counsel witness juror prosecutor prosecution defence defense narrator operator caller agent officer student
teacher audience member members patient doctor editor answer guest panellist panelist commissioner mayor coordinator
vorsitzende vorsitzender präsident präsidentin antwort présidente président réponse presidente presidenta respuesta
risposta resposta antwoord svar
""")
ANSWERS: Final = words("a answer answers antwort réponse respuesta risposta resposta antwoord svar")
QUESTIONS: Final = words("q question questions frage fråga spørsmål pregunta domanda pergunta vraag")
# Pairs of letters that stand for question and answer.
PAIRS: Final = frozenset({("q", "a"), ("f", "a"), ("q", "r"), ("p", "r"), ("d", "r"), ("f", "s"), ("v", "a")})
# Who an interview is of: their names stand above it, or below.
REPLIERS: Final = words("interviewee respondent narrator participant guest")
# What stands before a colon in lists, forms, programmes, logs and papers, and is nobody.
NOBODY: Final = words("""
note notes answer update updates correction corrections source sources photo photos photograph photographs picture
pictures image images video audio caption credit credits editor's warning caution tip tips hint important error errors
info debug fatal critical notice example examples see also ps p.s re subject from to cc bcc date sent time
location place venue title author status owner deadline contact tel phone fax email e-mail web website url price prices
cost costs total ingredients method serves step steps pros cons summary abstract background methods result results
conclusion conclusions discussion objective funding keywords introduction appendix annex figure table item items agenda
present absent apologies resolved decided decision action actions todo next new fixed changed added removed deprecated
security in out up down yes no today tomorrow yesterday breaking live verdict fact claim rating details read more
further reading listen watch share hinweis quelle foto bild betreff von an datum achtung remarque attention nota fuente
fonte contributing location locations number sign-up source
opening closing break lunch dinner concert talk workshop keynote session part chapter section day week
""")
# Somebody speaks, or is spoken to.
PERSONS: Final = words("""
i i'm i've i'd i'll we we're we've we'd we'll my our me us mine ours you you're you've your yours
ich wir mein meine meiner unser unsere mir mich uns ihr ihre sie du dein
je j'ai nous mon ma mes notre nos vous votre vos yo nosotros mi mis nuestro nuestra usted ustedes
io noi mio mia nostro nostra lei voi eu nós meu minha nosso nossa você
ik wij we mijn ons onze jij u uw jag vi min vår du ni jeg vi min vår
""")
# Small words inside a name or an office.
INSIDE: Final = words("""
of for the and de del della der den des di da do dos du la le les el al van von vom zu zur y e i och og und et
bin ibn bint ten ter
""")
# A mail is from them where it is from no person.
DESKS: Final = words("""
info desk support office service services helpdesk care team customer customers sales admin administration reception
secretariat registry enquiries inquiries press bookings reservations newsroom editors accounts billing noreply
""")
