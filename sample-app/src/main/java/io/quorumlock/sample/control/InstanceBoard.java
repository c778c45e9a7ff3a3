package io.quorumlock.sample.control;

import java.util.List;

import io.quorumlock.sample.report.Report;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one instance. Used under the lock of the {@link Board}.
 */
final class InstanceBoard {

	// What was told before is no news of how things are now
	private static final long FRESH_MILLIS = 2000;

	private final InstanceSlot slot;

	private ProcessState process = ProcessState.STARTING;

	private @Nullable Long pid;

	private Report.@Nullable Status status;

	private long heardAt;

	InstanceBoard(InstanceSlot slot) {
		this.slot = slot;
	}

	String name() {
		return this.slot.name();
	}

	ProcessState process() {
		return this.process;
	}

	void started(long newPid) {
		this.process = ProcessState.STARTING;
		this.pid = newPid;
		this.status = null;
	}

	void ended() {
		this.process = ProcessState.ENDED;
		this.pid = null;
		this.status = null;
	}

	void paused() {
		this.process = ProcessState.PAUSED;
	}

	void resumed(long now) {
		if (this.process == ProcessState.PAUSED) {
			this.process = ProcessState.RUNNING;
			this.heardAt = now;
		}
	}

	void told(Report.Status latest) {
		if (this.process == ProcessState.STARTING) {
			this.process = ProcessState.RUNNING;
		}
		this.status = latest;
		this.heardAt = latest.time();
	}

	// Somebody may have stopped the process by hand
	private ProcessState process(long now) {
		return (this.process == ProcessState.RUNNING && now - this.heardAt >= FRESH_MILLIS) ? ProcessState.SILENT
				: this.process;
	}

	List<Report.Node> nodes(long now) {
		Report.Status latest = this.status;
		return (latest != null && this.process == ProcessState.RUNNING && now - latest.time() < FRESH_MILLIS)
				? latest.nodes() : List.of();
	}

	List<Report.Role> leads(long now) {
		Report.Status latest = this.status;
		return (latest == null) ? List.of() : latest.leads()
			.stream()
			.map((role) -> new Report.Role(role.role(), role.term(), latest.time() + role.remainingMillis() - now))
			.filter((role) -> role.remainingMillis() > 0)
			.toList();
	}

	List<LiveState.Waiting> waiting(long now) {
		return (this.status == null || process(now) != ProcessState.RUNNING) ? List.of()
				: this.status.waits()
					.stream()
					.map((wait) -> new LiveState.Waiting(name(), wait.lock(), wait.keys(), wait.count()))
					.toList();
	}

	LiveState.Instance state(long now, int held) {
		Report.Transfers transfers = (this.status != null) ? this.status.transfers() : new Report.Transfers(0, 0, 0);
		return new LiveState.Instance(name(), this.slot.port(), this.pid, process(now), leads(now), held,
				waiting(now).stream().mapToInt(LiveState.Waiting::count).sum(), transfers);
	}

}
