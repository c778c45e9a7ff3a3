package io.quorumlock.integration;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.election.Leadership;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ChildInstance} can be told to do, each answered with one line.
 */
final class ChildCommands implements AutoCloseable {

	static final String DONE = "done";

	static final String ROLE = "captain";

	private final Map<String, Lease> leases = new HashMap<>();

	private volatile @Nullable Instance instance;

	private @Nullable RoleCommands role;

	private Runnable leave = () -> {
	};

	/**
	 * The command that comes first.
	 */
	static String connect(InstanceSettings settings) {
		return "connect " + String.join(" ", settings.toArguments());
	}

	String run(String line) {
		String[] words = line.split(" ", -1);
		try {
			return switch (words[0]) {
				case "connect" -> connect(words);
				case "acquire" -> acquire(words[1]);
				case "release" -> release(words[1]);
				case "enter" -> enter(words);
				case "leave" -> leave();
				case "visit" -> visit(words);
				case "record" -> record(words);
				case "campaign" -> campaign();
				case "join" -> join(words);
				case "role" ->
					Objects.requireNonNull(this.role, "not joined").run(List.of(words).subList(1, words.length));
				case "term" -> term();
				case "events" -> String.join(",", instance().events().terms());
				default -> "unknown command";
			};
		}
		catch (Exception ex) {
			return ex.toString();
		}
	}

	private String connect(String[] words) {
		close();
		this.instance = Instance.start(InstanceSettings.fromArguments(Arrays.copyOfRange(words, 1, words.length)));
		return DONE;
	}

	private Instance instance() {
		return Objects.requireNonNull(this.instance, "not connected");
	}

	private String acquire(String name) throws InterruptedException {
		Optional<Lease> lease = instance().manager().tryAcquire(LeaseRequest.of(name));
		lease.ifPresent((held) -> this.leases.put(name, held));
		return lease.isPresent() ? "acquired" : "contended";
	}

	private String release(String name) {
		this.leases.remove(name).close();
		return DONE;
	}

	private String enter(String[] words) throws InterruptedException {
		CriticalSection section = CriticalSection.open(Path.of(words[1]));
		Lease lease = instance().manager().acquire(LeaseRequest.of(words[2]));
		long visitor = lease.fencingToken().value();
		long visits = section.enter(visitor);
		this.leave = () -> {
			section.leave(visitor, visits);
			lease.close();
		};
		return DONE;
	}

	private String leave() {
		this.leave.run();
		return DONE;
	}

	private String visit(String[] words) {
		CriticalSection section = CriticalSection.open(Path.of(words[1]));
		LeaseRequest request = LeaseRequest.of(words[2]);
		int times = Integer.parseInt(words[3]);
		Threads.run(Integer.parseInt(words[4]), (thread) -> {
			for (int i = 0; i < times; i++) {
				try (Lease lease = instance().manager().acquire(request)) {
					section.visit(lease.fencingToken().value());
				}
			}
		});
		return DONE;
	}

	private String record(String[] words) {
		TokenLog log = TokenLog.open(Path.of(words[1]));
		int first = Integer.parseInt(words[2]);
		int times = Integer.parseInt(words[3]);
		Threads.run(Integer.parseInt(words[4]), (thread) -> {
			for (int i = 0; i < times; i++) {
				int name = TokenLog.nameOf(i, first + thread);
				try (Lease lease = instance().manager().acquire(LeaseRequest.of("name-" + name))) {
					log.append(name, lease.fencingToken().value());
				}
			}
		});
		return DONE;
	}

	private String campaign() {
		instance().election().campaign(ROLE);
		return DONE;
	}

	private String join(String[] words) {
		this.role = new RoleCommands(instance(), Path.of(words[1]));
		return DONE;
	}

	private String term() {
		Leadership leadership = instance().election().leadership(ROLE);
		return leadership.term().map(Object::toString).orElse("none");
	}

	@Override
	public void close() {
		if (this.role != null) {
			this.role.close();
		}
		Instance current = this.instance;
		if (current != null) {
			current.close();
		}
	}

}
