package io.quorumlock.spring.autoconfigure;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import io.quorumlock.election.Candidate;
import io.quorumlock.election.CommandResult;
import io.quorumlock.election.Leader;
import io.quorumlock.election.LeadershipCommand;
import io.quorumlock.election.LeadershipState;
import io.quorumlock.election.PauseReason;
import io.quorumlock.election.RoleStatus;
import io.quorumlock.election.Transition;
import io.quorumlock.spring.actuate.LeadershipEndpoint;
import io.quorumlock.spring.actuate.LeadershipEndpointWebExtension;
import io.quorumlock.spring.fake.FakeLeaderElection;
import io.quorumlock.spring.fake.FakeLockManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.server.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeadershipEndpoint}, {@link LeadershipEndpointWebExtension} and
 * {@link LeadershipEndpointAutoConfiguration}, over HTTP.
 */
class LeadershipEndpointTests {

	private static final String PATH = "/actuator/leadership";

	/** More than an int holds. */
	private static final long TERM = 1_795_281_640_123_456L;

	private static final RoleStatus LEADING = new RoleStatus("reports", LeadershipState.LEADING, true, Set.of(),
			new Leader("this", TERM, Instant.parse("2026-11-21T17:00:00Z"), false), Duration.ofMillis(8500), 2,
			List.of(new Candidate("this", 5), new Candidate("that", 0)),
			List.of(new Transition(Instant.parse("2026-11-21T17:00:00Z"), LeadershipState.ACQUIRING,
					LeadershipState.LEADING, TERM, "granted")),
			Duration.ofSeconds(3));

	private static final RoleStatus PAUSED = new RoleStatus("mail", LeadershipState.STANDBY, true,
			Set.of(PauseReason.OPERATOR), null, Duration.ZERO, 0, List.of(), List.of(), Duration.ZERO);

	private final FakeLeaderElection election = new FakeLeaderElection();

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner(
			AnnotationConfigServletWebServerApplicationContext::new)
		.withInitializer(new ServerPortInfoApplicationContextInitializer())
		.withUserConfiguration(WebServer.class)
		.withConfiguration(
				AutoConfigurations.of(LockAutoConfiguration.class, LeadershipEndpointAutoConfiguration.class))
		.withBean(FakeLockManager.class)
		.withBean(FakeLeaderElection.class, () -> this.election)
		.withPropertyValues("server.port=0", "management.endpoints.web.exposure.include=*");

	private final WebApplicationContextRunner unrestricted = this.runner
		.withPropertyValues("management.endpoint.leadership.access=UNRESTRICTED");

	LeadershipEndpointTests() {
		this.election.campaigns.addAll(List.of("reports", "mail"));
		this.election.statuses.put("reports", LEADING);
		this.election.statuses.put("mail", PAUSED);
	}

	@Test
	void showsAllRoles() {
		this.runner.run((context) -> assertThat(json(get(context, PATH))).isEqualTo(json("""
				{"instanceId": "this", "roles": {
					"mail": {"role": "mail", "state": "STANDBY", "campaigning": true, "paused": ["OPERATOR"],
						"trustRemaining": "PT0S", "inFlight": 0, "candidates": [], "transitions": [],
						"listenersBusy": "PT0S"},
					"reports": {"role": "reports", "state": "LEADING", "campaigning": true, "paused": [],
						"leader": {"instanceId": "this", "term": 1795281640123456, "since": "2026-11-21T17:00:00Z",
							"stale": false},
						"trustRemaining": "PT8.5S", "inFlight": 2,
						"candidates": [{"instanceId": "this", "priority": 5}, {"instanceId": "that", "priority": 0}],
						"transitions": [{"at": "2026-11-21T17:00:00Z", "from": "ACQUIRING", "to": "LEADING",
							"term": 1795281640123456, "reason": "granted"}],
						"listenersBusy": "PT3S"}}}""")));
	}

	@Test
	void showsOneRole() {
		this.runner.run((context) -> {
			HttpResponse<String> all = get(context, PATH);
			HttpResponse<String> one = get(context, PATH + "/reports");
			assertThat(one.statusCode()).isEqualTo(200);
			assertThat(json(all).toString()).contains(json(one).toString());
			assertThat(get(context, PATH + "/unknown").statusCode()).isEqualTo(404);
		});
	}

	@Test
	void changesNothingUnlessAccessIsUnrestricted() {
		this.runner.run((context) -> {
			assertThat(Requests.post(context, PATH + "/reports", "{\"action\": \"stepDown\"}").statusCode())
				.isEqualTo(405);
			assertThat(this.election.commands).isEmpty();
		});
	}

	@ParameterizedTest
	@CsvSource({ "DONE, 200", "FORWARDED, 202", "WRONG_TERM, 409", "NO_LEADER, 409", "UNKNOWN_CANDIDATE, 422",
			"NOT_CAMPAIGNING, 409" })
	void statusTellsWhatBecameOfACommand(CommandResult result, int status) {
		this.election.result = CompletableFuture.completedFuture(result);
		this.unrestricted.run((context) -> {
			HttpResponse<String> response = Requests.post(context, PATH + "/reports", "{\"action\": \"stepDown\"}");
			assertThat(response.statusCode()).isEqualTo(status);
			assertThat(json(response)).containsEntry("result", result.name()).containsOnlyKeys("result", "message");
		});
	}

