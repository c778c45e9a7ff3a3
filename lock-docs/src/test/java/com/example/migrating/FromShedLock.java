package com.example.migrating;

import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.OnContention;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.redis.spring.RedisLockProvider;
import net.javacrumbs.shedlock.spring.annotation.EnableSchedulerLock;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.scheduling.annotation.Scheduled;

class FromShedLock {

	// tag::shedlock-before[]
	@Configuration
	@EnableSchedulerLock(defaultLockAtMostFor = "10m")
	static class ScheduleConfiguration {

		@Bean
		LockProvider lockProvider(RedisConnectionFactory connectionFactory) {
			return new RedisLockProvider(connectionFactory, "prod");
		}

	}

	// end::shedlock-before[]

	static class Before {

		// tag::shedlock-job-before[]
		@Scheduled(cron = "0 0 3 * * *")
		@SchedulerLock(name = "nightlyReport", lockAtMostFor = "30m", lockAtLeastFor = "1m")
		public void nightlyReport() {
			// end::shedlock-job-before[]
		}

	}

	static class Between {

		// tag::shedlock-job-between[]
		@Scheduled(cron = "0 0 3 * * *")
		@SchedulerLock(name = "nightlyReport", lockAtMostFor = "30m", lockAtLeastFor = "1m")
		@DistributedLock(name = "nightlyReport", maxHold = "30m", minHold = "1m", onContention = OnContention.SKIP)
		public void nightlyReport() {
			// end::shedlock-job-between[]
		}

	}

	static class After {

		// tag::shedlock-job-after[]
		@Scheduled(cron = "0 0 3 * * *")
		@DistributedLock(name = "nightlyReport", maxHold = "30m", minHold = "1m", onContention = OnContention.SKIP)
		public void nightlyReport() {
			// end::shedlock-job-after[]
		}

	}

}
