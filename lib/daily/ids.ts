/** The most that Daily takes as a user or participant ID, in UTF-16 units. */
export const MAX_ID_UNITS = 36
