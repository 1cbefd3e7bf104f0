"""What lies where: countries with their people and short forms, states, cities, and what lies in what.

One line a place: canonical name, further names after "|", and after ">" the places that hold it. Names of several words
are looked up word by word. A name that is an everyday word needs its capital letter; so does every other.
"""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from clarion.review.reading.reading import Reading

WORLD = "world"
_WORLD_NAMES = (
    "worldwide", "world wide", "globally", "global", "all regions", "every region", "all over the world", "around the world",
    "across the world", "across the globe", "around the globe", "all over the globe", "all countries", "every country",
    "anywhere in the world", "everywhere in the world", "the whole world", "the entire world", "all our regions",
    "all of our regions", "all locations", "all markets", "every market", "all our markets", "everywhere", "internationally",
    "all continents", "every continent", "throughout the world", "the world over", "all data centres", "all data centers",
    "all geographies", "across all regions", "in all regions", "planet",
)  # fmt: skip
_TABLE = """
europe | european, europeans, continental europe
eu | european union, eea > europe
emea | europe middle east and africa
apac | asia pacific, asia-pacific
asia | asian > apac
south-east asia | southeast asia, south east asia > asia
middle east | middle eastern, gulf > asia emea
africa | african, africans > emea
north america | north american, north americans > americas
americas | the americas
latin america | latam, latin american > americas
south america | south american > latin america
central america > latin america
caribbean > latin america
oceania | australasia, anz > apac
scandinavia | scandinavian > nordics
nordics | nordic, nordic countries > europe
baltics | baltic, baltic states, baltic countries > eu
benelux > eu
dach > europe
iberia | iberian, iberian peninsula > eu
balkans | balkan > europe
british isles > europe
north sea
germany | german, germans, de, deutschland > eu dach
france | french, fr > eu
spain | spanish, spaniards, es > eu iberia
portugal | portuguese, pt > eu iberia
italy | italian, italians, it > eu
austria | austrian, austrians > eu dach
switzerland | swiss, ch > europe dach
netherlands | dutch, nl, holland, the netherlands > eu benelux
belgium | belgian, belgians, be > eu benelux
luxembourg > eu benelux
ireland | irish, ie, republic of ireland > eu british isles
denmark | danish, danes, dk > eu nordics scandinavia
sweden | swedish, swedes, se > eu nordics scandinavia
norway | norwegian, norwegians > nordics scandinavia europe
finland | finnish, finns, fi > eu nordics
iceland | icelandic > nordics europe
poland | polish, poles, pl > eu
czechia | czech, czech republic, czechs, cz > eu
slovakia | slovak > eu
hungary | hungarian, hungarians > eu
slovenia | slovenian > eu
croatia | croatian > eu balkans
romania | romanian, romanians, ro > eu balkans
bulgaria | bulgarian > eu balkans
greece | greek, greeks, gr > eu
cyprus | cypriot > eu
malta | maltese > eu
estonia | estonian > eu baltics
latvia | latvian > eu baltics
lithuania | lithuanian > eu baltics
serbia | serbian > balkans europe
bosnia | bosnian, bosnia and herzegovina > balkans europe
albania | albanian > balkans europe
north macedonia | macedonian > balkans europe
montenegro > balkans europe
kosovo > balkans europe
ukraine | ukrainian, ukrainians > europe
moldova | moldovan > europe
belarus > europe
russia | russian, russians > europe
uk | united kingdom, gb, great britain, britain, british, britons, u.k. > europe british isles
england | english > uk
scotland | scottish, scots > uk
wales | welsh > uk
northern ireland > uk
turkey | turkish, turks, türkiye, turkiye > europe middle east emea
israel | israeli, israelis > middle east
egypt | egyptian, egyptians > africa middle east
saudi arabia | saudi, saudis, ksa > middle east
uae | united arab emirates, emirati, emirates > middle east
qatar | qatari > middle east
kuwait | kuwaiti > middle east
bahrain > middle east
oman > middle east
jordan | jordanian > middle east
lebanon | lebanese > middle east
iraq | iraqi > middle east
iran | iranian > middle east
south africa | south african, south africans, za, rsa > africa
nigeria | nigerian, nigerians > africa
kenya | kenyan, kenyans > africa
uganda | ugandan > africa
tanzania | tanzanian > africa
ghana | ghanaian > africa
ethiopia | ethiopian > africa
rwanda | rwandan > africa
morocco | moroccan > africa
tunisia | tunisian > africa
algeria | algerian > africa
senegal | senegalese > africa
ivory coast | côte d'ivoire, ivorian > africa
cameroon > africa
angola | angolan > africa
namibia | namibian > africa
botswana > africa
zambia | zambian > africa
zimbabwe > africa
mozambique > africa
mauritius > africa
india | indian, indians > asia
pakistan | pakistani > asia
bangladesh | bangladeshi > asia
sri lanka | sri lankan > asia
nepal | nepali, nepalese > asia
china | chinese, mainland china, prc > asia
hong kong > china
taiwan | taiwanese > asia
japan | japanese, jp > asia
south korea | korea, korean, koreans, kr > asia
singapore | singaporean, sg > south-east asia
malaysia | malaysian > south-east asia
indonesia | indonesian > south-east asia
thailand | thai > south-east asia
vietnam | vietnamese > south-east asia
philippines | filipino, the philippines > south-east asia
cambodia > south-east asia
kazakhstan > asia
uzbekistan > asia
georgia | georgian > europe asia us
armenia > asia europe
azerbaijan > asia europe
australia | australian, australians, au > oceania
new zealand | nz, kiwi, aotearoa > oceania
fiji > oceania
us | usa, u.s., u.s.a., united states, united states of america, america, american, americans, the states > north america
canada | canadian, canadians > north america
mexico | mexican, mexicans, mx > north america latin america
brazil | brazilian, brazilians, br > south america
argentina | argentinian, argentine, argentines > south america
chile | chilean, chileans > south america
colombia | colombian > south america
peru | peruvian > south america
ecuador > south america
bolivia > south america
uruguay | uruguayan > south america
paraguay > south america
venezuela > south america
panama > central america
costa rica | costa rican > central america
guatemala > central america
honduras > central america
nicaragua > central america
el salvador > central america
jamaica | jamaican > caribbean
dominican republic > caribbean
puerto rico > us caribbean
alabama > us
alaska > us
arizona > us
arkansas > us
california | californian, californians > us
colorado > us
connecticut > us
delaware > us
florida > us
hawaii > us
idaho > us
illinois > us
indiana > us
iowa > us
kansas > us
kentucky > us
louisiana > us
maine > us
maryland > us
massachusetts > us
michigan > us
minnesota > us
mississippi > us
missouri > us
montana > us
nebraska > us
nevada > us
new hampshire > us
new jersey > us
new mexico > us
new york | nyc, new york city > us
north carolina > us
north dakota > us
ohio > us
oklahoma > us
oregon > us
pennsylvania > us
rhode island > us
south carolina > us
south dakota > us
tennessee > us
texas | texan, texans > us
utah > us
vermont > us
virginia > us
west virginia > us
washington > us
washington dc | washington d.c. > us
wisconsin > us
wyoming > us
midwest > us
new england > us
east coast > us
west coast > us
ontario > canada
quebec | québec > canada
british columbia > canada
alberta > canada
manitoba > canada
saskatchewan > canada
nova scotia > canada
new brunswick > canada
newfoundland > canada
new south wales | nsw > australia
victoria > australia canada
queensland > australia
tasmania > australia
south australia > australia
western australia > australia
northern territory > australia
bavaria | bavarian, bayern > germany
saxony | saxon > germany
hesse | hessen > germany
north rhine westphalia | nrw > germany
baden württemberg > germany
lower saxony > germany
catalonia | catalan > spain
andalusia > spain
basque country > spain
brittany > france
normandy > france
provence > france
tuscany > italy
sicily > italy
lombardy > italy
tyrol > austria
flanders | flemish > belgium
wallonia > belgium
kent > england
sussex > england
surrey > england
essex > england
yorkshire > england
cornwall > england
devon > england
norfolk > england
suffolk > england
lancashire > england
cumbria > england
midlands > england
london > england
manchester > england
birmingham > england
leeds > england
liverpool > england
bristol > england
sheffield > england
newcastle > england
nottingham > england
cambridge > england
oxford > england
edinburgh > scotland
glasgow > scotland
aberdeen > scotland
cardiff > wales
swansea > wales
belfast > northern ireland
dublin > ireland
cork > ireland
galway > ireland
berlin > germany
hamburg > germany
munich | münchen > germany
cologne | köln > germany
frankfurt > germany
stuttgart > germany
düsseldorf | dusseldorf > germany
leipzig > germany
dresden > germany
bremen > germany
hanover | hannover > germany
nuremberg | nürnberg > germany
vienna | wien > austria
graz > austria
linz > austria
salzburg > austria
zurich | zürich > switzerland
geneva > switzerland
basel > switzerland
bern > switzerland
paris | parisian > france
lyon > france
marseille > france
toulouse > france
bordeaux > france
lille > france
strasbourg > france
nantes > france
madrid > spain
barcelona > spain
valencia > spain
seville > spain
bilbao > spain
malaga > spain
lisbon > portugal
porto > portugal
rome > italy
milan > italy
naples > italy
turin > italy
florence > italy
bologna > italy
venice > italy
amsterdam > netherlands
rotterdam > netherlands
utrecht > netherlands
eindhoven > netherlands
the hague > netherlands
brussels > belgium
antwerp > belgium
ghent > belgium
copenhagen > denmark
aarhus > denmark
stockholm > sweden
gothenburg > sweden
malmö | malmo > sweden
oslo > norway
bergen > norway
helsinki > finland
tampere > finland
reykjavik > iceland
warsaw > poland
krakow | kraków > poland
gdansk > poland
prague > czechia
brno > czechia
bratislava > slovakia
budapest > hungary
ljubljana > slovenia
zagreb > croatia
bucharest > romania
sofia > bulgaria
athens > greece
thessaloniki > greece
tallinn > estonia
riga > latvia
vilnius > lithuania
belgrade > serbia
kyiv | kiev > ukraine
moscow > russia
istanbul > turkey
ankara > turkey
tel aviv > israel
jerusalem > israel
cairo > egypt
riyadh > saudi arabia
dubai > uae
abu dhabi > uae
doha > qatar
johannesburg > south africa
cape town > south africa
durban > south africa
lagos > nigeria
abuja > nigeria
nairobi > kenya
kampala > uganda
accra > ghana
casablanca > morocco
mumbai > india
delhi | new delhi > india
bangalore | bengaluru > india
chennai > india
hyderabad > india
pune > india
kolkata > india
karachi > pakistan
lahore > pakistan
dhaka > bangladesh
colombo > sri lanka
beijing > china
shanghai > china
shenzhen > china
guangzhou > china
taipei > taiwan
tokyo > japan
osaka > japan
kyoto > japan
nagoya > japan
sapporo > japan
fukuoka > japan
seoul > south korea
busan > south korea
kuala lumpur > malaysia
jakarta > indonesia
bangkok > thailand
hanoi > vietnam
ho chi minh city > vietnam
manila > philippines
sydney > new south wales
melbourne > victoria
brisbane > queensland
perth > western australia
adelaide > south australia
canberra > australia
hobart > tasmania
darwin > northern territory
auckland > new zealand
wellington > new zealand
christchurch > new zealand
boston > massachusetts
chicago > illinois
los angeles > california
san francisco | bay area > california
san diego > california
sacramento > california
seattle > washington
portland > oregon
denver > colorado
phoenix > arizona
dallas > texas
houston > texas
austin > texas
san antonio > texas
atlanta > georgia
miami > florida
orlando > florida
tampa > florida
philadelphia > pennsylvania
pittsburgh > pennsylvania
detroit > michigan
minneapolis > minnesota
cleveland > ohio
columbus > ohio
nashville > tennessee
las vegas > nevada
salt lake city > utah
baltimore > maryland
toronto > ontario
ottawa > ontario
montreal | montréal > quebec
vancouver > british columbia
calgary > alberta
edmonton > alberta
winnipeg > manitoba
halifax > nova scotia
mexico city > mexico
guadalajara > mexico
monterrey > mexico
são paulo | sao paulo > brazil
rio de janeiro > brazil
buenos aires > argentina
santiago > chile
bogota | bogotá > colombia
lima > peru
quito > ecuador
montevideo > uruguay
us east | us-east-1, us-east-2 > us
us west | us-west-1, us-west-2 > us
"""


