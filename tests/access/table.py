"""Who may reach which route, written by hand from the roles table of the domain.

**A new route** needs one line here, or the matrix fails and says which line is missing: its
method, its rule as Flask has it, who may reach it, and ``*`` if it is a weighty act that asks for
the second factor again. Who may is ``everybody``, ``people`` (all who sign in), or roles by the
first four letters of their name below. A variable that no route had before also needs a line in
``addresses.py``; a route that changes something needs a deed in ``posted.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.kernel.actor import EVERYBODY, PEOPLE, Role

Key = tuple[str, str]
"""A method and a rule."""

WORDS: Mapping[str, frozenset[Role]] = {
    "everybody": EVERYBODY,
    "people": PEOPLE,
    "draf": frozenset({Role.DRAFTER}),
    "repr": frozenset({Role.REPRESENTATIVE}),
    "depo": frozenset({Role.DEPOSITARY_OFFICER}),
    "decl": frozenset({Role.DECLARATIONS_OFFICER}),
    "bodi": frozenset({Role.BODIES_OFFICER}),
    "expe": frozenset({Role.EXPERT}),
    "dire": frozenset({Role.DIRECTOR}),
    "audi": frozenset({Role.AUDITOR}),
    "admi": frozenset({Role.ADMINISTRATOR}),
}

PIECE = ("<piece>", "<any(IN,OUT):direction>/<int:year>/<int:serial>")
"""What is written short below, and what Flask has."""

LINES = """
# What is published.
GET  /                                                         everybody
GET  /treaties                                                 everybody
GET  /treaties/<treaty_id>                                     everybody
GET  /treaties/<treaty_id>/status                              everybody
GET  /treaties/<treaty_id>/status.csv                          everybody
GET  /treaties/<treaty_id>/status.json                         everybody
GET  /treaties/<treaty_id>/status.xlsx                         everybody
GET  /treaties/<treaty_id>/acts                                everybody
GET  /treaties/<treaty_id>/what-if                             everybody
GET  /treaties/<treaty_id>/report                              everybody
POST /treaties/<treaty_id>/report                              everybody
GET  /precedents                                               everybody
GET  /participants                                             everybody
GET  /bodies                                                   everybody
GET  /bodies/<body>                                            everybody
GET  /bodies/<body>/mandate                                    everybody
GET  /bodies/<body>/people                                     everybody
GET  /bodies/<body>/meetings                                   everybody
GET  /bodies/<body>/meetings/<int:meeting>                     everybody
GET  /bodies/<body>/meetings/<int:meeting>.ics                 everybody
GET  /bodies/<body>/meetings/<int:meeting>/report              everybody
POST /bodies/<body>/meetings/<int:meeting>/report              everybody
GET  /bodies/<body>/meetings/<int:meeting>/report.pdf          everybody
GET  /bodies/<body>/<any(milestones,actions):tasks>            everybody
GET  /bodies/<body>/<any(milestones,actions):tasks>.csv        everybody
GET  /bodies/<body>/<any(milestones,actions):tasks>.xlsx       everybody
GET  /bodies/<body>/<any(milestones,actions):tasks>/<int:number> everybody
GET  /bodies/search                                            everybody
GET  /bodies/<body>/meetings/<int:meeting>/papers.zip          everybody
GET  /bodies/<body>/papers                                     everybody
GET  /bodies/<body>/report                                     everybody
POST /bodies/<body>/report                                     everybody
GET  /bodies/<body>/report.pdf                                 everybody
GET  /bodies/<body>/papers.csv                                 everybody
GET  /bodies/<body>/papers.xlsx                                everybody
GET  /bodies/<body>/papers/<paper>/compare                     everybody
GET  /bodies/<body>/papers/<paper>                             everybody
GET  /bodies/<body>/papers/<paper>/files/<language>            everybody
GET  /bodies/<body>/circulars                                  everybody
GET  /bodies/<body>/decisions                                  everybody
GET  /bodies/<body>/decisions.csv                              everybody
GET  /bodies/<body>/decisions.xlsx                             everybody
GET  /bodies/<body>/decisions/<decision>                       everybody
GET  /bodies/<body>/decisions/<adopted>.pdf                    everybody
GET  /bodies/<body>/silence                                    everybody
GET  /bodies/<body>/silence/<uuid:silence>                     everybody
GET  /bodies/<body>/circulars/<int:circular>                   everybody
GET  /participants.csv                                         everybody
GET  /participants.xlsx                                        everybody
GET  /participants/<code>                                      everybody
GET  /documents/<uuid:document_id>                             everybody
GET  /documents/<uuid:document_id>.pdf                         everybody
POST /documents/<uuid:document_id>/print-again                 everybody
GET  /notifications                                            everybody
GET  /notifications.csv                                        everybody
GET  /notifications.atom                                       everybody
GET  /notifications/<slug>                                     everybody
GET  /notifications/<slug>.pdf                                 everybody
GET  /ledger                                                   everybody
GET  /declarations/published                                   everybody
GET  /declarations/published.csv                               everybody
GET  /declarations/published.xlsx                              everybody
GET  /verify                                                   everybody
POST /verify                                                   everybody
GET  /ledger/checkpoint                                        everybody
GET  /healthz                                                  everybody
GET  /readyz                                                   everybody
GET  /metrics                                                  everybody
GET  /api/v1/                                                  everybody
GET  /api/v1/treaties                                          everybody
GET  /api/v1/treaties/<treaty_id>                              everybody
GET  /api/v1/treaties/<treaty_id>/status                       everybody
GET  /api/v1/treaties/<treaty_id>/status.csv                   everybody
GET  /api/v1/treaties/<treaty_id>/status.xlsx                  everybody
GET  /api/v1/treaties/<treaty_id>/status.pdf                   everybody
GET  /api/v1/treaties/<treaty_id>/actions                      everybody
GET  /api/v1/treaties/<treaty_id>/actions.csv                  everybody
GET  /api/v1/treaties/<treaty_id>/actions.xlsx                 everybody
POST /api/v1/treaties/<treaty_id>/scenario                     everybody
GET  /api/v1/notifications                                     everybody
GET  /api/v1/notifications/<slug>                              everybody
GET  /api/v1/bodies                                            everybody
GET  /api/v1/bodies/<body>                                     everybody
GET  /api/v1/bodies/<body>/meetings                            everybody
GET  /api/v1/bodies/<body>/papers                              everybody
GET  /api/v1/bodies/<body>/decisions                           everybody
GET  /api/v1/participants                                      everybody
GET  /api/v1/participants/<code>                               everybody
GET  /api/v1/forms                                             everybody
GET  /api/v1/forms/<form>/<int:version>                        everybody
GET  /api/v1/ledger/checkpoint                                 everybody
GET  /api/v1/ledger/entries                                    everybody
GET  /api/v1/ledger/entries/<int:index>                        everybody
GET  /api/v1/ledger/inclusion                                  everybody
GET  /api/v1/ledger/consistency                                everybody

