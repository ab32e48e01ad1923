// Texts in five languages, written for the benchmarks of formats: lines of one width, with the signs that readers stumble over.

export const TEXTS: Readonly<Record<string, readonly string[]>> = {
  English: [
    'On 14 March 1987 the committee met for the third time. Its chair,',
    'Ms. Eleanor Whitcombe, asked who had signed the order; nobody',
    'answered. “We were never shown the list,” the harbour master said,',
    'and he added that 2,450 sacks of rice were missing from store No. 7.',
    'The minutes (pp. 12–15) give the names of twenty-three drivers,',
    'eight of whom had crossed the border at night without papers.',
    'A second letter, dated 2 April, asks the ministry for £18,600.50.',
  ],
  German: [
    'Am 14. März 1987 trat der Ausschuss zum dritten Mal zusammen. Die',
    'Vorsitzende, Frau Dr. Käthe Brüggemann, fragte, wer den Befehl',
    'unterschrieben habe; niemand antwortete. „Man hat uns die Liste nie',
    'gezeigt“, erklärte der Hafenmeister, und fügte hinzu, dass aus dem',
    'Lager Nr. 7 genau 2.450 Säcke Reis fehlten. Das Protokoll (S. 12–15)',
    'nennt dreiundzwanzig Fahrer, von denen acht die Grenze nachts ohne',
    'Ausweise überquert hätten. Größere Beträge wurden bar ausgezahlt.',
  ],
  French: [
    'Le 14 mars 1987, le comité s’est réuni pour la troisième fois. Sa',
    'présidente, Mme Hélène Garçonnet, a demandé qui avait signé l’ordre ;',
    'personne n’a répondu. « On ne nous a jamais montré la liste », a dit',
    'le maître du port, avant d’ajouter que 2 450 sacs de riz manquaient',
    'à l’entrepôt nº 7. Le procès-verbal (p. 12–15) donne les noms de',
    'vingt-trois chauffeurs, dont huit avaient franchi la frontière de nuit,',
    'sans papiers. Où étaient passés les reçus ? Là-dessus, pas un mot.',
  ],
  Spanish: [
    'El 14 de marzo de 1987 el comité se reunió por tercera vez. Su',
    'presidenta, doña Begoña Ibáñez, preguntó quién había firmado la',
    'orden; nadie contestó. «Nunca nos enseñaron la lista», dijo el jefe',
    'del puerto, y añadió que faltaban 2.450 sacos de arroz del almacén',
    'n.º 7. El acta (págs. 12–15) da los nombres de veintitrés choferes,',
    'ocho de los cuales habían cruzado la frontera de noche, sin papeles.',
    '¿Dónde estaban los recibos? Sobre eso no se dijo ni una palabra.',
  ],
  Ukrainian: [
    'Чотирнадцятого березня 1987 року комісія зібралася втретє. Голова',
    'комісії, пані Ганна Їжакевич, запитала, хто підписав наказ; ніхто не',
    'відповів. «Нам ніколи не показували списку», — сказав начальник',
    'порту й додав, що зі складу № 7 зникло 2450 мішків рису. Протокол',
    '(с. 12–15) називає двадцять трьох водіїв, вісім із яких уночі',
    'перетнули кордон без документів. Де поділися розписки? Про це в',
    'протоколі немає жодного слова. Ґанок будинку було зруйновано.',
  ],
}

/** Texts that are written from right to left, with numbers, brackets and Latin words in them. */
export const RIGHT_TO_LEFT_TEXTS: Readonly<Record<string, readonly string[]>> = {
  Arabic: [
    'في 14 مارس 1987 اجتمعت اللجنة للمرة الثالثة. وسألت رئيستها، السيدة',
    'ليلى الأنصاري، من الذي وقّع على الأمر؛ فلم يجب أحد. وقال مدير',
    'الميناء: «لم نطّلع على القائمة قط»، وأضاف أن 2450 كيساً من الأرز',
    'فُقدت من المخزن رقم 7. ويذكر المحضر (ص 12–15) أسماء ثلاثة وعشرين',
    'سائقاً، عبر ثمانية منهم الحدود ليلاً بلا أوراق. ولا تزال رسالة من',
    'شركة Lloyds Shipping إلى وزارة المالية، بتاريخ 2 أبريل، بلا جواب.',
  ],
  Hebrew: [
    'ב-14 במרץ 1987 התכנסה הוועדה בפעם השלישית. היושבת בראשה, גברת',
    'אלינור ויטקומב, שאלה מי חתם על הפקודה; איש לא ענה. "מעולם לא',
    'הראו לנו את הרשימה", אמר מנהל הנמל, והוסיף כי 2,450 שקי אורז',
    "נעלמו ממחסן מס' 7. הפרוטוקול (עמ' 12–15) מונה עשרים ושלושה נהגים,",
    'שמונה מהם חצו את הגבול בלילה בלי מסמכים. מכתב של חברת Lloyds',
    'Shipping אל משרד האוצר, מיום 2 באפריל, נשאר בלי תשובה.',
  ],
  Persian: [
    'کمیته در ۱۴ مارس ۱۹۸۷ برای سومین بار تشکیل شد. رئیس آن، خانم',
    'لیلا انصاری، پرسید چه کسی دستور را امضا کرده است؛ هیچ‌کس پاسخ',
    'نداد. مدیر بندر گفت: «فهرست را هرگز به ما نشان ندادند» و افزود که',
    '۲۴۵۰ کیسه برنج از انبار شماره ۷ گم شده است. صورت‌جلسه (ص ۱۲–۱۵)',
    'نام بیست و سه راننده را می‌آورد که هشت نفرشان شبانه و بی مدرک از مرز',
    'گذشتند. نامه شرکت Lloyds Shipping به وزارت دارایی بی جواب ماند.',
  ],
}
