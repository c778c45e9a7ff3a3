package io.quorumlock.sample.instance;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/**
 * Adds the show to the order service, which knows nothing of it.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan
class InstanceConfiguration {

}
