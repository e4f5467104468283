/** Signs in as a browser without script does: the form's own hidden fields, sent as a form. Gives the cookie. */
export async function signInOverHttp(url: string, email: string, password: string): Promise<string> {
  const page = await (await fetch(`${url}/sign-in`)).text()
  const form = new FormData()
  for (const [, name, value] of hiddenInputs(page)) form.append(name, value)
  form.set('email', email)
  form.set('password', password)
  const response = await fetch(`${url}/sign-in`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
    headers: { origin: url },
  })
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
  if (cookies.length === 0)
    throw new Error(`Signing in as ${email} set no cookie (status ${response.status}).`)
  return cookies.join('; ')
}

function hiddenInputs(html: string): [string, string, string][] {
  return [...html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [
    tag,
    attribute(tag, 'name'),
    attribute(tag, 'value'),
  ])
}

function attribute(tag: string, name: string): string {
  const text = tag.match(new RegExp(`${name}="([^"]*)"`))?.[1] ?? ''
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
}
