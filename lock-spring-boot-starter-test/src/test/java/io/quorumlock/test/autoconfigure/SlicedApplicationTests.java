package io.quorumlock.test.autoconfigure;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AutoConfigureTestLocks} on a slice of an application, which has none
 * of the auto-configuration that it does not ask for.
 */
@SpringBootTest(classes = SlicedApplicationTests.Slice.class)
@AutoConfigureTestLocks
class SlicedApplicationTests {

	@Autowired
	private ApplicationContext context;

	@Test
	void annotatedMethodsAreLockedThereToo() {
		assertThat(this.context.getBeanDefinitionNames()).contains("testLocks", "distributedLockAdvisor",
				"lockRoleCampaigns");
	}

	@Configuration(proxyBeanMethods = false)
	static class Slice {

	}

}
