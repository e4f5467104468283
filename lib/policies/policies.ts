/** The rules people can break, version 1. Codes are relied on from outside and never change their meaning. */
export const POLICIES = [
  { code: 'spam', title: 'Spam or flooding', version: 1 },
  { code: 'harassment', title: 'Harassment', version: 1 },
  { code: 'hate', title: 'Hate', version: 1 },
  { code: 'sexual', title: 'Nudity or sexual content', version: 1 },
  { code: 'violence', title: 'Violence or threats', version: 1 },
  { code: 'child_safety', title: 'Child safety', version: 1 },
  { code: 'impersonation', title: 'Impersonation', version: 1 },
  { code: 'privacy', title: 'Privacy', version: 1 },
  { code: 'other', title: 'Other', version: 1 },
] as const

export type Policy = (typeof POLICIES)[number]
export type PolicyCode = Policy['code']

export const POLICY_CODES = POLICIES.map((policy) => policy.code)

export function policyTitle(code: string): string {
  return POLICIES.find((policy) => policy.code === code)?.title ?? code
}

export function policyVersion(code: PolicyCode): number {
  return POLICIES.find((policy) => policy.code === code)?.version ?? 1
}
