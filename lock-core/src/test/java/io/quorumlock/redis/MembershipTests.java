package io.quorumlock.redis;

import java.time.Duration;

import io.quorumlock.testing.ManualTimers;
import io.quorumlock.time.Entropy;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which nodes an instance may use beside others.
 */
class MembershipTests {

	private static final Duration LIFETIME = Duration.ofMinutes(1);

	private final ManualTimers timers = new ManualTimers();

	private final FakeRoll a = new FakeRoll("a1");

	private final FakeRoll b = new FakeRoll("b2");

	private final FakeRoll c = new FakeRoll("c3");

	private final FakeRoll d = new FakeRoll("d4");

	private final FakeRoll e = new FakeRoll("e5");

	private final Membership old = member("old", 2);

	private Membership member(String id, int quorum) {
		return member(id, quorum, NodeSetConflict.REFUSE);
	}

	private Membership member(String id, int quorum, NodeSetConflict onConflict) {
		return new Membership(new MembershipSettings("shop", id, quorum, LIFETIME, onConflict), this.timers,
				Entropy.system());
	}

	private void oldIsThere() {
		assertThat(this.a.join("a", this.old)).isEmpty();
		assertThat(this.b.join("b", this.old)).isEmpty();
		assertThat(this.c.join("c", this.old)).isEmpty();
	}

	private void oldLeaves() {
		this.old.leave("a");
		this.old.leave("b");
		this.old.leave("c");
	}

	private void lifetimePasses() {
		this.timers.advance(LIFETIME.multipliedBy(2));
	}

	@Test
	void instancesWithTheSameNodesUseThem() {
		oldIsThere();
		Membership other = member("new", 2);
		assertThat(this.c.join("10.0.0.3", other)).isEmpty();
		assertThat(this.b.join("10.0.0.2", other)).isEmpty();
		assertThat(this.a.join("10.0.0.1", other)).isEmpty();
		assertThat(this.a.entries.values()).containsExactlyInAnyOrder("1 2 a1@a b2@b c3@c",
				"1 2 a1@10.0.0.1 b2@10.0.0.2 c3@10.0.0.3");
		assertThat(this.b.entries).isEqualTo(this.a.entries);
	}

	@Test
	void nodeInPlaceOfAnotherIsUsedOnceThoseWithTheOtherAreGone() {
		oldIsThere();
		Membership other = member("new", 2);
		assertThat(this.a.join("a", other)).isEmpty();
		assertThat(this.b.join("b", other)).isEmpty();
		assertThat(this.d.join("d", other)).isEqualTo("not used until instance old is gone: "
				+ "this instance needs 2 of [a, b, d], instance old needs 2 of [a, b, c], and both could win the same "
				+ "lock; change lock.nodes and lock.quorum in steps whose quorums share a node");
		assertThat(this.d.entries).isEmpty();
		assertThat(this.a.entries.values()).contains("1 2 a1@a b2@b");
		oldLeaves();
		this.d.join("d", other);
		assertThat(this.d.join("d", other)).isEmpty();
		assertThat(this.a.entries.values()).containsExactly("1 2 a1@a b2@b d4@d");
	}

	@Test
	void nodesAreAddedAsFarAsQuorumsOverlap() {
		oldIsThere();
		Membership other = member("new", 3);
		for (FakeRoll each : new FakeRoll[] { this.a, this.b, this.c, this.d }) {
			assertThat(each.join("node-" + each.hashCode(), other)).isEmpty();
		}
		assertThat(this.e.join("e", other)).contains("3 of", "2 of [a, b, c]");
	}

	@Test
	void instanceThatHasBegunElsewhereGivesWay() {
		oldIsThere();
		Membership other = member("new", 2);
		FakeRoll.Call onD = this.d.connect(other);
		FakeRoll.Call onE = this.e.connect(other);
		assertThat(this.d.join("d", other, onD)).isEmpty();
		assertThat(this.e.join("e", other, onE)).isEmpty();
		assertThat(this.c.join("c", other)).isEmpty();
		assertThat(onE.ended).startsWith("not used until instance old is gone: this instance needs 2 of [c, d, e]");
		assertThat(onD.ended).isEqualTo(onE.ended);
		assertThat(this.d.entries).isEmpty();
		assertThat(this.c.entries.values()).contains("1 2 c3@c");
		assertThat(this.e.join("e", other)).contains("2 of [c, e]");
	}

