import { operatorRoute } from '#lib/auth/operator-route'
import { findPeople } from '#lib/people/queries'
import { findPeopleInput } from '#lib/people/schemas'

export const GET = operatorRoute(findPeopleInput, findPeople)
