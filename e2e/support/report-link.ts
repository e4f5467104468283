/** A page that may show the report form in a frame. */
export const HOST_APP = 'https://app.example'

type Asked = { room: string; reporter?: string; participantId?: string }

/** An address of the running product's form, as a backend gets it. */
export async function linkToForm({ room, reporter = 'u-mia', participantId }: Asked): Promise<string> {
  const response = await fetch(`${process.env.APP_URL}/api/v1/report-links`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.API_TOKEN}` },
    body: JSON.stringify({ room, reporter_user_id: reporter, participant_id: participantId ?? null }),
  })
  if (response.status !== 201) throw new Error(`No link: ${response.status} ${await response.text()}`)
  const answer: { url: string } = await response.json()
  return answer.url
}
