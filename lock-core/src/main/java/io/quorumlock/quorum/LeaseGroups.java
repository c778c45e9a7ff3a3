package io.quorumlock.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import io.quorumlock.node.News;

/**
 * The groups of all lease times in use. Used on the protocol's thread only.
 */
final class LeaseGroups {

	private final EngineContext context;

	private final Map<Duration, LeaseGroup> groups = new HashMap<>();

	LeaseGroups(EngineContext context) {
		this.context = context;
	}

	LeaseGroup get(Duration leaseTime) {
		LeaseGroup group = this.groups.get(leaseTime);
		if (group == null) {
			this.groups.values().removeIf(LeaseGroup::isIdle);
			group = this.context.parts().groups().apply(this.context, leaseTime);
			this.groups.put(leaseTime, group);
		}
		return group;
	}

	Stream<HeldLease> leases() {
		return this.groups.values().stream().flatMap(LeaseGroup::leases);
	}

	/**
	 * Somebody elsewhere waits for what a lease locks.
	 */
	void want(News.Wanted news) {
		for (LeaseGroup group : this.groups.values()) {
			HeldLease lease = group.find(news.lease());
			if (lease != null) {
				lease.wanted();
			}
		}
	}

	/**
	 * Gives everything back.
	 * @return completes once the nodes have confirmed or were asked in vain
	 */
	CompletionStage<Void> close() {
		List<CompletableFuture<Void>> open = new ArrayList<>();
		for (LeaseGroup group : this.groups.values()) {
			CompletableFuture<Void> ended = new CompletableFuture<>();
			open.add(ended);
			group.close(() -> ended.complete(null));
		}
		return CompletableFuture.allOf(open.toArray(new CompletableFuture<?>[0]));
	}

}
