package io.quorumlock.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.quorum.AcquireResult;
import io.quorumlock.quorum.LeaseEngine;
import io.quorumlock.quorum.QuorumSettings;
import io.quorumlock.quorum.RetrySettings;

/**
 * One history: clients fight over locks while faults happen, then all is healed, given
 * back and looked over.
 */
public final class History {

	private final Plan plan;

	private final Variant variant;

	private final World world;

	private final List<SimulatedHost> hosts = new ArrayList<>();

	private final List<SimulatedInstance> instances = new ArrayList<>();

	private final Oracle oracle;

	private final Nemesis nemesis;

	private final Elections elections;

	/**
	 * A history that has not happened yet.
	 * @param plan what it is made of
	 * @param variant what it runs
	 */
	public History(Plan plan, Variant variant) {
		this(plan, variant, Trace.OFF);
	}

	History(Plan plan, Variant variant, Trace trace) {
		this.plan = plan;
		this.variant = variant;
		this.world = new World(plan.seed(), trace);
		for (int i = 0; i < plan.nodes(); i++) {
			this.hosts.add(new SimulatedHost(variant.node(i, clock())));
		}
		this.oracle = new Oracle(this.world, this.hosts, QuorumSettings.majority(plan.nodes()), plan);
		for (int i = 0; i < plan.clients(); i++) {
			this.instances.add(instance("client-" + i, 1 + this.world.random().nextInt(2)));
		}
		this.elections = new Elections(this.world, plan, variant, this.instances, this.oracle);
		this.nemesis = new Nemesis(this.world, this.hosts, this.instances, this.oracle);
	}

	/**
	 * Lets it happen.
	 * @return what came of it
	 * @throws Violation if an invariant was broken
	 */
	public Result run() {
		this.world.beforeEach(this.oracle::timePassed);
		this.nemesis.plan(this.plan);
		this.instances.forEach((instance) -> instance.users().forEach(SimulatedUser::work));
		this.elections.campaign();
		this.world.runFor(Plan.ACTIVE.toNanos());
		this.world.note(() -> "all faults are healed");
		this.nemesis.heal();
		this.instances.forEach((instance) -> instance.users().forEach(SimulatedUser::stop));
		this.elections.settle();
		long healedAt = this.world.now();
		List<Lease> kept = keepSessionsAlive();
		checkEverythingIsFree();
		this.elections.checkLiveness(healedAt);
		this.elections.stop();
		if (this.plan.promisesFreedom()) {
			this.oracle.checkNothingIsKept("sim/own/");
		}
		kept.forEach(Lease::release);
		this.world.runFor(Plan.LEASE.multipliedBy(4).toNanos());
		this.oracle.checkEnd();
		this.elections.checkEnd();
		for (SimulatedInstance instance : this.instances) {
			if (!instance.process().isDead() && instance.engine().watched() > 0) {
				throw new Violation("I8", "The watchdog still watches " + instance.engine().watched() + " sessions");
			}
		}
		return new Result(this.world.scheduled(), this.oracle.acquisitions(), this.oracle.handOvers(),
				this.oracle.losses(), this.oracle.staleWritesRefused(),
				this.plan.isCovered() ? this.oracle.minSlack() : Long.MAX_VALUE);
	}

	/**
	 * After healing, a newcomer gets each lock within a lease, what clocks run apart, and
	 * a retry.
	 */
	private void checkEverythingIsFree() {
		SimulatedInstance newcomer = instance("newcomer", 0);
		newcomer.weather().forEach(ChangingWeather::clear);
		Duration bound = this.plan.longestVacancy();
		List<LockName> missing = new ArrayList<>();
		for (int i = 0; i < this.plan.names(); i++) {
			LockName name = LockName.of("name", "" + i);
			missing.add(name);
			long highest = this.oracle.highestToken("sim/" + name);
			newcomer.engine().acquire(LeaseRequest.of(name), bound, (result) -> {
				if (result instanceof AcquireResult.Acquired acquired) {
					missing.remove(name);
					this.oracle.granted(acquired.lease(), newcomer.process(), highest).forEach(HeldRecord::release);
					acquired.lease().release();
				}
			});
		}
		this.world.runFor(bound.plusMillis(200).toNanos());
		if (!missing.isEmpty() && this.plan.promisesFreedom()) {
			throw new Violation("I7",
					"Not free " + bound + " after healing: " + missing
							+ this.hosts.stream()
								.map((host) -> "\n  " + host.node().describe("sim/" + missing.get(0)))
								.toList());
		}
	}

	private SimulatedInstance instance(String id, int users) {
		SimulatedProcess process = new SimulatedProcess(id, this.world, clock());
		process.afterEach(() -> this.oracle.ran(process));
		List<SimulatedConnection> connections = new ArrayList<>();
		List<ChangingWeather> weather = new ArrayList<>();
		for (SimulatedHost host : this.hosts) {
			weather.add(new ChangingWeather(this.world.random().split(), this.plan));
			connections.add(new SimulatedConnection("node-" + connections.size(), this.world, process, host,
					weather.get(weather.size() - 1)));
		}
		LeaseEngine engine = this.variant.engine(connections, settings(id), process);
		List<SimulatedUser> working = new ArrayList<>();
		for (int i = 0; i < users; i++) {
			working.add(new SimulatedUser(this.world, process, engine, this.oracle, this.plan.names()));
		}
		return new SimulatedInstance(process, connections, weather, engine, working);
	}

	private QuorumSettings settings(String id) {
		return new QuorumSettings("sim", id, QuorumSettings.majority(this.plan.nodes()), Plan.LEASE, Duration.ZERO,
				null, Duration.ofMillis(50), this.variant.drift(), RetrySettings.DEFAULTS, this.variant.guard());
	}

	private SimulatedClock clock() {
		SplittableRandom random = this.world.random();
		double apart = this.plan.has(Fault.DRIFT_BEYOND) ? 0.1 : this.plan.has(Fault.DRIFT) ? 0.0049 : 0;
		double rate = 1 + ((apart == 0) ? 0 : random.nextDouble(-apart, apart));
		long offset = this.plan.has(Fault.SKEW) ? random.nextLong(-300_000_000, 300_000_000)
				: random.nextLong(-2000, 2000);
		return new SimulatedClock(this.world, rate, offset);
	}

	/**
	 * Everybody keeps one lock that nobody else wants: sessions live on, and with them
	 * any grant that was not given back.
	 */
	private List<Lease> keepSessionsAlive() {
		List<Lease> kept = new ArrayList<>();
		for (SimulatedInstance instance : this.instances) {
			if (!instance.process().isDead()) {
				LeaseRequest request = LeaseRequest.of("own", instance.engine().settings().instanceId());
				instance.engine().acquire(request, Plan.LEASE, (result) -> {
					if (result instanceof AcquireResult.Acquired acquired) {
						kept.add(acquired.lease());
					}
				});
			}
		}
		return kept;
	}

	/**
	 * What came of a history.
	 *
	 * @param events how many events it was made of, with timeouts that did not happen
	 * @param acquisitions how often a lock was granted
	 * @param handOvers how often the next holder was another instance
	 * @param losses how often a lease was lost
	 * @param staleWritesRefused how often the guarded register refused a write
	 * @param minSlackNanos the least time from a deadline to the first instant at which a
	 * majority could have granted again
	 */
	public record Result(long events, long acquisitions, long handOvers, long losses, long staleWritesRefused,
			long minSlackNanos) {

	}

}
