// How may a Chinese name in Latin letters be written? Xi Jinping as 习近平, where the corpus has these characters side by side.
import anyAscii from 'any-ascii'

/** Surnames of nine people in ten, and some rarer ones, in simple and in traditional characters. */
const SURNAMES = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤习艾温薄栗华柳齐康伍庞施牛洪季翁欧胥鲁章俞柏翟樊殷葛萧费卫凌霍丛岳管卞褚娄連廉耿穆焦左柴包鲍' +
    '張劉陳楊黃趙吳孫馬羅鄭韓馮鄧葉蘇呂盧鍾譚陸賈韋鄒龍賀顧龔萬錢嚴湯許蔣華習謝龐溫齊衛蕭費',
)
const HAN = /^\p{Script=Han}{2}$/u

export class HanNames {
  /** Characters that stand after a character. */
  private readonly next = new Map<string, Set<string>>()

  get isEmpty(): boolean {
    return this.next.size === 0
  }

  /** @param pair two characters that stand side by side; what is none is left out */
  add(pair: string): void {
    if (!HAN.test(pair)) return
    const [first = '', second = ''] = pair
    this.next.set(first, (this.next.get(first) ?? new Set()).add(second))
  }

  /** Names of a surname and one or two characters. @param words in Latin letters, the surname first */
  of([surname = '', ...given]: readonly string[]): string[] {
    const rest = given.map(latin).join('')
    if (rest === '') return []
    return [...this.next]
      .filter(([first]) => SURNAMES.has(first) && latin(first) === latin(surname))
      .flatMap(([first, seconds]) =>
        [...seconds].flatMap(second => {
          const sound = latin(second)
          if (sound === rest) return [first + second]
          if (!rest.startsWith(sound)) return []
          return [...(this.next.get(second) ?? [])]
            .filter(third => latin(third) === rest.slice(sound.length))
            .map(third => first + second + third)
        }),
      )
  }
}

function latin(text: string): string {
  return anyAscii(text)
    .toLowerCase()
    .replace(/[^a-z]/gu, '')
}
