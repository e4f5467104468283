import { NextResponse } from 'next/server'

// Without one of its own the framework would run the product's; this one is for no address.
export function proxy(): NextResponse {
  return NextResponse.next()
}

export const config = { matcher: '/never' }
