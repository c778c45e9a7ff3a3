package io.quorumlock.sample.instance;

import java.util.List;
import java.util.Objects;

import io.quorumlock.FencingToken;
import io.quorumlock.LockStatus;
import io.quorumlock.NodeHealth;
import io.quorumlock.QuorumHealth;
import io.quorumlock.election.LeaderElection;
import io.quorumlock.election.Leadership;
import io.quorumlock.quorum.QuorumLockManager;
import io.quorumlock.sample.report.Report;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Reports how this instance is doing, a few times in a second.
 */
@Component
class StatusReports {

	private final Reporter reporter;

	private final String instance;

	private final QuorumLockManager locks;

	private final LeaderElection election;

	private final Load load;

	private volatile List<Report.Node> nodes = List.of();

	StatusReports(Reporter reporter, @Value("${lock.instance-id}") String instance, QuorumLockManager locks,
			LeaderElection election, Load load) {
		this.reporter = reporter;
		this.instance = instance;
		this.locks = locks;
		this.election = election;
		this.load = load;
	}

	@Scheduled(fixedRate = 200)
	void report() {
		this.locks.health().thenAccept((health) -> this.nodes = nodes(health));
		reportNow();
	}

	/**
	 * Reports, and returns once that was told.
	 */
	void reportNow() {
		long now = System.currentTimeMillis();
		List<LockStatus> known = this.locks.engine().monitor().locks();
		this.reporter.report(
				new Report.Status(now, roles(), holds(known, now), waits(known), this.load.transfers(), this.nodes));
		this.reporter.flush();
	}

	private List<Report.Role> roles() {
		return this.election.roles()
			.stream()
			.map(this.election::leadership)
			.filter(Leadership::isLeader)
			.map(StatusReports::role)
			.filter(Objects::nonNull)
			.toList();
	}

	private static Report.@Nullable Role role(Leadership leadership) {
		long remaining = leadership.status().trustRemaining().toMillis();
		return leadership.term()
			.map((term) -> new Report.Role(leadership.role(), term.toString(), remaining))
			.orElse(null);
	}

	private List<Report.Hold> holds(List<LockStatus> known, long now) {
		return known.stream().filter((status) -> status.holding() != null).map((status) -> hold(status, now)).toList();
	}

	private Report.Hold hold(LockStatus status, long now) {
		LockStatus.Holding holding = Objects.requireNonNull(status.holding());
		FencingToken token = holding.token();
		return new Report.Hold(
				Report.LeaseChange.id(this.instance, status.lock().name(), status.lock().keys(), token.toString()),
				now + holding.remaining().toMillis());
	}

	private static List<Report.Wait> waits(List<LockStatus> known) {
		return known.stream()
			.filter((status) -> status.waiting() > 0)
			.map((status) -> new Report.Wait(status.lock().name(), status.lock().keys(), status.waiting()))
			.toList();
	}

	private static List<Report.Node> nodes(QuorumHealth health) {
		return health.nodes().stream().map(StatusReports::node).toList();
	}

	private static Report.Node node(NodeHealth node) {
		return new Report.Node(node.node(), node.up(), node.voting(),
				(node.latency() != null) ? node.latency().toNanos() / 1000 : null, node.detail());
	}

}
