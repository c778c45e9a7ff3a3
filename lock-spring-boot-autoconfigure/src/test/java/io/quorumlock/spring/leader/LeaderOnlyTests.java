package io.quorumlock.spring.leader;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.annotation.NotLeaderException;
import io.quorumlock.annotation.OnFollower;
import io.quorumlock.spring.aop.ProxyReach;
import io.quorumlock.spring.aop.WrongUse;
import io.quorumlock.spring.fake.FakeLeaderElection;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what {@link LeaderOnlyAdvisor} does to methods, and for
 * {@link LeaderInspection}.
 */
class LeaderOnlyTests {

	private final FakeLeaderElection election = new FakeLeaderElection();

	private final MockEnvironment environment = new MockEnvironment().withProperty("team", "blue");

	private final Jobs target = new Jobs();

	private final Jobs jobs = proxy();

	@Test
	void leaderRuns() {
		this.election.led.add("default");
		assertThat(this.jobs.plain()).isEqualTo("done");
	}

	@Test
	void followerSkips() {
		assertThat(this.jobs.plain()).isNull();
		assertThat(this.jobs.optional()).isEmpty();
		assertThat(this.jobs.stage().toCompletableFuture()).isCompletedWithValue(null);
		assertThat(this.target.runs).isZero();
	}

	@Test
	void followerThrowsWhatNamesRoleAndLeader() {
		this.election.otherLeader = "shop-2";
		assertThatExceptionOfType(NotLeaderException.class).isThrownBy(this.jobs::strict)
			.withMessageContaining("does not lead 'reports'")
			.withMessageContaining("'shop-2'")
			.satisfies((ex) -> {
				assertThat(ex.getRole()).isEqualTo("reports");
				assertThat(ex.getLeader()).contains("shop-2");
			});
		this.election.otherLeader = null;
		assertThatExceptionOfType(NotLeaderException.class).isThrownBy(this.jobs::strict)
			.withMessageContaining("no leader is known yet");
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> this.jobs.strictStage().toCompletableFuture().get())
			.withCauseInstanceOf(NotLeaderException.class);
		assertThat(this.target.runs).isZero();
	}

	@Test
	void leadershipIsAskedAtEachCall() {
		this.election.led.add("blue.sync");
		this.jobs.placeholder();
		this.election.led.clear();
		this.jobs.placeholder();
		assertThat(this.target.runs).isOne();
	}

	@Test
	void rolesAreCollected() {
		LeaderInspection inspection = inspection(true);
		assertThat(inspect(inspection, Jobs.class)).isEmpty();
		assertThat(inspection.roles()).containsExactlyInAnyOrder("default", "reports", "blue.sync");
	}

	@Test
	void mistakesAreFound() {
		assertThat(inspect(inspection(true), Wrong.class)).extracting(WrongUse::toString)
			.hasSize(4)
			.anyMatch((text) -> text.contains("Wrong.illegal()") && text.contains("role = \"my role\" cannot be used"))
			.anyMatch((text) -> text.contains("Wrong.primitive()") && text.contains("onFollower = SKIP has no result"))
			.anyMatch((text) -> text.contains("Wrong.future()") && text.contains("it returns Future"))
			.anyMatch((text) -> text.contains("Wrong.hidden()") && text.contains("the method is private"));
		assertThat(inspect(inspection(false), Jobs.class)).isNotEmpty()
			.allMatch((mistake) -> mistake.problem().contains("there is no LeaderElection"));
	}

	private LeaderInspection inspection(boolean election) {
		return new LeaderInspection(this.environment::resolveRequiredPlaceholders, new ProxyReach(true),
				() -> election);
	}

	private static List<WrongUse> inspect(LeaderInspection inspection, Class<?> type) {
		List<WrongUse> found = new ArrayList<>();
		for (var method : type.getDeclaredMethods()) {
			if (method.isAnnotationPresent(LeaderOnly.class)) {
				inspection.inspect(type, method, found::add);
			}
		}
		return found;
	}

	private Jobs proxy() {
		ProxyFactory factory = new ProxyFactory(this.target);
		factory.setProxyTargetClass(true);
		factory.addAdvisor(
				new LeaderOnlyAdvisor(() -> this.election, this.environment::resolveRequiredPlaceholders, true, 0));
		return (Jobs) factory.getProxy();
	}

	static class Jobs {

		int runs;

		@LeaderOnly
		public String plain() {
			this.runs++;
			return "done";
		}

		@LeaderOnly
		public Optional<String> optional() {
			return Optional.of(plain());
		}

		@LeaderOnly
		public CompletionStage<String> stage() {
			return CompletableFuture.completedFuture(plain());
		}

		@LeaderOnly(role = "reports", onFollower = OnFollower.THROW)
		public int strict() {
			this.runs++;
			return 1;
		}

		@LeaderOnly(role = "reports", onFollower = OnFollower.THROW)
		public CompletionStage<String> strictStage() {
			return CompletableFuture.completedFuture(plain());
		}

		@LeaderOnly("${team}.sync")
		public void placeholder() {
			this.runs++;
		}

	}

	static class Wrong {

		@LeaderOnly("my role")
		public void illegal() {
		}

		@LeaderOnly
		public boolean primitive() {
			return true;
		}

		@LeaderOnly
		public Future<String> future() {
			return null;
		}

		@SuppressWarnings("UnusedMethod")
		@LeaderOnly
		private void hidden() {
		}

	}

}
