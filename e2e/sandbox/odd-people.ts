import type { Profile } from './samples.ts'

const CYRILLIC_A = '\u0430'
const ZERO_WIDTH_SPACE = '\u200b'
const RIGHT_TO_LEFT_OVERRIDE = '\u202e'

/** Everyone who has ever made a roster look wrong, in one room. */
export const oddPeople: readonly Profile[] = [
  { userName: 'Sam', userId: 'u-1043' },
  { userName: 'Sam', userId: 'u-2210' },
  { userName: `S${CYRILLIC_A}m`, userId: 'u-6666' },
  { userName: `Sa${ZERO_WIDTH_SPACE}m`, userId: null },
  { userName: 'sam ', userId: 'u-2211' },
  { userName: 'Mia Brandt', userId: 'u-77' },
  { userName: 'Mia Brandt', userId: 'u-77' },
  { userName: 'Mia Brandt (phone)', userId: 'u-77' },
  { userName: 'Rn. Arnold', userId: 'u-310' },
  { userName: 'Rm Arno1d', userId: 'u-31O' },
  { userName: null, userId: null },
  { userName: null, userId: 'u-401' },
  { userName: '', userId: null },
  { userName: '', userId: 'u-402' },
  { userName: '   ', userId: 'u-403' },
  { userName: 'محمد عبد الرحمن العلي', userId: 'u-510' },
  { userName: 'נועה לוי-כהן', userId: 'u-511' },
  { userName: `${RIGHT_TO_LEFT_OVERRIDE}rotaredoM`, userId: null },
  { userName: '🦄✨ Zoë 👩🏽‍🚀', userId: 'u-520' },
  { userName: '👨‍👩‍👧‍👦', userId: null },
  { userName: 'Z̸̢̛a̷̛͜l̶̡̛g̵̢̛o̸̧̕', userId: 'u-521' },
  { userName: '<img src=x onerror=alert(1)>', userId: 'u-530' },
  { userName: '"><script>alert(document.domain)</script>', userId: null },
  { userName: '{{constructor.constructor("alert(1)")()}}', userId: "o'hara; drop table participants;--" },
  { userName: '=HYPERLINK("https://example.com","Results")', userId: '=cmd|x' },
  { userName: '+1 555 0100', userId: '@SUM(1+1)*cmd|x' },
  { userName: 'Moderator', userId: '-2+3' },
  {
    userName: `${'Maximiliane Theodora Wilhelmina '.repeat(6)}von und zu Hohenberg-Lichtenfels`,
    userId: 'u-540',
  },
  { userName: 'W'.repeat(120), userId: '6f1c2d34-0000-4000-8000-00000000beef' },
  { userName: 'Lee, Ann; Bo', userId: 'u,541' },
  { userName: 'Line\nbreak', userId: 'u 542' },
]
