"""Words that judge people, their work or the system instead of saying what happened."""

from clarion.review.detectors import Phrases, Situation, Spot
from clarion.review.finding import Severity
from clarion.review.message import Audience, Kind
from clarion.review.phrases import Match
from clarion.review.rule import Example, Rule, Source, Strictness

_NEUTRAL: dict[str, frozenset[str]] = {
    word: frozenset(others.split())
    for words, others in (
        (
            "garbage",
            "collector collection collections collected value values data day truck bag bags bin bins",
        ),
        ("trash", "folder can bin icon collection bag bags day mail"),
        ("junk", "mail folder e email food filter"),
        ("rubbish", "bin bins collection removal bag bags dump"),
        ("crap", "table tables"),
        ("dumb", "init terminal terminals pipe pipes bell bells show waiter"),
        ("silly", "point"),
        ("mess", "hall halls deck room kit tin of"),
        (
            "disaster",
            "recovery relief plan plans planning site sites area areas zone risk declaration fund response drill",
        ),
        ("nightmare", "mode level fuel"),
        ("toxic", "waste gas gases fumes substances substance material materials chemicals"),
        ("joke", "of"),
        ("hell", "gate"),
        ("mad", "max"),
        ("circus", "tickets show tent"),
        ("amateur", "radio league club team teams golf football sport sports theatre players"),
        ("primitive", "type types value values operation operations function"),
        ("useless", "use"),
        ("ugly", "sweater duckling"),
        ("farce", "tickets"),
        ("brutal", "deluxe"),
        ("clown", "fish"),
        ("rude", "word"),
        ("lazily", "loaded evaluated initialised initialized created computed"),
    )
    for word in words.split()
}
"""After one of these words the noun makes it a plain term."""


def judging(match: Match, _: Situation) -> Spot | None:
    """A judging word, unless it is a title ("Disaster at Sea") or a term ("garbage collector", "dumb-init")."""
    reading = match.reading
    following = reading.lower[match.last + 1] if match.last + 1 < match.sentence.last else ""
    if following in _NEUTRAL.get(reading.lower[match.last], ()) or _a_title(match):
        return None
    return Spot(match.start, match.end)


def _a_title(match: Match) -> bool:
    reading, word = match.reading, match.anchor
    if not reading.capitalised(word):
        return False
    if word != match.sentence.first:
        return True
    following = word + 1
    return (
        following < match.sentence.last and reading.capitalised(following) and reading.gap(following) == " "
    )


