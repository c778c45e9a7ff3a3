package io.quorumlock.sample.instance;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.quorumlock.sample.orders.RiskCheck;
import io.quorumlock.sample.orders.Transfer;
import io.quorumlock.sample.report.Report;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * Stops the process in the middle of a transfer, as a long garbage collection, a frozen
 * virtual machine or a laptop that is closed would.
 */
@Component
@Primary
class PausableRiskCheck implements RiskCheck {

	/**
	 * Goes on at a line from the launcher, or when the launcher is gone: the standard
	 * input is the one of the stopped process, which cannot read it meanwhile.
	 */
	private static final String PAUSE = """
			trap '' INT HUP
			kill -STOP "$1" && read -r word
			kill -CONT "$1"
			""";

	private final RiskCheck usual;

	private final Reporter reporter;

	private final StatusReports status;

	private final AtomicBoolean armed = new AtomicBoolean();

	PausableRiskCheck(@Qualifier("usualRiskCheck") RiskCheck usual, Reporter reporter, @Lazy StatusReports status,
			Commands commands) {
		this.usual = usual;
		this.reporter = reporter;
		this.status = status;
		commands.on(Commands.PAUSE, () -> this.armed.set(true));
	}

	@Override
	public void check(Transfer transfer) throws InterruptedException {
		this.usual.check(transfer);
		if (this.armed.compareAndSet(true, false)) {
			this.reporter.report(new Report.Pause(transfer.from(), transfer.to()));
			this.status.reportNow();
			stopThisProcess();
		}
	}

	private static void stopThisProcess() throws InterruptedException {
		String self = Long.toString(ProcessHandle.current().pid());
		try {
			new ProcessBuilder(List.of("sh", "-c", PAUSE, "pause", self)).redirectInput(Redirect.INHERIT)
				.start()
				.waitFor();
		}
		catch (IOException ex) {
			throw new IllegalStateException("This process cannot be paused", ex);
		}
	}

}
