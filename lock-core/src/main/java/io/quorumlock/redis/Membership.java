package io.quorumlock.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import io.quorumlock.redis.NodeProblem.Kind;
import io.quorumlock.time.Entropy;
import io.quorumlock.time.Timers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this instance from using nodes with which it and another instance could both win
 * a lock. On each node that it uses, it says which ones these are, and reads what the
 * others say. Before it uses one more, it compares; a node that must not be used yet is
 * tried again as one that is down. A node that was lost still counts for a while, as
 * leases may rest on its vote. One instance is shared by the nodes of a quorum. Used on
 * the protocol's thread only, but for its construction.
 */
public final class Membership {

	private static final Logger logger = LoggerFactory.getLogger(Membership.class);

	private static final int FEWEST_TICKS = 4;

	private static final Duration LONGEST_TICK = Duration.ofSeconds(15);

	private static final int MOST_WARNINGS = 100;

	private final MembershipSettings settings;

	private final ScriptRollCall.Entry entry;

	private final Timers timers;

	/** How often this instance says that it is there before it would be forgotten. */
	private final long ticksPerLifetime;

	/** The nodes in use by name, in the order in which they came. */
	private final Map<String, Seat> seats = new LinkedHashMap<>();

	private final Map<String, Heard> heard = new HashMap<>();

	private final Set<String> warned = new HashSet<>();

	private Timers.@Nullable Timer timer;

	private long ticks;

	/**
	 * The membership of an instance.
	 * @param settings what it tells
	 * @param timers the protocol's thread
	 * @param entropy tells instances apart that have the same id
	 */
	public Membership(MembershipSettings settings, Timers timers, Entropy entropy) {
		this.settings = settings;
		this.timers = timers;
		this.ticksPerLifetime = Math.max(FEWEST_TICKS, settings.lifetime().dividedBy(LONGEST_TICK));
		this.entry = new ScriptRollCall.Entry(settings.namespace(), settings.instanceId() + "/" + entropy.id(),
				settings.lifetime());
	}

	ScriptRollCall.Entry entry() {
		return this.entry;
	}

	/**
	 * Takes a node into use.
	 * @param node the name of the node
	 * @param call a connection to it
	 * @return completes once it may be used, or fails, with an
	 * {@link UnfitServerException} if it must not
	 */
	CompletionStage<Void> join(String node, RollCall call) {
		Seat former = this.seats.get(node);
		return call.look((former != null) ? former.identity : "").thenCompose((roll) -> {
			check(node, roll);
			return call.register(roll.identity(), with(node, roll.identity()));
		}).thenAccept((roll) -> {
			boolean grown;
			try {
				grown = check(node, roll);
			}
			catch (UnfitServerException ex) {
				call.withdraw();
				throw ex;
			}
			this.seats.put(node, new Seat(roll.identity(), call));
			callRoll(grown ? node : null);
		});
	}

	/**
	 * Compares with what others say.
	 * @return whether the node is one more than before
	 */
	private boolean check(String node, Roll roll) {
		hear(node, roll);
		Seat former = this.seats.get(node);
		if (former != null && former.identity.equals(roll.identity())) {
			return false;
		}
		// Another server, or one that has lost its data, and with it all grants
		this.seats.remove(node);
		this.seats.forEach((name, seat) -> {
			if (seat.identity.equals(roll.identity())) {
				throw new UnfitServerException(Kind.NODE_SET, "it has the identity of " + name
						+ ", as if its data were a copy; delete the key " + ScriptRollCall.IDENTITY_KEY + " on it");
			}
		});
		Member other = conflictOf(with(node, roll.identity()));
		if (other != null && this.settings.onConflict() == NodeSetConflict.WARN) {
			warn(with(node, roll.identity()), other);
			return true;
		}
		if (other != null) {
			other = giveWay(node, roll.identity(), other);
		}
		if (other == null) {
			return true;
		}
		// What was heard elsewhere may be old
		callRoll(null);
		throw new UnfitServerException(Kind.NODE_SET, reason(with(node, roll.identity()), other));
	}

	/**
	 * An instance that cannot hold much yet gives up nodes that others do not use for one
	 * that they do, or two sets of instances could go on side by side.
	 * @return who still objects to the node, {@code null} if nobody does
	 */
	private @Nullable Member giveWay(String node, String identity, Member other) {
		Member remaining = conflictOf(self());
		if (this.ticks > this.ticksPerLifetime && this.seats.size() >= this.settings.quorum()) {
			if (remaining != null) {
				warn(self(), remaining);
			}
			return other;
		}
		String reason = reason(with(node, identity), other);
		List<String> names = new ArrayList<>(this.seats.keySet());
		Collections.reverse(names);
		for (String each : names) {
			boolean shared = other.nodes().containsKey(identity) && conflictOf(with(node, identity)) != null
					&& !other.nodes().containsKey(identityOf(each));
			if (shared || conflictOf(self()) != null) {
				dismiss(each, reason);
			}
		}
		return conflictOf(with(node, identity));
	}

