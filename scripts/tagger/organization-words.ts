// Which words say that a name is an organisation's? Legal forms of companies, and kinds of bodies, by language.
// Letters in braces are endings.

/** By ISO 639-1 code. A form is written without its points: `doo` for `d.o.o.`. */
const WORDS: Readonly<Record<string, string>> = {
  fi: `oy oyj ab ky ministeriö{,n} yliopisto{,n} oikeus puolue{,en} liitto yhdistys yhtiö{,n} osakeyhtiö pankki virasto{,n} neuvosto komissio komitea eduskunta senaatti seura lehti toimisto poliisi museo`,
  he: `חברת משרד אוניברסיטת האוניברסיטה בית מפלגת המפלגה ועדת הוועדה מועצת בנק תנועת התנועה אגודת עמותת קרן המכון ארגון הסתדרות ההסתדרות רשות הרשות עיתון צבא משטרת המשטרה הכנסת מכללת`,
  hy: `ընկերություն ընկերության նախարարություն նախարարության համալսարան համալսարանի դատարան դատարանի կուսակցություն կուսակցության բանկ բանկի ինստիտուտ ինստիտուտի միություն միության խորհուրդ խորհրդի հանձնաժողով ակադեմիա ակադեմիայի փբը ուբը սպը ակումբ ակումբի կազմակերպություն`,
  pl: `oo spółk{a,i,ę,ą} ministerstw{o,a,u,em} uniwersytet{,u,em} sąd{,u,em} trybunał{,u} komisj{a,i,ę} rad{a,y,ę} komitet{,u} parti{a,i,ę} związ{ek,ku} konfederacj{a,i} federacj{a,i} stowarzyszeni{e,a} fundacj{a,i,ę} instytut{,u} bank{,u,iem}
    agencj{a,i,ę} urz{ąd,ędu} rząd{,u} sejm{,u} senat{,u} policj{a,i,ę} armi{a,i} prokuratur{a,y} szpital{,a} muze{um} klub{,u} grup{a,y} organizacj{a,i} akademi{a,i} zakład{,u} wydawnictw{o,a} towarzystw{o,a}`,
  pt: `sa ltda lda sgps eireli ministério universidade tribunal comissão conselho comité comitê partido sindicato confederação federação associação fundação instituto banco agência câmara prefeitura governo assembleia congresso senado
    parlamento polícia exército procuradoria hospital museu clube grupo organização academia companhia empresa secretaria editora`,
  ru: `ооо оао зао пао ао нко гуп фгуп муп ип министерств{о,а,у,ом,е} университет{,а,у,ом,е} институт{,а,у,ом,е} академи{я,и,ю,ей} суд{,а,у,ом,е} комисси{я,и,ю,ей} комитет{,а,у,ом,е} совет{,а,у,ом,е} парти{я,и,ю,ей} союз{,а,у,ом,е} федераци{я,и,ю,ей} ассоциаци{я,и,ю,ей}
    фонд{,а,у,ом,е} банк{,а,у,ом,е} агентств{о,а,у,ом,е} служб{а,ы,у,ой,е} правительств{о,а,у,ом,е} дум{а,ы,у,ой,е} парламент{,а,у,ом,е} полици{я,и,ю,ей} прокуратур{а,ы,у,ой,е} компани{я,и,ю,ей} корпораци{я,и,ю,ей} концерн{,а,у,ом,е} завод{,а,у,ом,е} музе{й,я,ю,ем,е} клуб{,а,у,ом,е} газет{а,ы,у,ой,е}
    организаци{я,и,ю,ей} движени{е,я,ю,ем,и} управлени{е,я,ю,ем,и} департамент{,а,у,ом,е} ведомств{о,а,у,ом,е}`,
  ur: `وزارت یونیورسٹی عدالت کمیشن کونسل کمیٹی پارٹی لیگ بینک کمپنی لمیٹڈ تنظیم ادارہ انجمن جماعت اسمبلی سینیٹ پولیس فوج محکمہ اکیڈمی فاؤنڈیشن ٹرسٹ ایجنسی ہسپتال کالج کلب بورڈ تحریک محاذ`,
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
