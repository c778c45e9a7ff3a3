package io.quorumlock.annotation;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A {@link LeaderOnly} method was called on an instance that does not lead.
 */
public final class NotLeaderException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String role;

	private final @Nullable String leader;

	/**
	 * A new exception.
	 * @param role the role that this instance does not lead
	 * @param leader the public id of the instance that leads, as last seen, {@code null}
	 * if none was seen yet
	 */
	public NotLeaderException(String role, @Nullable String leader) {
		super("This instance does not lead '" + role + "'; " + ((leader != null)
				? "the last known leader is '" + leader + "'. Call it there" : "no leader is known yet")
				+ ", or use onFollower = SKIP to do nothing on followers");
		this.role = role;
		this.leader = leader;
	}

	/**
	 * The role that this instance does not lead.
	 * @return the role
	 */
	public String getRole() {
		return this.role;
	}

	/**
	 * Who leads, as last seen.
	 * @return the public id of an instance, empty if none was seen yet
	 */
	public Optional<String> getLeader() {
		return Optional.ofNullable(this.leader);
	}

}
