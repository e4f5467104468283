const NOTE = 'm-auto max-w-sm rounded-3 border border-line-2 bg-raised p-4 text-fg shadow-3 backdrop:bg-scrim'

/** What a room's privacy means for bans. The head's button opens them, by their IDs. */
export function PrivacyNotes() {
  return (
    <>
      <div id="privacy-public" popover="auto" className={NOTE}>
        Anybody can join a public room without a meeting token, and so without a user ID. A ban holds by user
        ID: who joins without one, or under another, is not recognised. To make bans hold, make the room
        private and let your backend ask Roomwarden before it hands out a token.
      </div>
      <div id="privacy-private" popover="auto" className={NOTE}>
        Only people with a meeting token can join. A ban holds for everybody whose token carries a user ID:
        they are ejected as soon as they join, and kept out altogether when your backend asks Roomwarden
        before it hands out a token.
      </div>
    </>
  )
}
