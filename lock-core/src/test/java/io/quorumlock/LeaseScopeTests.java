package io.quorumlock;

import java.lang.reflect.Proxy;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LeaseScopeTests {

	private final LockManager manager = fake(LockManager.class, null);

	@Test
	void innermostScopeIsCurrent() {
		Lease outer = fake(Lease.class, null);
		Lease inner = fake(Lease.class, null);
		LeaseScope first = LeaseScope.open(new LeaseHolds(this.manager, outer));
		LeaseScope second = LeaseScope.open(new LeaseHolds(this.manager, inner));
		assertThat(Lease.current() == inner).isTrue();
		second.close();
		assertThat(Lease.current() == outer).isTrue();
		first.close();
		assertThatIllegalStateException().isThrownBy(Lease::current).withMessageContaining("@DistributedLock");
	}

	@Test
	void leaseIsFoundThroughScopesByWhatItCoversAndWhereItComesFrom() {
		Lease both = fake(Lease.class, LockName.of("accounts", List.of("a", "b")));
		Lease other = fake(Lease.class, LockName.of("orders"));
		LeaseScope first = LeaseScope.open(new LeaseHolds(this.manager, both));
		LeaseScope second = LeaseScope.open(new LeaseHolds(this.manager, other));
		try (first; second) {
			assertThat(LeaseScope.find(this.manager, LockName.of("accounts", "a")).lease() == both).isTrue();
			assertThat(LeaseScope.find(this.manager, LockName.of("orders")).lease() == other).isTrue();
			assertThat(LeaseScope.find(this.manager, LockName.of("accounts", "c")) == null).isTrue();
			assertThat(LeaseScope.find(fake(LockManager.class, null), LockName.of("orders")) == null).isTrue();
		}
		assertThat(LeaseScope.find(this.manager, LockName.of("orders")) == null).isTrue();
	}

	@Test
	void lastHoldGivesTheLeaseBack() {
		LeaseHolds holds = new LeaseHolds(this.manager, fake(Lease.class, null));
		holds.retain();
		holds.retain();
		assertThat(holds.letGo()).isFalse();
		assertThat(holds.letGo()).isFalse();
		assertThat(holds.letGo()).isTrue();
	}

	private static <T> T fake(Class<T> type, LockName lock) {
		return type.cast(
				Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, args) -> lock));
	}

}
