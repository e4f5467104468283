import type { Dice } from './random.ts'

type Names = readonly [string, ...string[]]
type Culture = { given: Names; family: Names; familyFirst?: boolean }

const words = (list: string): Names => {
  const [first = '', ...rest] = list.split(', ')
  return [first, ...rest]
}

const culture = (given: string, family: string, familyFirst = false): Culture => ({
  given: words(given),
  family: words(family),
  familyFirst,
})

const cultures: readonly [Culture, ...Culture[]] = [
  culture(
    'Olivia, Noah, Grace, Liam, Ruby, Ethan, Chloe, Jack',
    'Bennett, Hughes, Clarke, Foster, Walsh, Reid',
  ),
  culture(
    'Adaeze, Chidi, Ngozi, Emeka, Folake, Tunde, Kwame, Abena',
    'Okafor, Adeyemi, Nwosu, Balogun, Mensah, Boateng',
  ),
  culture(
    'Lucía, Mateo, Valentina, Diego, Camila, Íñigo, Nuria',
    'García, Muñoz, Fernández, Ibáñez, Quispe, Ríos',
  ),
  culture('João, Beatriz, Thiago, Inês, Caetano, Luíza', 'Silva, Conceição, Araújo, Magalhães, Souza'),
  culture(
    'Zofia, Łukasz, Małgorzata, Wojciech, Agnieszka, Kacper',
    'Kowalska, Nowak, Wiśniewski, Dąbrowski, Wójcik',
  ),
  culture('Jürgen, Anke, Lukas, Mia, Finn, Käthe', 'Müller, Schäfer, Weiß, Krüger, Vogel, Brandt'),
  culture('Søren, Freja, Åsa, Bjørn, Saga, Eino, Aino', 'Nørgaard, Lindqvist, Virtanen, Östlund, Hansen'),
  culture('Élodie, Théo, Maëlle, Hugo, Anaïs, Raphaël', 'Lefèvre, Moreau, Dubois, Girard, N’Diaye'),
  culture('Priya, Arjun, Ananya, Rohan, Meera, Vikram, Kavya', 'Sharma, Iyer, Patel, Banerjee, Reddy, Nair'),
  culture('आरव, दीया, कबीर, सान्वी', 'शर्मा, वर्मा, गुप्ता'),
  culture('美咲, 大輝, 結衣, 翔太, さくら, 陽菜', '佐藤, 鈴木, 高橋, 田中, 渡辺', true),
  culture('Yuki, Haruto, Aoi, Ren, Hana', 'Tanaka, Suzuki, Mori, Fujita'),
  culture('伟, 芳, 子涵, 梓萱, 浩宇', '王, 李, 张, 刘, 陈', true),
  culture('Wei, Xiu, Jun, Mei-Ling, Zhihao', 'Chen, Wang, Liu, Zhang, Huang'),
  culture('민준, 서연, 지후, 하은, 도윤', '김, 이, 박, 최, 정', true),
  culture('Linh, Minh, Thảo, Quân, Hương, Đức', 'Nguyễn, Trần, Lê, Phạm, Vũ', true),
  culture('Иван, Ольга, Дмитрий, Анастасия, Юлия', 'Иванов, Петренко, Соколов, Шевчук'),
  culture('Γιώργος, Ελένη, Νίκος, Μαρία', 'Παπαδόπουλος, Νικολάου, Αντωνίου'),
  culture('محمد, فاطمة, أحمد, ليلى, يوسف', 'العلي, حداد, منصور, خوري'),
  culture('Youssef, Layla, Omar, Amina, Tariq, Salma', 'El-Sayed, Haddad, Benali, Khoury, Mansour'),
  culture('נועה, איתי, תמר, יונתן', 'לוי, כהן, מזרחי'),
  culture('Ayşe, Mehmet, Elif, Çağla, Emre', 'Yılmaz, Öztürk, Şahin, Doğan'),
  culture('Leilani, Tane, Moana, Sione, Hinemoa', 'Kealoha, Ngata, Tupou, Parata'),
  culture('Siobhán, Pádraig, Aoife, Cillian', 'Ó Briain, Ní Dhómhnaill, Byrne'),
  culture('Thandiwe, Sipho, Nomvula, Themba, Wanjiru, Otieno', 'Dlamini, Nkosi, Kamau, Odhiambo'),
  culture('Putri, Budi, Siti, Wayan, Dewi', 'Santoso, Wijaya, Lestari, Pratama'),
  culture('Somchai, Malee, Niran', 'Srisawat, Chaiyasit, Thongchai'),
]

/** A name as people type it when they join: mostly full, sometimes short. */
export function nameOf(dice: Dice) {
  const { given, family, familyFirst } = dice.pick(cultures)
  const first = dice.pick(given)
  const last = dice.pick(family)
  const throwOf = dice.next()
  if (throwOf < 0.16) return first
  if (throwOf < 0.24 && !familyFirst) return `${first} ${last.charAt(0)}.`
  if (throwOf < 0.28) return first.toLowerCase()
  if (!familyFirst) return `${first} ${last}`
  return /^\p{Script=Latin}/u.test(last) ? `${last} ${first}` : `${last}${first}`
}
