package io.quorumlock.sample.instance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

import io.quorumlock.LeaseLostException;
import io.quorumlock.LockNotAcquiredException;
import io.quorumlock.QuorumUnavailableException;
import io.quorumlock.sample.orders.StaleWriteException;
import io.quorumlock.sample.orders.Transfer;
import io.quorumlock.sample.orders.TransferService;
import io.quorumlock.sample.report.Report;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Moves money to and fro, so that the instances have accounts to compete for.
 */
@Component
class Load {

	private static final List<String> ACCOUNTS = List.of("alice", "bob", "carol", "dave");

	private static final long LARGEST = 20;

	private static final Duration QUIET = Duration.ofSeconds(3);

	private final TransferService transfers;

	private final AtomicLong done = new AtomicLong();

	private final AtomicLong skipped = new AtomicLong();

	private final AtomicLong lost = new AtomicLong();

	private volatile Instant quietUntil = Instant.MIN;

	Load(TransferService transfers, Commands commands) {
		this.transfers = transfers;
		commands.on(Commands.HUSH, () -> this.quietUntil = Instant.now().plus(QUIET));
	}

	@Scheduled(fixedDelayString = "${sample.transfer-pause}")
	void transfer() throws InterruptedException {
		if (Instant.now().isAfter(this.quietUntil)) {
			count(next()).incrementAndGet();
		}
	}

	private AtomicLong count(Transfer transfer) throws InterruptedException {
		try {
			return this.transfers.transfer(transfer) ? this.done : this.skipped;
		}
		catch (LockNotAcquiredException | QuorumUnavailableException ex) {
			return this.skipped;
		}
		catch (LeaseLostException | StaleWriteException ex) {
			return this.lost;
		}
	}

	private static Transfer next() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		int from = random.nextInt(ACCOUNTS.size());
		int to = (from + random.nextInt(1, ACCOUNTS.size())) % ACCOUNTS.size();
		return new Transfer(ACCOUNTS.get(from), ACCOUNTS.get(to), random.nextLong(1, LARGEST + 1));
	}

	Report.Transfers transfers() {
		return new Report.Transfers(this.done.get(), this.skipped.get(), this.lost.get());
	}

}
