"""Frequent German words with the English ones that they are mostly translated by."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from articles.translation.cognates import plain

# Behind a colon stands the English; words joined by a plus are alternatives; a hyphen takes any ending.
GLOSSES: Final = """
ich+mich+mir:i+me mein-:my+mine wir+uns:we+us unser-:our+ours du+dich+dir+euch:you dein-+euer-+eure-:your
er+ihm+ihn:he+him sie+ihnen:she+they+them ihr-:her+their man:one+you jemand-:someone+somebody+anyone
niemand-:nobody nichts:nothing alles:everything etwas:something wer+wem+wen:who+whom was:what wo:where
wie:how+like warum:why wann:when wenn:if+when falls:if weil+denn:because ob:whether aber+doch+jedoch:but+however
oder:or nicht:not kein-:no+not nein:no ja:yes auch:also+too nur:only+just noch:still+yet schon+bereits:already
immer:always nie:never niemals:never oft:often manchmal:sometimes wieder:again hier:here dort+da:there
jetzt+nun:now heute:today gestern:yesterday morgen-:tomorrow+morning dann:then danach:afterwards+then
früher-:earlier+former+formerly später-:later mehr:more weniger:less+fewer viel-:many+much wenig-:few+little
alle-:all jede-:every+each beide-:both ander-:other-+another erst-:first zweit-:second dritt-:third
letzt-:last+latest nächst-:next eins:one zwei:two drei:three vier-:four- fünf-:five sechs:six sechzehn:sixteen
sieben:seven acht:eight neun:nine zehn:ten elf:eleven zwölf:twelve zwanzig:twenty dreißig:thirty fünfzig:fifty
hundert-:hundred- tausend-:thousand- million-:million- milliard-:billion- hälfte+halb-:half
prozent-:percent-+per+% dutzend-:dozen- vor:before+ago nach:after+to während:while+during seit:since+for
bis:until+till+to zwischen:between gegen:against ohne:without durch:through+by über:about+over unter:under+among
hinter:behind mit:with für:for trotz:despite wegen:because+due außer:except+besides neben:beside+besides
um:around+at obwohl:although+though deshalb+daher+deswegen:therefore+so sondern:but vielleicht:perhaps+maybe
natürlich-:natural-+course+naturally sehr:very fast:almost+nearly etwa+ungefähr:about+approximately+around
ganz-:whole+quite+entire- genau-:exact-+precisely sogar:even selbst:even+self+himself+itself+themselves+herself
zusammen-:together+joint- allein-:alone montag-:monday- dienstag-:tuesday- mittwoch-:wednesday-
donnerstag-:thursday- freitag-:friday- samstag-:saturday- sonntag-:sunday- januar:january jänner:january
februar:february märz:march april:april mai:may juni:june juli:july oktober:october dezember:december
frühling-:spring sommer-:summer- herbst-:autumn+fall winter-:winter- jahrhundert-:century+centuries
jahrzehnt-:decade- jahr+jahre+jahren+jahres+jährlich-:year-+annual- monat-:month- woche-:week-
tag+tage+tagen+tages+täglich-:day-+daily stunde-:hour- minute-:minute- sekunde-:second- zeit-:time-
uhr:clock+watch+pm+am nacht-:night- abend-:evening- mittag-:noon+midday alt-:old+ancient neu-:new jung-:young-
groß-+größ-:big+great+large+greater+larger+largest+biggest klein-:small+little+smaller lang-:long+longer
kurz-:short-+brief- hoch+hoh-+höh-:high-+tall niedrig-:low- tief-:deep- breit-:wide+broad
gut-+besser+beste-:good+well+better+best schlecht-:bad+poor+badly schön-:beautiful+lovely stark-:strong-
schwach-:weak- schnell-:fast+quick- langsam-:slow- schwer-:heavy+heavily+difficult+hard
leicht-:easy+easily+light+slightly schwierig-:difficult- einfach-:simple+simply+easy reich-:rich+empire
arm-:poor+arm warm-:warm- kalt-+kälte:cold heiß-:hot voll-:full leer-:empty offen-:open- frei-:free-
sicher-:sure+safe+certain-+secur- wichtig-:important+importance möglich-:possib- unmöglich-:impossib-
notwendig-:necessary richtig-:right+correct- falsch-:wrong+false ähnlich-:similar- gleich-:same+equal-
verschieden-:different+various weit-:far+further+wide- nah-:near+close nahe:near+close rot-:red
weiß-:white+know+knows schwarz-:black- grün-:green- blau-:blue gelb-:yellow mensch-:human-+people+person+man+men
leute:people mann:man männ-:men+male frau-:woman+women+mrs+ms+wife herr-:mr+gentleman+lord kind-:child-
junge-:boy-+young mädchen-:girl- vater-:father- mutter:mother- mütter-:mothers bruder-:brother-
schwester-:sister- sohn-:son+sons tochter-:daughter- eltern-:parent- familie-:famil- freund-:friend-
feind-:enem- könig-:king-+queen- kaiser-:emperor-+imperial volk-+völker-:people-+nation-
bürger-:citizen-+mayor+civil einwohner-:inhabitant-+population+resident- bevölkerung-:population-
leben-+lebt-:life+live-+living+alive tod-+tot-:death-+dead starb-+sterb-+gestorben:die+died+dying+dies
töt-+getötet-:kill- geboren-+geburt-:born+birth- welt-:world- erde-:earth-
land+länder-+landes:countr-+land+state- stadt-+städt-:city+cities+town-+urban dorf-+dörf-:village-
haus-+häus-:house-+home+homes wohn-:live-+flat+apartment-+resid- straße-:street-+road- weg-:way-+path-+away
platz-:place-+square+space ort-:place-+location-+local+site+town brücke-:bridge- fluss-:river- flüss-:river-
meer-:sea-+ocean- see:lake+sea insel-:island- berg-:mountain-+hill- küste-:coast- wasser-:water- luft-:air-
feuer-:fire- stein-:stone- holz-:wood- wald-+wäld-:forest-+wood- baum-+bäum-:tree- tier-:animal- hund-:dog-
pferd-:horse- vogel-+vögel-:bird- fisch-:fish- himmel-:sky+heaven- sonne-:sun+solar+sunny mond-:moon-
stern-:star+stars nord-+nörd-:north- süd-:south- ost-+öst-:east- west-:west- grenze-:border-+limit-
regier-:govern- staat-:state-+national+countr- partei-:part- wahl-+wähl-+gewählt-:elect-+vot-+cho-
stimm-:vot-+voice- recht-:right-+law+legal+quite gesetz-:law-+act+legislation gericht-:court- richter-:judge-
polizei-:police- gefängnis-:prison-+jail- verbrech-:crim- krieg-:war+wars frieden-:peace-
kampf-+kämpf-:fight-+fought+battle-+combat- schlacht-:battle- soldat-:soldier- heer-:army armee-:army+armies
waffe-:weapon-+arms sieg-:victor-+won+win+triumph niederlage-:defeat- macht-:power-+make+makes
herrsch-:rule-+reign-+dominat- freiheit-:freedom+libert- sicherheit-:security+safety
gesellschaft-:society+company+social wirtschaft-:econom-+business geld-:money+funds preis-:price-+prize-
kost-:cost- steuer-:tax- bezahl-:pay-+paid kauf-:buy-+bought+purchas- verkauf-:sell-+sold+sale-
handel-:trade+trading+commerc- arbeit-:work-+labo- arbeitslos-:unemploy- unternehm-:compan-+business-+enterpris-
firma-+firmen-:compan-+firm- werk-:work-+plant- schul-:school- lehrer-:teacher-
schüler-:pupil-+student-+disciple- lern-:learn- buch-+büch-:book- lesen+liest+las+gelesen+leser-:read-
schreib-+schrieb-+geschrieben:writ-+wrote wort-+wört-:word- sprach-:language-+spoke satz:sentence+set
zeitung-:newspaper-+paper frag-:ask-+question- antwort-:answer-+repl-+respon-
sagt-+sag+sage+sagen+gesagt:say-+said+told+tell sprech-+spricht+gespräch-:speak-+spoke+talk-+conversation-
erzähl-:tell-+told+stor- erklär-:explain-+declar- bericht-:report- beschreib-+beschrieb-:descri-
glaub-:believ-+faith+think denk-+dachte+gedacht:think-+thought gedanke-:thought-
wissen+wusste-:know-+knew+knowledge wissenschaft-:scien- kenn-+kannte-:know-+knew
sehen+sieht+sah+gesehen:see+saw+seen hör-+gehört:hear-+heard+belong-+listen- find-+fand+gefunden:find-+found
such-+gesucht:search-+look-+seek-+sought geben+gibt+gab+gegeben:give-+gave nehm-+nahm-+genommen:take-+took
bring-+brachte-+gebracht:bring-+brought komm-+kam+kamen+gekommen:come-+came+coming
gehen+geht+ging-+gegangen:go-+went+gone bleib-+blieb-:remain-+stay- steh-+stand+standen:stand-+stood
lieg-+lag+lagen:lie-+lay+locat-+situated sitz-+saß:sit-+sat+seat- fall-+fiel-+gefallen:fall-+fell+case
lauf-+lief-:run-+ran+walk- fahr-+fuhr-:driv-+drove+travel-+ride+rode
flieg-+flog+flug-+flüg-:fly+flew+flight-+wing- reis-:travel-+journey-+trip- halt-+hielt-:hold-+held+stop-
zeig-:show- führ-:lead-+led+carr-+guid- folg-:follow- beginn-+begann-+begonnen:begin-+began+start-
anfang-+anfäng-:begin-+start- ende+enden+endet-+schließlich:end+ended+final- helf-+half+hilf-+geholfen:help-
brauch-:need- muss-+müss-+musste-:must+had+need- kann+könn-+konnte-:can+could+able
will+woll-+wollte-:want-+would soll-+sollte-:should+supposed+shall darf+dürf-+durfte-:may+allowed+might
werd-+wird:will+would+become- wurde-:was+were+became versuch-:try+tried+attempt-+trying lieb-:love-+dear
hass-:hate-+hatred hoff-:hope- fürcht-+angst-:fear-+afraid freu-+froh-:joy-+glad+happy+pleas-
glück-:luck-+happ-+fortun- trauer-+traurig-:sad-+mourn- lach-+lächel-:laugh-+smil- wein-:wine-+weep-+cry+cried
ess-+isst+aß+gegessen:eat-+ate+food trink-+trank:drink-+drank brot-:bread- milch-:milk- fleisch-:meat+flesh
schlaf-+schlief:sleep-+slept traum-+träum-:dream- krank-+krankheit-:sick-+ill+disease-+illness gesund-:health-
arzt-+ärzt-:doctor-+physician- kopf-+köpf-:head- auge-:eye- hand+hände-:hand- herz-:heart- blut-:blood-
gesicht-:face- fuß-+füß-:foot+feet stimme-:voice- körper-:bod- haar-:hair- kirche-:church-
gott-+gött-:god-+divin- geist-:spirit-+mind+ghost- seele-:soul- kunst-+künst-:art+arts+artist-+artificial
bild-:picture-+imag-+form-+educat- spiel-:play-+game-+match- mannschaft-:team-
gewinn-+gewann-+gewonnen:win-+won+gain-+profit- verlier-+verlor-+verlust-:los- geschicht-:histor-+stor-
entwick-:develop- forsch-:research- erfind-+erfund-:invent- entdeck-:discover-
bau-+gebaut:build-+built+construct- gebäude-:building- maschine-:machin- kraft-+kräft-:force-+power-+strength
licht-:light- farbe-:colo- teil-:part-+share- mitte+mittel-:middle+center+cent-+means+medi- seite-:side-+page-
zahl-:number-+figure-+pay- beispiel-:example- grund-:reason-+ground-+basis frage-:question- problem-:problem-
ziel-:goal-+target-+aim-+destination ergebnis-:result- folge-:consequenc-+follow-+episode-
wirkung-+wirk-:effect-+work- ursache-:cause- unterschied-:differen- verbind-+verbund-:connect-+link-+combin-
erhalt-+erhielt-:receiv-+obtain-+preserv- bekomm-+bekam-:get-+got+receiv- verlass-+verließ-:leave+left+leaving
lassen+lässt+ließ-:let-+leave+left+make öffn-+geöffnet:open- schließ-+schloss-:clos-+castle
trag-+träg-+trug-+getragen:carr-+wear-+wore+bear-+bore ändern+änder-+verändert-:chang- wachs-+wuchs-:grow-+grew
steig-+stieg-:rise-+rose+increas-+climb- sink-+sank-:sink-+sank+declin-+fell erreich-:reach-+achiev-
gehör-:belong- nenn-+nannte-+genannt-:call-+nam- heiß-+hieß:called+name- name+namen:name-
bedeut-:mean-+signific-+import- enthält+enthalt-:contain- besteh-+bestand:consist-+exist-
entsteh-+entstand-:emerge-+aris-+creat-+originat- dien-:serv- schütz-+schutz-:protect- zerstör-:destr-
verletz-:injur-+hurt+wound- opfer-:victim-+sacrific- gefahr-+gefähr-:danger-+risk- bedroh-:threat-
angriff-+angreif-:attack- plan-:plan+plans+planned+planning entscheid-+entschied-:deci-
vorschlag-+vorschläg-:propos-+suggest- vertrag-+verträg-:contract-+treat-+agreement- abkommen-:agreement-
mitglied-:member- leiter-:head-+leader-+director- verein-:club-+unit-+association-
verband-+verbänd-:association-+federation bund-+bünd-:federal+alliance- haupt-:main-+capital+chief+head
vorsitz-:chair- minister-:minister- abgeordnet-:deput-+member-+representative- behörd-:authorit-
amt-+ämt-:office- öffentlich-:public- gemeinsam-:common+joint-+together+shared eigen-:own groß:great
besonder-:special-+particular- weiter-:further+continu- bekannt-:known+famous+announc- berühmt-:famous
deutsch-:german- englisch-+england-:english+england französ-+frankreich-:french+france spani-:spain+spanish
italien-:ital- griech-:greek-+greece römisch-+rom:roman+rome österreich-:austria- schweiz-:swiss+switzerland
russ-:russia- europ-:europ- vereinigt-:united usa:us+united+america- amerika-:america-
großbritannien-+britisch-:brit- japan-:japan- chin-:chin- türk-:turk- polen-+polnisch-:poland+polish
münchen-:munich köln-:cologne wien-:vienna- donau:danube rhein-:rhine umwelt-:environment- klima-:climat-
wetter-:weather regen-:rain- schnee-:snow- wind-:wind- eis-:ice gift-:poison-+toxic stoff-:substanc-+material-
gold-:gold- silber-:silver- eisen-:iron-+rail- eisenbahn-+bahn-:railway-+railroad-+train- zug+züg-:train-+drew
auto-:car+cars+auto- schiff-:ship-+boat- flugzeug-:aircraft+plane-+airplane- hafen-:port-+harbo-
krankenhaus-:hospital- geschäft-:business-+shop-+store- markt-+märkt-:market- ware-:goods+were
gast-+gäst-:guest- zimmer-:room- tür-:door- fenster-:window- tisch-:table- bett-:bed garten-+gärt-:garden-
feld-:field- bauer-:farmer-+peasant- acker-:field- ernte-:harvest-+crop- pflanz-:plant- blume-:flower-
apfel-+äpfel-:apple- brief-:letter- nachricht-:news+message- netz-:net-+network- rechner-:computer-
bildschirm-:screen- schauspiel-:actor-+actress+play lied-:song- sänger-:singer- film-:film-+movie-
übersetz-:translat- verfass-:constitution-+author-+wrote autor-:author- dichter-:poet-+dense gedicht-:poem-
roman-:novel-+roman band-+bänd-:volume-+band+tape kapitel-:chapter- beweis-:proof+prov-+evidence
wahr-:true+truth+real- wahrheit-:truth lüge-:lie+lies meinung-:opinion- erinner-:remember-+remind-+memor-
vergess-+vergaß-:forg- versteh-+verstand-:underst- hilfe-:help+aid+assistance unterstütz-:support-
kritik-:critic- erfolg-:success- fehler-:mistake-+error- schuld-:guilt-+debt-+blame+fault
verdacht-+verdächt-:suspic-+suspect- zahlreich-:numerous+many mehrere-:several einige-:some+several
meist-:most-+usual- kaum:hardly+barely+scarcely plötzlich-:sudden- gerade:just+straight
zuerst+zunächst:first+initially weltkrieg-:war regel-:rule-+regular- ordnung-:order- maß-:measur-
gewicht-:weight- länge-:length größe-:size-+great- höhe-:height- fläche-:area-+surface-
gebiet-:area-+territor-+region-
"""


class Lexicon(NamedTuple):
    """The words of one language, each with the entries of the glosses that it stands in."""

    words: dict[str, tuple[str, ...]]
    beginnings: dict[str, tuple[str, ...]]

    def entries(self, word: str) -> tuple[str, ...]:
        """Return the entries of a word in plain letters: those of the whole word or its longest beginning."""
        if whole := self.words.get(word):
            return whole
        lengths = range(min(len(word), _LONGEST), _SHORTEST - 1, -1)
        return next((found for length in lengths if (found := self.beginnings.get(word[:length]))), ())


_SHORTEST, _LONGEST = 2, 14


@cache
def lexicons() -> tuple[Lexicon, Lexicon]:
    """Return the German and the English lexicon."""
    both = Lexicon({}, {}), Lexicon({}, {})
    for entry in GLOSSES.split():
        for lexicon, alternatives in zip(both, entry.split(":"), strict=True):
            for word in alternatives.split("+"):
                table = lexicon.beginnings if word.endswith("-") else lexicon.words
                key = plain(word.rstrip("-"))
                table[key] = (*table.get(key, ()), entry)
    return both
