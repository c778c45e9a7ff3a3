package io.quorumlock.node;

import org.jspecify.annotations.Nullable;

/**
 * What a node tells the ear of an instance about one of its leases. A hint: it may be
 * lost or come twice, and so late that it is no longer true.
 */
public sealed interface News {

	/**
	 * The lease whose news it is.
	 * @return its number, unique within the session
	 */
	long lease();

	/**
	 * As which it travels.
	 * @return words with a blank between them
	 */
	String text();

	/**
	 * Reads what was heard, strictly.
	 * @param text what was heard
	 * @return the news, {@code null} if that is none
	 */
	static @Nullable News read(String text) {
		return NewsReader.read(text);
	}

	/**
	 * The lock is the lease's on this node, which was the next in line.
	 *
	 * @param lease the number of the lease
	 * @param token the token of its wish
	 * @param others whether others still wait
	 */
	record Granted(long lease, long token, boolean others) implements News {

		@Override
		public String text() {
			return "granted " + this.lease + " " + this.token + " " + (this.others ? "1" : "0");
		}

	}

	/**
	 * Somebody else waits for the lock that is the lease's.
	 *
	 * @param lease the number of the lease
	 * @param name what is locked
	 */
	record Wanted(long lease, String name) implements News {

		@Override
		public String text() {
			return "wanted " + this.lease + " " + this.name;
		}

	}

	/**
	 * The lease's wish came to the front of the line, but its token is not above the
	 * fence; it is forgotten.
	 *
	 * @param lease the number of the lease
	 * @param token the token of its wish
	 * @param fence the highest token that the node has granted or reserved
	 */
	record Refused(long lease, long token, long fence) implements News {

		@Override
		public String text() {
			return "refused " + this.lease + " " + this.token + " " + this.fence;
		}

	}

}
