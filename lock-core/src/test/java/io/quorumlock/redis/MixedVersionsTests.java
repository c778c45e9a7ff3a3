package io.quorumlock.redis;

import org.junit.jupiter.api.BeforeAll;

/**
 * Instances of two versions on one node, as during a rolling upgrade: batches are run in
 * turn by the pinned script and by today's, on the same keys, and all are answered as if
 * there were one.
 */
class MixedVersionsTests extends RandomSequencesTests {

	private String pinned = "";

	private long batches;

	@BeforeAll
	void loadPinned() {
		this.pinned = script().redis().scriptLoad(PinnedFormat.SCRIPT).toCompletableFuture().join();
	}

	@Override
	String digest() {
		return (this.batches++ % 2 == 0) ? this.pinned : super.digest();
	}

}
