package io.quorumlock.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.quorumlock.spring.autoconfigure.LockProperties;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.json.JsonParserFactory;

/**
 * All properties, from the metadata that editors read.
 */
final class PropertiesPage {

	/** The sections, the more special ones first. */
	private static final List<String> PREFIXES = List.of("lock.leader.roles.", "lock.leader.", "lock.locks.",
			"lock.policy.", "lock.audit.", "lock.clock-drift.", "lock.retry.", "lock.", "management.");

	/** The order in which they stand. */
	private static final List<String> ORDER = List.of("lock.", "lock.locks.", "lock.policy.", "lock.clock-drift.",
			"lock.retry.", "lock.leader.", "lock.leader.roles.", "lock.audit.", "management.");

	private static final Map<String, String> TITLES = Map.of("lock.", "Locks and nodes", "lock.locks.",
			"Locks of one name", "lock.policy.", "Policy", "lock.clock-drift.", "Clocks", "lock.retry.",
			"Pauses between attempts", "lock.leader.", "Leadership", "lock.leader.roles.", "One role", "lock.audit.",
			"Audit", "management.", "Actuator");

	private PropertiesPage() {
	}

	static String text() {
		Map<String, Map<String, Row>> sections = rows().stream()
			.collect(
					Collectors.groupingBy(
							(row) -> PREFIXES.stream()
								.filter((prefix) -> row.name().startsWith(prefix))
								.findFirst()
								.orElseThrow(),
							Collectors.toMap(Row::name, (row) -> row, (one, two) -> one, TreeMap::new)));
		StringBuilder text = new StringBuilder("""
				= Properties
				// Written by GeneratedPageTests from the configuration metadata. Do not edit.

				All properties of the starter. An editor that reads configuration metadata shows the same. \
				Times are written \
				as `500ms`, `30s`, `10m` or `1h`.
				""");
		for (String prefix : ORDER) {
			text.append("\n[#%s]\n== %s\n\n[cols=\"4,2,2,5\",options=\"header\"]\n|===\n"
				.formatted(prefix.replaceAll("\\W", "-").replaceAll("-$", ""), TITLES.get(prefix)))
				.append("| Property | Type | Default | Meaning\n");
			sections.get(prefix).values().forEach((row) -> row.appendTo(text));
			text.append("|===\n");
		}
		return text.toString();
	}

	private static List<Row> rows() {
		Map<String, Map<String, Object>> hints = section("hints");
		List<Row> rows = new ArrayList<>();
		section("properties").forEach((name, property) -> {
			if (!property.get("type").toString().startsWith("java.util.Map")) {
				rows.add(new Row(name, shortened(property.get("type").toString()), property.get("defaultValue"),
						Javadoc.asciidoc(property.get("description").toString()) + values(hints.get(name))));
			}
		});
		rows.addAll(entries("lock.locks.<name>.", LockProperties.class, "locks"));
		rows.addAll(entries("lock.leader.roles.<role>.", LockProperties.Leader.class, "roles"));
		return rows;
	}

	/**
	 * What can be set for each entry of a map, of which the metadata knows the type only.
	 */
	private static List<Row> entries(String prefix, Class<?> owner, String map) {
		Type type = Arrays.stream(owner.getRecordComponents())
			.filter((component) -> component.getName().equals(map))
			.map(RecordComponent::getGenericType)
			.findFirst()
			.orElseThrow();
		Class<?> entry = (Class<?>) ((ParameterizedType) type).getActualTypeArguments()[1];
		Map<String, String> meanings = Javadoc.components(entry);
		return Arrays.stream(entry.getRecordComponents())
			.map((component) -> new Row(prefix + DataObjectPropertyName.toDashedForm(component.getName()),
					shortened(component.getType().getName()), null, meanings.get(component.getName())))
			.toList();
	}

	@SuppressWarnings("unchecked")
	private static String values(Map<String, Object> hint) {
		if (hint == null || hint.containsKey("providers")) {
			return "";
		}
		return ((List<Map<String, Object>>) hint.get("values")).stream()
			.map((value) -> " +\n`%s`: %s".formatted(value.get("value"),
					Javadoc.asciidoc(value.get("description").toString())))
			.collect(Collectors.joining());
	}

	private static String shortened(String type) {
		return type.replaceAll("[\\w.$]+[.$](\\w+)", "$1");
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Map<String, Object>> section(String name) {
		try (InputStream stream = LockProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			String json = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
			Map<String, Map<String, Object>> section = new TreeMap<>();
			for (Object each : (List<Object>) JsonParserFactory.getJsonParser().parseMap(json).get(name)) {
				Map<String, Object> entry = (Map<String, Object>) each;
				section.put((String) entry.get("name"), entry);
			}
			return section;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A property.
	 */
	private record Row(String name, String type, Object value, String meaning) {

		void appendTo(StringBuilder text) {
			text.append("\n| `%s`\n| `%s`\n|%s\n| %s\n".formatted(this.name, this.type,
					(this.value != null) ? " `" + this.value + "`" : "", this.meaning));
		}

	}

}
