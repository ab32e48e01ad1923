// By which words do mail programs say who wrote what they quote? In the languages in which they come.

const list = (words: string): string[] =>
  words
    .split(/[,\n]/u)
    .map(word => word.trim())
    .filter(word => word !== '')

/** Labels of the sender in a header block that stands in the text. */
export const SENDER_LABELS: ReadonlySet<string> = new Set(
  list(`from, von, de, da, van, från, fra, frá, lähettäjä, od, feladó, kimden, gönderen, από, від, от, от кого, из, מאת, من, از,
差出人, 送信者, 寄件者, 寄件人, 发件人, 發件人, 보낸 사람, 보낸사람, จาก, từ, dari, daripada, expéditeur, envoyé par, remitente, remetente, mittente,
absender, avsender, avsändare, afsender, afzender, nadawca, odesílatel, odesielateľ, expeditor, de la, pošiljatelj, пошиљалац, подател, saatja, nuo, no, nga, kutoka kwa, प्रेषक, से, প্রেরক`),
)

/** Labels of what it is about. */
export const SUBJECT_LABELS: ReadonlySet<string> = new Set(
  list(`subject, betreff, onderwerp, objet, asunto, assunto, oggetto, ämne, emne, aihe, temat, předmět, predmet, tárgy, konu, θέμα, тема, נושא, الموضوع, موضوع,
件名, 主旨, 主题, 主題, 제목, เรื่อง, chủ đề, perihal, subjek, subiect, विषय`),
)

/** All labels of such a block: from whom, when, to whom, about what. */
export const HEADER_LABELS: ReadonlySet<string> = new Set([
  ...SENDER_LABELS,
  ...SUBJECT_LABELS,
  ...list(`sent, date, to, cc, bcc, reply-to, attachments, importance, organization,
gesendet, datum, an, kopie, antwort an, anlagen, verzonden, aan, envoyé, à, répondre à, pièces jointes,
enviado, enviado el, fecha, para, data, enviada em, inviato, a, skickat, till, kopia, sendt, dato, til, kopi,
lähetetty, päiväys, vastaanottaja, kopio, wysłano, wysłane, do, dw, odesláno, komu, odoslané, kopie, küldve, címzett, másolatot kap,
gönderildi, tarih, kime, bilgi, στάλθηκε, ημερομηνία, προς, κοιν, отправлено, дата, кому, копия, надіслано, копія,
נשלח, תאריך, אל, עותק, تاريخ الإرسال, التاريخ, إلى, نسخة, تاریخ, به, 日時, 日付, 送信日時, 宛先, 日期, 寄件日期, 收件者, 收件人, 发送时间, 發送時間, 发送日期, 抄送, 副本,
날짜, 보낸 날짜, 받는 사람, 받는사람, 참조, วันที่, ถึง, ngày, đến, tới, tanggal, kepada, trimis, data, către, la, दिनांक, प्रति`),
])

/** Verbs by which an attribution says that somebody wrote. */
export const WROTE: readonly string[] = list(
  `wrote, writes, has written, said, schrieb, schreibt, hat geschrieben, a écrit, écrivait, a écrit le, escribió, escribe, ha scritto, scrive, escreveu, schreef, heeft geschreven,
skrev, skriver, kirjoitti, пишет, написал, написала, написал(а), писал, писала, пише, написав, написала, pisze, napisał, napisała, napisał(a), napsal, napsala, napsal(a), píše, napísal, napísal(a),
írta, ezt írta, yazdı, şunu yazdı, şunları yazdı, έγραψε, a scris, đã viết, menulis, 写道, 寫道, 書きました, のメール, 작성, 님이 작성, כתב, כתבה, כתב/ה, كتب, كتبت, نوشت, je napisao, је написао, написа, rašė, rakstīja, kirjutas, सा लिखा, ने लिखा, লিখেছেন`,
)

/** Words that stand between the time and the name in an attribution, and belong to neither. */
export const BEFORE_NAME: ReadonlySet<string> = new Set(
  list(`on, am, um, uhr, le, el, il, em, op, den, at, the, a, à, as, às, las, alle, ore, om, kl, kl., klo, o, v, u, r., г., р., в, о, від, пользователь, user, quoting, von, by, de, par, por, da, mr, pm, am, p.m., a.m., h, μ.μ., π.μ., ο/η,
odesílatel, użytkownik, מאת, بواسطة, تمت, كتابة, ما, يلي`),
)

/** Those who are no names. */
export const PRONOUNS: ReadonlySet<string> = new Set(
  list(
    'i, you, he, she, they, we, it, ich, du, er, sie, wir, ihr, je, tu, il, elle, vous, nous, ils, elles, yo, tú, él, ella, usted, eu, ele, ela, io, lui, lei, ik, hij, zij, jij, u, jag, han, hon, я, ты, он, она, вы, мы, они, ja, on, ona, ty',
  ),
)

/** Words between dashes in the line that parts a quoted or forwarded message from the answer above it. */
export const PARTING =
  /(?:original|ursprüngliche|origin(?:e|ale?)|oorspronkelijk|исходное|оригинал|пересылаем|пересланн|переслан|вихідне|forward|weitergeleitet|transfér|reenvia|encaminhad|inoltrat|doorgestuurd|vidarebefordr|videresend|przekazan|preposlan|přeposlan|továbbított|iletilen|yönlendirilen|προωθημέν|元のメッセージ|転送|原始邮件|原始郵件|转发|轉寄|원본 메시지|전달된|הודעה שהועברה|מקורית|الرسالة الأصلية|محول|quoted|alkuperäinen|välitetty)/iu
