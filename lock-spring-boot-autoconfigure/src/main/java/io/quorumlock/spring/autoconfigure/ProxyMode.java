package io.quorumlock.spring.autoconfigure;

import org.springframework.aop.framework.ProxyConfig;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Tells how the application proxies its beans.
 */
final class ProxyMode {

	private ProxyMode() {
	}

	/**
	 * Whether beans are proxied by subclasses, which is what Spring Boot does unless told
	 * otherwise.
	 * @param beanFactory where the beans are
	 * @return {@code false} if by their interfaces, where they have some
	 */
	static boolean of(ConfigurableListableBeanFactory beanFactory) {
		String name = AutoProxyUtils.DEFAULT_PROXY_CONFIG_BEAN_NAME;
		return beanFactory.containsBean(name) && beanFactory.getBean(name, ProxyConfig.class).isProxyTargetClass();
	}

}
