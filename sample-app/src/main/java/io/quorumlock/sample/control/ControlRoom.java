package io.quorumlock.sample.control;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quorumlock.sample.report.Report;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * A web page on what the processes do. It outlives every fault of theirs. Thread-safe.
 */
public final class ControlRoom implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final Board board;

	private ControlRoom(ConfigurableApplicationContext context) {
		this.context = context;
		this.board = context.getBean(Board.class);
	}

	/**
	 * Creates the tables and opens the page.
	 * @param machinery the processes
	 * @param slots the instances
	 * @param properties such as {@code server.port}, and where the database is
	 * @param arguments what all instances are given
	 * @return the control room, open
	 */
	public static ControlRoom open(Machinery machinery, List<InstanceSlot> slots, Map<String, String> properties,
			List<String> arguments) {
		Map<String, Object> own = new HashMap<>(properties);
		own.put("spring.sql.init.mode", "always");
		own.put("spring.web.resources.static-locations", "classpath:/control-room/");
		own.put("server.shutdown", "immediate");
		return new ControlRoom(
				new SpringApplicationBuilder(ControlRoomConfiguration.class).web(WebApplicationType.SERVLET)
					.registerShutdownHook(false)
					.initializers((context) -> {
						context.getEnvironment()
							.getPropertySources()
							.addFirst(new MapPropertySource("control-room", own));
						context.getBeanFactory().registerSingleton("machinery", machinery);
						context.getBeanFactory().registerSingleton("instanceSlots", new InstanceSlots(slots));
					})
					.run(arguments.toArray(String[]::new)));
	}

	/**
	 * The process of an instance was started.
	 * @param instance the name of the instance
	 * @param pid the id of the process
	 */
	public void started(String instance, long pid) {
		this.board.started(instance, pid);
	}

	/**
	 * The process of an instance is gone.
	 * @param instance the name of the instance
	 */
	public void ended(String instance) {
		this.context.getBean(LiveFeed.class).publish(this.board.ended(instance, System.currentTimeMillis()));
		this.context.getBean(Pauses.class).ended(instance);
		this.context.getBean(InstanceActions.class).disarm(instance);
	}

	/**
	 * An instance has told something.
	 * @param instance the name of the instance
	 * @param report what it told
	 */
	public void told(String instance, Report report) {
		this.context.getBean(LiveFeed.class).publish(this.board.apply(instance, report));
		if (report instanceof Report.Pause pause) {
			this.context.getBean(InstanceActions.class).disarm(instance);
			this.context.getBean(Pauses.class).begun(instance, pause, System.currentTimeMillis());
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

}
