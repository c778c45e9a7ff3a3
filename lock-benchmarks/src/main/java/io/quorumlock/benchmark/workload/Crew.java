package io.quorumlock.benchmark.workload;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.quorumlock.benchmark.jvm.Task;
import io.quorumlock.benchmark.jvm.WorkerJvm;
import io.quorumlock.benchmark.node.Distance;
import io.quorumlock.benchmark.node.NodeLoad;
import io.quorumlock.benchmark.node.Nodes;

/**
 * The JVMs of one contestant.
 */
public final class Crew implements AutoCloseable {

	private final Contestant contestant;

	private final Nodes nodes;

	private final Duration length;

	private final List<WorkerJvm> workers;

	/**
	 * Starts the JVMs.
	 * @param contestant whose they are
	 * @param workload what they are for
	 * @param nodes the nodes
	 * @param length how long a measurement lasts
	 */
	public Crew(Contestant contestant, Workload workload, Nodes nodes, Duration length) {
		this.contestant = contestant;
		this.nodes = nodes;
		this.length = length;
		List<String> uris = nodes.uris(contestant.nodes(), workload.distance());
		this.workers = IntStream.range(0, workload.jvms())
			.mapToObj((index) -> WorkerJvm.start(contestant.library(), uris))
			.toList();
	}

	/**
	 * Whose they are.
	 * @return the contestant
	 */
	public Contestant contestant() {
		return this.contestant;
	}

	Nodes nodes() {
		return this.nodes;
	}

	Duration length() {
		return this.length;
	}

	List<String> nearUris() {
		return this.nodes.uris(this.contestant.nodes(), Distance.NEAR);
	}

	/**
	 * Lets all do something at the same time.
	 * @param task what the first, the second and so on do
	 * @param type what comes back
	 * @param <R> what comes back
	 * @return the result of each
	 */
	<R extends Serializable> List<R> runEach(IntFunction<Task<R>> task, Class<R> type) {
		IntStream.range(0, this.workers.size()).forEach((index) -> this.workers.get(index).tell(task.apply(index)));
		return this.workers.stream().map((worker) -> worker.hear(type)).toList();
	}

	/**
	 * Lets the only one do something.
	 * @param task what to do
	 * @param type what comes back
	 * @param <R> what comes back
	 * @return the result
	 */
	<R extends Serializable> R run(Task<R> task, Class<R> type) {
		return runEach((index) -> task, type).get(0);
	}

	/**
	 * What the nodes have done.
	 * @return the load of those that this contestant uses
	 */
	public NodeLoad nodeLoad() {
		return NodeLoad.of(nearUris());
	}

	/**
	 * The CPU time that all have spent.
	 * @return in nanoseconds
	 */
	public long cpuNanos() {
		return this.workers.stream().mapToLong(WorkerJvm::cpuNanos).sum();
	}

	@Override
	public void close() {
		this.workers.forEach(WorkerJvm::close);
	}

}