	@Test
	void givesTheCommandWithItsArguments() {
		this.unrestricted.run((context) -> {
			BiConsumer<String, LeadershipCommand> check = (body, command) -> {
				this.election.commands.clear();
				assertThat(Requests.post(context, PATH + "/reports", body).statusCode()).isEqualTo(200);
				assertThat(this.election.commands).containsExactly("reports: " + command);
			};
			check.accept("{\"action\": \"stepDown\"}", LeadershipCommand.StepDown.now());
			check.accept("""
					{"action": "stepDown", "expectedTerm": 1795281640123456, "cooldown": "1m",
					"drainTimeout": "PT5S"}""",
					new LeadershipCommand.StepDown(TERM, Duration.ofMinutes(1), Duration.ofSeconds(5)));
			check.accept("{\"action\": \"transfer\", \"to\": \"that\"}", LeadershipCommand.Transfer.to("that"));
			check.accept("""
					{"action": "transfer", "to": "that", "expectedTerm": 1795281640123456, "drainTimeout": "0s"}""",
					new LeadershipCommand.Transfer("that", TERM, Duration.ZERO));
			check.accept("{\"action\": \"pause\"}", new LeadershipCommand.Pause(PauseReason.OPERATOR));
			check.accept("{\"action\": \"resume\"}", new LeadershipCommand.Resume(PauseReason.OPERATOR));
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '#', value = {
			"{}|'action' must be one of [stepDown, transfer, pause, resume]",
			"{\"action\": \"resign\"}|'action' must be one of", "{\"action\": \"transfer\"}|transfer needs 'to'",
			"{\"action\": \"transfer\", \"to\": \" \"}|transfer needs 'to'",
			"{\"action\": \"stepDown\", \"cooldown\": \"-1s\"}|'cooldown' must be from zero to 365 days",
			"{\"action\": \"stepDown\", \"drainTimeout\": \"366d\"}|'drainTimeout' must be from zero to 365 days",
			"{\"action\": \"transfer\", \"to\": \"that\", \"drainTimeout\": \"-1s\"}|'drainTimeout' must be" })
	void refusesCommandsThatMakeNoSense(String body, String message) {
		this.unrestricted.run((context) -> {
			HttpResponse<String> response = Requests.post(context, PATH + "/reports", body);
			assertThat(response.statusCode()).isEqualTo(400);
			assertThat(json(response)).containsEntry("result", "INVALID");
			assertThat(json(response).get("message")).asString().contains(message);
			assertThat(this.election.commands).isEmpty();
		});
	}

	@Test
	void refusesArgumentsThatCannotBeRead() {
		this.unrestricted.run((context) -> {
			assertThat(
					Requests.post(context, PATH + "/reports", "{\"action\": \"stepDown\", \"expectedTerm\": \"first\"}")
						.statusCode())
				.isEqualTo(400);
			assertThat(this.election.commands).isEmpty();
		});
	}

	@Test
	void knowsNoOtherRoleToCommand() {
		this.unrestricted.run((context) -> {
			HttpResponse<String> response = Requests.post(context, PATH + "/unknown", "{\"action\": \"pause\"}");
			assertThat(response.statusCode()).isEqualTo(404);
			assertThat(json(response)).containsEntry("result", "UNKNOWN_ROLE");
			assertThat(this.election.commands).isEmpty();
		});
	}

	@Test
	void electionThatFailsIsNoAnswer() {
		this.election.result = CompletableFuture.failedFuture(new IllegalStateException("closed"));
		this.unrestricted.run((context) -> {
			HttpResponse<String> response = Requests.post(context, PATH + "/reports", "{\"action\": \"pause\"}");
			assertThat(response.statusCode()).isEqualTo(503);
			assertThat(json(response)).containsEntry("result", "NO_ANSWER");
		});
	}

	@Test
	void isThereOnlyWhereItIsExposed() {
		ApplicationContextRunner plain = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(LockAutoConfiguration.class, LeadershipEndpointAutoConfiguration.class))
			.withBean(FakeLockManager.class)
			.withBean(FakeLeaderElection.class);
		plain.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LeadershipEndpoint.class));
		ApplicationContextRunner exposed = plain
			.withPropertyValues("management.endpoints.web.exposure.include=leadership");
		exposed.run((context) -> assertThat(context).hasSingleBean(LeadershipEndpoint.class)
			.hasSingleBean(LeadershipEndpointWebExtension.class));
		exposed.withPropertyValues("management.endpoint.leadership.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(LeadershipEndpoint.class));
		exposed.withPropertyValues("lock.enabled=false")
			.withBean("second", FakeLeaderElection.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LeadershipEndpoint.class));
		exposed.withClassLoader(new FilteredClassLoader(Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("leadershipEndpoint"));
	}

	private static HttpResponse<String> get(ApplicationContext context, String path) {
		return Requests.get(context, path).join();
	}

	private static Map<String, Object> json(HttpResponse<String> response) {
		return json(response.body());
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> json(String text) {
		return JsonMapper.shared().readValue(text, Map.class);
	}

}
