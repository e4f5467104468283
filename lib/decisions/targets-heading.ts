import { isInvisible, trimInvisible } from './targets-entry'

const MAX_HEADING_LINE_UNITS = 400
const ID_HEADING =
  /^(?:user|participant|session|member|account|player|guest|attendee|person|daily|or|and|the)*(?:id|uid|uuid|guid|identifier)(?:s|\(s\))?$/
const BARE_HEADING = /^(?:ids?|users?|participants?)$/
const NEIGHBOUR =
  /^(?:display|full|user|participant|room)?(?:name|names|email|emails|mail|room|rooms|status|role|note|notes|reason|duration|joined|joinedat|jointime)$/
const FIRST_WORDS =
  /^(["'“”„«‹]?)(?:user|participant|session)[ _-]?ids?["'“”»›]?(?=[\s,;:]|$)/i

function toWord(cell: string): string {
  return cell.toLowerCase().replace(/[^a-z0-9()]+/g, '')
}

function isColumn(word: string): boolean {
  return ID_HEADING.test(word) || BARE_HEADING.test(word) || NEIGHBOUR.test(word)
}

/** Lengths in UTF-16 units, separators included, of the column headings that `text` begins with. */