class Place(NamedTuple):
    """The words first..last (inclusive) of a text that name a place."""

    first: int
    last: int
    name: str


@cache
def _gazetteer() -> tuple[dict[str, list[tuple[tuple[str, ...], str]]], dict[str, tuple[str, ...]]]:
    """First word -> names that begin with it (longest first); place -> the places that hold it."""
    names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    holders: dict[str, tuple[str, ...]] = {}
    for line in _TABLE.strip().splitlines():
        called, _, within = line.partition(" > ")
        name, *others = called.replace(" | ", ", ").split(", ")
        holders[name] = _known(within)
        for written in (name, *others):
            _enter(names, written, name)
    for written in _WORLD_NAMES:
        _enter(names, written, WORLD)
    for entries in names.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return names, holders


def names_of_places() -> set[tuple[str, ...]]:
    """Return every written name of a place, word by word; the names of the whole world are left out."""
    return {words for entries in _gazetteer()[0].values() for words, name in entries if name != WORLD}


def _enter(names: dict[str, list[tuple[tuple[str, ...], str]]], written: str, name: str) -> None:
    words = tuple(written.replace("-", " ").replace(".", " ").split())
    names.setdefault(words[0], []).append((words, name))


def _known(within: str) -> tuple[str, ...]:
    """Read the holders, some of which have names of several words: "nordics scandinavia europe"."""
    found, words = [], within.split()
    while words:
        for length in (3, 2, 1):
            name = " ".join(words[:length])
            if length == 1 or name in _LONG_HOLDERS:
                found.append(name)
                words = words[length:]
                break
    return tuple(found)


