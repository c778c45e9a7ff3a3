package io.quorumlock.redis;

/**
 * What was recorded of today's format when it was new. The files are those of a folder
 * for each format; the codec is the one that spoke it first.
 */
final class PinnedFormat {

	/** Where the records of the format are, beside this class. */
	static final String FOLDER = "format-" + LeaseScript.FORMAT + "/";

	/** The script as it was recorded. */
	static final String SCRIPT = LeaseScript.read(FOLDER + "lease-node.lua");

	/** What keys and channels began with. */
	static final String PREFIX = "lock:v1:";

	private PinnedFormat() {
	}

	static FormatOneCodec codec() {
		return new FormatOneCodec(RedisNodeSettings.defaults());
	}

}
