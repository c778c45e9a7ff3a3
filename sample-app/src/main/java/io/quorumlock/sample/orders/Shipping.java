package io.quorumlock.sample.orders;

import java.time.Duration;

import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.ReactiveLease;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Service;

/**
 * Hands parcels to a carrier that takes one at a time, without a thread that waits.
 */
@Service
public class Shipping {

	private static final Duration HANDING_OVER = Duration.ofMillis(50);

	/**
	 * Ships an article. The carrier is locked on subscription, until the publisher ends
	 * or is cancelled.
	 * @param carrier who takes it, and the key of the lock
	 * @param article what is shipped
	 * @return emits the number of the parcel
	 */
	@DistributedLock(name = "carrier", key = "#carrier")
	public Mono<String> ship(String carrier, String article) {
		return ReactiveLease.current()
			.map((lease) -> "%s-%s-%s".formatted(carrier, article, lease.fencingToken()))
			.delayElement(HANDING_OVER);
	}

}
