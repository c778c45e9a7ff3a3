package io.quorumlock.chaos;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The place of one client: who sits there is killed now and then, and another takes over.
 */
final class ClientSeat implements AutoCloseable {

	private final int index;

	private final ChaosRun run;

	private final boolean ownNetwork;

	private @Nullable ClientJvm jvm;

	private @Nullable NetworkNamespace network;

	private int launches;

	ClientSeat(int index, ChaosRun run, boolean ownNetwork) {
		this.index = index;
		this.run = run;
		this.ownNetwork = ownNetwork;
	}

	String id() {
		return "client-" + this.index;
	}

	ClientJvm jvm() {
		return this.jvm;
	}

	@Nullable NetworkNamespace network() {
		return this.network;
	}

	void launch() {
		this.jvm = new ClientJvm(this.ownNetwork ? NetworkNamespace.PREFIX : List.of(), this.run.log(id()));
		this.jvm.expect(ChaosClient.UP);
		String host = "127.0.0.1";
		if (this.ownNetwork) {
			this.network = NetworkNamespace.join(this.jvm.pid());
			host = this.network.host();
		}
		this.jvm.tell(String.join(" ", "start", id(), this.run.uris(host), host,
				Integer.toString(this.run.register().port()), Long.toString(this.run.seed() + this.launches++)));
		this.jvm.expect(ChaosClient.STARTED);
	}

	/**
	 * Ends the client in an orderly way.
	 */
	void stop() {
		this.jvm.tell("stop");
		this.jvm.expect(ChaosClient.STOPPED);
		this.jvm.awaitEnd();
	}

	@Override
	public void close() {
		if (this.jvm != null) {
			this.jvm.kill();
		}
	}

}
