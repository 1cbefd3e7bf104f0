"""The phrases of the rule against idioms, one a line, in the phrase language of `clarion.review.phrases`.

They stand apart from their rule, as they are a list to look up in and to add to, and nothing to read.
"""

FIGURES = """
out of the woods => stable
~hit|~run|~strike into? a? snag|snags
between a rock and
rock and a hard place
no|any stone unturned
at the end of the day => finally
when all is said and done
~sing|singing from|off ..3 sheet|page
on the same page|wavelength|sheet
never rains but
when it rains it pours
by the book
by the skin of
sticking plaster
band aid
ball is .. in ..3 court
ball in ..2 court
drop|dropped|dropping|drops the ball
~keep ..2 ball rolling
~start|get|set the ball rolling
fall|falls|fell|fallen|falling|slip|slipped|slips through the|a? cracks|net|gaps
back|backs against|to|up the wall
cat among the
~burn|~work ..2 midnight oil
~burn the candle
cat out of the
~let|letting the cat out
~spill the beans
ship has sailed
that train has left
home and dry|hosed
~drag ..2 feet|heels
holding|left|hold the baby|bag
~bite the bullet
breathing space|room
bark|barking|barked|barks up the wrong
hit|hits|hitting the nail
wires crossed
~cross ..1 wires
jury is ..1 out
jury's ..1 out
ends|end well $
all is well that
all's well
back to|in business
business as usual
back on track => working again
~get|~put|~bring|~keep ..2 on track
back to the drawing
square one
in the same boat
~miss the boat
~rock the boat
plain sailing
smooth sailing
~weather the|this storm
perfect storm
calm before the
eye of the storm
storm in a teacup
tempest in a
tip of the iceberg
light at the end of the tunnel
end of the tunnel
silver bullet|lining
magic bullet|wand
smoking gun
elephant in the
elephant in room
can of worms
canary in the|a
wild goose chase
red herring|herrings
red tape
kill|killing|killed two birds
birds with one stone
needle in a|the? haystack
straw that broke
the last|final straw
final nail
writing on|is on the wall
writing was on
beat|beating around|about the bush
~cut corners
~cut ..2 losses
~cut to the chase
~make|making the cut
cut and dried|dry
~bend over backwards|backward
~bend the rules
~go|going|went the extra mile
go|going above and beyond
~pull ..2 weight
~pull out all
~pull|pulling ..2 strings
~pull the rug
~pull the wool
~pull ..1 socks up
~throw ..2 under the bus
~throw|throwing in the towel
~throw|throwing a spanner
spanner|wrench in the works
~throw the baby
baby with the bathwater
~throw|throwing ..1 caution
~kick the can
can down the road
further down the road|line
~bite off more
more than ..2 can|could chew
bitten off more
~come back to ..1 bite
~come|came|comes to haunt
chickens ..2 home to
chickens come home
~count ..2 chickens
chicken and egg
too many cooks
~put ..2 eggs in one
eggs in one basket
egg on ..2 face
~walk|walking on|upon eggshells|thin
~skate|skating on thin
thin ice
on the ropes
on the fence
on the ball $
on the back burner
back burner
front burner
~put ..2 on hold until the
on the horizon
on our radar
under the radar
under the radar|weather|wire
under the hood|bonnet
under lock and key
under the gun
down to the wire
in the dark about|as
left|kept|keep|leave ..2 in the dark
shot|shots|stab in the dark
in hot water
in deep water
in over our|their|his|her head|heads
head above water
dead in the water
blood in the water
water under the
~tread|treading water
~test|testing the waters
muddy|muddied|muddies the waters
uncharted territory|waters|water
troubled waters
up the creek
a fish out of
bigger fish to
drop in the ocean|bucket
tip the scales|balance
the tide is|has
~turn|turning the tide|corner
turned the|a corner
~turn over a new leaf
~turn a blind eye
blind eye to
turned upside down
~fight|fighting fires
fighting an uphill
uphill battle|struggle
firefighting mode
~add fuel to
fuel to the fire
out of the frying
frying pan
where there's smoke
baptism of|by fire
hold ..1 feet to the
burn|burned|burning bridges
~cross that bridge
irons in the fire
strike while the
hot potato
low hanging fruit|fruits
bear|bears|bore fruit
apples and|to oranges|apples
compare|comparing apples
bad apple|apples
rotten apple|apples
upset|upsets the apple
sour grapes
cherry on the|top
icing on the
have ..2 cake and
pie in the sky
best thing since
cream of the
cry|crying over spilt|spilled
spilt|spilled milk
milk it
salt in|into the wound
grain|pinch of salt
~take ..3 pinch|grain
full of beans
in a nutshell => in short
tough nut|cookie
nuts and bolts
in a pickle
in a jam|bind
in the soup
out of the blue => without warning
bolt from the
once in a blue
out of thin air
out of left field
curveball|curveballs
curve ball|balls
~move the goalposts|goal
goal posts
~level the playing
level playing field
whole new|different ball
ballpark figure|estimate|number
in the ballpark
touch base|bases
~cover all ..1 bases
step up to the
step|steps|stepped up ..1 plate
out of the park
slam dunk
~jump the gun
~jump through hoops
~jump on the bandwagon
bandwagon
~jump ship
~jump to conclusions
heads will|would|should roll
head|heads in the sand|clouds
~lose|lost ..1 head|heads $
~keep ..1 head|heads down|cool
~keep|kept ..1 eye|eyes on|peeled|open
~keep|kept ..1 ear to
ear to the ground
all ears
~keep|keeping ..1 fingers|thumbs
rule of thumb
~get|~wait for ..2 green light
~give ..2 green light
~see the light
see|saw|seeing red
in the red|black
black swan
black and white
grey|gray area|areas
white elephant|knight
caught red
red handed
golden|silver lining
with flying colours|colors
~raise|raised|raising ..1 red flags|flag|eyebrows|bar
raise|raises|raised the bar
~show ..1 true colours|colors
~ring|rings|rang|ringing a bell
~ring|rang|ringing ..1 alarm bells
saved by the
second wind
~get ..1 wind of
three sheets
throw ..1 to the wind
winds of change
~break the ice
~break the bank
~break ..1 back of
~break a leg
give|gives|gave us|them|you a break
lucky break
snowball|snowballed|snowballing|snowballs into|out
snowball effect
domino effect
knock on effect|effects => consequences
ripple effect|effects
house of cards
on the cards
~play|playing ..1 cards
cards on|close the|to
lay|put ..1 cards on
~play ball
~play it by
by ear $
~play|playing with fire
~play|playing second fiddle
~play|playing devil's
devil's advocate
devil is in
devil in the
better the devil
speak of the
between the devil
ace up
trump card
~pass the buck
buck stops
quick buck
bang for
biggest bang
~foot the bill
~pay through the
cost|costs|costing an arm
arm and a leg
~twist|twisting ..1 arm
at arm's length
up in arms|air
~get|~got out of hand
out of hand
hands are|were tied
hands full
hand in glove
hat off|in
hats off
at the drop of
wear|wears|wearing many|several|two hats
old hat
~keep ..2 under ..1 hat
below the belt
~tighten|tightening ..1 belt|belts
tighten the screws
loose cannon|ends|end
~tie ..1 loose
at a loose
tied up $
thread|threads together
hanging|hang|hangs|hung by|on a? thread
on a shoestring
shoe on|is on the other
in ..1 shoes of
in your|their|our shoes
~fill ..1 shoes
get|got cold feet
cold feet
foot in the door
foot in ..1 mouth
put ..1 foot down|in
best foot forward
~shoot|shot ourselves|themselves|yourself|himself|herself in
in the foot $
on ..1 last legs
a leg up
~stand on ..1 own
on ..1 own two
toe|toes the line
on ..1 toes $
head over heels
hot on the
achilles heel
achilles' heel
neck of the
neck and neck
up to ..1 neck|necks|ears|eyeballs
bottleneck in ..1 head
pain in the
thorn in
chip on
off the shoulder
cold shoulder
shoulder to shoulder
weight off
off ..1 chest
from scratch
start|starting from scratch
up to scratch|snuff|speed
not up to par
par for
on a par
hit|hits|hitting the ground running
hit|hits|hitting the fan|jackpot
~hit rock
rock bottom
hit or miss
hits|hit home
near miss of
miss the mark|point
~wide of the mark
off the mark|hook|charts
go|goes|went|gone|going ..1 off the rails|boil
off the cuff
off the top of
off the beaten
on|off the wagon
~come off the rails
~get off the ground
~gain ground
middle ground
common ground
from the ground up
~lose|losing ground
~lose|lost sleep
~lose|lost steam
run|running|ran out of steam
~blow|blew|blowing off steam
let off steam
under ..1 own steam
full steam
~pick up steam
~blow|blew|blown up in ..1 face
~blow|blown out of proportion
~blow hot
~blow the whistle
~blow ..1 cover
blow|blows|blew ..2 out of the water
clean as a
whistle stop
for a song
swan song
face the music
music to
change|changed|changing ..1 tune
drum|drumming up
strike|strikes|struck a chord
a broken record
like clockwork
against the clock
around|round the clock
turn|turned back the clock
eleventh hour
in the nick
nick of time
time is of the
crunch time
~buy ..2 time
~kill ..1 time
behind the curve|times|eight|scenes
ahead of the curve|game
behind the eight
steep learning
slippery slope
fine|thin line between
draw|drew|drawing a line
line in the sand
~read between
in the long run => over time
long haul|shot
by a long shot
a tough row
hoe to
row back
up the ante
ups the ante
high stakes
sit|sitting|sat tight
sitting duck|ducks
lame duck
ducks in a
like water off
water off a
ugly duckling
hold|holding|held ..1 horses
dark horse
dead horse
flog|flogging|beat|beating a dead
straight from the
horse's mouth
cart before the
trojan horse of
wild horses
bull by the
~take the bull
bull in a
red rag
cash cow
sacred cow|cows
till|until the cows
when pigs
pig in a
lipstick on
black sheep
wolf in
~cry|cried|crying wolf
keep|keeps the wolf
monkey on
monkey wrench
gorilla in
lion's share
lions' den
crocodile tears
snake in
snake oil
rabbit hole|holes
rabbit out of
guinea pig|pigs
smell|smells|smelt|smelled a rat
rat race
bee in ..1 bonnet
busy bee
bee's knees
hornet's|hornets nest
hornets' nest
butterflies in
fly|flies in the ointment
fly on the wall
on the fly
bug bear
bird's eye
early bird
a little bird
~kill the goose
goose is
let sleeping dogs
sleeping dogs
every dog
bone to pick
bare bones
bone of
skeleton|skeletons in
rub|rubs|rubbed ..1 the wrong way
rub|rubs salt
~stick|stuck to ..1 guns
sticks|stick out like
sore thumb
wrong end of
short|short end of the
end of the stick
end of ..1 tether|rope
at ..1 wits
at wits' end
loose|odds and ends
ends meet
means to an
tail end
heads or tails
make heads
tail wagging
wag|wagging|wags the dog
~nip ..2 in the
in the bud
rosy|rose tinted
bed of roses
gild|gilding the
beating heart
heart of the matter
crux of the
at heart $
food for thought
~chew the fat
spill over into
~boil down to => come down to
boil|boiled|boiling the ocean
~boil over
simmer|simmers down
too hot to
recipe for
sell|sold like hot
bring ..2 to the table
turn|turned|turns the tables
tables have|are|were turned
~sweep ..3 under
under the rug|carpet
~roll up ..1 sleeves
roll|rolled|rolling up ..1 sleeves
up ..1 sleeve|sleeves
shot in the arm
roll|rolled with the
ready to roll
~get|~got to the bottom of
bottom line is
bottom of the barrel
scrape|scraping the barrel
over a barrel
~bang|banging ..1 head|heads
brick wall
writing off
~leave ..2 hanging
left hanging
last ditch
ditch effort
stop gap
stopgap
quick fix|win|wins
easy win|wins
game changer|changing
no mean feat
pull|pulled|pulling ..1 off $
push|pushes|pushed ..1 envelope
push|comes to shove
think|thinking outside
outside the box
tick|ticks|ticking all|every ..1 boxes|box
pandora's box
~open pandora's
open|opens|opened the floodgates
floodgates
double edged
sword of
bite the dust
bites|bit the dust
when the dust
dust settles|has settled
~clear the air
~clear the decks
crystal clear
all hands to
batten|battened down
at the helm
~steer clear
~run|ran ..1 tight ship
run|running a tight
tight ship
any port
sink|sinks|sank or swim
sink or
~make waves
~ride out|the ..1 storm|wave
ride the wave
asleep at
asleep on the
at the wheel $
~reinvent the wheel
reinventing the
cog in
~grease the
~change|shift gears
in|into high|full gear|swing
foot on|off the gas|pedal|brakes
put|putting the brakes
pump|pumped the brakes
~take a back seat
in the driving seat
asleep behind
bumpy ride|road|start
bumps|bump in|on|along the
teething troubles|problems|issues|pains
growing pains
~stretch|stretched thin|too
spread|spreads too thin
thick and thin
thick of
plain as
~fall|fell|falls on deaf
deaf ears
~fall|fell|falls flat
~fall|fell|falls short
~fall|fell ..1 by the wayside
~fall|fell|falling into place|line
fall|fell|falls apart at
~fly off the
~fly|flying blind
~go|goes|went|gone south|pear|viral
pear shaped
~go|going|went down the drain|tubes|pan|toilet
down the drain
~go|goes|went|gone up in smoke
up in smoke
~go|went|going to the wall|dogs
~go|gone|went with the flow
go|went|gone haywire in
~get ..1 act together
act together
~get the hang
~get|~got the ball
~get|~got wind
~get|~gets ..2 into gear
~get|~got ..1 head around
~get to grips
~come to grips
~come|came to a head
~come|came out of the closet
come|came rain or
~come|came|comes full circle
come what
~make|makes|made ends
make or break
~make|made|makes a mountain
out of a molehill
mountain to climb
over the hill|moon|top|hump
~take|took|takes its|a|their toll
takes|take two to
two to tango
~take|took the ..1 cake|biscuit|plunge|rap|heat|fall|reins|wheel
take|took|taken by storm
~take ..1 foot off
~take|took ..3 stride
~take|taken for a ride
~bear the brunt
brunt of => most of
~bury the hatchet
~bury|buried ..1 head
the whole nine
nine yards
cloud nine
dressed to
six of one
half a dozen of
sixes and sevens
zero in on
one in a million
two cents
penny dropped|drops
penny wise
~turn up like
two sides of
other side of the coin
flip side
coin a phrase
burn|burned|burning a hole
square peg
round hole
~fit the bill
fits like
~pick up the slack|pieces|tab
cut ..1 some slack
~pick|picking ..1 brain|brains|battles
rack|racked|racking ..1 brain|brains
brain storm
no brainer
~wrap ..1 head
wrap|wrapped ..1 head|heads around
out of ..1 depth|league|hands
out of order for good
out on a limb
out of the loop|box|gate|running
out like a light
out of sight
under control and
hook line
by hook or
on the hook
off the hook
~lock|locked horns
locked and
lock stock
stock and barrel
~take stock
~shed|sheds light
shed|sheds|shedding ..1 light
~bring|brought to light
in light speed
silver platter
~step on ..1 toes
~step up ..1 game
up ..1 game
~stab in the back
stabbed in the
behind ..1 back|backs
~watch ..1 back|step
~scratch|scratching ..1 head|heads
back to normal service|life as
blood sweat
sweat and tears
bad blood
out of blood
flesh and
a hitch
without a hitch
hiccup along
nothing to write
write home
by the same token
the proof is
proof of the pudding
proof in the
over egged
up for grabs
~keep ..3 at bay
in one fell
fell swoop
in a|one heartbeat
~drive ..2 nuts|mad|crazy|round|up
drive home
left to ..1 own devices
right off the bat
off the bat
hard to swallow
bitter pill
tough pill
taste of ..1 own
own medicine
sugar coat|coating|coated
sugarcoat|sugarcoating|sugarcoated
day in the sun
call it a day
called it a
make ..1 day
save|saved|saving the day
rainy day
a far cry
far cry
a blessing in
blessing in disguise
cold turkey|light|comfort
cold comfort
talk turkey
long in the
by and large
through the grapevine
heard it through
vicious circle|cycle
catch 22
catch twenty
hair of
split|splitting hairs
by a hair
hair's breadth
let ..1 hair down
~lay it on
lay|lays|laid low
lay|laid the groundwork
~stem the
stem|stemmed|stemming the tide|flow|bleeding
stop|stopped|stopping the bleeding
stop the rot
bleeding edge
cutting edge
on|over the edge|brink
on a knife
knife edge
stare|staring down
~face an uphill
~sail|sailing close
close to the wind|bone
close call|calls|shave
for the birds
dropping like
like flies
go|goes|went|going like clockwork
touch and go
hit the deck
~pave|paved|paving the way
one|a step ahead
one step forward
leaps and bounds
by leaps
quantum leap
leap of faith
run of the mill
through the mill
grist to|for
~nail|nailed it
~nail|nailed down
dot|dotted|dotting the
dot ..2 i's
cross the t's
to a t $
carved|set|written in stone
stone's throw
stepping stone
heart of stone
caught off guard
caught flat
caught napping
caught between
taken aback
under fire $
in full swing
in the lurch
on the mend
on|to its|their|our feet
up to speed
in the loop
~iron out
ironing out
paper|papered|papering over
in limbo
ground|grind|grinding to a halt
to its|their knees
on its|their knees
a tall order
moving target
own goal|goals
hail mary
hot seat
in the trenches
boots on the ground
guns blazing
call|calls|called|calling the shots
big guns
like a dream|charm|dog|house
sleepless nights
wake up call
the hard way
heaven and earth
trick in the book
tooth and nail
rocket science
two and two together
snowed under
flat out
all cylinders
up against it
mixed bag
thing of the past
kick|kicked in the teeth
into gear
put ..3 on ice
tighten the reins
a work in progress
start off on
on the wrong foot
on the same footing
in the same breath
no end in sight
not set in stone
last man standing
the dark side
a dark day
crack|cracked the code|nut
a hard|tough nut
~paint ..2 picture
big|bigger picture
a slap in
slap on the
shake|shook things up
shaken to the
in safe hands
~put|putting ..2 to bed
~put|put ..2 to rest
in a vacuum
in the blink
~turn|turned ..2 around $
a tightrope
high and dry
better safe than
saved ..1 bacon
give|gives|gave|given up the ghost
kick|kicks|kicked the bucket
~play catch up
~play|playing it safe
did|does|do the trick|job
but the kitchen sink
~take ..1 by surprise
cut the mustard
eye to eye
reared|rears|rearing its
ugly head
in the balance
weakest link
~bank on
heat is on
losing battle|streak
the cavalry
not|don't|doesn't add up $
a shot across
across the bows|bow
on borrowed time
borrowed time
~live to fight
hold|holding|held the fort
hold|holds|held water
lick|licking ..1 wounds
~draw a blank
drew a blank
~close the stable
stable door
horse has bolted
run|running on fumes|empty
on fumes
grasp|grasping|clutch|clutching at straws
chase|chasing our|its|their tail|tails
going in|around|round circles
barrel of a gun
all bets are
on a roll
out of ..1 comfort zone
comfort zone
~push the boat
~push ..1 luck
~fix|fixing what isn't
ain't broke
back of the net
all hell
a fresh pair of
pair of eyes
a tough act
by the seat
seat of ..1 pants
caught with ..1 pants
~spread like wildfire
like wildfire
in a tailspin
took a nosedive
bite ..1 tongue
read the riot
the riot act
learn|learning|know|knows the ropes
~raise the roof
sky high
~break the mould|mold
~keep|put a lid
blow the lid
under wraps
~keep ..2 under wraps
under the microscope
in ..1 good books
a clean slate|sheet
clean slate
wipe the slate
clean bill of
bill of health
~hit the sweet
sweet spot
get|got|getting ..1 ducks
house of straw
on the warpath
bury|buried the lede
stumbling block|blocks
a hard row
~twist the knife
lose the thread
lost the plot
~lose the plot
lost in translation
lost in the shuffle
no smoke without
~jump in at the
the whole shooting
pulled|pull|pulls a rabbit
ghost in the machine
a house divided
the ball was dropped
~shoot from the hip
~shoot the messenger
shot in the foot
~go for broke
~go off half
for good measure
a foot in both
~see the wood
wood for the trees
forest for the trees
barking mad
~rise from the ashes
~fight|fought an uphill
~bridge the gap
blood|bloods boil
on all fronts
fits and starts
dribs and drabs
rule the roost
out to lunch
flash in the
~jump the shark|queue
nothing ventured
~get ..1 bearings
~find ..1 feet
land|landed|landing on ..1 feet
back on its|their|our legs
~stand ..1 ground
~stay|staying the course
bumper to bumper
hot under
under the collar
a hot mess
~dodge a? bullet
dodged a bullet
~pull|pulled a fast
~face the facts
crack of dawn
~sleep on it
on its head
~get ..1 wheels
hands on deck
~tackle ..2 head on
on cloud
~take ..2 eye|eyes off the ball
on the tip of ..1 tongue
off to a flying
flying start
leave no
"""
"""Phrases that are figures wherever they stand, titles apart."""

WITH_A_PLAIN_SENSE = """
struck by lightning|thunder
lightning strikes|struck twice
a hot|bumpy ride
cold snap in
~put out ..1 fires|fire
a rocky road|start|patch
up|down stream without
in the pipeline
at full throttle
full throttle
all over the place
emergency brake
~fan the flames
from the ashes
cup of tea
at the deep end
deep end
through the roof
out of the window
~pull the plug
dead end|ends
red flag|flags
alarm bells
bread and butter
piece of the pie|cake
home run
wheels came|come off
scratch the surface
rough ride|patch|seas
on the radar
at a crossroads
off the rails
~hit the brakes
~tip over the edge
over the finish|finishing line
last lap|mile|hurdle
home stretch|straight
final furlong|stretch
~clear|cleared ..1 hurdle|hurdles
on thin ice
~break new ground
in the clear
~put ..1 house in
house in order
flood of ..1 complaints|calls|requests|emails
~swim|swimming against
~drown|drowning in
"""
"""Phrases that also have a plain sense, among weather, water, roads, games and fire."""
