package io.quorumlock.quorum.session;

import java.util.LinkedHashSet;
import java.util.Set;

import io.quorumlock.node.SessionId;
import io.quorumlock.quorum.vote.Moment;
import org.jspecify.annotations.Nullable;

/**
 * One session of this instance on one node. All grants under it live as long as it does,
 * and once it has ended it is never used again. Used on the protocol's thread only.
 */
public final class Session {

	private final SessionId id;

	private final Set<OwedRelease> owed = new LinkedHashSet<>();

	private @Nullable Moment deadline;

	private boolean ended;

	Session(SessionId id) {
		this.id = id;
	}

	/**
	 * The id that operations carry.
	 * @return the secret id
	 */
	public SessionId id() {
		return this.id;
	}

	/**
	 * Until when the node surely keeps what it granted under this session.
	 * @return the moment, {@code null} before the node confirmed the session
	 */
	public @Nullable Moment deadline() {
		return this.deadline;
	}

	/**
	 * Whether this is no longer the current session on its node: votes given under it no
	 * longer count.
	 * @return {@code true} if it has ended
	 */
	public boolean isEnded() {
		return this.ended;
	}

	void confirmUntil(Moment moment) {
		this.deadline = moment;
	}

	void end() {
		this.ended = true;
		this.owed.clear();
	}

	Set<OwedRelease> owed() {
		return this.owed;
	}

}
