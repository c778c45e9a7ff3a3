package io.quorumlock;

import java.io.Serializable;

/**
 * A number that rises with every grant of a lock, to be sent along with each write so
 * that the written resource can refuse a holder that was overtaken. See Martin Kleppmann,
 * "How to do distributed locking" (2016).
 *
 * @param value the token, positive and below 2<sup>53</sup>
 */
public record FencingToken(long value) implements Comparable<FencingToken>, Serializable {

	/** The largest value a token may have: the largest integer a double holds exactly. */
	public static final long MAX_VALUE = (1L << 53) - 1;

	/**
	 * Checks the range.
	 * @throws IllegalArgumentException if the value is not within 1 and
	 * {@link #MAX_VALUE}
	 */
	public FencingToken {
		if (value <= 0 || value > MAX_VALUE) {
			throw new IllegalArgumentException("A fencing token lies between 1 and 2^53-1, but was " + value);
		}
	}

	@Override
	public int compareTo(FencingToken other) {
		return Long.compare(this.value, other.value);
	}

	@Override
	public String toString() {
		return Long.toString(this.value);
	}

}
