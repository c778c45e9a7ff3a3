package io.quorumlock.sample.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quorumlock.sample.report.Report;

/**
 * Merges what the instances tell with what is known about processes. Thread-safe, and
 * without a clock: the time is given.
 */
final class Board {

	private final Map<String, InstanceBoard> instances = new LinkedHashMap<>();

	private final HeldLeases leases = new HeldLeases();

	private final NodeBoard nodes = new NodeBoard();

	private final long leaseTimeMillis;

	private final int quorum;

	Board(List<InstanceSlot> slots, int quorum, long leaseTimeMillis) {
		slots.forEach((slot) -> this.instances.put(slot.name(), new InstanceBoard(slot)));
		this.quorum = quorum;
		this.leaseTimeMillis = leaseTimeMillis;
	}

	synchronized void started(String instance, long pid) {
		of(instance).started(pid);
	}

	/**
	 * The process of an instance is gone, and all that it said was applied.
	 * @param instance the name of the instance
	 * @param now the time
	 * @return what viewers are to be told
	 */
	synchronized List<LiveEvent> ended(String instance, long now) {
		of(instance).ended();
		return news(this.leases.abandon(instance, now));
	}

	synchronized void resumed(String instance, long now) {
		of(instance).resumed(now);
	}

	/**
	 * How the process of an instance is doing.
	 * @param instance the name of the instance
	 * @return its state, empty if there is no such instance
	 */
	synchronized Optional<ProcessState> process(String instance) {
		return Optional.ofNullable(this.instances.get(instance)).map(InstanceBoard::process);
	}

	synchronized boolean leads(String instance, long now) {
		return !of(instance).leads(now).isEmpty();
	}

	/**
	 * Takes note of a report.
	 * @param instance who tells
	 * @param report what it tells
	 * @return what viewers are to be told
	 */
	synchronized List<LiveEvent> apply(String instance, Report report) {
		if (report instanceof Report.LeaseChange change) {
			return this.leases.apply(change)
				.<List<LiveEvent>>map((news) -> List.of(new LiveEvent.LeaseNews(news)))
				.orElse(List.of());
		}
		if (report instanceof Report.LeaderChange change) {
			return List.of(new LiveEvent.LeaderNews(change));
		}
		if (report instanceof Report.Refusal refusal) {
			return List.of(new LiveEvent.RefusedNews(refusal));
		}
		if (report instanceof Report.Rebirth rebirth) {
			this.nodes.reborn(rebirth);
		}
		else if (report instanceof Report.Status status) {
			of(instance).told(status);
			// What has just ended has no time left, and is told by itself
			status.holds().stream().filter((hold) -> hold.until() > status.time()).forEach(this.leases::renewed);
		}
		else if (report instanceof Report.Pause) {
			of(instance).paused();
		}
		return List.of();
	}

	/**
	 * Ends the leases whose time is over.
	 * @param now the time
	 * @return what viewers are to be told
	 */
	synchronized List<LiveEvent> expire(long now) {
		return news(this.leases.expire(now));
	}

	private static List<LiveEvent> news(List<Report.LeaseChange> changes) {
		return changes.stream().<LiveEvent>map(LiveEvent.LeaseNews::new).toList();
	}

	synchronized LiveState state(long now, List<NodeProcess> processes, Ledgers.Books books) {
		List<Report.Node> seen = this.instances.values()
			.stream()
			.flatMap((instance) -> instance.nodes(now).stream())
			.toList();
		return new LiveState(now, this.leaseTimeMillis, this.quorum,
				processes.stream().map((node) -> this.nodes.state(node, of(node, seen), now)).toList(),
				this.instances.values()
					.stream()
					.map((instance) -> instance.state(now, this.leases.count(instance.name())))
					.toList(),
				this.leases.state(),
				this.instances.values().stream().flatMap((instance) -> instance.waiting(now).stream()).toList(), books);
	}

	private static List<Report.Node> of(NodeProcess node, List<Report.Node> seen) {
		return seen.stream().filter((each) -> each.address().equals(node.address())).toList();
	}

	private InstanceBoard of(String instance) {
		InstanceBoard board = this.instances.get(instance);
		if (board == null) {
			throw new IllegalArgumentException("There is no instance '" + instance + "'");
		}
		return board;
	}

}
