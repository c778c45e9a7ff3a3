package io.quorumlock.spring.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

import io.quorumlock.Lease;
import io.quorumlock.LeaseRequest;
import io.quorumlock.LockManager;
import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.testing.RedisQuorum;
import org.junit.jupiter.api.Test;

import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long Prometheus waits for the metrics of an application that takes many locks, all
 * with keys of their own, on real nodes; and that their number does not grow.
 * {@code -Dseconds} says for how long this is measured, after a sixth of it to warm up,
 * and {@code -Drate} how many locks are taken in a second.
 */
class LoadTests {

	private static final Duration LONGEST_SCRAPE = Duration.ofMillis(50);

	/** A machine that builds may be too busy for times to mean anything. */
	private static final boolean MEASURED = System.getProperty("seconds") != null;

	private final int seconds = Integer.getInteger("seconds", 2);

	private final int rate = Integer.getInteger("rate", 200);

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void scrapesStayShortAndSeriesFew() throws Exception {
		try (RedisQuorum quorum = RedisQuorum.start(3); ConfigurableApplicationContext application = start(quorum)) {
			// The metrics of the web server begin with the first scrape
			scrapes(application, 1);
			measure(application);
		}
	}

	private void measure(ConfigurableApplicationContext application) throws IOException, InterruptedException {
		try (PacedCalls calls = new PacedCalls(this.rate, calls(application))) {
			List<Scrape> warmUp = scrapes(application, Math.max(1, this.seconds / 6));
			long before = calls.completed();
			long start = System.nanoTime();
			List<Scrape> scrapes = scrapes(application, this.seconds);
			double perSecond = (double) (calls.completed() - before) * 1e9 / (double) (System.nanoTime() - start);
			ScrapeTimes times = ScrapeTimes.of(scrapes);
			Scrape first = warmUp.get(0);
			Scrape last = scrapes.get(scrapes.size() - 1);
			System.out.println(String.format(Locale.ROOT, "%.1f locks/s, %s, %d series at first, %d at last", perSecond,
					times, first.series().size(), last.series().size()));
			assertThat(calls.failed()).as("calls that failed").isZero();
			assertThat(first.series()).anyMatch((series) -> series.startsWith("lock_acquire_seconds_count{"));
			assertThat(last.series()).as("time series").isEqualTo(first.series());
			if (MEASURED) {
				assertThat(perSecond).as("locks in a second").isGreaterThan(0.99 * this.rate);
				assertThat(times.max()).as("the longest scrape").isLessThanOrEqualTo(LONGEST_SCRAPE.toMillis());
			}
		}
	}

	private List<Scrape> scrapes(ConfigurableApplicationContext application, int number)
			throws IOException, InterruptedException {
		URI uri = URI.create("http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port")
				+ "/actuator/prometheus");
		List<Scrape> scrapes = new ArrayList<>();
		long due = System.nanoTime();
		for (int i = 0; i < number; i++) {
			due += TimeUnit.SECONDS.toNanos(1);
			while (System.nanoTime() < due) {
				LockSupport.parkNanos(due - System.nanoTime());
			}
			long start = System.nanoTime();
			HttpResponse<String> response = this.client.send(HttpRequest.newBuilder(uri).build(),
					BodyHandlers.ofString());
			scrapes.add(Scrape.of(System.nanoTime() - start, response.body()));
			assertThat(response.statusCode()).isEqualTo(200);
		}
		return scrapes;
	}

	private static ConfigurableApplicationContext start(RedisQuorum quorum) {
		return new SpringApplicationBuilder(ShopApplication.class).bannerMode(Banner.Mode.OFF)
			.run("--server.port=0", "--management.endpoints.web.exposure.include=prometheus",
					"--lock.nodes=" + quorum.nodes());
	}

	private static LongConsumer calls(ConfigurableApplicationContext application) {
		Shop shop = application.getBean(Shop.class);
		return (number) -> {
			if (number % 2 == 0) {
				shop.pay("order-" + number);
			}
			else {
				shop.invoice("order-" + number);
			}
		};
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
	static class ShopApplication {

		@Bean
		Shop shop(LockManager locks) {
			return new Shop(locks);
		}

	}

	/**
	 * Locks by annotation, and by hand.
	 */
	static class Shop {

		private final LockManager locks;

		Shop(LockManager locks) {
			this.locks = locks;
		}

		@DistributedLock(name = "payments", key = "#order")
		void pay(String order) {
			Lease.current().ensureHeld();
		}

		void invoice(String order) {
			try (Lease lease = this.locks.acquire(LeaseRequest.of("invoices", order))) {
				lease.ensureHeld();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