	@Test
	void nodesThatOthersUseComeFirst() {
		oldIsThere();
		Membership other = member("new", 2);
		assertThat(this.d.join("d", other)).isEmpty();
		lifetimePasses();
		assertThat(this.a.join("a", other)).isEmpty();
		assertThat(this.d.join("d", other)).contains("instance old");
		assertThat(this.b.join("b", other)).isEmpty();
	}

	@Test
	void instanceThatRanElsewhereForLongWarnsAndKeepsItsNodes() {
		oldIsThere();
		Membership other = member("new", 2);
		FakeRoll.Call onE = this.e.connect(other);
		this.d.join("d", other);
		this.e.join("e", other, onE);
		lifetimePasses();
		try (LogRecorder log = new LogRecorder()) {
			assertThat(this.c.join("c", other)).contains("2 of [c, d, e]");
			assertThat(log.lines("io.quorumlock")).anyMatch((line) -> line
				.startsWith("WARN Locks may be held twice: this instance needs 2 of [d, e], instance old"));
		}
		assertThat(onE.ended).isNull();
	}

	@Test
	void instanceThatRunsKeepsItsNodes() {
		oldIsThere();
		lifetimePasses();
		try (LogRecorder log = new LogRecorder()) {
			Membership careless = member("careless", 2, NodeSetConflict.WARN);
			assertThat(this.c.join("c", careless)).isEmpty();
			assertThat(this.d.join("d", careless)).isEmpty();
			lifetimePasses();
			assertThat(log.lines("io.quorumlock")).hasSize(2)
				.allMatch((line) -> line.startsWith("WARN Locks may be held twice: this instance needs 2 of ["));
		}
		assertThat(this.c.entries).hasSize(2);
		FakeRoll.Call again = this.c.connect(this.old);
		assertThat(this.c.join("c", this.old, again)).isEmpty();
		assertThat(again.ended).isNull();
	}

	@Test
	void lostNodeCountsForItsLifetime() {
		oldIsThere();
		FakeRoll.Call call = this.c.connect(this.old);
		this.c.join("c", this.old, call);
		this.old.lost("c", this.c.connect(this.old));
		this.old.lost("c", call);
		this.timers.advance(LIFETIME);
		Membership other = member("new", 2);
		this.a.join("a", other);
		this.b.join("b", other);
		assertThat(this.d.join("d", other)).contains("instance old");
		lifetimePasses();
		assertThat(this.a.entries.values()).contains("1 2 a1@a b2@b");
		assertThat(this.d.join("d", other)).isEmpty();
		FakeRoll.Call again = this.c.connect(this.old);
		this.c.join("c", this.old, again);
		assertThat(again.ended).contains("instance new");
	}

	@Test
	void nodeThatForgotItsIdentityIsGivenItAgain() {
		oldIsThere();
		this.c.identity = null;
		this.c.entries.clear();
		assertThat(this.c.join("c", this.old)).isEmpty();
		assertThat(this.c.identity).isEqualTo("c3");
		this.b.identity = null;
		this.b.entries.clear();
		this.timers.advance(LIFETIME);
		assertThat(this.b.identity).isEqualTo("b2");
		assertThat(this.b.entries).hasSize(1);
	}

