package io.quorumlock.sample.orders;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * One instance of the order service.
 */
@EnableScheduling
@SpringBootApplication
public class OrderServiceApplication {

	/**
	 * Starts an instance on the Redis nodes of {@code lock.nodes}.
	 * @param args properties, such as {@code --server.port=8081}
	 */
	public static void main(String[] args) {
		SpringApplication.run(OrderServiceApplication.class, args);
	}

}
