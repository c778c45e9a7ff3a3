package io.quorumlock.spring.observation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quorumlock.event.LeaseEvent;
import io.quorumlock.event.NodeEvent;
import io.quorumlock.event.WokeLate;
import io.quorumlock.quorum.LeaseEngine;

/**
 * Counts what happens to the locks of this instance and to the nodes, as
 * {@link LockMeters} says.
 */
public final class LockMetrics implements MeterBinder {

	private final LeaseEngine engine;

	/**
	 * Metrics of an engine.
	 * @param engine takes the leases
	 */
	public LockMetrics(LeaseEngine engine) {
		this.engine = engine;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Map<String, LeaseMeters> names = new ConcurrentHashMap<>();
		NodeMeters nodes = new NodeMeters(registry, this.engine.monitor(), this.engine.settings().quorum());
		long began = this.engine.ticker().nanos();
		Timer wakeUps = registry.timer(LockMeters.WAKEUPS_LATE.getName());
		this.engine.monitor().listen((event) -> {
			if (event instanceof LeaseEvent lease) {
				names.computeIfAbsent(lease.lock().name(), (name) -> new LeaseMeters(registry, name))
					.count(lease, Duration.ofNanos(this.engine.ticker().nanos() - began));
			}
			else if (event instanceof NodeEvent node) {
				nodes.count(node);
			}
			else if (event instanceof WokeLate wakeUp) {
				wakeUps.record(wakeUp.late());
			}
		});
	}

}
