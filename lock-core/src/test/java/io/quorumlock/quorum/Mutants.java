package io.quorumlock.quorum;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

import io.quorumlock.election.ElectionMutants;
import io.quorumlock.node.Answer;
import io.quorumlock.node.Operation;
import io.quorumlock.quorum.EngineParts.LinkFactory;
import io.quorumlock.quorum.EngineParts.ValidityRule;
import io.quorumlock.quorum.vote.Moment;
import io.quorumlock.simulation.Fault;
import io.quorumlock.simulation.SimulatedClock;
import io.quorumlock.simulation.SimulatedMailbox;
import io.quorumlock.simulation.SimulatedNode;

/**
 * One mutant for each rule of the protocol.
 */
final class Mutants {

	static final List<Mutant> ALL = List.of(new Mutant("no drift margin").withDrift(new ClockDrift(0, Duration.ZERO)),
			new Mutant("release without owner check").withNodes((index, clock) -> new SimulatedNode(clock) {

				@Override
				protected boolean checksOwners() {
					return false;
				}

			}), new Mutant("quorum of N/2").withNodes(Mutants::generous),
			new Mutant("deadline from the reply").withParts((parts) -> links(parts, LinkMutants::countingFromReply)),
			new Mutant("deadline the latest instead of the quorum-th latest")
				.withParts((parts) -> validity(parts, Mutants::latest)),
			new Mutant("renewal counted on one node")
				.withParts((parts) -> links(parts, LinkMutants.renewalCountsForAll())),
			new Mutant("a gone session revived").withParts((parts) -> links(parts, LinkMutants::revivingSessions)),
			new Mutant("a vote counted under a replaced session")
				.withParts((parts) -> groups(parts, KeepingVotesOfEndedSessions::new)),
			new Mutant("acquire without a living session").withNodes((index, clock) -> new SimulatedNode(clock) {

				@Override
				protected boolean checksSessions() {
					return false;
				}

			}).withPlans((plan) -> plan.focused(2, 200, Fault.RESET, Fault.DELAY)),
			new Mutant("no STALE check").withNodes((index, clock) -> forgiving(clock)),
			new Mutant("token checked on one node only")
				.withNodes((index, clock) -> (index == 0) ? new SimulatedNode(clock) : forgiving(clock)),
			new Mutant("block not reserved in the fence").withNodes((index, clock) -> new SimulatedNode(clock) {

				@Override
				protected boolean reservesBlocks() {
					return false;
				}

			}).withPlans((plan) -> plan.focused(3, 5, Fault.SKEW).fightOver(6)),
			new Mutant("no restart guard").withGuard(GuardSettings.OFF),
			new Mutant("no self-fencing").withParts((parts) -> validity(parts, Mutants::never)),
			new Mutant("lost lease not released").withParts((parts) -> groups(parts, KeepingLostGrants::new)),
			new Mutant("release only where known granted")
				.withParts((parts) -> links(parts, LinkMutants::releasingKnownGrantsOnly)),
			new Mutant("release not repeated").withParts((parts) -> links(parts, LinkMutants::releasingOnce)),
			new Mutant("regrant counted when the lease was lost meanwhile")
				.withParts((parts) -> groups(parts, CountingLateVotes::new))
				.withPlans((plan) -> plan.focused(5, 300, Fault.CLIENT_STEP, Fault.PAUSE, Fault.DELAY)),
			new Mutant("one lease number per client").withParts((parts) -> new EngineParts(parts.links(),
					parts.groups(), parts.validity(), () -> 1, parts.handOffs())),
			new Mutant("hand-off without minimum remainder")
				.withParts((parts) -> handOffs(parts, HandOffMutants.ANY_REMAINDER))
				.withPlans((plan) -> plan.focused(3, 20, Fault.CUT, Fault.NODE_STOP).fightOver(1)),
			new Mutant("token reused across a hand-off")
				.withParts((parts) -> handOffs(parts, HandOffMutants.SAME_TOKEN)),
			new Mutant("waiter that swallows a hand-off")
				.withParts((parts) -> handOffs(parts, HandOffMutants.TO_WHOM_HAS_LEFT)),
			new Mutant("budget ignored").withParts((parts) -> handOffs(parts, HandOffMutants.WITHOUT_BUDGET)),
			new Mutant("grant on release to a dead session").withNodes((index, clock) -> new SimulatedNode(clock) {

				@Override
				protected boolean checksSessionsOfWishes() {
					return false;
				}

			}).withPlans((plan) -> plan.focused(3, 20, Fault.KILL, Fault.PAUSE).fightOver(6)),
			new Mutant("grant on release with a token not above the fence")
				.withNodes((index, clock) -> new SimulatedNode(clock) {

					@Override
					protected boolean checksTokensOfWishes() {
						return false;
					}

				}),
			new Mutant("grant on release counted on one node")
				.withParts((parts) -> links(parts, LinkMutants.newsCountsForAll())),
			new Mutant("work of a leader not waited for").withElections(ElectionMutants.NOT_WAITING_FOR_WORK),
			new Mutant("gate open while work ends").withElections(ElectionMutants.CLOSING_TOO_LATE),
			new Mutant("gate open before the listeners are ready").withElections(ElectionMutants.OPENING_TOO_EARLY),
			new Mutant("work that takes too long not cancelled").withElections(ElectionMutants.NOT_CANCELLING_WORK),
			new Mutant("end of a term told twice").withElections(ElectionMutants.TELLING_TWICE),
			new Mutant("end of a term not told").withElections(ElectionMutants.NOT_TELLING),
			new Mutant("no campaign after a loss").withElections(ElectionMutants.GIVING_UP),
			new Mutant("listeners not waited for").withMailboxes((process) -> new SimulatedMailbox(process) {

				@Override
				public void take(long nanos) {
				}

			}),
			new Mutant("listeners called by the protocol").withMailboxes((process) -> new SimulatedMailbox(process) {

				@Override
				public void execute(Runnable task) {
					task.run();
				}

			}));