	@Test
	void otherIdentityTakesThePlaceOfTheFormer() {
		oldIsThere();
		Membership other = member("other", 2);
		this.a.join("a", other);
		this.b.join("b", other);
		this.c.join("c", other);
		this.timers.advance(Duration.ofSeconds(15));
		this.c.identity = "c9";
		this.c.entries.clear();
		assertThat(this.c.join("c", this.old)).contains("2 of [a, b, c]");
		assertThat(this.a.entries.values()).contains("1 2 a1@a b2@b");
		// Each attempt hears what the other one has said since
		for (int i = 0; i < 2; i++) {
			this.c.join("c", other);
			this.c.join("c", this.old);
		}
		assertThat(this.c.join("c", this.old)).isEmpty();
		assertThat(this.c.join("c", other)).isEmpty();
		assertThat(this.a.entries.values()).containsExactly("1 2 a1@a b2@b c9@c", "1 2 a1@a b2@b c9@c");
		this.b.identity = "b9";
		lifetimePasses();
		assertThat(this.a.entries.values()).containsOnly("1 2 a1@a b9@b c9@c");
	}

	@Test
	void otherFormatIsRefusedEverywhere() {
		this.a.entries.put("later/0f", "2 of whatever kind");
		FakeRoll.Call onB = this.b.connect(this.old);
		assertThat(this.b.join("b", this.old, onB)).isEmpty();
		assertThat(this.a.join("a", this.old)).isEqualTo("not used until instance later is gone: instance later keeps "
				+ "the same locks in format 2, this one in format 1, and neither sees those of the other; stop all "
				+ "instances of one version before you start the other");
		assertThat(onB.ended).contains("format 2");
		assertThat(this.b.join("b", this.old)).contains("format 2");
		this.a.entries.clear();
		assertThat(this.a.join("a", this.old)).isEmpty();
		assertThat(this.b.join("b", this.old)).isEmpty();
	}

	@Test
	void copyOfAnotherNodeIsRefused() {
		this.b.identity = "a1";
		assertThat(this.a.join("a", this.old)).isEmpty();
		assertThat(this.b.join("b", this.old))
			.isEqualTo("it has the identity of a, as if its data were a copy; delete the key lock:node on it");
	}

	@Test
	void ofTwoThatGrowAtTheSameTimeOneGoesBack() {
		this.a.join("a", this.old);
		this.b.join("b", this.old);
		Membership other = member("new", 2);
		this.a.join("a", other);
		this.b.join("b", other);
		this.d.afterRegister = () -> assertThat(this.c.join("c", this.old)).isEmpty();
		FakeRoll.Call onD = this.d.connect(other);
		this.d.join("d", other, onD);
		assertThat(onD.ended).contains("instance old needs 2 of [a, b, c]");
		assertThat(this.d.entries).isEmpty();
	}

	@Test
	void longLeasesDoNotMakeAnInstanceSayLessOften() {
		Membership patient = new Membership(
				new MembershipSettings("shop", "patient", 2, Duration.ofHours(9), NodeSetConflict.REFUSE), this.timers,
				Entropy.system());
		FakeRoll.Call call = this.b.connect(patient);
		this.a.join("a", patient);
		this.b.join("b", patient, call);
		patient.lost("b", call);
		this.a.entries.clear();
		this.timers.advance(Duration.ofSeconds(15));
		assertThat(this.a.entries).hasSize(1);
		this.timers.advance(Duration.ofHours(8));
		assertThat(this.a.entries.values()).containsExactly("1 2 a1@a b2@b");
		this.timers.advance(Duration.ofHours(2));
		assertThat(this.a.entries.values()).containsExactly("1 2 a1@a");
	}

	@Test
	void nothingIsLeftOfAnInstanceThatLeft() {
		oldIsThere();
		assertThat(this.timers.pending()).isEqualTo(1);
		oldLeaves();
		assertThat(this.timers.pending()).isZero();
		assertThat(this.a.entries).isEmpty();
		assertThat(this.c.entries).isEmpty();
	}

	@Test
	void whatWasHeardOfANodeThatIsGoneIsForgotten() {
		oldIsThere();
		Membership other = member("new", 2);
		FakeRoll.Call call = this.c.connect(other);
		this.c.join("c", other, call);
		assertThat(this.d.join("d", other)).contains("instance old");
		other.lost("c", call);
		oldLeaves();
		assertThat(this.d.join("d", other)).contains("instance old");
		lifetimePasses();
		assertThat(this.d.join("d", other)).isEmpty();
		assertThat(this.e.join("e", other)).isEmpty();
	}

}
