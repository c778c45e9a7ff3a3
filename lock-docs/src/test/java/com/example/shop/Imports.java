package com.example.shop;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockManager;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.OnContention;
import io.quorumlock.annotation.OnUnavailable;

import org.springframework.stereotype.Service;

@Service
class Imports {

	private final LockManager lockManager;

	Imports(LockManager lockManager) {
		this.lockManager = lockManager;
	}

	// tag::skip[]
	@DistributedLock(name = "imports", key = "#supplier", onContention = OnContention.SKIP,
			onUnavailable = OnUnavailable.SKIP)
	public Optional<Integer> importPrices(String supplier) {
		return Optional.of(read(supplier).size());
	}
	// end::skip[]

	// tag::long-work[]
	@DistributedLock(name = "imports", key = "#supplier", maxHold = "10m")
	public void importAll(String supplier) {
		for (String line : read(supplier)) {
			Lease.current().ensureHeld();
			store(line, Lease.current().fencingToken().value());
		}
	}
	// end::long-work[]

	// tag::lock-manager[]
	int importNow(String supplier) throws InterruptedException {
		LeaseRequest request = LeaseRequest.of("imports", supplier).withWaitTime(Duration.ofSeconds(2));
		return this.lockManager.execute(request, (lease) -> {
			List<String> lines = read(supplier);
			lines.forEach((line) -> store(line, lease.fencingToken().value()));
			return lines.size();
		});
	}
	// end::lock-manager[]

	// tag::lock-manager-async[]
	CompletionStage<Integer> importLater(String supplier) {
		return this.lockManager.executeAsync(LeaseRequest.of("imports", supplier),
				(lease) -> readLater(supplier).thenApply(List::size));
	}
	// end::lock-manager-async[]

	// tag::several-keys[]
	@DistributedLock(name = "accounts", key = "{#from, #to}")
	public void transfer(String from, String to, long amount) {
		// end::several-keys[]
		store(from + to + amount, Lease.current().fencingToken().value());
	}

	private List<String> read(String supplier) {
		return List.of(supplier);
	}

	private CompletionStage<List<String>> readLater(String supplier) {
		return CompletableFuture.completedFuture(read(supplier));
	}

	private void store(String line, long token) {
	}

}
