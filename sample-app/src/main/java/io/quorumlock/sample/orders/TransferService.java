package io.quorumlock.sample.orders;

import io.quorumlock.FencingToken;
import io.quorumlock.Lease;
import io.quorumlock.annotation.DistributedLock;

import org.springframework.stereotype.Service;

/**
 * Moves money. It keeps two sets of books, so that one can see what a fencing token is
 * good for: both are written under the same lock, but only the guarded one sends the
 * token along.
 */
@Service
public class TransferService {

	private final GuardedLedger guarded;

	private final UnguardedLedger unguarded;

	private final RiskCheck riskCheck;

	TransferService(GuardedLedger guarded, UnguardedLedger unguarded, RiskCheck riskCheck) {
		this.guarded = guarded;
		this.unguarded = unguarded;
		this.riskCheck = riskCheck;
	}

	/**
	 * Carries a transfer out, with both accounts locked at once.
	 * @param transfer what to move
	 * @return {@code false} if the account that pays has too little
	 * @throws StaleWriteException if the lock was lost meanwhile, and a later holder has
	 * written
	 * @throws InterruptedException if interrupted before anything was written
	 */
	@DistributedLock(name = "accounts", key = "{#transfer.from, #transfer.to}", waitTime = "500ms")
	public boolean transfer(Transfer transfer) throws InterruptedException {
		FencingToken token = Lease.current().fencingToken();
		Balances guardedBefore = this.guarded.read(transfer);
		Balances unguardedBefore = this.unguarded.read(transfer);
		if (guardedBefore.from() < transfer.amount()) {
			return false;
		}
		// A process that is paused here wakes up with what it has read long ago
		this.riskCheck.check(transfer);
		this.unguarded.write(transfer, unguardedBefore.after(transfer));
		this.guarded.write(transfer, guardedBefore.after(transfer), token);
		return true;
	}

}
