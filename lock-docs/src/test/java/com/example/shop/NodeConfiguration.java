package com.example.shop;

import java.util.List;

import io.quorumlock.spring.autoconfigure.LockConnectionDetails;
import io.quorumlock.spring.autoconfigure.LockCredentialsProvider;
import org.testcontainers.containers.GenericContainer;

import org.springframework.context.annotation.Bean;

/**
 * No configuration of the application: its nodes are in memory.
 */
class NodeConfiguration {

	private final List<GenericContainer<?>> containers;

	NodeConfiguration(List<GenericContainer<?>> containers) {
		this.containers = containers;
	}

	// tag::credentials[]
	@Bean
	LockCredentialsProvider lockCredentials(Vault vault) {
		return (node) -> new LockCredentialsProvider.Credentials("lock", vault.passwordFor(node.host()));
	}
	// end::credentials[]

	// tag::containers[]
	@Bean
	LockConnectionDetails lockConnectionDetails() {
		return () -> this.containers.stream()
			.map((container) -> LockConnectionDetails.Node.of(container.getHost(), container.getMappedPort(6379)))
			.toList();
	}
	// end::containers[]

}
