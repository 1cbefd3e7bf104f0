"""Given names that are common in technical teams around the world, to tell "Ravi forgot" from "Redis forgot".

A name that is also an everyday word or a product (Will, Mark, May, Jenkins, Jasmine, Alexa) is left out: grammar finds those by
the verbs that only people carry.
"""

GIVEN_NAMES = frozenset(
    """
    aaron abdul abigail adam adriana agnes ahmed aisha akira alan albert alejandro alex alexander
    alexandra alexis ali alice alicia alison amanda amara amelia amir amit amy ana anand andrea andreas
    andrei andrew andy angela anil anita anja anna anne annika anouk anthony antoine antonio anya arjun
    arthur asha ashley astrid ayesha barbara bart beatriz ben benjamin bernd beth bjorn boris brandon
    brenda brian bridget bruno camila carl carla carlos carmen carol caroline catherine chandra charles
    charlotte chen chiara chloe chris christian christina christine christopher claire clara claudia
    colin connor craig cristina daniel daniela danielle darren dave david deborah deepa deepak dennis
    derek diana diego dieter dmitri dmitry dominik donna dorothy doug douglas dylan eduardo edward
    eileen elena eleni elias elin elizabeth ella ellen emil emily emma eric erik erika ernesto esther
    ethan eva evan evelyn fabian farid fatima felipe felix fernando fiona florian francesca francesco
    frank franz frederik gabriel gabriela gareth gary george georgia gerald giovanni giulia gordon greta
    guido guillaume gustavo hamid hannah hans harald harry hassan heather heidi heike helen helena
    henrik henry hideo hiroshi holger hugo ian ibrahim ifeoma igor imke ines ingrid irene irina isaac
    isabel isabella ivan jack jacob jacques jakub james jan jane janet jason javier jeff jeffrey jelena
    jennifer jens jeremy jerome jessica jim joan joanna joao joe johan johannes john jonas jonathan
    jordan jorge jose joseph joshua joyce juan judith julia julian julie juliette jun jurgen justin
    kamal karen karin karl karol katarina kate katherine kathleen kathryn katrin kavita keiko keith
    kelly ken kenji kenneth kevin khalid kim kiran klaus kofi kristina kumar kurt kwame kyle lara lars
    laura lauren laurent layla lea leah leila lena leon leonard leonardo leticia liam lina linda lisa
    louise luca lucas lucia luis luisa lukas luke magnus mahmoud malik manuel marcel marco marcus
    margaret maria marie marina mario marius marta martha martin martina mary mateo mathias matt matteo
    matthew matthias max maya megan mehmet mei melanie melissa michael michelle miguel mikael mike milan
    min minh miriam mohamed mohammed moritz muhammad nadia nancy naomi natalia natalie natasha nathan
    neil nia nicholas nick nicola nicolas nicole niels nikhil nikita nikolai nils nina noah noor nora
    olaf oleg olga oliver olivia olivier omar oscar otto owen pablo paolo patricia patrick paul paula
    paulo pavel pedro peter petra philip philipp philippe pierre piotr pooja prakash pranav priya rachel
    rafael rahul raj rajesh ralf ramesh raul ravi rebecca ricardo richard rita robert roberto robin
    rodrigo roger roland roman rosa ryan sabine saeed sahar sally sam samantha samir samuel sandeep
    sandra sanjay santiago sara sarah sasha satoshi scott sean sebastian selin sergei sergio shanti
    sharon shirin silvia simon simone sofia sonia sophia sophie stefan stefanie stephanie stephen steve
    steven sunil suresh susan susanne sven svetlana sylvia takeshi tamsin tanja tanya tara tariq tatiana
    theo theresa thomas tim timothy tina tobias todd tom tomas tomasz tony tracy ulrich uma ursula uwe
    valentina vanessa vera veronica victor victoria vijay vikram viktor vincent virginia vivek vladimir
    walter wei wendy werner william wolfgang xavier yan yasmin yuki yusuf yves zainab zoe
    """.split()
)
