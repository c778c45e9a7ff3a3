package io.quorumlock.spring.autoconfigure;

import io.quorumlock.spring.autoconfigure.LockConnectionDetails.Node;

import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;

/**
 * Creates {@link LockNodeConnectionDetails} from a service of Docker Compose that has the
 * label {@code org.springframework.boot.service-connection: lock}.
 */
class LockDockerComposeConnectionDetailsFactory
		extends DockerComposeConnectionDetailsFactory<LockNodeConnectionDetails> {

	LockDockerComposeConnectionDetailsFactory() {
		super(LockNodeConnectionDetails.CONNECTION_NAME);
	}

	@Override
	protected LockNodeConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new LockDockerComposeConnectionDetails(source.getRunningService());
	}

	static final class LockDockerComposeConnectionDetails extends DockerComposeConnectionDetails
			implements LockNodeConnectionDetails {

		private final Node node;

		LockDockerComposeConnectionDetails(RunningService service) {
			super(service);
			this.node = new Node(service.host(), service.ports().get(PORT), 0, null, null, getSslBundle(service));
		}

		@Override
		public Node getNode() {
			return this.node;
		}

	}

}
