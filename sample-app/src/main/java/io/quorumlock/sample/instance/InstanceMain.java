package io.quorumlock.sample.instance;

import io.quorumlock.sample.orders.OrderServiceApplication;

import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * Runs the order service, with load and faults, for as long as the launcher lives.
 */
public final class InstanceMain {

	private InstanceMain() {
	}

	/**
	 * Starts the instance.
	 * @param args handed on to the order service
	 */
	public static void main(String[] args) {
		Commands commands = new Commands();
		ParentWatch.start(commands::run);
		new SpringApplicationBuilder(OrderServiceApplication.class, InstanceConfiguration.class)
			.initializers((context) -> context.getBeanFactory().registerSingleton("commands", commands))
			.run(args);
	}

}
