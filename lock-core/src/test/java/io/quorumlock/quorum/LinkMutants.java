package io.quorumlock.quorum;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.quorumlock.node.Answer;
import io.quorumlock.node.LeaseNode;
import io.quorumlock.node.Operation;
import io.quorumlock.quorum.EngineParts.LinkFactory;
import io.quorumlock.quorum.link.LinkSettings;
import io.quorumlock.quorum.link.NodeLink;
import io.quorumlock.quorum.link.Outcome;
import io.quorumlock.quorum.link.Reply;
import io.quorumlock.quorum.vote.Moment;
import io.quorumlock.time.Ticker;
import io.quorumlock.time.Timers;

/**
 * Links that pass on something else than what happened.
 */
final class LinkMutants {

	private LinkMutants() {
	}

	static NodeLink countingFromReply(LeaseNode node, LinkSettings settings, Ticker ticker, Timers timers) {
		return new NodeLink(node, settings, ticker, timers) {

			@Override
			public void send(Operation operation, Reply reply) {
				super.send(operation, (outcome) -> reply.on((outcome instanceof Outcome.Answered answered)
						? new Outcome.Answered(answered.answer(), Moment.now(ticker)) : outcome));
			}

		};
	}

	/** A renewal that any node has confirmed counts on those that did not answer too. */
	static LinkFactory renewalCountsForAll() {
		long[] confirmedAt = { Long.MIN_VALUE };
		return (node, settings, ticker, timers) -> new NodeLink(node, settings, ticker, timers) {

			@Override
			public void send(Operation operation, Reply reply) {
				super.send(operation, (outcome) -> {
					boolean renewal = operation instanceof Operation.Renew;
					if (renewal && outcome instanceof Outcome.Answered) {
						confirmedAt[0] = ticker.nanos();
					}
					boolean elsewhere = renewal && ticker.nanos() - confirmedAt[0] < 1_000_000_000;
					reply.on((elsewhere && !(outcome instanceof Outcome.Answered)) ? ok(ticker) : outcome);
				});
			}

		};
	}

	/** What one node tells about a lease is taken for the word of all. */
	static LinkFactory newsCountsForAll() {
		Map<String, List<Consumer<String>>> ears = new ConcurrentHashMap<>();
		return (node, settings, ticker, timers) -> new NodeLink(node, settings, ticker, timers) {

			@Override
			public void subscribe(String channel, Consumer<String> messages) {
				List<Consumer<String>> all = ears.computeIfAbsent(channel, (key) -> new ArrayList<>());
				all.add(messages);
				super.subscribe(channel, (text) -> List.copyOf(all).forEach((each) -> each.accept(text)));
			}

		};
	}

	static NodeLink revivingSessions(LeaseNode node, LinkSettings settings, Ticker ticker, Timers timers) {
		return new NodeLink(node, settings, ticker, timers) {

			@Override
			public void send(Operation operation, Reply reply) {
				super.send(operation, (outcome) -> {
					if (operation instanceof Operation.Renew renew && outcome instanceof Outcome.Answered answered
							&& answered.answer() instanceof Answer.Gone) {
						super.send(new Operation.Open(renew.session(), renew.leaseMillis(), "revived", "ear"), reply);
					}
					else {
						reply.on(outcome);
					}
				});
			}

		};
	}

	static NodeLink releasingKnownGrantsOnly(LeaseNode node, LinkSettings settings, Ticker ticker, Timers timers) {
		Set<Long> granted = new HashSet<>();
		return new NodeLink(node, settings, ticker, timers) {

			@Override
			public void send(Operation operation, Reply reply) {
				if (operation instanceof Operation.Release release && !granted.contains(release.lease())) {
					timers.execute(() -> reply.on(ok(ticker)));
					return;
				}
				super.send(operation, noting(operation, granted, reply));
			}

		};
	}

	static NodeLink releasingOnce(LeaseNode node, LinkSettings settings, Ticker ticker, Timers timers) {
		return new NodeLink(node, settings, ticker, timers) {

			@Override
			public void send(Operation operation, Reply reply) {
				super.send(operation,
						(outcome) -> reply.on((operation instanceof Operation.Release) ? ok(ticker) : outcome));
			}

		};
	}

	private static Reply noting(Operation operation, Set<Long> granted, Reply reply) {
		BiConsumer<Long, Outcome> note = (lease, outcome) -> {
			if (outcome instanceof Outcome.Answered answered && answered.answer() instanceof Answer.Granted) {
				granted.add(lease);
			}
		};
		return (outcome) -> {
			if (operation instanceof Operation.Acquire acquire) {
				note.accept(acquire.lease(), outcome);
			}
			reply.on(outcome);
		};
	}

	private static Outcome ok(Ticker ticker) {
		return new Outcome.Answered(new Answer.Ok(), Moment.now(ticker));
	}

}
