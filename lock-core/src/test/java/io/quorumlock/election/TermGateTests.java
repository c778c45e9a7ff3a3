package io.quorumlock.election;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import io.quorumlock.Lease;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the gate of a {@link Term} whose lease is lost.
 */
class TermGateTests {

	private final List<String> told = new ArrayList<>();

	private Runnable meanwhile = () -> {
	};

	private final Term term = new Term(lease(), Runnable::run, () -> this.told.add("idle"));

	@Test
	void workUnderWayIsToldAndNoneBegins() {
		this.term.open();
		Permit permit = this.term.enter();
		assertThat(permit).isNotNull();
		permit.onLost(() -> this.told.add("lost"));
		this.term.cancelPermits();
		assertThat(this.told).containsExactly("lost");
		assertThat(permit.isHeld()).isFalse();
		assertThat(this.term.enter()).isNull();
		assertThat(this.term.inFlight()).isOne();
		permit.close();
		permit.close();
		assertThat(this.term.inFlight()).isZero();
		assertThat(this.told).containsExactly("lost", "idle");
	}

	@Test
	void permitThatNobodyWouldTellIsNotHandedOut() {
		this.term.open();
		this.meanwhile = this.term::cancelPermits;
		assertThat(this.term.enter()).isNull();
		assertThat(this.term.inFlight()).isZero();
	}

	@Test
	void permitIsNotHandedOutWhileTheGateCloses() {
		this.term.open();
		this.meanwhile = this.term::close;
		assertThat(this.term.enter()).isNull();
		assertThat(this.term.inFlight()).isZero();
		assertThat(this.told).containsExactly("idle");
	}

	private Lease lease() {
		return (Lease) Proxy.newProxyInstance(Lease.class.getClassLoader(), new Class<?>[] { Lease.class },
				(proxy, method, args) -> {
					assertThat(method.getName()).isEqualTo("isHeld");
					this.meanwhile.run();
					return true;
				});
	}

}