RULE = Rule(
    reason="Judges instead of telling: say what was done or how it behaved, and leave the verdict to the reader.",
    why=(
        "A judging word starts a quarrel about the verdict and ends the talk about the cause. Whoever built the thing stops "
        "listening, and an outside reader remembers the adjective longer than the repair."
    ),
    sources=(
        Source("Google SRE Book: Postmortem Culture", "https://sre.google/sre-book/postmortem-culture/"),
        Source(
            "PagerDuty: How to write a postmortem, writing style",
            "https://postmortems.pagerduty.com/how_to_write/writing/",
        ),
    ),
    severity=Strictness(Severity.WARN),
    detectors=(
        Phrases(
            """
            reckless|recklessly|recklessness|sloppy|sloppily|sloppiness|botched|bungled|butchered|fumbled|inept|ineptly|ineptitude|incompetent|incompetence|incompetently|lackadaisical|slapdash|haphazard|haphazardly|shoddy|shoddily|shabby|crummy
            stupid|stupidly|stupidity|idiotic|idiotically|idiocy|moronic|imbecilic|foolish|foolishly|foolishness|asinine|inane|brainless|braindead|mindless|mindlessly|senseless|dumb|dumbest|dumber|silly|daft|boneheaded|harebrained|clueless|cluelessly|cluelessness|thoughtless|thoughtlessly|witless
            absurd|absurdly|absurdity|ridiculous|ridiculously|ludicrous|ludicrously|laughable|laughably|farcical|preposterous|nonsensical|insane|insanely|insanity|lunacy|lunatic|crackpot|bizarrely|inexplicably|mindboggling|mindbogglingly|unbelievably
            pathetic|pathetically|pitiful|pitifully|lousy|dreadful|dreadfully|abysmal|abysmally|atrocious|atrociously|appalling|appallingly|horrendous|horrendously|horrid|ghastly|hideous|hideously|dismal|dismally|woeful|woefully|deplorable|deplorably|despicable|disgusting|disgustingly|disgraceful|disgracefully|disgrace|shameful|shamefully|shameless|shamelessly|scandalous|scandalously|outrageous|outrageously|egregious|egregiously|inexcusable|inexcusably|unforgivable|unforgivably|unpardonable|indefensible|contemptible|wretched|godawful|rotten|sickening|revolting|embarrassing|embarrassingly|humiliating|mortifying|cringeworthy
            amateurish|amateurishly|unprofessional|unprofessionally|irresponsible|irresponsibly|irresponsibility|arrogant|arrogantly|arrogance|ignorant|ignorantly|complacent|complacency|lazily|laziness|careless|cavalier|obstinate|pigheaded|hysterical|hysterically|whiny|whining|grumpy|grumbling|obnoxious|gullible|spiteful|cowardly|hypocritical|ungrateful|stubborn|stubbornly|petulant
            fiasco|debacle|shambles|shambolic|farce|travesty|mockery|monstrosity|abomination|catastrofuck|clusterfuck|shitshow|trainwreck|cesspool|cesspit|frankenstein|rustbucket
            crap|crappy|crappiest|shit|shitty|bullshit|bollocks|damn|damned|goddamn|bloody|fucking|fucked|hellish|hell|arse|arsehole|bastard|bastards|idiot|idiots|moron|morons|fool|fools|clown|clowns|imbecile|imbeciles|dimwit|numbskull|loser|losers|muppet|muppets
            garbage|trash|rubbish|junk|drivel|tripe|nonsense|tosh|codswallop|hogwash
            useless|worthless|hopeless|hopelessly|godforsaken|cursed|dreaded|accursed|infernal|infamous|notorious|notoriously
            kludge|kludges|kludgy|bodge|bodged|hacky
            """,
            judging,
        ),
        Phrases(
            """
            half baked|hearted|assed|arsed|witted
            brain dead
            hare brained
            bone headed
            ham fisted|handed
            pig headed
            short sighted|sightedly
            mind boggling|bogglingly|numbing|numbingly
            jaw dropping|droppingly
            god awful|forsaken
            ill conceived|advised|judged|thought|considered
            badly|poorly|horribly|terribly|awfully|hopelessly|carelessly|lazily|wretchedly ..1 ~design|~write|~build|~test|~manage|~plan|~execute|~implement|~handle|~engineer|~think|~maintain|~configure|made|written|built|thought|run|organised|organized|documented|trained
            bad|poor|terrible|horrible|awful|appalling|lousy|rotten|crazy|mad|lazy|weak|pathetic|wretched job|work|workmanship|craftsmanship|design|code|coding|decision|decisions|idea|ideas|judgment|judgement|choice|choices|engineering|management|planning|attitude|leadership|discipline|hygiene|handling|excuse|setup|thinking
            terrible|horrible|awful|ugly|nasty|dirty|vile|evil|hideous ..1 hack|hacks|code|workaround|kludge|mess|thing|beast|monster|script|scripts|system|software|tool|interface|query
            terrible|horrible|awful state|way|mistake|mistakes|service|performance
            crazy|mad|wild|weird|stupid ..1 decision|idea|design|logic|thing|reason|rule|setup|arrangement
            a|the|this|that|utter|total|complete|sheer|absolute|real|big|huge|hot|unholy|whole ..1 mess
            ~make a|the? mess|hash|pig's|dog's of|ear|breakfast
            mess of ..2 spreadsheets|scripts|code|tools|cables|rules|spaghetti|files|exceptions|workarounds
            dog's|dogs breakfast|dinner
            pig's ear
            a|an|total|complete|utter|absolute|bad|sick|cruel ..1 joke
            is|was ..1 joke $
            a|an|total|complete|utter|absolute|unmitigated|real|pure|pr|public|self ..1 disaster|disasters
            is|was|be a? ..1 disaster $
            disaster of a
            disaster waiting
            accident waiting to
            rookie|schoolboy|beginner's|amateur|elementary|basic|textbook|classic|dumb|silly mistake|mistakes|error|errors|blunder|blunders
            obsession|obsessed with
            cowboy deployment|deploy|change|fix|release|engineering
            bug ridden
            error|bug|fault|holes ridden|riddled
            terrible|horrible|awful|dreadful oversight|failure|failing|lapse|blunder|neglect
            clumsy|clumsily
            antiquated|archaic|ancient|obsolete|decrepit|creaking|dinosaur system|systems|tool|tools|software|server|code|process|setup|hardware|platform
            house of horrors
            frankenstein's|frankenstein setup|system|monster|code|architecture
            hand waving
            snake oil
            a bad joke
            pipe dream
            lip service
            finger pointing
            witch hunt
            blame game
            dead wood
            waste of time|space|money
            not fit for purpose
            beyond repair|redemption|comprehension
            a lame excuse
            lame|flimsy|feeble excuse|attempt|workaround|fix|effort
            ticking time? bomb
            time bomb
            ~cobble|~slap|~throw|~hack|~patch|~bodge|~knock|~lash|stuck|glued together
            dumpster|tyre|tire fire|fires
            train|car wreck|crash in slow
            spaghetti code|architecture|script|scripts|monster
            rats|rat's nest
            clown|clowns show|car|shoes|circus
            shit show
            amateur|amateurs hour|at
            bunch of ..1 amateurs|cowboys|clowns|idiots|monkeys|kids|losers
            cowboy|cowboys coding|outfit|operation|job
            monkey|monkeys job|work|business|with
            gross|grossly|criminal|criminally|wilful|willful negligence|negligent|incompetence|incompetent|neglect|careless
            criminally|grossly|blatantly|glaringly|painfully|embarrassingly|hopelessly|shamefully|woefully|laughably|pathetically|ridiculously|inexcusably|insultingly ..1 inadequate|bad|slow|wrong|obvious|late|outdated|insufficient|stupid|poor|simple|primitive|weak
            blatant|blatantly|glaring|glaringly ..1 error|errors|mistake|mistakes|disregard|violation|oversight|incompetence|stupidity|failure|omission|wrong|ignored|ignoring|obvious
            complete|utter|total|sheer|absolute|blind ..1 incompetence|stupidity|madness|ignorance|lunacy|idiocy|nonsense|disregard|negligence|arrogance|laziness|insanity|chaos in|ineptitude
            sheer|utter|complete|pure madness
            ~suck $
            sucks|sucked at|as|big|so|again|badly
            toxic culture|manager|management|team|environment|colleague|attitude|person
            has|have a sense of humour|humor
            has|had no clue|idea
            without a clue
            out of ..1 minds|mind
            what were they|you|we thinking
            in ..1 infinite wisdom
            genius who|that|idea of
            brilliant idea of
            lazy engineers|developers|people|colleagues|team|design|work|code|attitude|way|vendor|supplier
            so called experts|expert|architects|architect|engineers|developers|specialists|backup|solution|redundancy|process
            beyond belief|incompetent|stupid|pathetic
            a|an embarrassment|disgrace|insult|outrage|scandal|crime
            a crying? shame
            insult to
            stone age
            prehistoric|antediluvian|medieval ..1 system|tool|process|software|code|setup|server
            couldn't|could not be bothered|arsed
            ~whine|~moan|~whinge about|that|and|again
            trigger happy
            boy wonder
            nobody in ..1 right mind
            no one in ..1 right mind
            ~ram|~force ..2 down ..2 throat|throats
            """,
            judging,
        ),
    ),
    flagged=(
        Example(
            "A reckless change to the price table was made on Friday.", Audience.POSTMORTEM, quote="reckless"
        ),
        Example(
            "The import is a kludge that was cobbled together in a week.",
            Audience.POSTMORTEM,
            quote="cobbled together",
        ),
        Example("this garbage SDK retries forever", Audience.ENGINEERING, quote="garbage"),
        Example("The botched update hit 40 branches.", Audience.LEADERSHIP, quote="botched"),
        Example("The handbook is a complete joke.", Audience.PARTNERS, quote="a complete joke"),
        Example("Sorry for the lousy work of our carrier.", Audience.CUSTOMER, quote="lousy"),
        Example("The rollout was a disaster.", Audience.LEADERSHIP, quote="a disaster"),
        Example("The test suite is badly designed.", Audience.POSTMORTEM, quote="badly designed"),
    ),
    fine=(
        Example("The garbage collector paused for nine seconds.", Audience.POSTMORTEM),
        Example(
            "Lazy loading of the list means that the first request waits.",
            Audience.POSTMORTEM,
            Kind.WHY_ANSWER,
        ),
        Example("The disaster recovery site took over at 14:00 UTC.", Audience.LEADERSHIP),
        Example("kill -9 on the orphaned worker, then drain the dead-letter queue", Audience.ENGINEERING),
        Example(
            "The naive algorithm compares each pair; the greedy one needs four minutes.", Audience.POSTMORTEM
        ),
        Example("Deleted mails stay in the trash folder, spam in the junk folder."),
        Example("The mess hall had no menu screens from 05:00 to 06:30 PST.", Audience.POSTMORTEM),
        Example('The lot "Disaster at Sea" and the Stupid Games channel are affected.'),
        Example("The app crashed because the saved map file was corrupt."),
        Example("The vulnerability scan calls the finding critical.", Audience.POSTMORTEM),
    ),
)
