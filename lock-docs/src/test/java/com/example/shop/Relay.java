package com.example.shop;

import io.quorumlock.election.LeadershipGranted;
import io.quorumlock.election.LeadershipRevoked;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
class Relay {

	private volatile long term;

	// tag::leadership-events[]
	@EventListener
	void begin(LeadershipGranted event) {
		start(event.term());
	}

	@EventListener
	void end(LeadershipRevoked event) {
		stop();
	}
	// end::leadership-events[]

	private void start(long newTerm) {
		this.term = newTerm;
	}

	private void stop() {
		this.term = 0;
	}

	long term() {
		return this.term;
	}

}
