package io.quorumlock.quorum;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LeaseNumbersTests {

	private static final int COUNT = 200;

	private final LeaseNumbers numbers = new LeaseNumbers();

	private final List<HeldLease> leases = HeldLeases.list(COUNT);

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void findsThoseThatAreThere(long seed) {
		SplittableRandom random = new SplittableRandom(seed);
		Map<Long, HeldLease> here = new HashMap<>();
		for (int step = 0; step < 20_000; step++) {
			// Many of them in turn with few
			int range = (step / 2000 % 2 == 0) ? COUNT : COUNT / 10;
			HeldLease lease = this.leases.get(random.nextInt(range));
			long number = lease.grant().number();
			if (here.remove(number) == null) {
				here.put(number, lease);
				this.numbers.add(lease);
			}
			else {
				this.numbers.remove(lease);
				this.numbers.remove(lease);
			}
			HeldLease other = this.leases.get(random.nextInt(COUNT));
			assertThat(this.numbers.find(number)).isSameAs(here.get(number));
			assertThat(this.numbers.find(other.grant().number())).isSameAs(here.get(other.grant().number()));
		}
	}

}
