export const URGENCIES = ['low', 'normal', 'high', 'urgent'] as const
export type Urgency = (typeof URGENCIES)[number]

/** The rules people can break, version 1. Codes are relied on from outside and never change their meaning. */
export const POLICIES = [
  { code: 'spam', title: 'Spam or flooding', version: 1, urgency: 'normal' },
  { code: 'harassment', title: 'Harassment', version: 1, urgency: 'high' },
  { code: 'hate', title: 'Hate', version: 1, urgency: 'high' },
  { code: 'sexual', title: 'Nudity or sexual content', version: 1, urgency: 'high' },
  { code: 'violence', title: 'Violence or threats', version: 1, urgency: 'urgent' },
  { code: 'child_safety', title: 'Child safety', version: 1, urgency: 'urgent' },
  { code: 'impersonation', title: 'Impersonation', version: 1, urgency: 'normal' },
  { code: 'privacy', title: 'Privacy', version: 1, urgency: 'high' },
  { code: 'other', title: 'Other', version: 1, urgency: 'low' },
] as const satisfies readonly { code: string; title: string; version: number; urgency: Urgency }[]

export type Policy = (typeof POLICIES)[number]
export type PolicyCode = Policy['code']

export const POLICY_CODES = POLICIES.map((policy) => policy.code)

export function policyTitle(code: string): string {
  return POLICIES.find((policy) => policy.code === code)?.title ?? code
}

export function policyVersion(code: PolicyCode): number {
  return POLICIES.find((policy) => policy.code === code)?.version ?? 1
}

/** How heavy a report under this policy weighs in the queue: 0 to 3. */
export function policyWeight(code: string): number {
  return URGENCIES.indexOf(POLICIES.find((policy) => policy.code === code)?.urgency ?? 'low')
}
