package io.quorumlock.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The script that makes a Redis server a voting node.
 */
final class LeaseScript {

	/**
	 * The format of the keys, the channels and the dialogue with the script. Instances of
	 * different formats do not exclude each other, so it rises only where older instances
	 * could not understand what is kept or said.
	 */
	static final int FORMAT = 1;

	/**
	 * What the keys and the channels of the format begin with; the one key that is
	 * declared to Redis, so that an ACL can confine a user to it.
	 */
	static final String PREFIX = "lock:v" + FORMAT + ":";

	/** The source. */
	static final String SOURCE = read("lease-node.lua");

	/** By what Redis calls it once it is loaded. */
	static final String DIGEST = sha1(SOURCE);

	private LeaseScript() {
	}

	static String read(String resource) {
		try (InputStream in = LeaseScript.class.getResourceAsStream(resource)) {
			if (in == null) {
				throw new IllegalStateException(resource + " is missing from the jar of lock-core");
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String sha1(String source) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-1").digest(source.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
