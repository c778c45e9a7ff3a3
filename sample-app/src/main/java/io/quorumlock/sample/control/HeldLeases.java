package io.quorumlock.sample.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quorumlock.sample.report.LeaseChangeType;
import io.quorumlock.sample.report.Report;

/**
 * The leases that are held, as told by the instances. One whose instance is silent ends
 * at its deadline: that is when the instance stops to believe in it as well, though it
 * may be in no state to say so. Used under the lock of the {@link Board}.
 */
final class HeldLeases {

	private final Map<String, Lease> leases = new LinkedHashMap<>();

	/**
	 * Takes note of what has happened.
	 * @param change what was told
	 * @return what is news, empty if the end of the lease was known before
	 */
	Optional<Report.LeaseChange> apply(Report.LeaseChange change) {
		if (!change.type().isEnd()) {
			long until = (change.until() != null) ? change.until() : change.time();
			this.leases.put(change.id(), new Lease(change, until));
			return Optional.of(change);
		}
		Lease lease = this.leases.remove(change.id());
		return Optional.ofNullable(lease)
			.map((known) -> (change.type() == LeaseChangeType.LOST && known.until() < change.time()) ? known.lost()
					: change);
	}

	void renewed(Report.Hold hold) {
		this.leases.computeIfPresent(hold.id(), (id, lease) -> new Lease(lease.begun(), hold.until()));
	}

	List<Report.LeaseChange> expire(long now) {
		List<Report.LeaseChange> expired = new ArrayList<>();
		this.leases.values().removeIf((lease) -> {
			boolean over = lease.until() <= now;
			if (over) {
				expired.add(lease.lost());
			}
			return over;
		});
		return expired;
	}

	/**
	 * Ends the leases of an instance that is gone and so believes in none. They bar
	 * others for a while longer.
	 * @param instance the name of the instance
	 * @param now the time
	 * @return the ends
	 */
	List<Report.LeaseChange> abandon(String instance, long now) {
		List<Report.LeaseChange> abandoned = this.leases.values()
			.stream()
			.filter((lease) -> lease.begun().instance().equals(instance))
			.map((lease) -> lease.lost(Math.min(now, lease.until())))
			.toList();
		abandoned.forEach((change) -> this.leases.remove(change.id()));
		return abandoned;
	}

	int count(String instance) {
		return (int) this.leases.values().stream().filter((lease) -> lease.begun().instance().equals(instance)).count();
	}

	List<LiveState.Held> state() {
		return this.leases.values().stream().map(Lease::state).toList();
	}

	private record Lease(Report.LeaseChange begun, long until) {

		private Report.LeaseChange lost() {
			return lost(this.until);
		}

		private Report.LeaseChange lost(long time) {
			return new Report.LeaseChange(this.begun.id(), LeaseChangeType.LOST, time, this.begun.instance(),
					this.begun.lock(), this.begun.keys(), this.begun.token(), null, time - this.begun.time(), null);
		}

		private LiveState.Held state() {
			return new LiveState.Held(this.begun.id(), this.begun.instance(), this.begun.lock(), this.begun.keys(),
					this.begun.token(), this.begun.time(), this.until);
		}

	}

}