# Signing in, and one's own account.
GET  /sign-in                                                  everybody
POST /sign-in                                                  everybody
GET  /sign-in/code                                             everybody
POST /sign-in/code                                             everybody
GET  /sign-in/recovery                                         everybody
POST /sign-in/recovery                                         everybody
POST /sign-in/passkey                                          everybody
POST /sign-out                                                 everybody
GET  /calendar/<token>.ics                                     everybody
GET  /join/<link>                                              everybody
POST /join/<link>                                              everybody
GET  /sign-in/again                                            people
POST /sign-in/again                                            people
GET  /account                                                  people
POST /account/sessions/<uuid:session_id>/end                   people
GET  /account/password                                         people *
POST /account/password                                         people *
GET  /account/authenticator                                    people *
POST /account/authenticator                                    people *
POST /account/recovery-codes                                   people *
GET  /account/passkey                                          people *
POST /account/passkey                                          people *
POST /account/passkeys/<uuid:passkey_id>/remove                people *
POST /account/tokens                                           people *
POST /account/tokens/<uuid:token_id>/revoke                    people
POST /account/letters                                          people
POST /account/calendar                                         draf repr decl bodi expe dire audi *
POST /account/calendar/revoke                                  draf repr decl bodi expe dire audi

# Others' accounts: a representative looks after colleagues, an administrator after everybody; a
# reset needs a second officer, for which the director stands in.
GET  /people                                                   draf repr dire admi
GET  /people/<int:number>                                      draf repr dire admi
GET  /people/invite                                            repr admi *
POST /people/invite                                            repr admi *
POST /people/<int:number>/invite-again                         repr admi *
POST /people/<int:number>/remove                               repr admi *
POST /people/<int:number>/hand-over                            repr *
POST /people/<int:number>/disable                              admi *
POST /people/<int:number>/enable                               admi *
POST /people/<int:number>/sign-out                             admi *
POST /people/<int:number>/reset                                admi *
POST /people/resets/<uuid:reset_id>/grant                      dire admi *
POST /people/resets/<uuid:reset_id>/refuse                     dire admi *
GET  /operations                                               admi
POST /operations/letters/<uuid:letter_id>/try-again            admi
POST /operations/letters/<uuid:letter_id>/cancel               admi
POST /operations/prints/<uuid:document_id>/print-again         admi
POST /operations/prints/<uuid:document_id>/cancel              admi
GET  /people/missions                                          depo admi
POST /people/missions                                          depo admi
POST /people/missions/<int:number>/end                         depo admi
POST /people/missions/<int:number>/letters                     depo admi

