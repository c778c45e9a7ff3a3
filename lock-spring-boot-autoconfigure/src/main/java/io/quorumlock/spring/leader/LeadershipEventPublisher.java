package io.quorumlock.spring.leader;

import io.quorumlock.election.LeadershipEvent;
import io.quorumlock.election.LeadershipListener;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes what happens to roles as application events, so that an
 * {@code @EventListener} can take a {@link LeadershipEvent} or one of its kinds.
 * Listeners run on the thread of the role, one event after the other.
 */
public final class LeadershipEventPublisher implements LeadershipListener {

	private final ApplicationEventPublisher publisher;

	/**
	 * A new publisher.
	 * @param publisher where to publish
	 */
	public LeadershipEventPublisher(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	@Override
	public void onEvent(LeadershipEvent event) {
		this.publisher.publishEvent(event);
	}

}
