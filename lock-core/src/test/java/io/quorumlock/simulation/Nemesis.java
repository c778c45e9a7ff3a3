package io.quorumlock.simulation;

import java.util.List;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

/**
 * Makes the faults of a plan happen, each a few times at random, and in the end heals
 * all.
 */
final class Nemesis {

	private static final long SECOND = 1_000_000_000;

	private final World world;

	private final SplittableRandom random;

	private final List<SimulatedHost> hosts;

	private final List<SimulatedInstance> instances;

	private final Oracle oracle;

	private boolean over;

	Nemesis(World world, List<SimulatedHost> hosts, List<SimulatedInstance> instances, Oracle oracle) {
		this.world = world;
		this.random = world.random().split();
		this.hosts = hosts;
		this.instances = instances;
		this.oracle = oracle;
	}

	void plan(Plan plan) {
		for (Fault fault : plan.faults()) {
			int times = this.random.nextInt(1, plan.strikes() + 1);
			for (int i = 0; i < times; i++) {
				this.world.schedule(this.random.nextLong(Plan.ACTIVE.toNanos()), () -> {
					if (!this.over) {
						strike(fault);
						this.oracle.changed();
					}
				});
			}
		}
	}

	void heal() {
		this.over = true;
		this.instances.forEach((instance) -> {
			instance.weather().forEach(ChangingWeather::clear);
			instance.process().resume();
		});
		this.hosts.forEach((host) -> {
			if (host.isDown()) {
				host.restart(true);
			}
			host.go();
		});
		this.oracle.changed();
	}

	private void strike(Fault fault) {
		SimulatedInstance instance = any(this.instances);
		SimulatedHost host = any(this.hosts);
		this.world
			.note(() -> "%s strikes %s or node-%d".formatted(fault, instance.process(), this.hosts.indexOf(host)));
		switch (fault) {
			case RESET -> any(instance.connections()).reconnect();
			case CUT -> cut(any(instance.weather()), true, true);
			case ONE_WAY_CUT -> {
				boolean requests = this.random.nextBoolean();
				cut(any(instance.weather()), requests, !requests);
			}
			case NODE_STOP -> {
				host.stop();
				later(() -> host.go());
			}
			case NODE_CRASH -> {
				host.crash();
				later(() -> host.restart(true));
			}
			case NODE_DATA_LOSS -> {
				SimulatedHost forgetful = anyOfMinority();
				if (forgetful != null) {
					forgetful.crash();
					later(() -> forgetful.restart(false));
				}
			}
			case FLUSH -> {
				SimulatedHost forgetful = anyOfMinority();
				if (forgetful != null) {
					forgetful.node().wipe();
				}
			}
			case PAUSE -> {
				instance.process().pause();
				later(() -> instance.process().resume());
			}
			case KILL -> {
				if (this.random.nextInt(3) == 0) {
					instance.process().kill();
				}
			}
			case CLIENT_STEP -> instance.process().clock().step(stepMicros());
			case NODE_STEP -> host.node().clock().step(stepMicros());
			case EARLY_EXPIRY -> host.node().expireOneSession();
			default -> {
				// Faults of messages and clocks are there all the time
			}
		}
	}

	/**
	 * Data is lost on a fixed minority only, and not while the cluster is new: anything
	 * else lies outside the documented assumptions.
	 */
	private @Nullable SimulatedHost anyOfMinority() {
		int forgetful = (this.hosts.size() - 1) / 2;
		boolean young = this.world.now() < 2 * SECOND;
		return (forgetful == 0 || young) ? null : this.hosts.get(this.random.nextInt(forgetful));
	}

	private void cut(ChangingWeather weather, boolean requests, boolean answers) {
		weather.cut(requests, answers);
		later(() -> weather.cut(false, false));
	}

	private void later(Runnable end) {
		long nanos = (this.random.nextInt(4) == 0) ? this.random.nextLong(8 * SECOND) : this.random.nextLong(SECOND);
		this.world.schedule(nanos, () -> {
			if (!this.over) {
				end.run();
				this.oracle.changed();
			}
		});
	}

	/** Some are longer than a lease, some just take a part of it. */
	private long stepMicros() {
		long longest = this.random.nextBoolean() ? 10_000_000 : 3_000_000;
		return this.random.nextLong(-longest, longest);
	}

	private <T> T any(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

}