# What waits, and who of the officers looks after it; each sees what is theirs to decide.
GET  /worklist                                                 depo decl bodi dire
POST /worklist                                                 depo decl bodi dire

# The depositary's desk: the depositary officer does, the director looks.
GET  /depositary                                               depo dire
GET  /depositary/acts/<treaty_id>                              depo dire
GET  /depositary/acts/<treaty_id>/<int:number>/correct         depo
POST /depositary/acts/<treaty_id>/<int:number>/correct         depo
GET  /depositary/corrections/<slug>                            depo dire
POST /depositary/corrections/<slug>/drop                       depo
POST /depositary/corrections/<slug>/confirm                    depo *
GET  /depositary/instruments/new                               depo
POST /depositary/instruments                                   depo
GET  /depositary/instruments/<slug>                            depo dire
GET  /depositary/instruments/<slug>/edit                       depo
POST /depositary/instruments/<slug>/edit                       depo
POST /depositary/instruments/<slug>/steps                      depo
GET  /depositary/instruments/<slug>/confirm                    depo
POST /depositary/instruments/<slug>/confirm                    depo *
POST /depositary/instruments/<slug>/scans                      depo
GET  /depositary/instruments/<slug>/scans/<uuid:scan_id>       depo dire
GET  /depositary/ceremonies/new                                depo
POST /depositary/ceremonies                                    depo
GET  /depositary/ceremonies/<slug>                             depo dire
GET  /depositary/ceremonies/<slug>/sheet                       depo dire
GET  /depositary/ceremonies/<slug>/edit                        depo
POST /depositary/ceremonies/<slug>/edit                        depo
POST /depositary/ceremonies/<slug>/steps                       depo
POST /depositary/ceremonies/<slug>/confirm                     depo *
GET  /depositary/text-corrections/new                          depo
POST /depositary/text-corrections                              depo
GET  /depositary/text-corrections/<slug>                       depo dire
POST /depositary/text-corrections/<slug>/steps                 depo
POST /depositary/text-corrections/<slug>/confirm               depo *

# Letters and the numbered register: the officers', and neither the auditor's nor the
# administrator's, who never see content.
GET  /correspondence                                           depo decl bodi dire
GET  /correspondence.csv                                       depo decl bodi dire
GET  /correspondence.xlsx                                      depo decl bodi dire
GET  /correspondence/enter                                     depo decl bodi dire
POST /correspondence/enter                                     depo decl bodi dire
GET  /correspondence/GAIMA/<piece>                             depo decl bodi dire
POST /correspondence/GAIMA/<piece>/scans                       depo decl bodi dire
GET  /correspondence/GAIMA/<piece>/scans/<uuid:scan_id>        depo decl bodi dire
GET  /correspondence/letters                                   depo decl bodi dire
GET  /correspondence/letters/<uuid:letter_id>                  depo decl bodi dire
GET  /correspondence/letters/<uuid:letter_id>.html             depo decl bodi dire
POST /correspondence/letters/<uuid:letter_id>/try-again        depo decl bodi dire
POST /correspondence/letters/<uuid:letter_id>/cancel           depo decl bodi dire
GET  /correspondence/returned                                  depo decl bodi dire
POST /correspondence/returned/<uuid:mark_id>/confirm           depo decl bodi dire
GET  /correspondence/templates                                 depo decl bodi dire
GET  /correspondence/templates/<name>                          depo decl bodi dire
GET  /correspondence/templates/<name>.html                     depo decl bodi dire

