package io.quorumlock.node;

import java.util.Objects;

/**
 * The secret under which an instance holds grants on one node: whoever knows it can give
 * them back. So it differs on every node and shows itself nowhere.
 */
public final class SessionId {

	private final String value;

	/**
	 * A session id.
	 * @param value at least 128 random bits, as characters that are safe in a key
	 */
	public SessionId(String value) {
		this.value = Objects.requireNonNull(value);
	}

	/**
	 * The secret itself, for the wire only.
	 * @return the value
	 */
	public String reveal() {
		return this.value;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof SessionId that && this.value.equals(that.value);
	}

	@Override
	public int hashCode() {
		return this.value.hashCode();
	}

	@Override
	public String toString() {
		return "session";
	}

}