	private String identityOf(String node) {
		Seat seat = this.seats.get(node);
		return (seat != null) ? seat.identity : "";
	}

	private static String reason(Member self, Member other) {
		return "not used until instance " + other.instance() + " is gone: " + self.conflictWith(other);
	}

	private void dismiss(String node, String reason) {
		Seat seat = this.seats.remove(node);
		if (seat != null && seat.call != null) {
			seat.call.withdraw();
			seat.call.end(reason);
		}
	}

	private @Nullable Member conflictOf(Member self) {
		return this.heard.values()
			.stream()
			.map(Heard::others)
			.flatMap(Collection::stream)
			.filter((other) -> !self.excludes(other))
			.findFirst()
			.orElse(null);
	}

	private Member self() {
		Map<String, String> nodes = new HashMap<>();
		this.seats.forEach((name, seat) -> nodes.put(seat.identity, name));
		return Member.of(this.settings.instanceId(), this.settings.quorum(), nodes);
	}

	private Member with(String node, String identity) {
		Member self = self();
		Map<String, String> nodes = new HashMap<>(self.nodes());
		nodes.put(identity, node);
		return Member.of(self.instance(), self.quorum(), nodes);
	}

	/**
	 * Tells all nodes which ones are in use now, and hears who else is there.
	 * @param newest the node that came last, which goes again if somebody else has done
	 * the like in the same moment; {@code null} if none came
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	private void callRoll(@Nullable String newest) {
		Member self = self();
		Map.copyOf(this.seats).forEach((node, seat) -> {
			if (seat.call != null && this.seats.get(node) == seat) {
				seat.call.register(seat.identity, self).thenAccept((roll) -> answered(node, seat, roll, newest));
			}
		});
	}

	private void answered(String node, Seat seat, Roll roll, @Nullable String newest) {
		if (this.seats.get(node) != seat || seat.call == null) {
			return;
		}
		hear(node, roll);
		if (!seat.identity.equals(roll.identity())) {
			this.seats.put(node, new Seat(roll.identity(), seat.call));
		}
		Member self = self();
		Member other = conflictOf(self);
		if (other == null) {
			return;
		}
		if (newest != null && this.settings.onConflict() == NodeSetConflict.REFUSE) {
			dismiss(newest, reason(self, other));
		}
		else {
			warn(self, other);
		}
	}

	private void warn(Member self, Member other) {
		if (this.warned.size() >= MOST_WARNINGS) {
			this.warned.clear();
		}
		String conflict = self.conflictWith(other);
		if (this.warned.add(conflict)) {
			logger.atWarn().addKeyValue("instance", self.instance()).log("Locks may be held twice: {}", conflict);
		}
	}

	private void hear(String node, Roll roll) {
		this.heard.put(node, new Heard(roll.others(), this.ticks));
		if (this.timer == null) {
			schedule();
		}
	}

	private void schedule() {
		this.timer = this.timers.schedule(this.settings.lifetime().toNanos() / this.ticksPerLifetime, this::tick);
	}

	private void tick() {
		this.ticks++;
		this.timer = null;
		this.heard.values().removeIf((each) -> isOver(each.since()));
		this.seats.values().removeIf((seat) -> seat.call == null && isOver(seat.lost));
		if (!this.heard.isEmpty() || !this.seats.isEmpty()) {
			schedule();
			callRoll(null);
		}
	}

	// The first tick may come at once
	private boolean isOver(long since) {
		return this.ticks - since > this.ticksPerLifetime;
	}

	/**
	 * The connection to a node is lost.
	 * @param node the name of the node
	 * @param call the connection
	 */
	void lost(String node, RollCall call) {
		Seat seat = this.seats.get(node);
		if (seat != null && seat.call == call) {
			seat.call = null;
			seat.lost = this.ticks;
		}
	}

	/**
	 * This instance ends, and needs the node no more.
	 * @param node the name of the node
	 */
	void leave(String node) {
		this.heard.remove(node);
		Seat seat = this.seats.remove(node);
		if (seat != null && seat.call != null) {
			seat.call.withdraw();
		}
		if (this.timer != null && this.seats.isEmpty() && this.heard.isEmpty()) {
			this.timer.cancel();
			this.timer = null;
		}
	}

	private static final class Seat {

		private final String identity;

		private @Nullable RollCall call;

		private long lost;

		Seat(String identity, RollCall call) {
			this.identity = identity;
			this.call = call;
		}

	}

	private record Heard(List<Member> others, long since) {

	}

}
