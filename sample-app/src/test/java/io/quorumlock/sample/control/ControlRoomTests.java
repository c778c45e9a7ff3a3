package io.quorumlock.sample.control;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

import io.quorumlock.sample.launcher.FreePorts;
import io.quorumlock.sample.launcher.LauncherProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the control room, on real processes and without a browser. One JDK is enough
 * for them: {@code once}.
 */
@Tag("once")
@DisabledOnOs(OS.WINDOWS)
class ControlRoomTests {

	@TempDir
	private Path directory;

	private final int port = FreePorts.inARow(4);

	// In one test, as the processes take longer to start than all of it to run
	@Test
	void faultsAreSurvivedAndSeen() throws Exception {
		try (LauncherProcess launcher = new LauncherProcess(this.directory,
				"--sample.redis-port=" + FreePorts.inARow(3), "--sample.http-port=" + this.port,
				"--lock.lease-time=3s")) {
			LiveClient live = new LiveClient(this.port);
			launcher.awaitLine((line) -> line.contains("Open    http://localhost:" + this.port + "/"));
			live.follow();
			live.await("history", JsonNode::isArray);
			live.await("state", ControlRoomTests::isWell);
			foreignPagesAreRefused(live);
			unknownAndImpossibleActionsAreRefused(live);
			Kill kill = killedLeaderIsReplaced(live);
			pausedInstanceHarmsTheUnguardedBooksOnly(live);
			wipedNodeSitsOut(live);
			pausedNodeIsDownAndComesBack(live);
			assertNoOverlap(live.all("lease"));
			assertThat(live.all("lease")).filteredOn((event) -> event.get("type").asString().equals("lost"))
				.filteredOn((event) -> event.get("heldMillis").asLong() < 2000 && !kill.ended(event))
				.as("losses that were none")
				.isEmpty();
			nothingIsLeftIfTheLauncherIsKilledWhileAnInstanceIsPaused(live, launcher);
			assertThat(live.all("state")).allMatch((state) -> state.at("/ledgers/guarded/total").asLong() == 4000);
		}
	}

	private static boolean isWell(JsonNode state) {
		return all(state.get("nodes")).stream().allMatch((node) -> node.get("state").asString().equals("voting"))
				&& all(state.get("instances")).stream()
					.allMatch((instance) -> instance.get("process").asString().equals("running"))
				&& leader(state, "reports") != null && leader(state, "settlement") != null;
	}

	private static void foreignPagesAreRefused(LiveClient live) throws Exception {
		HttpRequest.Builder form = HttpRequest.newBuilder(URI.create(live.origin() + "/instances/A/kill"))
			.header("Content-Type", "text/plain")
			.POST(BodyPublishers.ofString("{}"));
		assertThat(live.send(form).statusCode()).isEqualTo(415);
		assertThat(statusOf("GET /live HTTP/1.1\r\nHost: evil.example\r\n\r\n", live.port())).contains(" 403 ");
	}

