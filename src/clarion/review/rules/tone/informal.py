"""Slang, chat, emoji and chumminess where the reader expects a sober word."""

import re
from collections.abc import Iterator

from clarion.review.detectors import Phrases, Scan, Situation, Spot
from clarion.review.finding import Severity
from clarion.review.message import Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading import Reading
from clarion.review.reading.grammar import breaks_before
from clarion.review.reading.patterns import pattern
from clarion.review.rule import Example, Rule, Source, Strictness

_PICTURES = pattern(
    "[\U0001f300-\U0001f533\U0001f53d-\U0001f6ff\U0001f900-\U0001faff\u2639\u263a\u2764\u2665\u270c\u270a\u270b\u2728]"
    "[\ufe0f\u200d\U0001f3fb-\U0001f3ff]{0,2}"
)
_FACES = pattern(r"(?<![\w:])(?:[:;]['’]?-?[)(DPp\]\[](?![\w)])|<3(?!\w)|[xX]D(?!\w)|¯\\_\(ツ\)_/¯)")
_DRAWN_OUT = pattern(r"([^\W\d_])\1\1", re.IGNORECASE)
_LONGEST_WORD = 30
_SHORTCODE = pattern(r"(?<![\w:/]):[a-z][a-z_+-]{2,24}:(?![\w:/])")


def pictures(reading: Reading, _: Situation) -> Iterator[Spot]:
    """Emoji and emoticons. Coloured dots and ticks that mark a state in a table are left alone."""
    text = reading.text
    if not text.isascii():
        for match in _PICTURES.finditer(text):
            yield Spot(*match.span(), "A picture is read differently by everyone: say it in words.")
    if _may_hold_a_face(reading):
        for shape in (_FACES, _SHORTCODE):
            for match in shape.finditer(text):
                yield Spot(*match.span(), "A smiley makes light of the matter: leave it out.")


def _may_hold_a_face(reading: Reading) -> bool:
    """A face begins with a mark that follows no word: "10:40" and "Impact: all" hold none."""
    text = reading.text
    if "<3" in text or "xD" in text or "XD" in text or "¯" in text or text.startswith((":", ";")):
        return True
    if ":" not in text and ";" not in text:
        return False
    return any(":" in mark[1:] or ";" in mark[1:] for mark in (*reading.marks, reading.words.gaps[-1]))


def stretched(reading: Reading, _: Situation) -> Iterator[Spot]:
    """ "Sooo", "Aaaand": letters drawn out as in a chat. Roman numerals, "www" and "xxx" are not."""
    if reading.text.isascii() and not _repeats(reading.text.lower()):
        return
    done = -1
    for match in _DRAWN_OUT.finditer(reading.text):
        word = reading.word_at(match.start())
        lower = reading.lower[word]
        if word == done or len(lower) > _LONGEST_WORD:
            continue
        done = word
        if (
            len(set(lower)) > 1
            and lower.isalpha()
            and not lower.startswith(("www", "xxx"))
            and not _in_capitals(reading, word)
        ):
            yield Spot(reading.starts[word], reading.ends[word])


def _repeats(text: str) -> bool:
    """Tell whether an ASCII text holds some sign three times in a row: laid over itself, one sign on, it cancels out twice."""
    signs = int.from_bytes(text.encode())
    return b"\0\0" in (signs ^ signs >> 8).to_bytes(len(text))


def _in_capitals(reading: Reading, word: int) -> bool:
    return reading.cased(word)[1:].isupper()


def casual(match: Match, _: Situation) -> Spot | None:
    """Slang, unless it is a name ("Chill Beats", "Yo! Radio")."""
    return None if _named(match) else Spot(match.start, match.end, suggestion=match.suggestion)


def in_full(match: Match, situation: Situation) -> Spot | None:
    """A short form of chats, written out; at the start of a sentence with a capital."""
    spot = casual(match, situation)
    if spot and spot.suggestion and match.reading.capitalised(match.first):
        return spot._replace(suggestion=spot.suggestion[0].upper() + spot.suggestion[1:])
    return spot


