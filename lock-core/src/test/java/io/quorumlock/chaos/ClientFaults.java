package io.quorumlock.chaos;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * How clients are harmed, and helped again.
 */
final class ClientFaults implements Faults {

	private final List<ClientSeat> seats;

	private final GuardedRegister register;

	private final BitSet busy = new BitSet();

	ClientFaults(List<ClientSeat> seats, GuardedRegister register) {
		this.seats = seats;
		this.register = register;
	}

	/**
	 * One client is always left alone: others wait for what it does.
	 */
	@Override
	public boolean mayBegin(PlannedFault fault) {
		return !this.busy.get(fault.target()) && this.busy.cardinality() < this.seats.size() - 1;
	}

	@Override
	public OngoingFault begin(PlannedFault fault) {
		int index = fault.target();
		this.busy.set(index);
		ClientSeat seat = this.seats.get(index);
		return switch (fault.kind()) {
			case PROCESS_PAUSE -> {
				seat.jvm().pause();
				yield ongoing(index, () -> true, seat.jvm()::resume);
			}
			case PROCESS_KILL -> {
				seat.jvm().kill();
				yield ongoing(index, () -> true, seat::launch);
			}
			case PROCESS_PAUSE_BEFORE_WRITE -> pauseBeforeWrite(index, seat.jvm());
			case NETWORK_CUT -> {
				seat.network().cut();
				yield ongoing(index, () -> true, seat.network()::mend);
			}
			default -> throw new IllegalArgumentException("Not for a client: " + fault.kind());
		};
	}

	/**
	 * Wakes the process only when somebody else has written since, so that its own write
	 * is stale for certain.
	 */
	private OngoingFault pauseBeforeWrite(int index, ClientJvm jvm) {
		CompletableFuture<PendingWrite> paused = jvm.stumble().thenApply((write) -> {
			jvm.pause();
			return write;
		});
		return ongoing(index, () -> paused.isDone() && this.register.isStale(paused.join()), () -> {
			jvm.goOn();
			jvm.resume();
		});
	}

	private OngoingFault ongoing(int client, BooleanSupplier mayEnd, Runnable end) {
		return new OngoingFault() {

			@Override
			public boolean mayEnd() {
				return mayEnd.getAsBoolean();
			}

			@Override
			public void end() {
				end.run();
				ClientFaults.this.busy.clear(client);
			}

		};
	}

}