# What declarations are about: a state's delegates keep their own, the officers who read
# declarations read all; the table of accelerator types is published.
GET  /registry/accelerators                                    everybody
GET  /registry/accelerators.csv                                everybody
GET  /registry/accelerators.xlsx                               everybody
GET  /registry                                                 draf repr decl dire
GET  /registry.csv                                             draf repr decl dire
GET  /registry.xlsx                                            draf repr decl dire
GET  /registry/<thing_id>                                      draf repr decl dire
GET  /registry/loads/<uuid:load_id>                            draf repr decl dire
GET  /registry/new/<kind>                                      draf repr
POST /registry/new/<kind>                                      draf repr
GET  /registry/<thing_id>/edit                                 draf repr
POST /registry/<thing_id>/edit                                 draf repr
POST /registry/<thing_id>/strike                               draf repr
GET  /registry/load/<kind>                                     draf repr
POST /registry/load/<kind>                                     draf repr
GET  /registry/load/<kind>.csv                                 draf repr
GET  /registry/load/<kind>.xlsx                                draf repr

# Declarations: a draft is its state's alone; what was submitted, officers read by its class, and
# the auditor knows of. The representative submits and recalls.
GET  /declarations                                             draf repr decl dire audi
POST /declarations                                             draf repr
GET  /declarations/enter                                       decl
POST /declarations/enter                                       decl
GET  /declarations/<ref>                                       draf repr decl dire audi
POST /declarations/<ref>/draft                                 draf repr
GET  /declarations/<ref>/compare                               draf repr decl dire
GET  /declarations/<ref>/check                                 draf repr
GET  /declarations/<ref>/workbook                              draf repr
GET  /declarations/<ref>/workbook.xlsx                         draf repr
POST /declarations/<ref>/workbook                              draf repr
GET  /declarations/<ref>/sections/<section>                    draf repr
POST /declarations/<ref>/sections/<section>                    draf repr
GET  /declarations/<ref>/sections/<section>/<table>            draf repr
POST /declarations/<ref>/sections/<section>/<table>            draf repr
GET  /declarations/<ref>/sections/<section>/<table>.csv        draf repr
POST /declarations/<ref>/submit                                repr *
GET  /declarations/<ref>/files/<uuid:file_id>                  draf repr decl dire
GET  /declarations/<ref>/<int:number>                          draf repr decl dire audi
POST /declarations/<ref>/<int:number>/print                    draf repr decl dire
POST /declarations/<ref>/<int:number>/review                   decl
POST /declarations/<ref>/<int:number>/recall                   repr *
GET  /declarations/<ref>/<int:number>/receipt                  draf repr
GET  /declarations/<ref>/<int:number>/receipt.json             draf repr
GET  /declarations/<ref>/<int:number>/receipt.pdf              draf repr
GET  /declarations/<ref>/<int:number>/content.json             draf repr

GET   /api/v1/registry                                         draf repr decl dire
POST  /api/v1/registry                                         draf repr
GET   /api/v1/registry/<thing_id>                              draf repr decl dire
PATCH /api/v1/registry/<thing_id>                              draf repr
POST  /api/v1/registry/<thing_id>/strike                       draf repr
GET   /api/v1/declarations                                     draf repr decl dire audi
POST  /api/v1/declarations                                     draf repr
GET   /api/v1/declarations/<ref>                               draf repr decl dire audi
PATCH /api/v1/declarations/<ref>                               draf repr
GET   /api/v1/declarations/<ref>/check                         draf repr
GET   /api/v1/declarations/<ref>/files                         draf repr
POST  /api/v1/declarations/<ref>/files                         draf repr
GET   /api/v1/declarations/<ref>/files/<uuid:file_id>          draf repr decl dire
DELETE /api/v1/declarations/<ref>/files/<uuid:file_id>         draf repr
GET   /api/v1/declarations/<ref>/workbook.xlsx                 draf repr
PUT   /api/v1/declarations/<ref>/workbook.xlsx                 draf repr
POST  /api/v1/declarations/<ref>/ask                           draf repr
POST  /api/v1/declarations/<ref>/submit                        repr
POST  /api/v1/declarations/<ref>/amend                         draf repr
POST  /api/v1/declarations/<ref>/recall                        repr
GET   /api/v1/declarations/<ref>/versions/<int:number>         draf repr decl dire
GET   /api/v1/declarations/<ref>/receipt.json                  draf repr
GET   /api/v1/declarations/<ref>/receipt.pdf                   draf repr

