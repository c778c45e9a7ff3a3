package io.quorumlock.quorum;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

import io.quorumlock.node.LeaseNode;
import io.quorumlock.quorum.link.LinkSettings;
import io.quorumlock.quorum.link.NodeLink;
import io.quorumlock.quorum.vote.Moment;
import io.quorumlock.quorum.vote.Validity;
import io.quorumlock.time.Ticker;
import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * The parts an engine is made of, each of which a test may replace by a broken one to see
 * that the break is noticed.
 *
 * @param links makes the link to a node
 * @param groups makes the group of a lease time
 * @param validity says until when a lease is held
 * @param numbers numbers the leases, none twice, so that a late release never hits a
 * later lease
 * @param handOffs when a lease is handed on within the process
 */
record EngineParts(LinkFactory links, BiFunction<EngineContext, Duration, LeaseGroup> groups, ValidityRule validity,
		LongSupplier numbers, HandOffRules handOffs) {

	/**
	 * The parts of every engine in production.
	 */
	static EngineParts standard() {
		long[] last = { 0 };
		return new EngineParts(NodeLink::new, LeaseGroup::new, Validity::deadline, () -> ++last[0], new HandOffRules());
	}

	/**
	 * Makes the link to a node.
	 */
	@FunctionalInterface
	interface LinkFactory {

		NodeLink create(LeaseNode node, LinkSettings settings, Ticker ticker, Timers timers);

	}

	/**
	 * Says until when a lease is held.
	 */
	@FunctionalInterface
	interface ValidityRule {

		@Nullable Moment deadline(List<Moment> deadlines, int quorum);

	}

}
