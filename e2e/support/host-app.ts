/** Whose pages may show the report form in a frame. */
export const HOST_APP = 'https://app.example'
