package io.quorumlock;

import java.lang.reflect.Proxy;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LeaseScopeTests {

	@Test
	void innermostScopeIsCurrent() {
		Lease outer = lease();
		Lease inner = lease();
		LeaseScope first = LeaseScope.open(outer);
		LeaseScope second = LeaseScope.open(inner);
		assertThat(Lease.current() == inner).isTrue();
		second.close();
		assertThat(Lease.current() == outer).isTrue();
		first.close();
		assertThatIllegalStateException().isThrownBy(Lease::current).withMessageContaining("@DistributedLock");
	}

	private static Lease lease() {
		return (Lease) Proxy.newProxyInstance(Lease.class.getClassLoader(), new Class<?>[] { Lease.class },
				(proxy, method, args) -> null);
	}

}
