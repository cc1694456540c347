"""The words that tell where a sentence ends, in German and in English."""

from __future__ import annotations

from typing import Final, NamedTuple


def listed(text: str) -> frozenset[str]:
    """Return the words of `text`."""
    return frozenset(text.split())


class SentenceWords(NamedTuple):
    """What is known of one language's abbreviations and of the words around the ends of its sentences.

    Abbreviations are what stands before the full stop, compared as written unless said otherwise.
    """

    never_end: frozenset[str]
    """Abbreviations that stand before something else: a full stop behind them ends no sentence."""
    before_number: frozenset[str]
    """Abbreviations that count when a number follows; with a word behind them they are the end."""
    mid_sentence: frozenset[str]
    """Abbreviations that end a sentence only before a word that hardly stands capitalised inside one."""
    after_ordinal: frozenset[str]
    """What follows an ordinal, whatever stands before it."""
    determiners: frozenset[str]
    """Lower-case words that make the number behind them an ordinal."""
    starters: frozenset[str]
    """Words, in lower case, whose capital says that a sentence begins."""
    ordinals: bool
    """Whether a full stop makes a number an ordinal."""


GERMAN: Final = SentenceWords(
    never_end=listed(
        """
        Dr Dres Prof Hr Hrn Frl St Ing Dipl Lic Mr Mrs Ms Msgr Gebr Hl hl Ew Exz Hbf Abt Bhf Bj Ffm
        Nr Nrn Kto Bst Mt Pfr Med Kfm Lt Ltn Hptm Maj Univ Vgl vgl Ca ca Bzw bzw sog
        Inkl inkl Exkl exkl Zzgl zzgl Evtl evtl Ggf ggf Insb insb Bes bes Bsp bspw Bspw Einschl einschl gem
        lt mind Zit zit Hrsg hrsg Hg Verf ehem Ehem eigtl gegr geb gest gesch allg Allg
        Abk Bde bezgl bzgl Bzgl d.h D.h z.B Z.B i.e e.g d.i z.T Z.T z.Zt Z.Zt m.a.W v.a V.a u.U U.U
        i.Allg i.d.R I.d.R i.S vs Vs resp Resp zzt Zzt urspr Urspr engl franz frz lat griech dt Dt österr
        schweiz amerik brit russ ital span jap chin südl nördl westl östl ev kath röm
        """
    ),
    before_number=listed(
        """
        Abb Abs Abschn Anh Anl Anm Art Aufl Ausg Az Bd Bez Bl Buchst Fig Fn Fr Hs Jg Kap Lfg Par Pos Rdnr Rn Rz
        Sp Str Tab Taf Tz Vol Ziff Zi Kl Ch Op op Ms Pl al Max max Min min
        """
    ),
    mid_sentence=listed(
        """
        Mio Mrd Bio Tsd Jr Sr jun sen Jan Feb Febr Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez Mo Di Mi Do Fr Sa So
        Gem Gen Mag Mind No Ps Sen Sog Tel Std Sek Hd Jh Jhd Jhdt Jhs Co KG phil rer nat pol iur jur med theol
        habil oec mult techn Dtschl
        u.a U.a u.ä u.Ä o.ä o.Ä s.o s.u a.a.O a.D e.V h.c i.R i.V i.A p.a v.H U.S u.v.a u.v.m e.h
        """
    ),
    after_ordinal=listed(
        """
        Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember Jahrhundert
        Jahrhunderts Jahrhunderte Jahrtausend Auflage Aufl Jh Jhd Jan Feb Apr Aug Sept Sep Okt Nov Dez
        """
    ),
    determiners=listed(
        """
        der die das dem den des am im zum zur vom beim ans ins ein eine einen einem einer eines sein seine seinen
        seinem seiner seines ihr ihre ihren ihrem ihrer ihres mein meine meinen meinem unser unsere unseren
        unserem jeder jede jedes jeden jedem dieser diese dieses diesen diesem
        """
    ),
    starters=listed(
        """
        der die das den dem des ein eine einen einem einer eines er sie es wir ihr ich du man dies diese dieser
        dieses diesen diesem jene jener jenes sein seine seinen seinem seiner ihre ihren ihrem ihrer mein meine
        meinen unser unsere kein keine keiner keinen wer was wo wie wann warum weshalb wieso woher wohin welche
        welcher welches und oder aber doch denn sondern auch noch nur schon sogar nicht nichts niemand nie alle
        alles allerdings als also am an auf aus außer außerdem bei beim bereits bis bisher da dabei dadurch dafür
        dagegen daher damals damit danach daneben dann daran darauf daraus darin darüber darum darunter davon
        davor dazu deshalb deswegen dennoch derzeit dort durch ebenso eigentlich endlich ferner für früher gegen
        gestern gleichzeitig heute hier hierbei hinter im immer in insgesamt inzwischen ist ja jedoch jeder jede
        jedes jemand jetzt kurz laut leider manche mehr mit morgen nach nachdem natürlich neben nein nun ob obwohl
        ohne seit seitdem sind so sobald sofern solange somit sonst später statt stattdessen trotz trotzdem über
        um unter viele vielen vielleicht vom von vor vorher während war waren warum weder wegen weil weiter
        weitere weiterhin wenn wenige wird wurde wurden zu zudem zuerst zuletzt zum zunächst zur zwar zwischen
        einige einst einmal etwa etwas beide beiden gar ganz genau anschließend andere anders ab dazu
        """
    ),
    ordinals=True,
)