def interjection(match: Match, _: Situation) -> Spot | None:
    """ "Oops", "yikes", "phew": alone before a comma or mark, or first in the sentence."""
    reading, following = match.reading, match.last + 1
    if _named(match):
        return None
    at_start = match.first == match.sentence.first or breaks_before(reading, match.first)
    at_end = following >= match.sentence.last or breaks_before(reading, following)
    return Spot(match.start, match.end) if at_start or at_end else None


def _named(match: Match) -> bool:
    """A capital in the middle of the sentence, or a second capital after the first word, makes a name."""
    reading = match.reading
    if match.first != match.sentence.first:
        return reading.capitalised(match.anchor) and not reading.cased(match.anchor).isupper()
    following = match.last + 1
    if following >= match.sentence.last or reading.gap(following) != " " or match.first == match.last == 0:
        return False
    return match.last > match.first and reading.capitalised(match.last)


def greeting(match: Match, _: Situation) -> Spot | None:
    """ "Hey Sam", "Hi folks" at the beginning."""
    return Spot(match.start, match.end) if match.first == match.sentence.first else None


RULE = Rule(
    reason="Sounds like a chat: use plain, polite words.",
    why=(
        "Somebody who has lost money or a day's work reads a joke or a smiley as a sign that nobody takes it seriously. Slang is "
        "also the part of a language that people learn last."
    ),
    sources=(
        Source(
            "Mailchimp Content Style Guide: Writing for translation",
            "https://styleguide.mailchimp.com/writing-for-translation/",
        ),
        Source(
            "GOV.UK: Writing for GOV.UK, plain language",
            "https://www.gov.uk/guidance/content-design/writing-for-gov-uk",
        ),
    ),
    severity=Strictness(
        Severity.WARN,
        {Audience.ENGINEERING: None, Audience.POSTMORTEM: Severity.HINT},
        {Kind.TIMELINE_ENTRY: None},
    ),
    detectors=(
        Scan(pictures),
        Scan(stretched),
        Phrases(
            """
            hey|heya|hiya|howdy|yo|heyo|hullo
            hi|hello|dear|morning|good ..1 folks|guys|gang|peeps|y'all|everybody|friends|fam|all
            hey there
            hi there
            what's up
            happy monday|tuesday|wednesday|thursday|friday
            """,
            greeting,
        ),
        Phrases(
            """
            oops|oopsie|oopsy|whoops|whoopsie|woops|yikes|ouch|yay|yey|woohoo|woo|hoo|phew|argh|aargh|ugh|doh|meh|darn|dang|gosh|jeez|geez|wow|eek|eeek|bummer|boo|haha|hehe|lol|rofl|lmao|omg|wtf|yep|yup|nope|nah|hooray|hurray|tada|voila|voilà|cheers|soz|hmm|hm|psst|yippee|boom|crikey|blimey|drat|kaboom|ahem|alrighty|okie|okey|aye|whew|aww|huzzah
            uh|ah oh
            ta da
            et voilà|voila
            oh no|dear|well|my|boy|man
            holy moly|cow|smokes|crap|shit
            """,
            interjection,
        ),
        Phrases(
            """
            gonna => going to
            wanna => want to
            lemme => let me
            gimme => give me
            thx|thanx|thnx => thank you
            pls|plz => please
            btw => by the way
            ppl => people
            tmrw|tmr => tomorrow
            msgs => messages
            """,
            in_full,
            safe=True,
        ),
        Phrases(
            """
            gotta => have to
            kinda => somewhat
            sorta => somewhat
            ain't => is not
            dunno|cuz|coz|y'all|shoulda|coulda|woulda|outta|lotsa|loadsa|imo|imho|afaik|tbh|idk|brb|ftw|fwiw|ngl|smh|ttyl|asap'ish|iirc|tldr|ikr|nvm|kthx|obvs|soz|totes|defo|deffo|prolly|legit
            wonky|borked|b0rked|kaput|kaputt|fubar|snafu|haywire|bonkers|glitchy|janky|screwy|wacky|wackiness|iffy|dodgy|shebang|thingy|thingies|thingamajig|whatchamacallit|doohickey|gizmo|gremlin|gremlins|gnomes|kerfuffle|shenanigans|hullabaloo|snazzy|nifty|sucky|crummy|buggered|knackered|futzing|tinkering|noob|noobs|nerdy|geeky|techies|geeks|nerds|boffins|heya|whack|oomph|mojo|yucky|icky|zonked|cattywampus|gobsmacked|flummoxed|discombobulated
            awesome|awesomeness|amazeballs|badass|kickass|coolio|gnarly
            folks|peeps|dudes|dude|bro|homie|fam
            hey|yo guys|people|team|all|everyone|there
            you|soz|sorry|thanks|cheers|ok|okay|so|hi|hello|alright guys|gang|mate|mates|team|lads|pal
            guys $
            gone|going|went|go|goes ..1 bananas|nuts|wonky|kaput|poof|berserk|bonkers|haywire|crazy|sideways|wild|wacky|boom|bust|belly
            going|gone|went belly up
            ~go|go poof|kaboom|splat|kablooey
            totally|completely|properly|well busted|hosed|fried|screwed|stuffed|knackered|broken|trashed
            ~be|is toast|busted|hosed|fried|stuffed|screwed|trashed|buggered|kaputt
            on the fritz|blink|fritzes
            ~conk out
            ~crap out
            ~act|~play up $
            ~play silly buggers
            ~throw a? tantrum|wobbly|fit|hissy
            ~have a? bad hair day
            ~take a nap|breather|siesta
            hang|sit tight
            hang in there
            hang on $
            hold tight
            our|my bad
            no worries|biggie|probs|prob|sweat|dramas|drama
            not a biggie
            no problemo
            scratch that
            strike that
            never mind
            stay tuned
            watch this space
            gotcha
            got you covered
            got your back
            we|we've got you|this $
            got this
            all good now|again|here
            you're all set $
            you are all set $
            ^ all good
            good to go
            back at it
            we're|we|is|are back baby|guys|folks|peeps|everyone|in business|at it
            we're|we are back $
            we are|we're so back
            grab a ..1 coffee|cuppa|brew|beer|snack|tea
            grab yourself a
            put the kettle on
            feet up
            have a|an awesome|fab|fantastic|fabulous|super|amazing|good ..1 one|weekend
            huge|massive|mega thanks|shout|shoutout|props|kudos|hug|hugs ..1 to|for
            shout out to
            kudos|props to
            cheers for
            thanks a bunch|million|ton|heap
            thanks|ta much
            sticking with us
            you rock
            ~rock it|this
            high five
            fingers crossed
            ~cross our|your|my fingers
            touch wood
            knock on wood
            long story short
            geek talk|speak
            tech|code wizards|gurus|ninjas|wizard|ninja|guru|heroes|magicians|elves
            a bit of magic
            ~work our|their|its magic
            easy peasy
            okey dokey
            no brainer
            super duper
            super|mega|uber|ultra sorry|annoying|quick|fast|easy|happy|excited|weird|slow
            way too
            a ton|heap|truckload|bazillion|gazillion|zillion|boatload of
            a whole? bunch of requests|errors|users|customers|issues|problems|orders|things|people|servers|stuff|fixes|other
            oodles of
            pretty much|bad|sure|nasty|weird
            sort of stuff|thing
            and stuff
            stuff like
            you know the drill
            guess what
            believe it or not
            wait for it
            here's the scoop|deal|thing|skinny
            the scoop
            the lowdown
            heads up => notice
            quick heads up
            just a heads up
            do not fret
            don't fret|sweat|freak
            chill out|pill
            chillax
            keep calm and
            ~freak out
            ~mess about|around
            ~screw around
            ~fiddle|tinker with
            ~nuke
            ~kick off the|our server
            ~whack
            whacked
            ~poop out
            ~faff
            the guys|lads|girls|boys at|in|from|on
            cool beans|stuff|huh
            how cool
            what a day|night|week|ride|mess
            here we go
            there you go
            happy days
            great|good|awesome job|stuff everyone|everybody|team|all
            yes please
            over and out
            roger that
            peace out
            see ya|you later|soon
            catch ya|you later
            later gators|gator
            xoxo
            lots of love
            hugs
            in no time .. promise
            in a jiffy|sec|tick|mo|bit|flash
            a sec|jiffy
            two shakes
            lickety split
            we're|we|is|are back .. baby|guys|folks|peeps
            bit|little|feeling moody|wobbly|grumpy|sleepy|shaky|sad|tired|grouchy|cranky
            hamster|hamsters ..1 ~stop|~run|~escape|~die
            hissy fit
            pinky promise|swear
            we screwed|messed|goofed|flubbed up
            ~goof up
            goofed
            this|that|it sucks|sucked|stinks|blows
            sorry ..3 mate|pal|buddy|dude|guys
            great one $
            ^ fyi
            fyi .. peeps|guys|folks
            a little|bit|tad|touch crazy|weird|funky|nuts|wild
            kind|sort of slow|weird|broken|annoying|off|sad|funny|stuck
            is|are|was|went on strike today|again
            an all nighter
            all nighter
            that's|this is|it's on us $
            bye bye
            drop us|me a line|note
            give|gives us|me a shout|holler|buzz
            ping us|me|support
            tl dr
            that was fun|close|wild|awkward
            hello|morning sunshine|sunshines
            pretty please
            ^ okay|ok|so|right so|here's|folks|then
            here's what happened|up
            good|positive vibes
            vibes
            no harm no foul
            no harm done
            our|a oopsie|blooper|boo|whoopsie
            oopsie|blooper|bloopers
            brain fart
            facepalm
            face palm
            sad trombone
            mea culpa
            sorry not sorry
            what the heck|hell|fudge
            heck yeah
            hell yeah|yes
            oh snap
            aw snap
            you guys
            y'know
            sup
            bam $
            ~bork|~futz|~whup
            ~zap the|it|this
            zapped
            squash|squashed|squashing the|that|this|a ..1 bug
            bug squashed
            ~hunt ..1 down the bug
            ~kick ..1 butt
            kicked its|the butt
            ~give ..2 a ..1 kick
            swift kick
            turn it off and
            off and on again
            we feel you
            we feel your
            much love
            love you
            group hug
            back in action
            off to the races
            ready to rumble
            rock and|n roll
            let's rock|roll|party
            party time
            ~party on
            enjoy the ride
            ~knock ..2 socks
            mind blown
            no rest for
            the poor thing
            little guy|fella|beast|bugger|devil
            ~nuke|~zap|~whack it|them|the
            snafu
            super excited|stoked|pumped
            pumped to|about
            bazinga
            cool cool
            asap pls
            """,
            casual,
        ),
    ),
    flagged=(
        Example("Whoops, that was our mistake. Photos are shown again.", quote="Whoops"),
        Example("Hey folks, invoices are back.", Audience.PARTNERS, quote="Hey folks"),
        Example("The map has gone haywire since 10:02 UTC.", quote="haywire"),
        Example("All orders are in the account again 🎉", Audience.CUSTOMER, Kind.CUSTOMER_REPLY, "🎉"),
        Example("We're gonna post again at 11:00 UTC.", quote="gonna"),
        Example("Sooo, the tickets were sold twice.", Audience.LEADERSHIP, quote="Sooo"),
        Example("Hang tight while we restart the service.", quote="Hang tight"),
        Example("The shop is down again :-(", Audience.PARTNERS, quote=":-("),
        Example(
            "Tell them the coupon is busted, no biggie.", Audience.SUPPORT, Kind.TALKING_POINTS, "busted"
        ),
    ),
    fine=(
        Example("whoops, wrong node. gonna redo it :-)", Audience.ENGINEERING),
        Example("Hello Ms Okafor, thank you for your message.", Audience.CUSTOMER, Kind.CUSTOMER_REPLY),
        Example('After payment a page with the title "Oops!" is shown.'),
        Example("The channel Chill Beats and the app Yo! Radio play again."),
        Example("Cool-chain parcels arrive one day later; please keep them cool."),
        Example("Version III of the form and the AAA rating are shown again at www.example.com."),
        Example("The ratio 3:2 was shown as 2:3 from 10:00 to 11:00 UTC (see page 8)."),
        Example("Thank you for your patience! Your account is open again.", Audience.CUSTOMER),
        Example("🔴 Payments: down. 🟢 Invoices: up."),
    ),
)
