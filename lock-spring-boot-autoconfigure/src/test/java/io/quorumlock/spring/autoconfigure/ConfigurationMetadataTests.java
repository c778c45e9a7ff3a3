package io.quorumlock.spring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.boot.json.JsonParserFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.StreamUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an editor knows about the properties, and for what the README says of
 * them.
 */
class ConfigurationMetadataTests {

	private static final Path SOURCES = Path.of("src/main/java");

	private static final Path README = Path.of("../README.md");

	/** Properties that mean something else while they are not set. */
	private static final Set<String> WITHOUT_DEFAULT = Set.of("lock.nodes", "lock.quorum", "lock.namespace",
			"lock.instance-id", "lock.max-hold", "lock.locks", "lock.min-node-timeout", "lock.restart-guard",
			"lock.leader.lease-time", "lock.leader.max-tenure", "lock.leader.step-down-when-unready",
			"lock.leader.roles", "lock.policy.max-lease-time", "lock.policy.max-wait-time", "lock.policy.names",
			"lock.username", "lock.password", "lock.ssl.bundle", "lock.audit.file");

	/** A property that the code asks for by its name. */
	private static final Pattern ASKED_FOR = Pattern
		.compile("(?:\\.bind|getProperty|Conditional\\w*Property)\\(\\s*(?:name = )?\"([a-z.-]+)\"");

	private static final Pattern IN_BACKTICKS = Pattern.compile("`([^`]+)`");

	private final Map<String, Map<String, Object>> properties = byName("properties");

	@Test
	void everyPropertyHasADescriptionAndAType() {
		assertThat(this.properties).hasSizeGreaterThan(40).allSatisfy((name, property) -> {
			assertThat((String) property.get("description")).as("description").isNotBlank().endsWith(".");
			assertThat((String) property.get("type")).as("type").isNotBlank();
		});
	}

	@Test
	void everyPropertyHasADefaultUnlessItMeansSomethingElseWithout() {
		assertThat(this.properties.entrySet().stream().filter((entry) -> entry.getValue().get("defaultValue") == null))
			.extracting(Map.Entry::getKey)
			.containsExactlyInAnyOrderElementsOf(WITHOUT_DEFAULT);
		// What the description of such a property has to say
		assertThat(WITHOUT_DEFAULT)
			.filteredOn((name) -> !this.properties.get(name).get("type").toString().contains("Map"))
			.allSatisfy((name) -> assertThat((String) this.properties.get(name).get("description"))
				.containsPattern("If (not set|empty)"));
	}

	@Test
	void everyPropertyBelongsToThisLibrary() {
		assertThat(this.properties.keySet()).allMatch((name) -> name.startsWith("lock.")
				|| name.startsWith("management.health.lock.") || name.startsWith("management.health.leadership.")
				|| name.startsWith("management.endpoint.leadership.") || name.startsWith("management.endpoint.locks.")
				|| name.startsWith("management.endpoint.lockaudit."));
	}

	@Test
	void whatIsDeprecatedSaysWhatToUse() {
		assertThat(this.properties.values()).filteredOn((property) -> property.containsKey("deprecation"))
			.allSatisfy((property) -> assertThat((Map<?, ?>) property.get("deprecation")).as("%s", property.get("name"))
				.satisfiesAnyOf((deprecation) -> assertThat(deprecation.get("replacement")).isNotNull(),
						(deprecation) -> assertThat(deprecation.get("reason")).isNotNull()));
	}

	@Test
	void everyPropertyThatTheCodeAsksForIsKnown() {
		Set<String> asked = new TreeSet<>();
		for (String source : sources()) {
			Matcher matcher = ASKED_FOR.matcher(source);
			while (matcher.find()) {
				asked.add(matcher.group(1));
			}
		}
		assertThat(asked).contains("lock.enabled", "lock.mode", "lock.advisor-order", "lock.nodes",
				"lock.leader.step-down-when-unready");
		asked.removeIf((name) -> name.startsWith("spring."));
		assertThat(this.properties.keySet()).containsAll(asked);
	}

	@Test
	void everyHintIsForAKnownPropertyAndItsValuesFit() {
		Map<String, Map<String, Object>> hints = byName("hints");
		assertThat(hints).isNotEmpty().allSatisfy((name, hint) -> {
			assertThat(this.properties).containsKey(name.replaceFirst("\\.(keys|values)$", ""));
			assertThat(values(hint)).as("values or providers")
				.hasSizeGreaterThanOrEqualTo(hint.containsKey("providers") ? 0 : 1)
				.allSatisfy((value) -> assertThat((String) value.get("description")).isNotBlank().endsWith("."));
		});
	}

	@Test
	void everyConstantOfAnEnumThatIsAPropertyIsExplained() {
		this.properties.forEach((name, property) -> {
			Class<?> type = ClassUtils.resolveClassName(property.get("type").toString().replaceFirst("<.*", ""),
					getClass().getClassLoader());
			if (type.isEnum() && type.getName().startsWith("io.quorumlock.")) {
				Map<String, Object> hint = byName("hints").get(name);
				assertThat(hint).as("hint for %s", name).isNotNull();
				assertThat(values(hint)).extracting((value) -> value.get("value"))
					.containsExactlyInAnyOrderElementsOf(Stream.of(type.getEnumConstants())
						.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
						.toList());
			}
		});
	}

	@Test
	void readmeNamesEveryPropertyAndNoOther() throws IOException {
		List<String> named = namedInReadme();
		assertThat(this.properties.keySet()).allSatisfy((property) -> assertThat(named).as("README names %s", property)
			.anyMatch((name) -> covers(name, property)));
		assertThat(named).allSatisfy((name) -> assertThat(this.properties.keySet()).as("README names no %s", name)
			.anyMatch((property) -> covers(name, property)));
	}

	// Names of a wildcard, or below a map, stand for what is there
	private static boolean covers(String name, String property) {
		return name.equals(property)
				|| (name.endsWith(".*") && property.startsWith(name.substring(0, name.length() - 1)))
				|| name.startsWith(property + ".<");
	}

	private static List<String> namedInReadme() throws IOException {
		List<String> names = new ArrayList<>();
		for (String line : Files.readAllLines(README)) {
			if (line.startsWith("| `lock.") || line.startsWith("| `management.")) {
				String prefix = "";
				Matcher matcher = IN_BACKTICKS.matcher(line.substring(0, line.indexOf('|', 1)));
				while (matcher.find()) {
					String name = matcher.group(1);
					if (!name.startsWith(".")) {
						prefix = name.substring(0, name.lastIndexOf('.'));
					}
					names.add(name.startsWith(".") ? prefix + name : name);
				}
			}
		}
		return names;
	}

	private static List<String> sources() {
		try (Stream<Path> files = Files.walk(SOURCES)) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.map(ConfigurationMetadataTests::read)
				.collect(Collectors.toList());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> values(Map<String, Object> hint) {
		return (List<Map<String, Object>>) hint.getOrDefault("values", List.of());
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Map<String, Object>> byName(String section) {
		// There may be others on the class path: this is the one beside the class
		try (InputStream stream = LockProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			String json = StreamUtils.copyToString(stream, StandardCharsets.UTF_8);
			Map<String, Map<String, Object>> result = new TreeMap<>();
			for (Object each : (List<Object>) JsonParserFactory.getJsonParser().parseMap(json).get(section)) {
				Map<String, Object> entry = (Map<String, Object>) each;
				result.put((String) entry.get("name"), entry);
			}
			return result;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
