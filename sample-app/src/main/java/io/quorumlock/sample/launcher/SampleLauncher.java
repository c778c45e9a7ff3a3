package io.quorumlock.sample.launcher;

import java.util.List;
import java.util.stream.Collectors;

import io.quorumlock.sample.Console;

/**
 * Starts Redis nodes, a database and three instances of the order service, shows what
 * they do, and ends all of them when it is ended itself.
 */
public final class SampleLauncher {

	private SampleLauncher() {
	}

	/**
	 * Runs until it is ended.
	 * @param args see {@link LauncherSettings}
	 */
	public static void main(String[] args) {
		try {
			Console.print(run(LauncherSettings.of(args)));
		}
		catch (LaunchException ex) {
			Console.print(String.valueOf(ex.getMessage()));
		}
		System.exit(1);
	}

	private static String run(LauncherSettings settings) {
		Ports.requireFree("Redis", settings.redisPorts(), LauncherSettings.REDIS_PORT);
		Ports.requireFree("HTTP", settings.httpPorts(), LauncherSettings.HTTP_PORT);
		if (settings.endWithParent()) {
			ProcessHandle.current().parent().ifPresent(SampleLauncher::endWith);
		}
		Ensemble ensemble = new Ensemble(settings);
		Runtime.getRuntime().addShutdownHook(new Thread(ensemble::close, "end"));
		try (ensemble) {
			RedisBinary binary = RedisBinary.find(ensemble.directory());
			List<RedisNode> nodes = ensemble.startNodes(binary);
			ensemble.openControlRoom();
			ensemble.startInstances();
			explain(settings, binary, nodes);
			return ensemble.awaitFailure();
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private static void endWith(ProcessHandle parent) {
		parent.onExit().thenRun(() -> System.exit(0));
	}

	private static void explain(LauncherSettings settings, RedisBinary binary, List<RedisNode> nodes) {
		Console.print("""
				Instances A, B and C of one service compete for locks and leaderships; %d Redis nodes vote. \
				Ctrl-C ends it all.
				  Open    http://localhost:%d/
				  Redis   %s, %s
				  Health  http://localhost:%d/actuator/health
				  Try     kill -9 <the leader's pid, shown below>: another one leads within seconds
				          kill %d: one Redis node less, and %s
				""".formatted(nodes.size(), settings.httpPort(),
				nodes.stream().map(RedisNode::address).collect(Collectors.joining(", ")), binary.origin(),
				settings.httpPorts().get(1), nodes.get(0).pid(),
				(nodes.size() > 2) ? "nothing changes" : "nobody can have a lock"));
	}

}
