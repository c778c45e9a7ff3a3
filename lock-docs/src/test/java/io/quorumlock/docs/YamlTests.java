package io.quorumlock.docs;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.quorumlock.docs.Page.Block;
import io.quorumlock.spring.autoconfigure.LockProperties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the YAML in the pages can be bound, and has no key that nobody knows.
 */
class YamlTests {

	private static final Map<ConfigurationPropertyName, String> KNOWN = known();

	static Stream<Block> yaml() {
		return BlockTests.blocks()
			.filter((block) -> block.language().equals("yaml"))
			// A file of Docker Compose
			.filter((block) -> !block.text().startsWith("services:"));
	}

	@ParameterizedTest
	@MethodSource
	void yaml(Block block) throws IOException {
		List<PropertySource<?>> sources = new YamlPropertySourceLoader().load(block.toString(),
				new ByteArrayResource(block.text().getBytes(StandardCharsets.UTF_8)));
		assertThat(sources).isNotEmpty().allSatisfy(YamlTests::isBound).allSatisfy(YamlTests::isKnown);
	}

	private static void isBound(PropertySource<?> source) {
		new Binder(ConfigurationPropertySources.from(source)).bind("lock", Bindable.of(LockProperties.class),
				new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
	}

	private static void isKnown(PropertySource<?> source) {
		assertThat(((EnumerablePropertySource<?>) source).getPropertyNames()).isNotEmpty().allSatisfy((text) -> {
			ConfigurationPropertyName name = ConfigurationPropertyName.adapt(text.replaceAll("\\[\\d+]$", ""), '.');
			assertThat(KNOWN.entrySet()).as(text)
				.anyMatch((known) -> known.getKey().equals(name)
						|| (known.getValue().startsWith("java.util.Map") && known.getKey().isAncestorOf(name)));
		});
	}

	/**
	 * The properties of all that is on the class path, with their types.
	 */
	@SuppressWarnings("unchecked")
	private static Map<ConfigurationPropertyName, String> known() {
		Map<ConfigurationPropertyName, String> known = new TreeMap<>();
		try {
			Set<URL> files = Set.copyOf(Collections
				.list(YamlTests.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json")));
			for (URL file : files) {
				String json = new String(file.openStream().readAllBytes(), StandardCharsets.UTF_8);
				for (Object each : (List<Object>) JsonParserFactory.getJsonParser().parseMap(json).get("properties")) {
					Map<String, Object> property = (Map<String, Object>) each;
					known.put(ConfigurationPropertyName.adapt((String) property.get("name"), '.'),
							(String) property.getOrDefault("type", ""));
				}
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return known;
	}

}
