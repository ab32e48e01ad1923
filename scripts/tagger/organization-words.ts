// Which words say that a name is an organisation's? Legal forms of companies, and kinds of bodies, by language.
// Legal forms: cleanco 2.3 (MIT), and those of other scripts; the rest was written for Lede. Letters in braces are endings.

/** By ISO 639-1 code. A form is written without its points: `doo` for `d.o.o.`. */
const WORDS: Readonly<Record<string, string>> = {
  ar: `شركة الشركة مؤسسة المؤسسة وزارة الوزارة جامعة الجامعة محكمة المحكمة مجلس منظمة المنظمة هيئة الهيئة لجنة اللجنة حزب الحزب حركة الحركة بنك البنك مصرف المصرف اتحاد الاتحاد جمعية الجمعية
    معهد المعهد وكالة الوكالة نقابة النقابة جبهة الجبهة مركز المركز صحيفة قناة نادي النادي مستشفى المستشفى جيش الجيش كتائب فيلق`,
  de: `gmbh ag kgaa ohg gbr mbh ev eg ministerium{,s} bundesministerium{,s} außenministerium{,s} innenministerium{,s} finanzministerium{,s} universität{,en} hochschule{,n} gericht{,s} landgericht{,s} amtsgericht{,s} oberlandesgericht{,s}
    bundesgerichtshof{,s} verwaltungsgericht{,s} staatsanwaltschaft{,en} polizei bundespolizei amt{,es} bundesamt{,es} landesamt{,es} behörde{,n} agentur bundesagentur kommission{,en} ausschuss verband{,es} bundesverband{,es} verein{,s} stiftung{,en}
    partei{,en} fraktion{,en} gewerkschaft{,en} bank{,en} sparkasse{,n} versicherung{,en} werke institut{,s} gesellschaft{,en} rat{,es} bundesrat{,es} bundestag{,es} landtag{,es} verlag{,s} zeitung{,en} klinik{,en} krankenhaus{,es} museum{,s} armee bundeswehr`,
  es: `sl sa sau slu scl sociedad empresa compañía ministerio universidad tribunal juzgado corte comisión consejo comité partido sindicato confederación federación asociación fundación instituto banco caja agencia ayuntamiento
    diputación gobierno junta congreso senado parlamento policía guardia ejército fiscalía hospital museo club grupo fondo organización academia colegio editorial consejería`,
  fa: `شرکت وزارت دانشگاه دادگاه سازمان مجلس شورای شورا حزب بانک کمیته کمیسیون انجمن بنیاد خبرگزاری روزنامه سپاه ارتش باشگاه مؤسسه موسسه مرکز نیروی پلیس اتحادیه جبهه کانون فدراسیون بیمارستان`,
  fi: `oy oyj ab ky ministeriö{,n} yliopisto{,n} oikeus puolue{,en} liitto yhdistys yhtiö{,n} osakeyhtiö pankki virasto{,n} neuvosto komissio komitea eduskunta senaatti seura lehti toimisto poliisi museo`,
  fr: `sa sas sarl eurl snc scop société compagnie ministère université tribunal cour commission conseil comité parti syndicat confédération fédération association fondation institut banque agence mairie préfecture gouvernement
    assemblée sénat parlement police gendarmerie armée parquet hôpital musée club groupe organisation académie journal chambre office union`,
  he: `חברת משרד אוניברסיטת האוניברסיטה בית מפלגת המפלגה ועדת הוועדה מועצת בנק תנועת התנועה אגודת עמותת קרן המכון ארגון הסתדרות ההסתדרות רשות הרשות עיתון צבא משטרת המשטרה הכנסת מכללת`,
  hi: `मंत्रालय विश्वविद्यालय न्यायालय आयोग परिषद समिति पार्टी दल बैंक कंपनी लिमिटेड निगम संघ संगठन संस्थान संस्था सभा मोर्चा पुलिस सेना विभाग अकादमी फाउंडेशन ट्रस्ट एजेंसी अस्पताल कॉलेज कांग्रेस क्लब`,
  hy: `ընկերություն ընկերության նախարարություն նախարարության համալսարան համալսարանի դատարան դատարանի կուսակցություն կուսակցության բանկ բանկի ինստիտուտ ինստիտուտի միություն միության խորհուրդ խորհրդի հանձնաժողով ակադեմիա ակադեմիայի փբը ուբը սպը ակումբ ակումբի կազմակերպություն`,
  it: `spa srl srls snc sas sapa scrl società compagnia ministero università tribunale corte commissione consiglio comitato partito sindacato confederazione federazione associazione fondazione istituto banca agenzia comune regione
    governo camera senato parlamento polizia carabinieri esercito procura ospedale museo gruppo organizzazione accademia unione`,
  nl: `bv nv vof cv ministerie universiteit rechtbank gerechtshof raad commissie comité partij vakbond federatie vereniging stichting instituut bank agentschap gemeente regering kamer senaat parlement politie leger ziekenhuis museum club groep organisatie academie maatschappij genootschap bond krant`,
  pl: `oo spółk{a,i,ę,ą} ministerstw{o,a,u,em} uniwersytet{,u,em} sąd{,u,em} trybunał{,u} komisj{a,i,ę} rad{a,y,ę} komitet{,u} parti{a,i,ę} związ{ek,ku} konfederacj{a,i} federacj{a,i} stowarzyszeni{e,a} fundacj{a,i,ę} instytut{,u} bank{,u,iem}
    agencj{a,i,ę} urz{ąd,ędu} rząd{,u} sejm{,u} senat{,u} policj{a,i,ę} armi{a,i} prokuratur{a,y} szpital{,a} muze{um} klub{,u} grup{a,y} organizacj{a,i} akademi{a,i} zakład{,u} wydawnictw{o,a} towarzystw{o,a}`,
  pt: `sa ltda lda sgps eireli ministério universidade tribunal comissão conselho comité comitê partido sindicato confederação federação associação fundação instituto banco agência câmara prefeitura governo assembleia congresso senado
    parlamento polícia exército procuradoria hospital museu clube grupo organização academia companhia empresa secretaria editora`,
  ru: `ооо оао зао пао ао нко гуп фгуп муп ип министерств{о,а,у,ом,е} университет{,а,у,ом,е} институт{,а,у,ом,е} академи{я,и,ю,ей} суд{,а,у,ом,е} комисси{я,и,ю,ей} комитет{,а,у,ом,е} совет{,а,у,ом,е} парти{я,и,ю,ей} союз{,а,у,ом,е} федераци{я,и,ю,ей} ассоциаци{я,и,ю,ей}
    фонд{,а,у,ом,е} банк{,а,у,ом,е} агентств{о,а,у,ом,е} служб{а,ы,у,ой,е} правительств{о,а,у,ом,е} дум{а,ы,у,ой,е} парламент{,а,у,ом,е} полици{я,и,ю,ей} прокуратур{а,ы,у,ой,е} компани{я,и,ю,ей} корпораци{я,и,ю,ей} концерн{,а,у,ом,е} завод{,а,у,ом,е} музе{й,я,ю,ем,е} клуб{,а,у,ом,е} газет{а,ы,у,ой,е}
    организаци{я,и,ю,ей} движени{е,я,ю,ем,и} управлени{е,я,ю,ем,и} департамент{,а,у,ом,е} ведомств{о,а,у,ом,е}`,
  ur: `وزارت یونیورسٹی عدالت کمیشن کونسل کمیٹی پارٹی لیگ بینک کمپنی لمیٹڈ تنظیم ادارہ انجمن جماعت اسمبلی سینیٹ پولیس فوج محکمہ اکیڈمی فاؤنڈیشن ٹرسٹ ایجنسی ہسپتال کالج کلب بورڈ تحریک محاذ`,
  zh: `公司 有限公司 集团 银行 大学 学院 法院 委员会 政府 部 局 党 协会 基金会 研究所 医院 博物馆 报社 电视台 俱乐部 组织 联盟 军 警察局 检察院 出版社`,
}

/** The words of a language. */
export function organizationWords(language: string): string[] {
  return (WORDS[language] ?? '')
    .split(/\s+/u)
    .filter(word => word !== '')
    .flatMap(word => {
      const [stem = '', endings] = word.split(/[{}]/u)
      return endings === undefined ? [stem] : endings.split(',').map(ending => stem + ending)
    })
}
