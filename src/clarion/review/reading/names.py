"""Given names that are common in technical teams around the world, to tell "Ravi forgot" from "Redis forgot".

A name that is also an everyday word or a product (Will, Mark, May, Jenkins, Jasmine, Alexa) is left out: grammar finds those by
the verbs that only people carry.
"""

GIVEN_NAMES = frozenset(
    """
    aaron abdul abigail achieng adam aditya adriana agnes agnieszka agus ahmed aisha akiko akira alan
    albert alejandro alessandro alessia alex alexander alexandra alexis ali alice alicia alison amanda
    amara amelia amelie amina amir amit amy ana anand andrea andreas andreea andrei andrew andy angela
    angharad anil anita anja anjali anke anna anne anneke annika anouk anthony antoine antonio anya
    aoife arjun arthur asha ashley ashok astrid ayesha balazs barbara bart beatrice beatriz ben benjamin
    benoit bernd beth bilal bjorn bogdan boris brandon brenda brian bridget bruno budi burak callum
    camila camille carl carla carlos carmen carol caroline catherine cedric chandra charles charlotte
    chen chiara chidi chloe chris christian christina christine christopher ciaran claire clara claudia
    colin connor craig cristina daniel daniela danielle darren dave david davide deborah declan deepa
    deepak dele dennis derek dewi diana diego dieter divya dmitri dmitry dominik donna dorothy doug
    douglas dragan dylan eduardo edward eileen elena eleni elias elin elizabeth elke ella ellen emil
    emily emma emre eoin eric erik erika ernesto esteban esther ethan eva evan evelyn fabian farhan
    farid fatima fatou felipe felix femke fernando fiona florian francesca francesco frank franz
    frederik freja gabriel gabriela gareth gary george georgia gerald gerd gergely giovanni gisela gita
    giulia giulio gordon greta guido guillaume gustavo hamid hamish hamza hannah hans harald harry
    haruka hassan heather heidi heike heinz helen helena henrik henrike henry hideo hiroshi holger hugo
    hyejin iain ian ibrahim ifeoma ignacio igor imke imran ines ingrid ioana irene irina isaac isabel
    isabella ivan ivana jack jacob jacques jakub james jan jane janet jason javier jeff jeffrey jelena
    jennifer jens jeremy jerome jessica jiahui jim jiri jisoo joan joana joanna joao joe johan johannes
    john joko jomar jonas jonathan joost jordan jorg jorge jose joseph joshua jovana joyce juan judith
    julia julian julie juliette jun jurgen justin kaito kamal kamau karen karim karin karl karol kasia
    katalin katarina kate katherine kathleen kathryn katrin kavita keiko keith kelly ken kenji kenneth
    kevin khalid kim kiran klaus kofi kristina krzysztof kumar kurt kwame kyle lakshmi lara lars laura
    lauren laurent layla lea leah leila lena lenka leon leonard leonardo leticia leyla liam lieke lina
    linda lindiwe linh linnea lisa lotte louise luca lucas lucia luis luisa lukas luke lupe maarten
    magnus mahmoud maike malgorzata malik mamadou manish manon manuel marcel marco marcus marek margaret
    maria maricel marie mariko marina mario marisol marius marta martha martin martina mary mateo
    mathias mathilde matilde matt matteo matthew matthias max maxime maya megan mehdi mehmet mei meiling
    melanie melissa michael michelle miguel mihai mikael mike mikkel milan milica min minh minji miriam
    mirka mohamed mohammed morag moritz muhammad nadia nancy naoko naomi natalia natalie natasha nathan
    neha neil ngozi nguyet nia niamh nicholas nick nicola nicolas nicole niels nikhil nikita nikolai
    nils nina noah nomsa noor nora olaf oleg olga oliver olivia olivier omar oscar oskar otieno otto
    ousmane owen pablo padraig paolo parisa patricia patrick paul paula paulina paulo pavel pedro peter
    petra philip philipp philippe pierre pieter pilar piotr pooja prakash pranav priya rachel rafael
    rahul raj rajesh ralf ramesh rashid raul ravi razvan rebecca renate reza rhys ricardo richard rita
    robert roberto robin rodrigo roger rohan roland roman rosa rui ryan sabine saeed sahar sakura sally
    salma sam samantha samir samuel sandeep sandra sanjay sanne santiago sara sarah sasha satoshi scott
    sean sebastian selin sergei sergio shanti sharon shirin shreya siddharth signe sigrid silke silvia
    simon simone siobhan sipho siti sofia sonia sophia sophie soren stefan stefanie stephanie stephen
    steve steven sunil suresh susan susanne sven svetlana swati sylvia takeshi tamsin tanja tanya tara
    tariq tatiana tereza thabo thanh theo theresa thiago thierry thomas tiago tim timothy tina tobias
    todd tom tomas tomasz tony torsten tracy tuan tunde ulrich ulrike uma ursula uwe valentina vanessa
    varun vasco vera veronica victor victoria vijay vikram viktor vincent virginia vivek vladimir walter
    wanjiru wei wendy wenjie werner william wojciech wolfgang wouter xavier xiaoming ximena yan yasmin
    yiling yuki yusuf yuto yves zainab zeynep zoe zofia zsofia zuzana
    """.split()
)
