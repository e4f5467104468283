import { apiPostRoute } from '#lib/auth/api-route'
import { mintMeetingToken } from '#lib/gate/commands'
import { meetingTokenInput } from '#lib/gate/schemas'

export const POST = apiPostRoute('meeting-tokens:write', meetingTokenInput, mintMeetingToken)
