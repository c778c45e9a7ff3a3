package io.quorumlock.sample.launcher;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LauncherSettings}.
 */
class LauncherSettingsTests {

	@Test
	void portsFollowTheFirst() {
		LauncherSettings settings = LauncherSettings.of("--sample.redis-port=20000", "--sample.http-port=65532");
		assertThat(settings.redisPorts()).containsExactly(20000, 20001, 20002);
		assertThat(settings.httpPorts()).containsExactly(65532, 65533, 65534, 65535);
	}

	@Test
	void defaultsAreNoPortsOfARedisThatMayRunAlready() {
		LauncherSettings settings = LauncherSettings.of();
		assertThat(settings.redisPorts()).containsExactly(16379, 16380, 16381);
		assertThat(settings.httpPorts()).containsExactly(8080, 8081, 8082, 8083);
		assertThat(settings.endWithParent()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "65534", "x", "" })
	void whatIsNoPortIsRefusedByName(String port) {
		assertThatExceptionOfType(LaunchException.class)
			.isThrownBy(() -> LauncherSettings.of("--sample.redis-port=" + port))
			.withMessageContaining("'sample.redis-port' must be a port between 1 and 65533, but was '" + port + "'");
	}

	@Test
	void onePortForAllInstancesIsRefused() {
		assertThatExceptionOfType(LaunchException.class).isThrownBy(() -> LauncherSettings.of("--server.port=9090"))
			.withMessageContaining("set 'sample.http-port'");
	}

	@Test
	void portsOfNodesAreAsManyAsNodes() {
		assertThat(LauncherSettings.of("--sample.nodes=5").redisPorts()).containsExactly(16379, 16380, 16381, 16382,
				16383);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "10", "x", "" })
	void whatIsNoNumberOfNodesIsRefusedByName(String nodes) {
		assertThatExceptionOfType(LaunchException.class)
			.isThrownBy(() -> LauncherSettings.of("--sample.nodes=" + nodes))
			.withMessage("'sample.nodes' must be between 1 and 9, but was '" + nodes + "'");
	}

	@Test
	void controlRoomComesBeforeTheInstances() {
		assertThat(LauncherSettings.of().httpPort()).isEqualTo(8080);
		assertThat(LauncherSettings.of().httpPort("C")).isEqualTo(8083);
	}

	@Test
	void databaseOfTheProfileTakesThePlaceOfTheOwn() {
		assertThat(LauncherSettings.of().ownDatabase()).isTrue();
		assertThat(LauncherSettings.of("--spring.profiles.active=demo,postgres").ownDatabase()).isFalse();
	}

}
