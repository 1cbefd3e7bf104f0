"""Fault laid on a person, a role or a team.

Who is the subject decides: "the engineer failed to check" is blame, "the health check failed to detect" is not.
"""

from clarion.review.accusations.deeds import (
    agentless,
    carelessly_done,
    done_wrong,
    failure,
    fault,
    named,
    of_reader,
    personal_fault,
    twice_done,
)
from clarion.review.accusations.faults import (
    accused,
    by_person,
    cleft,
    human_error,
    owned_fault,
    role_error,
    target,
)
from clarion.review.accusations.omissions import had_they, nobody, omitted, ought_to, undone
from clarion.review.detectors import Phrases
from clarion.review.finding import Severity
from clarion.review.message import Audience, Kind
from clarion.review.rule import Example, Rule, Source, Strictness

RULE = Rule(
    reason="Lays the fault on a person or a team: say which condition of the system or process allowed it.",
    why=(
        "Whoever expects blame holds back facts, and a text that stops at a person has not found what can be changed. "
        "Outside, it looks like a company that hides behind its staff or its customers."
    ),
    sources=(
        Source("Google SRE Book: Postmortem Culture", "https://sre.google/sre-book/postmortem-culture/"),
        Source("PagerDuty: The Blameless Postmortem", "https://postmortems.pagerduty.com/culture/blameless/"),
        Source(
            "Etsy: Blameless PostMortems and a Just Culture",
            "https://codeascraft.com/2012/05/22/blameless-postmortems/",
        ),
    ),
    severity=Strictness(
        Severity.BLOCK, {Audience.ENGINEERING: Severity.WARN}, {Kind.TIMELINE_ENTRY: Severity.WARN}
    ),
    detectors=(
        Phrases("~fail to\nfailure to", failure),
        Phrases(
            """
            ~forget
            ~forget to
            ~neglect to
            ~neglect
            ~overlook
            ~misread
            ~misunderstand
            ~mistype
            ~omit to
            ~disregard
            ~botch
            ~bungle
            """,
            personal_fault,
        ),
        Phrases(
            """
            ~ignore
            ~skip
            ~miss
            ~mishandle
            ~misconfigure
            ~mess|~screw|~screwed|~messed up
            ~break the|our|production|prod|main|everything
            broke it
            mixed up
            ~misjudge
            ~slip up
            took down|out
            ~pull the wrong
            ~push|~deploy|~merge|~ship|~apply|~run|~type|~enter|~delete|~restart|~set .. wrong|wrongly|incorrectly|carelessly|blindly
            ~push|~deploy|~merge|~ship|~commit straight|directly to main|master|production|prod
            ~push|~deploy|~merge|~ship|~commit|~change|~run|~approve|~release .. without|before ~test|~asking|~review|~approval|~permission|~telling|~testing|~checking|~looking|~reading
            slipped in
            left .. open|unlocked|exposed|running|unattended
            ~insist on
            """,
            fault,
        ),
        Phrases(
            """
            ~let ..5 lapse|expire|slip|slide|run|rot|linger|starve
            ~let a|an|the|this|that|it ..4 through
            fell|asleep|fallen asleep
            asleep|sleeping at|on the|his|her wheel|job|shift|desk
            ~drop the ball
            ~cut corners
            ~take a|the|some shortcut|shortcuts
            ~turn a blind
            ~look the other
            sat|sitting on the|this|it|a|her|his|our
            ~drag his|her|their feet
            ~lose track|sight|control|patience
            ~get it|this|that|things wrong
            ~get the ..4 wrong
            ~cock|~foul|~louse|~stuff|~goof|~muck|~fluff up
            ~fumble|~goof|~bodge|~fluff|~flub
            ~jump the gun
            ~trip over
            ~confuse
            ~mix ..4 up
            ~mix up
            ~mistake the|it|this|a ..3 for
            ~assume wrongly|incorrectly|without
            wrongly|incorrectly|simply|naively|just assumed|believed|thought
            ~misinterpret|~mislabel|~misplace|~misroute|~miscalculate|~miscount|~misinform|~mislead|~mismanage|~misdirect|~misuse|~misapply|~misspell|~misfile|~misdiagnose|~miscommunicate|~misplan|~misallocate
            ~bypass|~circumvent|~violate|~disobey|~defy|~flout|~breach|~override the|a|our|all|every|his|her|this|policy|policies|procedure|protocol|instructions|orders|safety
            ~break the|a|our ..1 rule|rules|policy|procedure|protocol
            ~rush|~hurry the|through|it|into|this
            ~panic
            ~hesitate
            ~procrastinate
            ~dither
            ~meddle|~tamper|~fiddle|~tinker|~fool|~mess|~play with|around|about
            ~guess
            ~improvise
            ~cause|~provoke the|this|an|a|our|all|these ..3 <problem>
            ~wipe|~destroy|~corrupt|~ruin|~clobber|~nuke|~trash|~sabotage|~wreck|~brick|~kill
            ~break prod|production|everything|it|main|master|checkout|staging|things
            ~break the|our ..2 again
            ~make a|an|the|several|many|some ..2 mistake|mistakes|error|errors|blunder|slip|typo
            ~commit a|an|the ..2 error|blunder|mistake
            ~take|~react|~respond|~wait|~act|~answer|~arrive|~come|~reply ..2 too late|long|slowly|slow
            ~overreact|~underestimate|~overestimate|~oversleep|~misplan|~miscommunicate
            ~quit without
            ~hand ..4 late
            ~ignore|~dismiss|~disregard ..2 warnings|warning|alert|alerts|alarm|alarms|pages|instructions|rules|advice|policy
            ~close|~silence|~mute|~dismiss|~acknowledge the|an|all|every|this alert|alarm|page|ticket without|unread
            ~refuse|~decline to
            ~insist that|on
            ~withhold|~conceal|~hide the|it|this|that
            ~let us ..1 down
            <be> ..2 drunk|distracted|inattentive|clueless|lazy|absent|late|unqualified|inexperienced|incompetent|unprepared|overconfident|unprofessional|lax|slow
            <be> in a ..1 hurry|rush
            <be> ..1 tired|exhausted|hungover|overconfident|sloppy|stubborn|impatient|ignorant|ill-prepared|oblivious|unaware|unfamiliar|overwhelmed|confused|mistaken|wrong
            ~have no idea|clue|business|right|excuse
            ~sleep through|on
            ~make a mess|hash|muddle
            ~turn a deaf
            ~pull the plug
            was|were|been ..1 asleep|sleeping|celebrating|drinking|partying|chatting|gossiping|daydreaming|napping|dozing|slacking|idling
            was|were on a? break|phone|his|her
            ~argue|~quarrel|~squabble|~bicker|~gossip|~chat|~party|~celebrate|~gamble instead|while|about|over|for
            could not be bothered
            couldn't be bothered
            other|better things on|to ..1 mind|minds|do
            ~swear that
            known for his|her|their
            ~keep ..4 to himself|herself|themselves
            ~give|~tell|~send ..4 false|misleading|incomplete|bad|faulty information|advice|instructions|figures|data|answers
            ~wave ..4 through
            ~rubber stamp
            ~walk away|off
            ~leave early|work|his|her
            ~turn off|~switch off|~disable|~unplug|~silence|~mute the ..2 alarm|alert|alerts|monitoring|safety|fuse|alarms|protection|checks
            ~give up
            ~cheat|~lie
            ~abandon|~desert the|his|her|their|post
            ~bury|~lose the ..3 note|ticket|key|report|list|document|letter|form|file
            ~spill
            ~play games|around|with
            ~show up late
            never showed up
            ~show no ..2 interest|care|understanding
            ~take no notice|care|responsibility
            ~pay no|little|scant ..1 attention|heed
            ~do a bad|poor|sloppy|lousy
            ~do nothing $
            ~do nothing about|to|for|at|until|while|when|and|against|all|with|of
            ~know better
            ~stand by
            ~look on
            ~put ..3 at risk
            ~allow|~let himself|herself|themselves
            ~believe|~think he|she|they ..1 knew|could
            ~gamble
            ~hope for the
            <be> too ..1 slow|lazy|busy|tired|late|inexperienced|proud|hasty
            """,
            fault,
        ),
        Phrases(
            """
            wrong
            wrongly
            incorrect
            incorrectly
            improperly
            prematurely
            by mistake|accident|error
            instead of
            out of habit|laziness|curiosity|boredom|haste|convenience|carelessness
            without ..1 looking|thinking|asking|reading|checking|testing|approval|permission|authorisation|authorization|telling|informing|backup|backups|care|consent|consulting|warning|hesitation|verifying|notice|running|trying|understanding|waiting|following|documenting|coordinating|saving|locking|closing
            against ..2 rule|rules|policy|advice|instructions|procedure|protocol|orders|process
            despite ..2 rule|rules|policy|advice|instructions|procedure|protocol|orders|process|warning|warnings|told|warned|being
            on his|her|their own
            too late|early|quickly|slowly|fast|soon|hastily|much
            upside down
            at random
            riskier|riskiest|cheapest|easiest|laziest|sloppiest|worst
            in the wrong
            """,
            done_wrong,
        ),
        Phrases("twice", twice_done),
        Phrases(
            """
            accidentally
            mistakenly
            inadvertently
            unintentionally
            erroneously
            carelessly
            blindly
            hastily
            recklessly
            negligently
            foolishly
            needlessly
            unthinkingly
            thoughtlessly
            """,
            carelessly_done,
        ),
        Phrases(
            """
            ~forget to|your|the
            ~neglect to|your|the
            ~overlook
            ~misread
            ~mistype
            ~misunderstand
            ~ignore the|our|your|all|this|these
            ~fail to ..1 follow|read|check|update|install|respond|provide|pay|renew|confirm|notice|heed|inform|tell|cancel|save|back
            did|have|had not|never ..1 follow|followed|read|check|checked|update|updated|pay|paid|listen|heed|bother|inform|informed|tell|told
            didn't|haven't|hadn't ..1 follow|followed|read|check|checked|update|updated|pay|paid|listen|heed|bother|inform|informed|tell|told
            ~make a|an|the ..1 mistake|error|typo
            ~mix up
            ~confuse the|two|your|it
            """,
            of_reader,
        ),
        Phrases("did|does|do|had|has not|never\nnever\ndidn't|doesn't|hadn't|hasn't", omitted),
        Phrases(
            """
            should|ought|must|shouldn't|mustn't not|never|simply? ..1 to? have not|never?
            should've|shoulda
            """,
            ought_to,
        ),
        Phrases(
            "had ..4 followed|checked|read|listened|asked|tested|waited|obeyed|paid|noticed|looked|told|informed|done|acted|called|used|kept|closed|saved|updated|reacted|thought|heeded",
            had_they,
        ),
        Phrases("it was|is|'s ..6 who", cleft),
        Phrases(
            """
            caused|triggered|introduced|provoked|created|made|done|broken|botched|delayed by
            due|attributable|owing|owed|down to
            because of
            fault|blame|responsibility|guilt ..3 ~lie|~rest|~sit|~be|~fall|~go ..2 with|on|to
            """,
            by_person,
        ),
        Phrases(
            """
            nobody|noone ..4 bothered|cared|dared
            no one ..4 bothered|cared|dared
            nobody|noone ..4 took|had|felt ..1 trouble|sense|time|responsible|decency|courage
            no one ..4 took|had|felt ..1 trouble|sense|time|responsible|decency|courage
            nobody|noone ..3 checked|tested|read|looked|asked|reviewed|verified|listened|questioned|lifted
            no one ..3 checked|tested|read|looked|asked|reviewed|verified|listened|questioned|lifted
            nobody|noone thought to|of|about
            no one thought to|of|about
            """,
        ),
        Phrases(
            """
            human failure|failing|failings|weakness|mistake|mistakes
            more|better experienced|careful|attentive|qualified|competent|skilled|diligent|trained|conscientious <human>
            operator|user|human|staff|employee|contractor|developer|engineer|admin|administrator|technician|clerk|cashier|trainee|analyst|personnel|customer|supplier|nurse|teacher|dba|devops|reviewer|driver error|mistake|oversight|negligence|carelessness|failure|incompetence|blunder|sloppiness|misconduct|inattention
            overzealous|hasty|nosy|greedy|sleepy|disgruntled|rogue|unwitting|unqualified|inexperienced|careless|negligent|incompetent|clueless|lazy|sloppy|reckless|irresponsible|overconfident|inattentive|ignorant|stubborn|arrogant|unskilled|unprofessional|drunk|forgetful|clumsy|distracted|useless|hapless <human>
            pebkac
            mistake|error|fault ..2 on|at your side|end|part
            what happens when ..2 <human>
            who on earth
            who the hell
            beyond me how|why
            one|ones to thank|blame for
            layer 8
            between keyboard|chair and
            finger trouble
            """,
            role_error,
        ),
        Phrases(
            """
            did|had|has|have not|never check|checked|test|tested|read|notice|noticed|follow|followed|verify|verified|review|reviewed|look|looked|ask|asked|tell|told|inform|informed|escalate|escalated|think|thought|care|bother|bothered|listen|listened|react|reacted
            didn't|hadn't|hasn't check|checked|test|tested|read|notice|noticed|follow|followed|verify|verified|review|reviewed|look|looked|ask|asked|tell|told|inform|informed|escalate|escalated|think|thought|care|bother|bothered|listen|listened|react|reacted
            did not|never do his|her|its|their job|homework
            did nothing $
            did nothing about|to|for|at|until|while|when|and|against|with|of
            do|does|did not|never pay attention
            was|were not|never paying attention
            was|were unable|unwilling to
            was|were not up to the
            was|were supposed to
            """,
            undone,
        ),
        Phrases(
            """
            nobody|somebody|someone ~bother to
            nobody|somebody|someone bothered
            nobody thought to|of
            whoever ~set|~deploy|~push|~merge|~break|~change|~approve|~write|~do|~run|~touch
            someone|somebody ..5 switched|turned|disabled|unplugged|deleted|removed|left|closed|pulled|edited|ignored|forgot|misconfigured|overlooked|broke|skipped|mistyped
            someone|somebody ~mess|~screw|~break|~forget|~delete|~push|~fat
            """,
            nobody,
        ),
        Phrases(
            """
            mistake
            mistakes
            oversight
            negligence
            carelessness
            incompetence
            ignorance
            inattention
            laziness
            sloppiness
            error
            fault
            blunder
            slip
            failure
            arrogance
            inexperience
            stubbornness
            complacency
            indifference
            impatience
            misjudgement
            misjudgment
            thoughtlessness
            recklessness
            forgetfulness
            clumsiness
            overconfidence
            misunderstanding
            wrongdoing
            misconduct
            hesitation
            haste
            greed
            slowness
            inability
            refusal
            unwillingness
            reluctance
            laxness
            laxity
            decision ..8 cost|caused|meant|led|ruined|broke
            insufficient|lack|lacking|absence|want of? ..1 care|diligence|attention|discipline|experience|skill|skills|competence|expertise|judgement|judgment|concentration|responsibility|professionalism
            poor|bad judgement|judgment|work|workmanship|decision|decisions
            """,
            owned_fault,
        ),
        Phrases(
            "human error\noperator error\nuser error\npilot error\nfat finger|fingers|fingered", human_error
        ),
        Phrases(
            """
            <be> to blame
            <be> at fault
            <be> ..1 guilty|culpable
            <be> the|a|one|our ..2 reason|cause|culprit|source|root|problem|weak for|behind|of|here|link
            <be> behind the|this|it|all
            <be> responsible for the|this|our outage|incident|failure|breach|loss|error|mistake|damage|mess
            <be> .. careless|negligent|incompetent|reckless|sloppy|irresponsible|clueless|inattentive
            ~owe us|everyone an explanation
            """,
            accused,
        ),
        Phrases("~blame\nfault of", target),
        Phrases(
            "accidentally|mistakenly|inadvertently|carelessly ~delete|~remove|~disable|~restart|~change|~overwrite|~drop|~deploy",
            agentless,
        ),
        Phrases(
            "inadvertently|accidentally|mistakenly ~push|~deploy|~delete|~remove|~disable|~commit|~merge",
            named,
        ),
    ),
    flagged=(
        Example(
            "The clerk chose the wrong customer from a list that shows only eight letters.",
            quote="chose the wrong",
        ),
        Example("Because the database team never answers its tickets.", Audience.POSTMORTEM, Kind.WHY_ANSWER),
        Example("QA let a broken build through.", Audience.POSTMORTEM, Kind.WHY_ANSWER, quote="QA let"),
        Example(
            "The on-call engineer failed to check the dashboard before the restart.",
            Audience.POSTMORTEM,
            quote="failed",
        ),
        Example(
            "Payments stopped because a contractor forgot to renew the certificate.",
            quote="contractor forgot",
        ),
        Example(
            "The trainee, who was alone that night, ignored two pages.", Audience.POSTMORTEM, quote="ignored"
        ),
        Example(
            "The wrong file was overlooked by the release manager.",
            Audience.PARTNERS,
            quote="release manager",
        ),
        Example("The outage was caused by human error.", quote="human error"),
        Example("It was the DBA's mistake, and we fixed it.", Audience.LEADERSHIP, quote="DBA's mistake"),
        Example(
            "Exports were wrong due to an oversight by the data team.", quote="oversight by the data team"
        ),
        Example(
            "Networking did not test the rollback, although it was on the list.",
            Audience.POSTMORTEM,
            quote="did not test",
        ),
        Example(
            "Don't look at us, blame the marketing department.", Audience.SUPPORT, quote="blame the marketing"
        ),
        Example(
            "Whoever merged this at 17:00 can explain it to the customers.",
            Audience.ENGINEERING,
            quote="Whoever merged",
        ),
    ),
    fine=(
        Example("It missed the ferry because sorting stopped for five hours.", Audience.CUSTOMER),
        Example("All calls went to a closed team, and 460 callers gave up.", Audience.LEADERSHIP),
        Example("A mobile operator had blocked our numbers by mistake.", kind=Kind.RESOLUTION),
        Example("Please do not blame the driver: the tablet showed the wrong street.", Audience.CUSTOMER),
        Example(
            "The clerk chose the wrong customer from a list that shows only eight letters.",
            Audience.POSTMORTEM,
        ),
        Example(
            "An engineer restarted the wrong cluster, since both consoles look alike.",
            Audience.POSTMORTEM,
            Kind.WHY_ANSWER,
        ),
        Example(
            "The responders did not know of the second site, as the map ends at the first.",
            Audience.POSTMORTEM,
        ),
        Example("The board asked who is responsible.", Audience.LEADERSHIP),
        Example("Nobody on the rota had the right to publish, so the draft waited.", Audience.POSTMORTEM),
        Example("Our payment partner has let us down.", Audience.PARTNERS),
        Example("You did nothing wrong: the readers refused valid cards.", Audience.CUSTOMER),
        Example("Customers in two countries paid the wrong tax for three days."),
        Example("Why did no alarm fire?", Audience.POSTMORTEM),
        Example("People in Europe cannot join meetings."),
        Example("IC @lena, comms @jonas, scribe @gus.", Audience.ENGINEERING),
        Example("As you wrote, the invoice was wrong by 40 euros.", Audience.CUSTOMER),
        Example(
            "The team spent 25 minutes on a wrong hypothesis, because the dashboard showed old data.",
            Audience.POSTMORTEM,
        ),
        Example("The nurse on duty noticed the wrong label and called the laboratory.", Audience.POSTMORTEM),
        Example(
            "A new colleague was on shift alone, as the rota does not pair newcomers.", Audience.POSTMORTEM
        ),
        Example("The health check failed to detect the stuck process.", Audience.POSTMORTEM),
        Example("The Redis operator failed to promote a replica.", Audience.ENGINEERING),
        Example("Users failed to log in between 09:00 and 09:20 UTC."),
        Example("The on-call engineer noticed the rising latency and rolled back.", Audience.POSTMORTEM),
        Example("The scheduler ignored the new limit because the file was cached.", Audience.POSTMORTEM),
        Example("It was our error, and we apologise.", Audience.CUSTOMER),
        Example("The form now shows an error message when the field is empty."),
        Example(
            "If an engineer forgets to close the session, the tool now closes it after an hour.",
            Audience.POSTMORTEM,
        ),
        Example("Thanks to Ana and the night shift for the quick report.", Audience.POSTMORTEM),
        Example('The old policy said: "the operator forgot the key" is no root cause.', Audience.POSTMORTEM),
    ),
)
