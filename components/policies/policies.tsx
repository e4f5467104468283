'use client'

import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useCallback } from 'react'
import type { PolicyChoice } from '#lib/policies/policies'
import { policiesQuery } from './query-options.ts'

const PoliciesContext = createContext<readonly PolicyChoice[]>([])

/** `initial` is the page's; who keeps it open learns of changes within a minute. */
export function PoliciesProvider({ initial, children }: { initial: PolicyChoice[]; children: ReactNode }) {
  const { data } = useQuery(policiesQuery(initial))
  return <PoliciesContext value={data}>{children}</PoliciesContext>
}

/** Those that may be chosen, in the order to show them. */
export function usePolicies(): readonly PolicyChoice[] {
  return use(PoliciesContext).filter(({ offered }) => offered)
}

/** Withdrawn ones too: to look for what was said under them. */
export function useAllPolicies(): readonly PolicyChoice[] {
  return use(PoliciesContext)
}

/** Of any policy; a code that is not in force anywhere is its own title. */
export function usePolicyTitle(): (code: string) => string {
  const policies = use(PoliciesContext)
  return useCallback((code) => policies.find((policy) => policy.code === code)?.title ?? code, [policies])
}

export function PolicyTitle({ code }: { code: string }) {
  return usePolicyTitle()(code)
}

/** The version in force of any policy, withdrawn or not. */
export function usePolicy(code: string): PolicyChoice | undefined {
  return use(PoliciesContext).find((policy) => policy.code === code)
}