	private Mutants() {
	}

	/** The first node votes for everybody, so that one vote less is needed. */
	private static SimulatedNode generous(int index, SimulatedClock clock) {
		return (index != 0) ? new SimulatedNode(clock) : new SimulatedNode(clock) {

			@Override
			protected Answer acquire(Operation.Acquire acquire, long connection) {
				Answer answer = super.acquire(acquire, connection);
				return (answer instanceof Answer.Taken) ? new Answer.Granted() : answer;
			}

		};
	}

	private static SimulatedNode forgiving(SimulatedClock clock) {
		return new SimulatedNode(clock) {

			@Override
			protected boolean checksTokens() {
				return false;
			}

		};
	}

	private static Moment latest(List<Moment> deadlines, int quorum) {
		return (deadlines.size() < quorum) ? null
				: deadlines.stream().max(Comparator.comparingLong(Moment::nanos)).orElseThrow();
	}

	private static Moment never(List<Moment> deadlines, int quorum) {
		Moment latest = latest(deadlines, quorum);
		return (latest != null) ? latest.plus(Duration.ofDays(1).toNanos()) : null;
	}

	private static EngineParts links(EngineParts parts, LinkFactory links) {
		return new EngineParts(links, parts.groups(), parts.validity(), parts.numbers(), parts.handOffs());
	}

	private static EngineParts validity(EngineParts parts, ValidityRule validity) {
		return new EngineParts(parts.links(), parts.groups(), validity, parts.numbers(), parts.handOffs());
	}

	private static EngineParts handOffs(EngineParts parts, HandOffRules rules) {
		return new EngineParts(parts.links(), parts.groups(), parts.validity(), parts.numbers(), rules);
	}

	private static EngineParts groups(EngineParts parts, BiFunction<EngineContext, Duration, LeaseGroup> groups) {
		return new EngineParts(parts.links(), groups, parts.validity(), parts.numbers(), parts.handOffs());
	}

	private static final class KeepingVotesOfEndedSessions extends LeaseGroup {

		KeepingVotesOfEndedSessions(EngineContext context, Duration leaseTime) {
			super(context, leaseTime);
		}

		@Override
		public void ended(int node) {
		}

	}

	private static final class KeepingLostGrants extends LeaseGroup {

		private final Set<Grant> lost = new HashSet<>();

		KeepingLostGrants(EngineContext context, Duration leaseTime) {
			super(context, leaseTime);
		}

		@Override
		void lost(HeldLease lease) {
			this.lost.add(lease.grant());
			super.lost(lease);
		}

		@Override
		void giveBack(Grant grant, Runnable done) {
			if (!this.lost.contains(grant)) {
				super.giveBack(grant, done);
			}
		}

	}

	private static final class CountingLateVotes extends LeaseGroup {

		CountingLateVotes(EngineContext context, Duration leaseTime) {
			super(context, leaseTime);
		}

		@Override
		void addVote(HeldLease lease, int node) {
			if (lease.isLive() && !lease.coverage().includes(node)) {
				rest(lease, lease.coverage().nodes() | 1 << node);
			}
		}

	}

}
