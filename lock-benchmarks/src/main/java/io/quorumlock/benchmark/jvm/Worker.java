package io.quorumlock.benchmark.jvm;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

import io.quorumlock.benchmark.library.Library;
import io.quorumlock.benchmark.library.LockClient;

/**
 * The other end of a {@link WorkerJvm}: has one client, and does with it what it is told,
 * until its socket is closed.
 */
final class Worker {

	private final LockClient client;

	private final ObjectInputStream tasks;

	private final ObjectOutputStream replies;

	private Worker(LockClient client, ObjectInputStream tasks, ObjectOutputStream replies) {
		this.client = client;
		this.tasks = tasks;
		this.replies = replies;
	}

	/**
	 * Connects and works.
	 * @param arguments the port of the other end, the library, and the addresses of the
	 * nodes
	 * @throws Exception if the other end is gone
	 */
	public static void main(String[] arguments) throws Exception {
		// Also in the middle of a task
		ProcessHandle.current().parent().ifPresent((parent) -> parent.onExit().thenRun(Worker::end));
		List<String> all = List.of(arguments);
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(all.get(0)));
				ObjectOutputStream replies = new ObjectOutputStream(
						new BufferedOutputStream(socket.getOutputStream()))) {
			replies.flush();
			ObjectInputStream tasks = new ObjectInputStream(socket.getInputStream());
			LockClient client = Library.valueOf(all.get(1)).connect(all.subList(2, all.size()));
			new Worker(client, tasks, replies).work();
		}
		end();
	}

	// Also if a client leaves threads behind
	private static void end() {
		Runtime.getRuntime().halt(0);
	}

	private void work() throws IOException, ClassNotFoundException {
		answer(new Reply("ready", null, 0));
		while (true) {
			Task<?> task;
			try {
				task = (Task<?>) this.tasks.readObject();
			}
			catch (EOFException ex) {
				return;
			}
			answer(run(task));
		}
	}

	private void answer(Reply reply) throws IOException {
		this.replies.writeObject(reply);
		this.replies.reset();
		this.replies.flush();
	}

	private Reply run(Task<?> task) {
		ProcessCpu cpu = ProcessCpu.start();
		try {
			Serializable result = task.run(this.client);
			return new Reply(result, null, cpu.nanos());
		}
		catch (Exception | Error ex) {
			StringWriter trace = new StringWriter();
			ex.printStackTrace(new PrintWriter(trace));
			return new Reply(null, trace.toString(), cpu.nanos());
		}
	}

}
