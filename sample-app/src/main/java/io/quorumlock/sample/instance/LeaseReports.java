package io.quorumlock.sample.instance;

import java.time.Duration;

import io.quorumlock.FencingToken;
import io.quorumlock.LockName;
import io.quorumlock.event.LeaseEvent;
import io.quorumlock.event.LockEvent;
import io.quorumlock.event.LockListener;
import io.quorumlock.event.NodeEvent;
import io.quorumlock.sample.report.LeaseChangeType;
import io.quorumlock.sample.report.Report;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Reports what happens to the leases of this instance.
 */
@Component
class LeaseReports implements LockListener {

	private final Reporter reporter;

	private final String instance;

	private final Duration leaseTime;

	LeaseReports(Reporter reporter, @Value("${lock.instance-id}") String instance,
			@Value("${lock.lease-time}") Duration leaseTime) {
		this.reporter = reporter;
		this.instance = instance;
		this.leaseTime = leaseTime;
	}

	@Override
	public void onEvent(LockEvent event) {
		if (event instanceof LeaseEvent.Acquired acquired) {
			boolean handedOn = acquired.source() == LeaseEvent.Source.HANDED_ON;
			report(handedOn ? LeaseChangeType.HANDED_ON : LeaseChangeType.ACQUIRED, acquired.lock(), acquired.token(),
					acquired.waited(), null);
		}
		else if (event instanceof LeaseEvent.Released released) {
			report(LeaseChangeType.RELEASED, released.lock(), released.token(), null, released.held());
		}
		else if (event instanceof LeaseEvent.Lost lost) {
			report(LeaseChangeType.LOST, lost.lock(), lost.token(), null, lost.held());
		}
		else if (event instanceof NodeEvent.Reborn reborn) {
			this.reporter
				.report(new Report.Rebirth(System.currentTimeMillis(), reborn.node(), reborn.guard().toMillis()));
		}
	}

	private void report(LeaseChangeType type, LockName lock, FencingToken token, @Nullable Duration waited,
			@Nullable Duration held) {
		long now = System.currentTimeMillis();
		this.reporter.report(
				new Report.LeaseChange(Report.LeaseChange.id(this.instance, lock.name(), lock.keys(), token.toString()),
						type, now, this.instance, lock.name(), lock.keys(), token.toString(), millis(waited),
						millis(held), type.isEnd() ? null : Long.valueOf(now + this.leaseTime.toMillis())));
	}

	private static @Nullable Long millis(@Nullable Duration duration) {
		return (duration != null) ? duration.toMillis() : null;
	}

}
