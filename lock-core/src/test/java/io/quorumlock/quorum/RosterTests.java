package io.quorumlock.quorum;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RosterTests {

	private final List<HeldLease> leases = HeldLeases.list(100);

	private final Map<HeldLease, Integer> places = new HashMap<>();

	private final Roster roster = new Roster((lease) -> this.places.getOrDefault(lease, 0), this.places::put);

	@Test
	void whoIsNotThereCanBeRemoved() {
		this.roster.remove(this.leases.get(0));
		this.roster.add(this.leases.get(1));
		this.roster.remove(this.leases.get(0));
		assertThat(this.roster.copy()).containsExactly(this.leases.get(1));
	}

	@Test
	void nextTurnBeginsWhenAllWereCalled() {
		this.leases.forEach(this.roster::add);
		for (int turn = 0; turn < 3; turn++) {
			Set<HeldLease> called = new HashSet<>();
			this.leases.forEach((lease) -> called.add(this.roster.next()));
			assertThat(called).hasSameSizeAs(this.leases);
			assertThat(this.roster.called()).isEqualTo(this.leases.size());
		}
		this.roster.startOver();
		assertThat(this.roster.called()).isZero();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void eachIsCalledOnceInATurnWhoeverComesAndGoes(long seed) {
		SplittableRandom random = new SplittableRandom(seed);
		List<HeldLease> here = new ArrayList<>();
		Set<HeldLease> called = new HashSet<>();
		for (int step = 0; step < 20_000; step++) {
			HeldLease lease = this.leases.get(random.nextInt(this.leases.size()));
			if (here.remove(lease)) {
				this.roster.remove(lease);
				called.remove(lease);
			}
			else {
				this.roster.add(lease);
				here.add(lease);
			}
			if (this.roster.called() < this.roster.size()) {
				HeldLease next = this.roster.next();
				assertThat(here).contains(next);
				assertThat(called.add(next)).isTrue();
			}
			else {
				assertThat(called).containsExactlyInAnyOrderElementsOf(here);
				called.clear();
				this.roster.startOver();
			}
			assertThat(this.roster.called()).isEqualTo(called.size());
			assertThat(this.roster.size()).isEqualTo(here.size());
		}
		assertThat(this.roster.copy()).containsExactlyInAnyOrderElementsOf(here);
	}

}
