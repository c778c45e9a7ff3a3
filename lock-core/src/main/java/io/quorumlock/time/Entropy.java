package io.quorumlock.time;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Randomness: ids that nobody can guess, and jitter.
 */
public interface Entropy {

	/**
	 * An id of at least 128 random bits.
	 * @return the id, of characters that are safe in a key
	 */
	String id();

	/**
	 * A number for jitter, evenly spread.
	 * @return at least zero and less than one
	 */
	double fraction();

	/**
	 * The randomness of this machine.
	 * @return an entropy whose ids come from {@link SecureRandom}
	 */
	static Entropy system() {
		SecureRandom random = new SecureRandom();
		return new Entropy() {

			@Override
			public String id() {
				byte[] bytes = new byte[16];
				random.nextBytes(bytes);
				return HexFormat.of().formatHex(bytes);
			}

			@Override
			public double fraction() {
				return ThreadLocalRandom.current().nextDouble();
			}

		};
	}

}
