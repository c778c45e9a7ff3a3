package io.quorumlock.quorum;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.quorumlock.FencingToken;
import io.quorumlock.LockName;
import io.quorumlock.LossCause;
import io.quorumlock.NodeSighting;
import io.quorumlock.event.ForceAsked;

/**
 * Takes locks away from their holders, on this instance or, through the nodes, on another
 * one that obeys.
 */
final class ForcedReleases {

	private final LeaseEngine engine;

	private final EngineContext context;

	private final LeaseGroups groups;

	private boolean obeys;

	ForcedReleases(LeaseEngine engine, EngineContext context, LeaseGroups groups) {
		this.engine = engine;
		this.context = context;
		this.groups = groups;
	}

	/**
	 * Takes a lock away from its holder on this instance. On the protocol's thread.
	 * @return whether this instance held it under that token
	 */
	boolean carryOut(LockName lock, FencingToken token) {
		Optional<HeldLease> held = this.groups.leases()
			.filter((lease) -> lease.lock().covers(lock) && isHeld(lease, token))
			.findAny();
		held.ifPresent((lease) -> lease.lose(LossCause.FORCED));
		return held.isPresent();
	}

	/**
	 * Asks the nodes who holds a lock, and then the holder's instance to take it away.
	 * @return completes with the public id of that instance, empty if the nodes name no
	 * other one under that token
	 */
	CompletionStage<Optional<String>> passOn(LockName lock, FencingToken token) {
		return this.engine.monitor().ask(lock).thenApply((sightings) -> {
			Optional<String> holder = sightings.stream()
				.filter((node) -> token.equals(node.token()))
				.map(NodeSighting::holder)
				.filter(Objects::nonNull)
				.filter((instance) -> !instance.equals(self()))
				.findFirst();
			holder.ifPresent((instance) -> passOn(lock, token, instance));
			return holder;
		});
	}

	private void passOn(LockName lock, FencingToken token, String holder) {
		String name = this.engine.settings().fullNames(lock).get(0);
		this.engine.announce(channel(), new ForceOrder(holder, self(), token, name).text());
		this.context.events().onEvent(new ForceAsked(lock, token, self(), holder));
	}

	/** Does from now on what other instances pass on. On the protocol's thread. */
	void obey() {
		if (!this.obeys) {
			this.obeys = true;
			this.engine.listen(channel(), this::heard);
		}
	}

	private void heard(String text) {
		ForceOrder order = ForceOrder.read(text);
		if (order == null || !order.to().equals(self())) {
			return;
		}
		this.groups.leases()
			.filter((lease) -> isMeant(lease, order.name()) && isHeld(lease, order.token()))
			.findAny()
			.ifPresent((lease) -> {
				this.context.events().onEvent(new ForceAsked(lease.lock(), order.token(), order.from(), order.to()));
				lease.lose(LossCause.FORCED);
			});
	}

	private boolean isMeant(HeldLease lease, String name) {
		return this.engine.settings().fullNames(lease.lock()).contains(name);
	}

	private static boolean isHeld(HeldLease lease, FencingToken token) {
		Turn turn = lease.turn();
		return turn != null && turn.isHeld() && turn.token() == token.value();
	}

	private String self() {
		return this.engine.settings().instanceId();
	}

	private String channel() {
		return "locks:" + this.engine.settings().namespace();
	}

}
