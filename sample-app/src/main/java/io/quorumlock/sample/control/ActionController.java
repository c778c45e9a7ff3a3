package io.quorumlock.sample.control;

import java.util.Locale;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * The buttons of the page. A page of somebody else cannot press them, as its browser asks
 * before it sends JSON elsewhere, and is given no permission.
 */
@RestController
@RequestMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
class ActionController {

	private final Machinery machinery;

	private final InstanceActions instances;

	private final LiveNotes notes;

	ActionController(Machinery machinery, InstanceActions instances, LiveNotes notes) {
		this.machinery = machinery;
		this.instances = instances;
		this.notes = notes;
	}

	@PostMapping("/nodes/{name}/{action:stop|pause|resume|restart|wipe}")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void node(@PathVariable String name, @PathVariable String action) {
		if (this.machinery.nodes().stream().noneMatch((node) -> node.name().equals(name))) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
		NodeAction wanted = NodeAction.valueOf(action.toUpperCase(Locale.ROOT));
		this.machinery.disturb(name, wanted);
		this.notes.say(name + " " + wanted.outcome());
	}

	@PostMapping("/instances/{name}/kill")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void kill(@PathVariable String name) {
		this.instances.kill(name);
	}

	@PostMapping("/instances/{name}/pause")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void pause(@PathVariable String name) {
		this.instances.pause(name);
	}

	@PostMapping("/instances/{name}/step-down")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void stepDown(@PathVariable String name) {
		this.instances.stepDown(name);
	}

	@ExceptionHandler
	@ResponseStatus(HttpStatus.CONFLICT)
	Map<String, String> refused(ActionRefusedException ex) {
		return Map.of("message", String.valueOf(ex.getMessage()));
	}

}
