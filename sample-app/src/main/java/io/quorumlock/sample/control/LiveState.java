package io.quorumlock.sample.control;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quorumlock.sample.report.Report;
import org.jspecify.annotations.Nullable;

/**
 * How everything is at one moment, as the page shows it.
 *
 * @param time the moment, in milliseconds since the epoch
 * @param leaseTimeMillis the lease time of all locks and roles
 * @param quorum how many votes a grant needs
 * @param nodes each node
 * @param instances each instance
 * @param held the leases that are held
 * @param waiting the locks that are waited for
 * @param ledgers what the accounts hold
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record LiveState(long time, long leaseTimeMillis, int quorum, List<Node> nodes, List<Instance> instances,
		List<Held> held, List<Waiting> waiting, Ledgers.Books ledgers) {

	/**
	 * A node.
	 *
	 * @param name its name
	 * @param address host and port
	 * @param process how its process is doing
	 * @param state {@code voting}, {@code guarded}, {@code down}, or {@code unasked}
	 * while no instance runs
	 * @param guardRemainingMillis for how long it does not vote yet
	 * @param latencyMicros how long its last answers took
	 * @param detail a few words more
	 */
	record Node(String name, String address, ProcessState process, String state, @Nullable Long guardRemainingMillis,
			@Nullable Long latencyMicros, String detail) {

	}

	/**
	 * An instance.
	 *
	 * @param name its name
	 * @param port where it listens
	 * @param pid the id of its process
	 * @param process how that is doing
	 * @param leads the roles that it leads
	 * @param held how many leases it holds
	 * @param waiting how many of its callers wait for a lock
	 * @param transfers how its transfers went
	 */
	record Instance(String name, int port, @Nullable Long pid, ProcessState process, List<Report.Role> leads, int held,
			int waiting, Report.Transfers transfers) {

	}

	/**
	 * A lease that is held.
	 *
	 * @param id the same in all news of this lease
	 * @param instance who holds it
	 * @param lock the name of the lock
	 * @param keys its keys
	 * @param token the fencing token
	 * @param since when it was acquired
	 * @param until when it ends unless renewed
	 */
	record Held(String id, String instance, String lock, List<String> keys, String token, long since, long until) {

	}

	/**
	 * A lock that is waited for.
	 *
	 * @param instance who waits
	 * @param lock the name of the lock
	 * @param keys its keys
	 * @param count how many callers
	 */
	record Waiting(String instance, String lock, List<String> keys, int count) {

	}

}