	private static String statusOf(String request, int port) throws Exception {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
				.readLine();
		}
	}

	private static void unknownAndImpossibleActionsAreRefused(LiveClient live) throws Exception {
		assertThat(live.press("/nodes/redis-9/stop").statusCode()).isEqualTo(404);
		assertThat(live.press("/nodes/redis-1/explode").statusCode()).isEqualTo(404);
		assertThat(live.press("/instances/Z/kill").statusCode()).isEqualTo(404);
		assertThat(live.press("/nodes/redis-1/resume")).satisfies((response) -> {
			assertThat(response.statusCode()).isEqualTo(409);
			assertThat(response.body()).isEqualTo("{\"message\":\"redis-1 is not paused\"}");
		});
	}

	private static Kill killedLeaderIsReplaced(LiveClient live) throws Exception {
		JsonNode before = live.await("state", ControlRoomTests::isWell);
		String leader = leader(before, "reports");
		long pressed = System.currentTimeMillis();
		assertThat(live.press("/instances/" + leader + "/kill").statusCode()).isEqualTo(202);
		JsonNode ended = live.await("state", (state) -> !process(state, leader).equals("running"));
		JsonNode granted = live.await("leader", (event) -> event.get("type").asString().equals("granted")
				&& event.get("role").asString().equals("reports") && !event.get("instance").asString().equals(leader));
		assertThat(granted.get("term").asLong()).isGreaterThan(term(before, "reports"));
		live.await("state", ControlRoomTests::isWell);
		return new Kill(leader, pressed, ended.get("time").asLong());
	}

	private static void pausedInstanceHarmsTheUnguardedBooksOnly(LiveClient live) throws Exception {
		JsonNode before = live.await("state", ControlRoomTests::isWell);
		assertThat(before.at("/ledgers/unguarded/total").asLong()).isEqualTo(4000);
		assertThat(live.press("/instances/B/pause").statusCode()).isEqualTo(202);
		live.await("state", (state) -> process(state, "B").equals("paused"));
		assertThat(live.press("/instances/B/pause").statusCode()).isEqualTo(409);
		live.await("lease", (event) -> event.get("instance").asString().equals("B")
				&& event.get("type").asString().equals("lost") && event.get("lock").asString().equals("accounts"));
		JsonNode refused = live.await("refused", (event) -> true);
		assertThat(refused.get("instance").asString()).isEqualTo("B");
		assertThat(refused.get("fence").asLong()).isGreaterThan(refused.get("token").asLong());
		JsonNode after = live.await("state", (state) -> process(state, "B").equals("running")
				&& state.at("/instances/1/transfers/lost").asLong() > 0);
		assertThat(after.at("/ledgers/unguarded/total").asLong()).isNotEqualTo(4000);
	}

	private static void wipedNodeSitsOut(LiveClient live) throws Exception {
		live.await("state", ControlRoomTests::isWell);
		assertThat(live.press("/nodes/redis-1/wipe").statusCode()).isEqualTo(202);
		JsonNode state = live.await("state", (latest) -> latest.at("/nodes/0/state").asString().equals("guarded")
				&& latest.at("/nodes/0/guardRemainingMillis").asLong() > 0);
		assertThat(state.at("/nodes/0/guardRemainingMillis").asLong()).isLessThanOrEqualTo(3000);
		live.await("state", ControlRoomTests::isWell);
	}

	private static void pausedNodeIsDownAndComesBack(LiveClient live) throws Exception {
		assertThat(live.press("/nodes/redis-2/pause").statusCode()).isEqualTo(202);
		live.await("state", (state) -> state.at("/nodes/1/state").asString().equals("down")
				&& state.at("/nodes/1/process").asString().equals("paused"));
		assertThat(live.press("/nodes/redis-2/stop").statusCode()).isEqualTo(202);
		live.await("state", (state) -> state.at("/nodes/1/process").asString().equals("stopped"));
		assertThat(live.press("/nodes/redis-2/restart").statusCode()).isEqualTo(202);
		live.await("state", (state) -> state.at("/nodes/1/state").asString().equals("guarded"));
	}

	private static void nothingIsLeftIfTheLauncherIsKilledWhileAnInstanceIsPaused(LiveClient live,
			LauncherProcess launcher) throws Exception {
		live.await("state", (state) -> process(state, "C").equals("running"));
		live.press("/nodes/redis-3/pause");
		live.press("/instances/C/pause");
		live.await("state", (state) -> process(state, "C").equals("paused"));
		List<ProcessHandle> processes = launcher.process().descendants().toList();
		assertThat(processes).hasSizeGreaterThan(6);
		launcher.process().destroyForcibly();
		CompletableFuture.allOf(processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
			.get(20, TimeUnit.SECONDS);
	}

	private static void assertNoOverlap(List<JsonNode> leases) {
		Timeline timeline = new Timeline();
		leases.forEach(timeline::add);
		assertThat(timeline.overlaps()).isEmpty();
		assertThat(timeline.bars()).hasSizeGreaterThan(20);
	}

	private static List<JsonNode> all(JsonNode array) {
		return StreamSupport.stream(array.spliterator(), false).toList();
	}

	private static String leader(JsonNode state, String role) {
		return all(state.get("instances")).stream()
			.filter((instance) -> all(instance.get("leads")).stream()
				.anyMatch((led) -> led.get("role").asString().equals(role)))
			.map((instance) -> instance.get("name").asString())
			.findFirst()
			.orElse(null);
	}

	private static long term(JsonNode state, String role) {
		return all(state.get("instances")).stream()
			.flatMap((instance) -> all(instance.get("leads")).stream())
			.filter((led) -> led.get("role").asString().equals(role))
			.mapToLong((led) -> led.get("term").asLong())
			.max()
			.orElseThrow();
	}

	private static String process(JsonNode state, String instance) {
		return all(state.get("instances")).stream()
			.filter((each) -> each.get("name").asString().equals(instance))
			.findFirst()
			.orElseThrow()
			.get("process")
			.asString();
	}

	/**
	 * The end of an instance, and of whatever it held.
	 *
	 * @param instance which one
	 * @param pressed when it was asked for
	 * @param seen when it was seen
	 */
	private record Kill(String instance, long pressed, long seen) {

		boolean ended(JsonNode loss) {
			long time = loss.get("time").asLong();
			return loss.get("instance").asString().equals(this.instance) && time >= this.pressed && time <= this.seen;
		}

	}

}
