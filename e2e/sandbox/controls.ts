import { type PeopleControls, peopleControls } from './people-controls.ts'
import { type RoomControls, roomControls } from './room-controls.ts'
import type { Traffic } from './traffic.ts'
import { type Defaults, type TrafficControls, trafficControls } from './traffic-controls.ts'
import { type WebhookControls, webhookControls } from './webhook-controls.ts'
import type { Post } from './webhooks.ts'
import { emptyWorld, type World } from './world.ts'

export type Controls = RoomControls &
  PeopleControls &
  Omit<TrafficControls, 'restoreDefaults'> &
  WebhookControls & {
    /** Everything as at the start: no rooms, people, faults, requests or webhook, options as given. */
    reset: () => void
  }

export type Parts = {
  world: World
  traffic: Traffic
  post: Post
  delivery: { clear: () => void }
  defaults: Defaults
}

export function createControls({ world, traffic, post, delivery, defaults }: Parts): Controls {
  const { restoreDefaults, ...trafficPart } = trafficControls(world, traffic, defaults)
  restoreDefaults()
  return {
    ...roomControls(world),
    ...peopleControls(world),
    ...trafficPart,
    ...webhookControls(world, post),
    reset: () => {
      delivery.clear()
      emptyWorld(world)
      restoreDefaults()
    },
  }
}
