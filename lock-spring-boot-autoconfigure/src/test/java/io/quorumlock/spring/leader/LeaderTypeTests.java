package io.quorumlock.spring.leader;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.annotation.NotLeaderException;
import io.quorumlock.annotation.OnFollower;
import io.quorumlock.spring.fake.FakeLeaderElection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.core.annotation.AliasFor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LeaderOnly} on types.
 */
class LeaderTypeTests {

	private final FakeLeaderElection election = new FakeLeaderElection();

	static Stream<Reports> reports() {
		return Stream.of(new OnClass(), new OnSuperclass(), new OnInterface(), new Composed());
	}

	@ParameterizedTest
	@MethodSource("reports")
	void holdsForPublicMethodsThroughClassProxies(Reports target) {
		check(LeaderProxies.of(this.election, target));
	}

	@ParameterizedTest
	@MethodSource("reports")
	void holdsForMethodsOfTheInterfaceThroughJdkProxies(Reports target) {
		check(LeaderProxies.of(this.election, SkipListener.NONE, target, false));
	}

	private void check(Reports reports) {
		this.election.led.add("reports");
		assertThat(reports.write()).isEqualTo("written");
		this.election.led.clear();
		assertThat(reports.write()).isNull();
		assertThat(this.election.entered).extracting((permit) -> permit.lock().toString())
			.containsExactly("@role/reports");
	}

	@Test
	void methodComesFirst() {
		OnClass reports = LeaderProxies.of(this.election, new OnClass());
		this.election.led.add("reports");
		assertThatExceptionOfType(NotLeaderException.class).isThrownBy(reports::own)
			.satisfies((ex) -> assertThat(ex.getRole()).isEqualTo("own"));
	}

	@Test
	void inheritedMethodsAreMeantToo() {
		OnSubclass reports = LeaderProxies.of(this.election, new OnSubclass());
		assertThat(reports.write()).isNull();
	}

	@Test
	void whatIsNotPublicOrIsOfEveryObjectIsNotMeant() {
		OnClass reports = LeaderProxies.of(this.election, new OnClass());
		assertThat(reports.hidden()).isEqualTo("hidden");
		assertThat(reports.guarded()).isEqualTo("guarded");
		assertThat(reports).hasToString("reports").hasSameHashCodeAs(reports).isEqualTo(reports);
	}

	@Test
	void callOfItsOwnMethodDoesNotPassTheProxy() {
		OnClass reports = LeaderProxies.of(this.election, new OnClass());
		assertThat(reports.callOwn(reports::write)).as("through the bean").isNull();
		assertThat(reports.hiddenCall()).as("within the object").isEqualTo("written");
	}

	public interface Reports {

		String write();

	}

	@LeaderOnly("reports")
	static class OnClass implements Reports {

		@Override
		public String write() {
			return "written";
		}

		@LeaderOnly(role = "own", onFollower = OnFollower.THROW)
		public void own() {
		}

		String hidden() {
			return "hidden";
		}

		protected String guarded() {
			return "guarded";
		}

		String hiddenCall() {
			return write();
		}

		String callOwn(Supplier<String> call) {
			return call.get();
		}

		@Override
		public String toString() {
			return "reports";
		}

	}

	static class OnSuperclass extends OnClass {

		@Override
		public String write() {
			return "written";
		}

	}

	@LeaderOnly("reports")
	public interface LeaderReports extends Reports {

	}

	static class OnInterface implements LeaderReports {

		@Override
		public String write() {
			return "written";
		}

	}

	static class Plain implements Reports {

		@Override
		public String write() {
			return "written";
		}

	}

	@LeaderOnly("reports")
	static class OnSubclass extends Plain {

	}

	@Target(ElementType.TYPE)
	@Retention(RetentionPolicy.RUNTIME)
	@LeaderOnly
	@interface ForLeader {

		@AliasFor(annotation = LeaderOnly.class, attribute = "role")
		String value();

	}

	@ForLeader("reports")
	static class Composed extends Plain {

	}

}
