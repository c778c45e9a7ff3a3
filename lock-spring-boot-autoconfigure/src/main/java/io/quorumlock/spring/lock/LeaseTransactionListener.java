package io.quorumlock.spring.lock;

import io.quorumlock.LeaseScope;

import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Rolls a transaction back that is about to commit after the lease under which it was
 * begun was lost.
 */
public final class LeaseTransactionListener implements TransactionExecutionListener {

	@Override
	public void beforeCommit(TransactionExecution transaction) {
		LeaseScope.ensureAllHeld();
	}

}