# What is owed: officers see who owes and when it came, never what was filed; a delegate its own.
GET  /summaries                                                decl dire audi
GET  /summaries/<code>                                         everybody
POST /summaries/<code>/print                                   everybody
POST /summaries/batches                                        decl dire
GET  /summaries/batches/<int:number>                           decl dire audi
GET  /summaries/batches/<int:number>.zip                       decl dire audi
GET  /summaries/batches/<int:number>.csv                       decl dire audi
POST /summaries/batches/<int:number>/pause                     decl dire
POST /summaries/batches/<int:number>/resume                    decl dire
POST /summaries/batches/<int:number>/again                     decl dire
GET  /reporting                                                decl dire audi
GET  /reporting/<obligation>                                   decl dire audi
GET  /reporting/<obligation>/<period>                          decl dire audi
GET  /reporting/<obligation>/<period>.csv                      decl dire audi
GET  /reporting/<obligation>/<period>.xlsx                     decl dire audi
POST /reporting/<obligation>/print                             decl dire audi
POST /reporting/<obligation>/<period>/print                    decl dire audi
GET  /reporting/<obligation>/<period>/<code>                   draf repr decl dire audi
POST /reporting/<obligation>/<period>/<code>/extension         draf repr
POST /reporting/<obligation>/<period>/<code>/decision          decl
POST /reporting/<obligation>/<period>/<code>/confirm           dire *
GET  /deadlines                                                draf repr decl dire audi
GET  /reminders                                                decl dire audi
POST /reminders/pauses                                         decl dire
POST /reminders/pauses/<int:number>/end                        decl dire
GET  /outages                                                  decl dire audi admi
POST /outages                                                  decl admi *
GET  /api/v1/deadlines                                         draf repr decl dire audi

# The governing body's papers: on the treaties everybody's, on what is owed the overseers'.
GET  /papers                                                   everybody
GET  /papers/ratification                                      everybody
GET  /papers/ratification.csv                                  everybody
GET  /papers/ratification.xlsx                                 everybody
POST /papers/ratification/print                                everybody
GET  /papers/timeliness                                        decl dire audi
GET  /papers/timeliness.csv                                    decl dire audi
GET  /papers/timeliness.xlsx                                   decl dire audi
POST /papers/timeliness/print                                  decl dire audi
GET  /papers/submissions                                       decl dire audi
GET  /papers/submissions.csv                                   decl dire audi
GET  /papers/submissions.xlsx                                  decl dire audi
POST /papers/submissions/print                                 decl dire audi
GET  /papers/annual                                            decl dire audi
POST /papers/annual/print                                      decl dire audi

