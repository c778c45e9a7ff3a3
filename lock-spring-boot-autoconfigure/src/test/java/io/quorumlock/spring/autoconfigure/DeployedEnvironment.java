package io.quorumlock.spring.autoconfigure;

import java.util.List;
import java.util.Map;

import io.quorumlock.spring.autoconfigure.LockConnectionDetails.Node;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * What an application reads from the environment variables of its container.
 */
final class DeployedEnvironment {

	private final LockProperties properties;

	DeployedEnvironment(Map<String, String> variables) {
		SystemEnvironmentPropertySource source = new SystemEnvironmentPropertySource(
				StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.copyOf(variables));
		this.properties = new Binder(ConfigurationPropertySources.from(source)).bindOrCreate("lock",
				LockProperties.class);
	}

	LockProperties properties() {
		return this.properties;
	}

	List<String> nodes() {
		NodeDefaults defaults = new NodeDefaults(this.properties, new DefaultSslBundleRegistry());
		return new PropertiesLockConnectionDetails(this.properties.nodes(), defaults).getNodes()
			.stream()
			.map(Node::name)
			.toList();
	}

}