ENGLISH: Final = SentenceWords(
    never_end=listed(
        """
        Mr Mrs Ms Messrs Mme Mlle Dr Drs Prof Rev Hon Fr St Mt Ft Gen Col Maj Capt Cpt Cmdr Lt Sgt Pvt Adm Gov Sen
        Rep Pres Supt Det Insp Msgr vs Vs cf Cf viz eg ie e.g i.e E.g I.e approx ca Ca c.f Assn esp incl excl
        Univ Dept Asst Assoc Ave Blvd
        """
    ),
    before_number=listed(
        """
        No no Nos nos p pp P Pp Vol vol Vols vols Fig fig Figs figs Ch ch Chap chap Sec sec Sect Art art Op op Par
        para Pt pt Tab tab Eq eq Ex ex Bk bk l ll v vv n nn Ed ed
        """
    ),
    mid_sentence=listed(
        """
        Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thurs Fri Sat Sun Jr Sr Inc Ltd Corp
        Co Cos Bros Esq et al etc Ph.D M.D B.A M.A D.Phil LL.D U.S U.K U.N E.U D.C U.S.A a.m p.m A.M P.M B.C A.D
        B.C.E C.E St Ave Rd Sq Md Va Pa Mass Conn Calif Tenn Penn Minn Mich Wash Ill Ind Wis Fla Ga Ala Ariz Ark
        Colo Del Kan Ky La Mo Mont Neb Nev Okla Ore Tex Vt
        """
    ),
    after_ordinal=frozenset(),
    determiners=frozenset(),
    starters=listed(
        """
        the a an this that these those he she it we they you i his her its our their your my there here what who
        whom whose which why how when where while if unless although though because since as so but and or nor yet
        for not no none nobody nothing never only even also still then thus therefore hence however moreover
        furthermore besides meanwhile otherwise instead indeed perhaps maybe of course in on at by with without
        within from to into over under above below after before during until till between among against about
        across along around behind beyond despite except near through toward towards upon once twice again soon
        later now today yesterday tomorrow tonight all any each every either neither both some many most much more
        few fewer several other others another such one two three do does did is are was were has have had can
        could will would shall should may might must let please yes oh well according due like unlike just almost
        already always often sometimes usually recently finally eventually
        """
    ),
    ordinals=False,
)
