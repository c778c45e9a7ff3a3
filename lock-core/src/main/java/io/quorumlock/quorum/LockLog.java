package io.quorumlock.quorum;

import java.util.Locale;

import io.quorumlock.LockName;
import io.quorumlock.event.LeaseEvent;
import io.quorumlock.event.LockEvent;
import io.quorumlock.event.LockListener;
import io.quorumlock.event.NodeEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes to the log what happens to locks and nodes. That somebody else holds a lock is
 * what locks are for; a lease that its holder loses, and a node that may have forgotten
 * grants, are to be looked at.
 */
final class LockLog implements LockListener {

	private static final Logger logger = LoggerFactory.getLogger(LockLog.class);

	private final String instanceId;

	/**
	 * The log of an instance.
	 * @param instanceId its public id
	 */
	LockLog(String instanceId) {
		this.instanceId = instanceId;
	}

	@Override
	public void onEvent(LockEvent event) {
		if (event instanceof LeaseEvent.Lost loss) {
			lost(loss);
		}
		else if (event instanceof LeaseEvent.Refused refusal) {
			refused(refusal);
		}
		else if (event instanceof NodeEvent.Reborn reborn) {
			logger.atWarn()
				.addKeyValue("node", reborn.node())
				.log("Node {} was restarted or emptied, so it may have forgotten grants: it does not vote for {} s",
						reborn.node(), reborn.guard().toSeconds());
		}
		else if (event instanceof NodeEvent.Admitted admitted) {
			logger.atInfo()
				.addKeyValue("node", admitted.node())
				.log("Node {} votes again after its restart guard", admitted.node());
		}
	}

	private void lost(LeaseEvent.Lost loss) {
		about(logger.atWarn(), loss.lock()).addKeyValue("token", loss.token().value())
			.addKeyValue("instance", this.instanceId)
			.addKeyValue("cause", value(loss.cause()))
			.log("Lost lock '{}' with token {}, held for {} ms: it {}", loss.lock(), loss.token(),
					loss.held().toMillis(), loss.cause().phrase());
	}

	private void refused(LeaseEvent.Refused refusal) {
		about(logger.atDebug(), refusal.lock()).addKeyValue("instance", this.instanceId)
			.addKeyValue("outcome", value(refusal.reason()))
			.log("Did not get lock '{}' within {} ms: {}", refusal.lock(), refusal.waited().toMillis(),
					value(refusal.reason()));
	}

	private static LoggingEventBuilder about(LoggingEventBuilder line, LockName lock) {
		LoggingEventBuilder named = line.addKeyValue("lock", lock.name());
		return lock.keys().isEmpty() ? named : named.addKeyValue("key", String.join(", ", lock.keys()));
	}

	private static String value(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

}