_LONG_HOLDERS = frozenset(
    line.partition(" > ")[0].partition(" | ")[0]
    for line in _TABLE.strip().splitlines()
    if " " in line.partition(" > ")[0]
)


def places_of(reading: Reading) -> Iterator[Place]:
    """Yield the places that a text names, by place in the text; the longest name counts."""
    names, _ = _gazetteer()
    lower = reading.lower
    if names.keys().isdisjoint(reading.vocabulary) and "'s" not in reading.text and "’s" not in reading.text:
        return
    after = 0
    # A name has a capital, so most words need no look; "everywhere" and its kin have none.
    words_to_try = reading.capitals
    if not _WORLD_ENDS.isdisjoint(reading.vocabulary):
        words_to_try = sorted({*words_to_try, *reading.where(_WORLD_BEGINNINGS)})
    for word in words_to_try:
        if word < after:
            continue
        following = lower[word + 1] if word + 1 < len(lower) else ""
        for words, name in names.get(lower[word].removesuffix("'s"), ()):
            if len(words) > 1 and not following.startswith(words[1]):
                continue  # most names of several words fall here: "the" begins eight
            if _stands_at(reading, word, words, name):
                after = word + len(words)
                yield Place(word, after - 1, name)
                break


_WORLD_BEGINNINGS = frozenset(name.split()[0] for name in _WORLD_NAMES)
_WORLD_ENDS = frozenset(f"{name.split()[-1]}{genitive}" for name in _WORLD_NAMES for genitive in ("", "'s"))
"""More telling than the beginnings: one text in two holds "the" and "all", few hold "world" or "regions"."""


