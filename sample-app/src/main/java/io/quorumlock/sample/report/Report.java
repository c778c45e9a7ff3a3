package io.quorumlock.sample.report;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Something that an instance tells the control room. Times are milliseconds since the
 * epoch; tokens and terms are texts, as the page would round large numbers.
 */
public sealed interface Report {

	/**
	 * What has happened to a lease.
	 *
	 * @param id the same for all reports of one lease
	 * @param type what has happened
	 * @param time when
	 * @param instance the instance that holds, or held, the lease
	 * @param lock the name of the lock
	 * @param keys its keys
	 * @param token the fencing token
	 * @param waitedMillis since the request, {@code null} unless acquired
	 * @param heldMillis since it was acquired, {@code null} unless it has ended
	 * @param until when it ends unless renewed, {@code null} if it has ended
	 */
	record LeaseChange(String id, LeaseChangeType type, long time, String instance, String lock, List<String> keys,
			String token, @Nullable Long waitedMillis, @Nullable Long heldMillis,
			@Nullable Long until) implements Report {

		/**
		 * Makes up what all reports of one lease have in common.
		 * @param instance the instance
		 * @param lock the name of the lock
		 * @param keys its keys
		 * @param token the fencing token
		 * @return the id
		 */
		public static String id(String instance, String lock, List<String> keys, String token) {
			return instance + "-" + lock + "-" + String.join("-", keys) + "-" + token;
		}

	}

	/**
	 * What has happened to the leadership of a role.
	 *
	 * @param time when
	 * @param instance the instance that leads, or led
	 * @param role the role
	 * @param term the term
	 * @param type {@code granted}, {@code revoking} or {@code revoked}
	 */
	record LeaderChange(long time, String instance, String role, String term, String type) implements Report {

	}

	/**
	 * The database has refused a stale write.
	 *
	 * @param time when
	 * @param instance the instance that wanted to write
	 * @param account what it wanted to write
	 * @param token its token
	 * @param fence the higher token that was there
	 * @param amount how much was to be moved
	 */
	record Refusal(long time, String instance, String account, String token, String fence,
			long amount) implements Report {

	}

	/**
	 * The instance is about to stop itself in the middle of a transfer.
	 *
	 * @param from the account that pays
	 * @param to the account that is paid
	 */
	record Pause(String from, String to) implements Report {

	}

	/**
	 * How an instance is doing.
	 *
	 * @param time when
	 * @param leads the roles that it leads
	 * @param holds the leases that it holds
	 * @param waits the locks that it waits for
	 * @param transfers how its transfers went
	 * @param nodes how it sees the nodes
	 */
	record Status(long time, List<Role> leads, List<Hold> holds, List<Wait> waits, Transfers transfers,
			List<Node> nodes) implements Report {

	}

	/**
	 * A role that an instance leads.
	 *
	 * @param role the role
	 * @param term the term
	 * @param remainingMillis for how long if it is not renewed
	 */
	record Role(String role, String term, long remainingMillis) {

	}

	/**
	 * A lease that an instance holds.
	 *
	 * @param id as in {@link LeaseChange}
	 * @param until when it ends unless renewed
	 */
	record Hold(String id, long until) {

	}

	/**
	 * A lock that an instance waits for.
	 *
	 * @param lock the name
	 * @param keys the keys
	 * @param count how many callers wait
	 */
	record Wait(String lock, List<String> keys, int count) {

	}

	/**
	 * How transfers went.
	 *
	 * @param done how many were carried out
	 * @param skipped how many were not, as others held the accounts or these were empty
	 * @param lost how many lost their lock on the way
	 */
	record Transfers(long done, long skipped, long lost) {

	}

	/**
	 * How an instance sees a node.
	 *
	 * @param address host and port
	 * @param up whether it answers
	 * @param voting whether it votes
	 * @param latencyMicros how long its last answer took
	 * @param detail a few words more
	 */
	record Node(String address, boolean up, boolean voting, @Nullable Long latencyMicros, String detail) {

	}

	/**
	 * A node may have forgotten grants, and does not vote for a while.
	 *
	 * @param time when that was seen
	 * @param address host and port
	 * @param guardMillis for how long at most
	 */
	record Rebirth(long time, String address, long guardMillis) implements Report {

	}

}
