package io.quorumlock.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockName;
import io.quorumlock.election.RoleSettings;
import io.quorumlock.redis.RedisNodeSettings;
import io.quorumlock.simulation.SimulatedClock;
import io.quorumlock.simulation.SimulatedConnection;
import io.quorumlock.simulation.SimulatedHost;
import io.quorumlock.simulation.SimulatedNode;
import io.quorumlock.simulation.SimulatedProcess;
import io.quorumlock.simulation.Weather;
import io.quorumlock.simulation.World;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random durations are refused in clear words where they are set, or work to the end.
 */
class DurationFuzzTests {

	private static final int INPUTS = 20_000;

	private static final Duration[] EXTREMES = { Duration.ZERO, Duration.ofNanos(1), Duration.ofNanos(-1),
			Duration.ofNanos(999_999), Duration.ofMillis(1), LeaseRequest.MAX_DURATION,
			LeaseRequest.MAX_DURATION.plusNanos(1), Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
			Duration.ofSeconds(Long.MIN_VALUE), Duration.ofMillis(Long.MAX_VALUE), Duration.ofNanos(Long.MAX_VALUE),
			Duration.ofNanos(Long.MIN_VALUE) };

	private final SplittableRandom random = new SplittableRandom(Long.getLong("fuzz.seed", 1));

	private int refused;

	@Test
	void whatIsNotRefusedWorks() {
		for (int i = 0; i < INPUTS; i++) {
			try {
				play(settings(), request());
			}
			catch (IllegalArgumentException ex) {
				told(ex);
			}
		}
		assertThat(this.refused).isBetween(INPUTS / 10, INPUTS * 9 / 10);
	}

	@Test
	void settingsOfNodesAndElectionsAreNeverBeyondWhatIsAcceptedAnywhere() {
		for (int i = 0; i < INPUTS; i++) {
			try {
				RedisNodeSettings node = new RedisNodeSettings(next(3_600_000), next(86_400_000), next(7_200_000),
						next(2000), next(5000), next(50), next(5000));
				RoleSettings election = RoleSettings.defaults().withLease(null, next(1000));
				assertThat(List.of(node.maxClockSkew(), node.heldRetention(), node.fenceRetention(),
						node.handshakeTimeout(), node.silence(), node.reconnectInitial(), node.reconnectMax(),
						election.retryInterval()))
					.allMatch((each) -> each.compareTo(LeaseRequest.MAX_DURATION) <= 0);
			}
			catch (IllegalArgumentException ex) {
				told(ex);
			}
		}
		assertThat(this.refused).isBetween(INPUTS / 10, INPUTS * 9 / 10);
	}

	private void told(IllegalArgumentException ex) {
		this.refused++;
		assertThat(ex.getMessage()).hasSizeBetween(20, 400);
	}

	private QuorumSettings settings() {
		return new QuorumSettings("test", "client", 1, next(30_000), next(5000), nextOrNull(60_000), next(50),
				new ClockDrift(0.01, next(2)), new RetrySettings(next(10), 2, 0.5, next(500)),
				new GuardSettings(next(30_000), false, next(10_000)));
	}

	private LeaseRequest request() {
		return new LeaseRequest(LockName.of("orders"), nextOrNull(30_000), nextOrNull(5000), nextOrNull(60_000), null,
				nextOrNull(5000));
	}

	private @Nullable Duration nextOrNull(long usualMillis) {
		return (this.random.nextInt(3) == 0) ? null : next(usualMillis);
	}

	private Duration next(long usualMillis) {
		return switch (this.random.nextInt(40)) {
			case 0 -> EXTREMES[this.random.nextInt(EXTREMES.length)];
			case 1 -> Duration.ofSeconds(this.random.nextLong(), this.random.nextInt(1_000_000_000));
			case 2 -> Duration.ofNanos(this.random.nextLong());
			case 3 -> Duration.ofMillis(this.random.nextLong(-2, 2000));
			default -> Duration.ofMillis(usualMillis);
		};
	}

	/**
	 * One client holds the lock, another waits for it, and both end.
	 */
	private void play(QuorumSettings settings, LeaseRequest request) {
		World world = new World(1);
		SimulatedNode node = new SimulatedNode(new SimulatedClock(world, 1, 0));
		node.letVote();
		LeaseEngine first = engine(world, node, settings);
		LeaseEngine second = engine(world, node, settings);
		Duration wait = (request.waitTime() != null) ? request.waitTime() : settings.waitTime();
		List<AcquireResult> results = new ArrayList<>();
		first.acquire(request, wait, results::add);
		world.runFor(100_000);
		assertThat(results).hasSize(1).hasOnlyElementsOfType(AcquireResult.Acquired.class);
		Lease lease = ((AcquireResult.Acquired) results.get(0)).lease();
		second.acquire(request, wait, results::add);
		world.runFor(20_000_000);
		first.close();
		second.close();
		world.runFor(100_000);
		assertThat(results).as("each was answered").hasSize(2);
		assertThat(lease.isHeld()).isFalse();
		assertThat(first.watched() + second.watched()).isZero();
		assertThat(node.occupied()).isEmpty();
	}

	private static LeaseEngine engine(World world, SimulatedNode node, QuorumSettings settings) {
		SimulatedProcess process = new SimulatedProcess("client", world, new SimulatedClock(world, 1, 0));
		SimulatedConnection connection = new SimulatedConnection("node", world, process, new SimulatedHost(node),
				new Prompt());
		return new LeaseEngine(List.of(connection), settings, process.clock(), process, process, process);
	}

	/** So fast that no timeout is too short. */
	private static final class Prompt implements Weather {

		@Override
		public long delayNanos() {
			return 1000;
		}

		@Override
		public boolean loses(boolean onTheWayOut) {
			return false;
		}

		@Override
		public boolean duplicates() {
			return false;
		}

	}

}
