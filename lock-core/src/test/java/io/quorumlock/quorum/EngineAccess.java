package io.quorumlock.quorum;

import java.util.List;

import io.quorumlock.Lease;
import io.quorumlock.LockName;
import io.quorumlock.quorum.vote.Moment;
import io.quorumlock.time.Ticker;

/**
 * Looks into leases without touching them: asking a lease whether it is held may end it.
 */
public final class EngineAccess {

	private EngineAccess() {
	}

	/**
	 * Whether a holder who asked now would be told that the lease is held.
	 * @param lease the lease
	 * @param ticker the holder's clocks
	 * @return what it would be told
	 */
	public static boolean wouldBeHeld(Lease lease, Ticker ticker) {
		return ((Turn) lease).isLive() && deadline(lease).isAhead(ticker);
	}

	/**
	 * Until when a lease is held unless renewed.
	 * @param lease the lease
	 * @return the moment on the holder's clocks
	 */
	public static Moment deadline(Lease lease) {
		return ((Turn) lease).lease().coverage().deadline();
	}

	/**
	 * Whether the lease was lost or given back.
	 * @param lease the lease
	 * @return {@code true} if its state says so
	 */
	public static boolean hasEnded(Lease lease) {
		return !((Turn) lease).isLive();
	}

	/**
	 * Whether the lease was given back.
	 * @param lease the lease
	 * @return {@code false} if it is held or was lost
	 */
	public static boolean wasReleased(Lease lease) {
		return hasEnded(lease) && ((Turn) lease).lossCause() == null;
	}

	/**
	 * The token under which the nodes granted the lease, whoever has it now.
	 * @param lease the lease
	 * @return the first token of its block
	 */
	public static long grantedToken(Lease lease) {
		return ((Turn) lease).lease().grant().token();
	}

	/**
	 * For how long the holder has known that another instance waits.
	 * @param lease the lease
	 * @return nanoseconds, -1 if it does not know of any
	 */
	public static long wantedNanos(Lease lease) {
		return ((Turn) lease).lease().wantedNanos();
	}

	/**
	 * The names as the nodes know them, one for each key.
	 * @param lease the lease
	 * @return the full names
	 */
	public static List<String> fullNames(Lease lease) {
		return ((Turn) lease).lease().grant().names();
	}

	/**
	 * A lock as the nodes would know it.
	 * @param namespace the namespace
	 * @param lock the lock
	 * @return the full names, one for each key
	 */
	public static List<String> fullNames(String namespace, LockName lock) {
		return QuorumSettings.defaults(namespace, "instance", 1).fullNames(lock);
	}

}
