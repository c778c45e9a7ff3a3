package io.quorumlock.sample.control;

import java.time.Duration;

import io.quorumlock.spring.autoconfigure.LockAutoConfiguration;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The control room as a Spring Boot application. It takes no part in locks.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = { LockAutoConfiguration.class, DataRedisAutoConfiguration.class })
@EnableScheduling
@ComponentScan
class ControlRoomConfiguration {

	@Bean
	Board board(InstanceSlots instances, Machinery machinery, @Value("${lock.lease-time}") Duration leaseTime) {
		return new Board(instances.slots(), machinery.nodes().size() / 2 + 1, leaseTime.toMillis());
	}

}
