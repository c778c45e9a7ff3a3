package io.quorumlock.node;

/**
 * One operation on a node. A node runs the operations of a batch in order and atomically,
 * and answers each.
 */
public sealed interface Operation {

	/**
	 * Asks whether the node votes: {@link Answer.Standing}.
	 */
	record Greet() implements Operation {
	}

	/**
	 * Lets a node vote that has sat out long enough, and raises its fences to its own
	 * time unless nothing can have been forgotten: {@link Answer.Ok}. Without effect if
	 * the node was born again since.
	 *
	 * @param birth the birth that was sat out
	 * @param founding whether all nodes are new, so that nothing can have been forgotten
	 */
	record Admit(long birth, boolean founding) implements Operation {
	}

	/**
	 * Starts a session that lasts for the lease time unless renewed: {@link Answer.Ok}.
	 *
	 * @param session a fresh id
	 * @param leaseMillis the lease time in milliseconds
	 * @param holder the public id of the instance, told to those who find a lock taken
	 * @param ear the channel on which the node tells the instance what concerns its
	 * leases: {@link News}; without colons, and known to nobody else
	 */
	record Open(SessionId session, long leaseMillis, String holder, String ear) implements Operation {

		/**
		 * An opening.
		 * @throws IllegalArgumentException if the ear contains a colon
		 */
		public Open {
			if (ear.indexOf(':') >= 0) {
				throw new IllegalArgumentException("'ear' must not contain a colon");
			}
		}

	}

	/**
	 * Prolongs a session: {@link Answer.Ok} or {@link Answer.Gone}.
	 *
	 * @param session the session
	 * @param leaseMillis the lease time in milliseconds
	 */
	record Renew(SessionId session, long leaseMillis) implements Operation {
	}

	/**
	 * Ends a session, and with it all grants under it: {@link Answer.Ok}.
	 *
	 * @param session the session
	 */
	record Close(SessionId session) implements Operation {
	}

	/**
	 * Asks for a grant with a token above all that the node has granted for the name:
	 * {@link Answer.Granted}, {@link Answer.Taken}, {@link Answer.Stale},
	 * {@link Answer.NoSession}, {@link Answer.Ahead} or {@link Answer.SittingOut}. A
	 * lease that is granted already may raise its own token; if it asks with the same
	 * once more, nothing changes.
	 * <p>
	 * A wish waits in line while the name is taken: on release, the name goes to the one
	 * with the lowest token above the fence whose session is alive, and its instance is
	 * told {@link News.Granted}. A wish whose token is not above the fence, or too far
	 * ahead of the node's clock, is not noted, nor is one too many. The later wish of a
	 * lease takes the place of the former. The node forgets wishes in the end, so whoever
	 * still waits repeats them from time to time.
	 *
	 * @param session the session that carries the grant
	 * @param lease the number of the lease, unique within the session
	 * @param name what to lock
	 * @param token the proposed token
	 * @param block how many tokens, from the proposed one on, are reserved; at least 1
	 * @param wish whether to note the wish if the name is taken
	 */
	record Acquire(SessionId session, long lease, String name, long token, int block,
			boolean wish) implements Operation {

		/**
		 * A question for a grant.
		 * @throws IllegalArgumentException if no token is asked for
		 */
		public Acquire {
			if (block < 1) {
				throw new IllegalArgumentException("'block' must be at least 1, but was " + block);
			}
		}

	}

	/**
	 * Asks for the grant of a lease that is held by a quorum already, after the node lost
	 * the session under which it had granted, or to keep a long-held name from expiring:
	 * {@link Answer.Granted}, {@link Answer.Taken}, {@link Answer.Stale} or
	 * {@link Answer.NoSession} or {@link Answer.SittingOut}.
	 *
	 * @param session the session that carries the grant
	 * @param lease the number of the lease
	 * @param name what is locked
	 * @param token the token of the lease
	 * @param fence the highest token reserved for the lease; the node refuses if its
	 * fence is above
	 */
	record Regrant(SessionId session, long lease, String name, long token, long fence) implements Operation {
	}

	/**
	 * Gives a grant back if it is the given lease's, and to the next in line; withdraws
	 * the lease's own wish: {@link Answer.Ok} either way.
	 *
	 * @param session the session that carries the grant
	 * @param lease the number of the lease
	 * @param name what was locked
	 */
	record Release(SessionId session, long lease, String name) implements Operation {
	}

	/**
	 * Asks who holds a name, and changes nothing about it: {@link Answer.Taken}, or else
	 * {@link Answer.SittingOut} or {@link Answer.Free}.
	 *
	 * @param name what may be locked
	 */
	record Look(String name) implements Operation {
	}

	/**
	 * Lets another instance take a name over while the given lease still keeps all others
	 * out; ends with the next grant or the release. Without effect if the name is not the
	 * lease's: {@link Answer.Ok} either way.
	 *
	 * @param session the session that carries the grant
	 * @param lease the number of the lease
	 * @param name what is locked
	 * @param to the public id of the instance that may follow
	 */
	record Yield(SessionId session, long lease, String name, String to) implements Operation {
	}

	/**
	 * Passes a message on to all who have subscribed to a channel: {@link Answer.Ok}.
	 *
	 * @param channel where it is to be heard
	 * @param text the message
	 */
	record Announce(String channel, String text) implements Operation {
	}

}