def _stands_at(reading: Reading, word: int, words: tuple[str, ...], name: str) -> bool:
    last = word + len(words) - 1
    if last >= len(reading.lower):
        return False
    found = reading.lower[word : last + 1]
    if found[:-1] != list(words[:-1]):
        return False
    if found[-1].removesuffix("'s") != words[-1]:
        return False
    if any(len(reading.gap(place)) > 2 for place in range(word + 1, last + 1)):
        return False
    if name == WORLD:
        return True
    if len(words) == 1 and len(words[0]) == 2:
        return reading.cased(word)[:2].isupper() and not _reads_as_a_word(reading, word)
    return reading.capitalised(word) and reading.capitalised(last)


def _reads_as_a_word(reading: Reading, word: int) -> bool:
    """ "IT", "BE", "DE-204": two capitals are a country only after "in", "from", beside another place, or before a noun."""
    if reading.lower[word] in {"us", "uk", "eu", "nz", "gb"}:
        return reading.text[reading.ends[word] : reading.ends[word] + 1] in {"-", "_", "/"} and (
            reading.text[reading.ends[word] + 1 : reading.ends[word] + 2].isdigit()
        )
    return word == 0 or reading.lower[word - 1] not in {"in", "from", "across", "for", "and", "or"}


@lru_cache(maxsize=4096)
def lineage(name: str) -> tuple[str, ...]:
    """Return the place that a name means and all that hold it, the nearest first; empty for a name that is not known."""
    names, _ = _gazetteer()
    words = tuple(name.lower().replace("-", " ").replace(".", " ").split())
    if words[:1] == ("the",):
        words = words[1:]
    canonical = (
        next((place for entry, place in names.get(words[0], ()) if entry == words), None) if words else None
    )
    return () if canonical is None else (canonical, *holders_of(canonical))


@cache
def holders_of(name: str) -> tuple[str, ...]:
    """Return every place that holds `name`, the nearest first. The world is not listed: it holds all."""
    _, holders = _gazetteer()
    found: list[str] = []
    waiting = list(holders.get(name, ()))
    while waiting:
        place = waiting.pop(0)
        if place not in found:
            found.append(place)
            waiting += holders.get(place, ())
    return tuple(found)


def related(name: str, places: Iterable[str]) -> bool:
    """Tell whether `name` is, holds or lies in one of `places` (canonical names)."""
    return any(name == place or name in holders_of(place) or place in holders_of(name) for place in places)
