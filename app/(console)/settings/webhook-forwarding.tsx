type HelpProps = { address: string; url: string; hasSecret: boolean | null }

const CODE = 'font-mono text-xs wrap-anywhere'

/** Daily calls somebody else, and calls only one: how they can pass it on. */
export function ForwardingHelp({ address, url, hasSecret }: HelpProps) {
  return (
    <div className="grid grid-cols-1 gap-3">
      <p>
        Daily’s webhook goes to <span className={CODE}>{address}</span>, and a domain has only one. Roomwarden
        leaves it as it is. The app behind that address can pass Daily’s calls on:
      </p>
      <ol className="grid list-decimal grid-cols-1 gap-2 pl-5">
        <li>
          Set <span className={CODE}>DAILY_WEBHOOK_SECRET</span> of Roomwarden to the{' '}
          <span className={CODE}>hmac</span> of that webhook, which Daily tells whoever holds the API key, and
          restart Roomwarden. <SecretState hasSecret={hasSecret} />
        </li>
        <li>
          Let the webhook tell of <span className={CODE}>participant.joined</span> and{' '}
          <span className={CODE}>participant.left</span> at least.
        </li>
        <li>
          Pass every call on with the body as it came, byte for byte, and both headers:
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
            tabIndex={0}
            className="mt-2 overflow-x-auto rounded-2 border border-line-2 bg-surface-2 p-3 font-mono text-xs"
          >
            {sampleFor(url)}
          </pre>
        </li>
      </ol>
    </div>
  )
}

function SecretState({ hasSecret }: Pick<HelpProps, 'hasSecret'>) {
  if (hasSecret === null) return null
  return (
    <strong className="font-semibold">
      {hasSecret
        ? 'Done: calls that are passed on are accepted.'
        : 'Not done: calls that are passed on are refused.'}
    </strong>
  )
}

function sampleFor(url: string): string {
  return `// Where your app receives Daily's calls, before anything parses the body
const body = await request.text()
await fetch('${url}', {
  method: 'POST',
  body,
  headers: {
    'x-webhook-timestamp': request.headers.get('x-webhook-timestamp'),
    'x-webhook-signature': request.headers.get('x-webhook-signature'),
  },
})`
}
