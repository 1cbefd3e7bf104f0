"""Names of places and of peoples as sets of words, for telling a place from a product; `geography` knows what lies where."""

from clarion.review.reading.geography import names_of_places

PEOPLES = frozenset(
    """
    african africans american americans argentine argentines argentinian asian asians australian australians austrian austrians
    bavarian belgian belgians brazilian brazilians british briton britons bulgarian californian californians canadian canadians
    chilean chileans chinese colombian croatian cypriot czech czechs danish dane danes dutch egyptian egyptians english estonian
    ethiopian european europeans filipino filipinos finnish finn finns flemish french german germans ghanaian greek greeks
    hungarian hungarians icelandic indian indians indonesian iranian iraqi irish israeli israelis italian italians jamaican
    japanese jordanian kenyan kenyans korean koreans kuwaiti latvian lebanese lithuanian macedonian malaysian maltese mexican
    mexicans moroccan nepali nepalese nigerian nigerians nordic norwegian norwegians pakistani peruvian polish pole poles
    portuguese qatari romanian romanians russian russians saudi scandinavian scots scottish serbian singaporean slovak slovenian
    spaniard spaniards spanish swede swedes swedish swiss taiwanese tanzanian texan texans thai tunisian turk turkish turks
    ugandan ukrainian ukrainians venezuelan vietnamese welsh
    """.split()
)
"""Words for people by where they live, singular, plural and adjective."""
PLACES = frozenset(name[0] for name in names_of_places() if len(name) == 1 and len(name[0]) > 2) - PEOPLES
"""Places of one word."""
LONG_PLACES = frozenset(name for name in names_of_places() if len(name) > 1)
"""Places of several words, each a tuple of words."""
