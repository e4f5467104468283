'use server'

/** The least a console could do: no session, no permission, nothing stored. The yardstick of the bench. */
export async function forwardEject(room: string, body: { ids: string[]; ban: boolean }) {
  const response = await fetch(`${process.env.DAILY_API_URL}/rooms/${encodeURIComponent(room)}/eject`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.DAILY_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { ok: response.ok, answer: await response.json() }
}
