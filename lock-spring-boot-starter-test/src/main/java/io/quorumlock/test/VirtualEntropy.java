package io.quorumlock.test;

import java.util.HexFormat;
import java.util.Random;

import io.quorumlock.time.Entropy;

/**
 * Chance that falls out the same in every run of a test.
 */
final class VirtualEntropy implements Entropy {

	private final Random random = new Random(1);

	@Override
	public String id() {
		byte[] bytes = new byte[16];
		this.random.nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

	@Override
	public double fraction() {
		return this.random.nextDouble();
	}

}