# Bodies: what their secretaries do, and what is said and decided in them.
GET  /bodies/timeline                                          bodi dire
GET  /bodies/propose                                           bodi
POST /bodies/propose                                           bodi
GET  /bodies/<body>/establish                                  bodi
POST /bodies/<body>/establish                                  bodi
GET  /bodies/<body>/mandate/change                             bodi
POST /bodies/<body>/mandate/change                             bodi
GET  /bodies/<body>/term                                       bodi
POST /bodies/<body>/term                                       bodi
GET  /bodies/<body>/move                                       bodi
POST /bodies/<body>/move                                       bodi
GET  /bodies/<body>/people/seat                                bodi
POST /bodies/<body>/people/seat                                bodi
GET  /bodies/<body>/people/seat/end                            bodi
POST /bodies/<body>/people/seat/end                            bodi
GET  /bodies/<body>/people/office                              bodi
POST /bodies/<body>/people/office                              bodi
GET  /bodies/<body>/people/office/end                          bodi
POST /bodies/<body>/people/office/end                          bodi
GET  /bodies/<body>/meetings/new                               bodi
POST /bodies/<body>/meetings                                   bodi
GET  /bodies/<body>/meetings/<int:meeting>/change              bodi
POST /bodies/<body>/meetings/<int:meeting>/change              bodi
POST /bodies/<body>/meetings/<int:meeting>/cancel              bodi
GET  /bodies/<body>/meetings/<int:meeting>/registrations/<uuid:seat> draf repr expe bodi
POST /bodies/<body>/meetings/<int:meeting>/registrations/<uuid:seat> draf repr expe bodi
GET  /bodies/<body>/meetings/<int:meeting>/attendance          bodi
POST /bodies/<body>/meetings/<int:meeting>/attendance          bodi
GET  /bodies/<body>/meetings/<int:meeting>/summary             bodi
POST /bodies/<body>/meetings/<int:meeting>/summary             bodi
GET  /bodies/<body>/<any(milestones,actions):tasks>/new        bodi
POST /bodies/<body>/<any(milestones,actions):tasks>/new        bodi
GET  /bodies/<body>/<any(milestones,actions):tasks>/<int:number>/change bodi
POST /bodies/<body>/<any(milestones,actions):tasks>/<int:number>/change bodi
POST /bodies/<body>/<any(milestones,actions):tasks>/<int:number>/steps draf repr expe bodi
GET  /bodies/<body>/papers/reserve                             bodi
POST /bodies/<body>/papers                                     bodi
GET  /bodies/<body>/papers/<paper>/issue                       bodi
GET  /bodies/<body>/papers/<paper>/give-up                     bodi
GET  /bodies/<body>/papers/<paper>/supersede                   bodi
GET  /bodies/<body>/papers/<paper>/derestrict                  bodi
POST /bodies/<body>/papers/<paper>/issue                       bodi
POST /bodies/<body>/papers/<paper>/give-up                     bodi
POST /bodies/<body>/papers/<paper>/supersede                   bodi
POST /bodies/<body>/papers/<paper>/derestrict                  bodi
GET  /bodies/<body>/papers/hand-in                             draf repr expe
GET  /bodies/<body>/papers/handed-in                           draf repr expe bodi
POST /bodies/<body>/papers/handed-in                           draf repr expe
GET  /bodies/<body>/papers/handed-in/<uuid:offer_id>           draf repr expe bodi
GET  /bodies/<body>/papers/handed-in/<uuid:offer_id>/file      draf repr expe bodi
POST /bodies/<body>/papers/handed-in/<uuid:offer_id>/issue     bodi
POST /bodies/<body>/papers/handed-in/<uuid:offer_id>/give-back bodi
GET  /bodies/<body>/decisions/new                              bodi
POST /bodies/<body>/decisions                                  bodi
GET  /bodies/<body>/decisions/<decision>/change                bodi
POST /bodies/<body>/decisions/<decision>/change                bodi
GET  /bodies/<body>/decisions/<decision>/outcome               bodi
POST /bodies/<body>/decisions/<decision>/outcome               bodi *
GET  /bodies/<body>/decisions/<decision>/vote                  bodi
POST /bodies/<body>/decisions/<decision>/vote                  bodi *
GET  /bodies/<body>/decisions/<decision>/statement             repr bodi
POST /bodies/<body>/decisions/<decision>/statement             repr bodi *
GET  /bodies/<body>/decisions/<decision>/silence               bodi
POST /bodies/<body>/decisions/<decision>/silence               bodi *
GET  /bodies/<body>/silence/<uuid:silence>/break               repr
POST /bodies/<body>/silence/<uuid:silence>/break               repr *
GET  /bodies/<body>/silence/<uuid:silence>/received            bodi
POST /bodies/<body>/silence/<uuid:silence>/received            bodi *
GET  /bodies/<body>/silence/<uuid:silence>/withdraw            bodi
POST /bodies/<body>/silence/<uuid:silence>/withdraw            bodi *
GET  /bodies/desk                                              draf repr expe
GET  /bodies/<body>/papers/<paper>/comments                    draf repr expe bodi dire
GET  /bodies/<body>/papers/<paper>/comments.csv                draf repr expe bodi dire
GET  /bodies/<body>/papers/<paper>/comments.xlsx               draf repr expe bodi dire
POST /bodies/<body>/papers/<paper>/comments                    draf repr expe
POST /bodies/<body>/papers/<paper>/comments/enter              bodi
POST /bodies/<body>/papers/<paper>/comments/<int:comment>/disposition bodi
POST /bodies/<body>/papers/<paper>/call                        bodi
GET  /bodies/<body>/circulars/new                              bodi
POST /bodies/<body>/circulars                                  bodi

# The tests' own: what the programming interface has no instance of yet (see probe.py).
GET  /api/v1/probe                                             people
POST /api/v1/probe                                             people
POST /api/v1/probe/submitted                                   repr
"""


@dataclass(frozen=True, slots=True)
class Line:
    """Who may reach a route, and whether it is a weighty act."""

    allowed: frozenset[Role]
    weighty: bool


def _read(line: str) -> tuple[Key, Line]:
    method, rule, *words = line.split()
    roles = frozenset[Role]().union(*(WORDS[word] for word in words if word != "*"))
    return (method, rule.replace(*PIECE)), Line(roles, "*" in words)


TABLE: Mapping[Key, Line] = dict(
    _read(line) for line in LINES.splitlines() if line and not line.startswith("#")
)
